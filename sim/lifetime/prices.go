package lifetime

import (
	"math"

	"finetco/distributions"
)

// coarseStep is the distance of the coarse points of the price walk, in months.
const coarseStep = 8

// coarsePoints are the coarse points in the order of drawing, in units of coarseStep: each with its distance to the
// known point on its left and on its right, 0 for none. The first eight serve a horizon of up to 64 months.
var coarsePoints = [MaxMonths / coarseStep]struct{ at, toLeft, toRight int }{
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

// drawPrices draws the price walk √12·W(m) as far as the ledger reads it: a Brownian motion laid out from coarse to
// fine (a Brownian bridge), so that few coordinates carry most of it, and between the coarse points from left to right,
// so that no month depends on the horizon.
func (l *Lifetime) drawPrices(luck *Luck) {
	if l.drawn.Inputs[gpuPriceVolatility] == 0 {
		return
	}
	var coarse [len(coarsePoints) + 1]float64 // the walk at the end of month coarseStep·j − 1
	for _, p := range coarsePoints[:coarsePointsWithin(l.model.Horizon)] {
		z := distributions.NormalScore(luck.Prices.Next())
		left, right := coarse[p.at-p.toLeft], coarse[p.at+p.toRight]
		if p.toRight == 0 {
			coarse[p.at] = left + math.Sqrt(float64(coarseStep*p.toLeft))*z
			continue
		}
		part := float64(p.toLeft) / float64(p.toLeft+p.toRight)
		coarse[p.at] = left + part*(right-left) + math.Sqrt(coarseStep*part*float64(p.toRight))*z
	}
	for j := 0; j*coarseStep <= int(l.end); j++ {
		if j+1 == len(coarse) {
			break
		}
		now, right := coarse[j], coarse[j+1]
		for i := range coarseStep - 1 {
			left := float64(coarseStep - i) // months to the next coarse point
			now += (right-now)/left + math.Sqrt((left-1)/left)*distributions.NormalScore(luck.Prices.Next())
			l.walk[j*coarseStep+i] = now
		}
		l.walk[(j+1)*coarseStep-1] = right
	}
}
