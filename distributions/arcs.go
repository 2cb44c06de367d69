package distributions

import "math"

// Arcs draw from a curve of many pieces, none of which is cut: a guide finds the arc of a score or of a uniform.
type arcs struct {
	guide
	of []arc
}

// An arc is a cubic in the distance from its end, which is a threshold of the guide: half a line of the processor's cache, where
// a quintic would fill one, and thousands of them leave the nearest cache to others.
type arc [4]float64

func (a *arc) at(distance float64) float64 {
	return a[0] + distance*(a[1]+distance*(a[2]+distance*a[3]))
}

// newArc returns the cubic over a width through two points with their slopes.
func newArc(width, x, slope, endX, endSlope float64) arc {
	e := x - endX + width*endSlope
	f := width * (slope - endSlope)
	return arc{endX, endSlope, (f + 3*e) / width / width, (f + 2*e) / width / width / width}
}

// tame reports whether numbers are so small that no coefficient of an arc, divided by the cube of a short width, leaves the range of
// a float64.
func tame(least, most float64) bool { return math.Max(math.Abs(least), math.Abs(most)) < 1e200 }

// newArcs rewrites pieces as arcs, which miss them by no more than their slope times allowed.
func newArcs(pieces []piece, low, high float64, allowed func(p *piece) float64) *arcs {
	a := &arcs{of: make([]arc, 0, len(pieces))}
	ends := make([]float64, 0, len(pieces)+1)
	for i := range pieces {
		p := &pieces[i]
		if p.to < low || p.from > high {
			continue
		}
		width, parts := p.to-p.from, p.parts(allowed(p))
		x, slope := p.c[0], p.c[1]/width
		for k := 1.0; k <= parts; k++ {
			end, nextX, nextSlope := p.to, p.c.at(k/parts), p.c.slope(k/parts)/width
			if k < parts {
				end = p.from + width*k/parts
			}
			ends, a.of = append(ends, end), append(a.of, newArc(width/parts, x, slope, nextX, nextSlope))
			x, slope = nextX, nextSlope
		}
	}
	a.guide = newGuide(ends, low, high, false)
	return a
}

// mostParts bounds the arcs of a piece, for one that begins or ends without a slope.
const mostParts = 32

// parts returns in how many arcs a piece is cut: a cubic through two points with their slopes misses by 1/384 of the fourth
// derivative at most.
func (p *piece) parts(allowed float64) float64 {
	bend := 24 * math.Max(math.Abs(p.c[4]), math.Abs(p.c[4]+5*p.c[5]))
	slope := math.Min(p.c[1], p.c.slope(1)) / (p.to - p.from)
	off := math.Max(slope*allowed, 2*ulp(p.c[0]))
	if parts := math.Sqrt(math.Sqrt(bend / 384 / off)); parts < mostParts {
		return math.Max(1, math.Ceil(parts))
	}
	return mostParts
}

// arcsOfScores cover scores within ±farScore.
func arcsOfScores(pieces []piece) *arcs {
	return newArcs(pieces, -farScore, farScore, func(p *piece) float64 {
		near, far := math.Max(0, math.Max(p.from, -p.to)), math.Max(-p.from, p.to)
		return math.Min(rewriting, rewritingOfTail*below(-far)) / bell(near)
	})
}

// arcsOfUniforms cover u from farTail to 1 − farTail.
func arcsOfUniforms(pieces []piece) *arcs {
	return newArcs(pieces, farTail, 1-farTail, func(p *piece) float64 {
		return math.Min(rewriting, rewritingOfTail*math.Min(p.from, 1-p.to))
	})
}

// draw sets dst[i] to the curve at v[i].
func (a *arcs) draw(dst, v []float64, outside func(v float64) float64) {
	for i, v := range v {
		cell := int((v - a.low) * a.density)
		if uint(cell) >= uint(len(a.begin)) || !(v >= a.low) {
			dst[i] = outside(v)
			continue
		}
		k := a.find(v, cell)
		dst[i] = a.of[k].at(v - a.thresholds[k])
	}
}

// at is one step of draw, where the arcs reach.
func (a *arcs) at(v float64) (x float64, ok bool) {
	cell := int((v - a.low) * a.density)
	if uint(cell) >= uint(len(a.begin)) || !(v >= a.low) {
		return 0, false
	}
	k := a.find(v, cell)
	return a.of[k].at(v - a.thresholds[k]), true
}
