package distributions

import (
	"math"
	"sync"
)

// A polygon draws from a law whose density is constant between its breaks, as that of measured data that is truncated, or mixed
// with a uniform or with atoms: quantiles are straight lines by u, and arcs by the score.
type polygon struct {
	law
	guide  guide // by the lines' ends
	lines  []line
	scores func() *arcs // built when first asked for
}

// A line of quantiles ends in x: at a threshold of the guide, which has loaded it.
type line struct{ x, slope float64 }

// flat reports whether a law's density is constant between its breaks.
func flat(d law) bool {
	switch d := d.(type) {
	case uniform, empirical:
		return true
	case affine:
		return flat(d.base)
	case truncated:
		return flat(d.base)
	case mixture:
		for _, c := range d.parts {
			if !flat(c.law) {
				return false
			}
		}
		return true
	}
	return stepped(d)
}

func newPolygon(d law) *polygon {
	p := &polygon{law: d}
	var ends []float64
	u, x := 0.0, 0.0
	to := func(end, next, slope float64) {
		if end > u {
			p.lines, ends = append(p.lines, line{next, slope}), append(ends, end)
			u = end
		}
		x = next
	}
	for k, b := range d.breaks() {
		under, over, m := d.CDF(b), d.Survival(b), d.mass(b)
		if end := lastReached(under-m, over+m); k > 0 {
			to(end, b, (b-x)/(end-u))
		}
		x = b
		if m > 0 {
			to(lastReached(under, over), b, 0)
		}
	}
	p.guide = newGuide(ends, farTail, 1-farTail, false)
	p.scores = sync.OnceValue(func() *arcs { return arcsOfScores(p.pieces()) })
	return p
}

func (p *polygon) fromUniforms(dst, u []float64) {
	g, lines := &p.guide, p.lines
	for i, u := range u {
		cell := int((u - g.low) * g.density)
		if uint(cell) >= uint(len(g.begin)) || !(u >= g.low) {
			dst[i] = extreme(p.law, u, 1-u)
			continue
		}
		k := g.find(u, cell)
		l := &lines[k]
		dst[i] = l.x + (u-g.thresholds[k])*l.slope
	}
}

// at is one step of fromUniforms.
func (p *polygon) at(u float64) float64 {
	var x [1]float64
	p.fromUniforms(x[:], []float64{u})
	return x[0]
}

func (p *polygon) fromScores(dst, z []float64) { p.scores().draw(dst, z, p.farOut) }

func (p *polygon) farOut(z float64) float64 { return extreme(p.law, below(z), below(-z)) }

// pieces returns the curve by the score, a little farther than arcs reach.
func (p *polygon) pieces() []piece {
	pieces := make([]piece, 0, len(p.lines)+2*strides)
	z := -farScore - stride
	under := below(z)
	for k, l := range p.lines {
		u := p.guide.thresholds[k]
		at := func(z, under float64) node {
			rate := l.slope * bell(z)
			return node{z, l.x + (under-u)*l.slope, rate, -z * rate}
		}
		for end := math.Min(exactScore(u, 1-u), farScore+stride); z < end; {
			from := at(z, under)
			if z = (math.Floor(z/stride) + 1) * stride; z < end {
				under = below(z)
			} else {
				z, under = end, math.Min(u, below(farScore+stride))
			}
			pieces = append(pieces, piece{from.z, z, hermite(from, at(z, under))})
		}
	}
	return pieces
}
