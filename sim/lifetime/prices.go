package lifetime

import (
	"math"

	"finetco/distributions"
)

// coarseStep is the distance of the coarse points of the price walk, in months.
const coarseStep = 8

// A coarsePoint of the walk lies between two known ones, or beyond the last: its distances to them in units of
// coarseStep, 0 for none on the right.
type coarsePoint struct{ at, toLeft, toRight int }

// coarsePoints are the coarse points in the order of drawing, in units of coarseStep. The first eight serve a horizon
// of up to 64 months.
var coarsePoints = [MaxMonths / coarseStep]coarsePoint{
	{8, 8, 0}, {4, 4, 4}, {2, 2, 2}, {6, 2, 2}, {1, 1, 1}, {3, 1, 1}, {5, 1, 1}, {7, 1, 1},
	{15, 7, 0}, {11, 3, 4}, {13, 2, 2}, {9, 1, 2}, {10, 1, 1}, {12, 1, 1}, {14, 1, 1},
}

// coarsePointsWithin is how many coarse points a horizon needs.
func coarsePointsWithin(horizon int) int {
	if horizon <= 8*coarseStep {
		return 8
	}
	return len(coarsePoints)
}

// toRight is the weight of the right neighbor in a coarse point's mean; sd its standard deviation about it.
func (p coarsePoint) bridge() (toRight, sd float64) {
	if p.toRight == 0 {
		return 0, math.Sqrt(float64(coarseStep * p.toLeft))
	}
	part := float64(p.toLeft) / float64(p.toLeft+p.toRight)
	return part, math.Sqrt(coarseStep * part * float64(p.toRight))
}

// bridges are the weights of the coarse points, and of the months between two of them by their distance to the right
// one.
var bridges = func() (b struct {
	coarse [len(coarsePoints)]struct{ toRight, sd float64 }
	fine   [coarseStep + 1]struct{ toLeft, toRight, sd float64 }
}) {
	for k, p := range coarsePoints {
		b.coarse[k].toRight, b.coarse[k].sd = p.bridge()
	}
	for left := 2; left <= coarseStep; left++ {
		part := 1 / float64(left)
		b.fine[left].toLeft, b.fine[left].toRight, b.fine[left].sd = 1-part, part, math.Sqrt(1-part)
	}
	return b
}()

// drawPrices draws the price walk √12·W(m) as far as a cost can fall: a Brownian motion laid out from coarse to fine (a
// Brownian bridge), so that few coordinates carry most of it, and between the coarse points from left to right, so that
// no month depends on the horizon.
func (c *Cohort) drawPrices(lives []Lifetime) {
	taken := 0
	for i := range lives {
		l := &lives[i]
		l.steps = nil
		if l.drawn.Inputs[gpuPriceVolatility] > 0 {
			cells := (l.booked + coarseStep - 1) / coarseStep
			l.steps = c.steps[taken : taken+cells*(coarseStep-1)]
			l.luck.Prices.Fill(l.steps)
			taken += len(l.steps)
		}
	}
	distributions.NormalScores(c.steps[:taken], c.steps[:taken])
}

// mostSteps is how many steps of a walk lie between coarse points.
const mostSteps = len(coarsePoints) * (coarseStep - 1)

// walkPrices lays the walk out; it is left as it is where there are no steps.
func (l *Lifetime) walkPrices() {
	var coarse [len(coarsePoints) + 1]float64 // the walk at the end of month coarseStep·j − 1
	for k, p := range coarsePoints[:len(l.luck.Prices.leading)] {
		left, right := coarse[p.at-p.toLeft], coarse[p.at+p.toRight]
		b := &bridges.coarse[k]
		coarse[p.at] = left + b.toRight*(right-left) + b.sd*l.luck.Prices.leading[k]
	}
	for j := range len(l.steps) / (coarseStep - 1) {
		now, right := coarse[j], coarse[j+1]
		walk, z := l.walk[j*coarseStep:][:coarseStep], l.steps[j*(coarseStep-1):][:coarseStep-1]
		for i, z := range z {
			b := &bridges.fine[coarseStep-i]
			now = b.toLeft*now + (b.toRight*right + b.sd*z)
			walk[i] = now
		}
		walk[coarseStep-1] = right
	}
}
