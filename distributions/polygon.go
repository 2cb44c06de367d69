package distributions

import "math"

// A polygon draws from a law whose density is constant between its breaks, as that of measured data that is truncated, or mixed
// with a uniform or with atoms: quantiles are straight lines by u.
type polygon struct {
	law
	guide guide // by the lines' ends
	lines []line
}

// A line of quantiles begins at u with x.
type line struct{ u, x, slope float64 }

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
			p.lines, ends = append(p.lines, line{u, x, slope}), append(ends, end)
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
		l := &lines[g.find(u, cell)]
		dst[i] = l.x + (u-l.u)*l.slope
	}
}

// at is one step of fromUniforms.
func (p *polygon) at(u float64) float64 {
	g := &p.guide
	cell := int((u - g.low) * g.density)
	if uint(cell) >= uint(len(g.begin)) || !(u >= g.low) {
		return extreme(p.law, u, 1-u)
	}
	l := &p.lines[g.find(u, cell)]
	return l.x + (u-l.u)*l.slope
}

// fromScores goes through the probability, in blocks that stay in the processor's cache.
func (p *polygon) fromScores(dst, z []float64) {
	probability := probabilities()
	var u [256]float64
	for len(z) > 0 {
		n := min(len(z), len(u))
		probability.fromScores(u[:n], z[:n])
		p.fromUniforms(u[:n], u[:n])
		for i, x := range u[:n] {
			if z := z[i]; !(math.Abs(z) < farScore) {
				x = extreme(p.law, below(z), below(-z))
			}
			dst[i] = x
		}
		dst, z = dst[n:], z[n:]
	}
}
