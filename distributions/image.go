package distributions

import (
	"math"
	"slices"

	"finetco/distributions/exp"
)

// An image draws x = ψ(y) from a table of y, for a law that is a simple function of a gentler one. The logarithm of a gamma of
// shape 0.01 hardly bends where its values rise by hundreds of orders of magnitude: few polynomials hold it, and an exponential
// a draw does the rest. Likewise the logit of a beta, and the straight line through a thousand steps of a count.
type image struct {
	*grid // of y
	back  mapping
}

// A mapping is an increasing function, of a block in place and of one value, the same to the bit.
type mapping interface {
	all(y []float64)
	one(y float64) float64
}

// What is gentle is walked itself: its draws need no exponential.
const (
	gentleShape = 0.4 // the least shape of a gamma, Weibull or beta
	gentleSigma = 3   // the largest sigma of a lognormal
	fewSteps    = 16  // the largest standard deviation of a count
)

// gentler returns the law of y, and the way back to d; no way if d is gentle itself.
func gentler(d law) (y law, back mapping) {
	switch d := d.(type) {
	case gamma:
		if d.k < gentleShape {
			return logGamma{d}, rescaled{raised{}, d.scale, 0}
		}
	case weibull:
		if d.shape < gentleShape {
			return logWeibull{d}, rescaled{raised{}, d.scale, 0}
		}
	case lognormal:
		if d.sigma > gentleSigma {
			return normal{mu: math.Log(d.median), sigma: d.sigma}, raised{}
		}
	case beta:
		if math.Min(d.shape.a, d.shape.b) < gentleShape {
			return logitBeta{d}, between{d.min, d.max}
		}
	case poisson:
		if d.SD() > fewSteps {
			return ramp{d}, ceiling{}
		}
	case binomial:
		switch {
		case d.SD() <= fewSteps:
		case d.p <= 0.5:
			return ramp{d}, ceiling{}
		default: // of a million million tries the failures have the finer floats
			return mirrored(ramp{binomial{n: d.n, p: 1 - d.p}}), rescaled{ceiling{}, 1, d.n - 1}
		}
	case affine:
		if y, back = gentler(d.base); back == nil {
			return nil, nil
		}
		if d.scale < 0 {
			y, back = mirrored(y), turned{back}
		}
		return y, rescaled{back, d.scale, d.shift}
	}
	return nil, nil
}

// steep reports whether a law, or a part of it, is the image of a gentler one.
func steep(d law) bool {
	switch d := d.(type) {
	case affine:
		return steep(d.base)
	case truncated:
		return steep(d.base)
	case mixture:
		return slices.ContainsFunc(d.parts, func(c part) bool { return steep(c.law) })
	}
	_, back := gentler(d)
	return back != nil && !stepped(d)
}

func newImage(y law, back mapping) image { return image{newGrid(y, trace(y)), back} }

func (d image) fromUniforms(dst, u []float64) {
	d.grid.fromUniforms(dst, u)
	d.back.all(dst[:len(u)])
}

func (d image) fromScores(dst, z []float64) {
	d.grid.fromScores(dst, z)
	d.back.all(dst[:len(z)])
}

func (d image) at(u float64) float64 { return d.back.one(d.grid.at(u)) }

// raised is e^y.
type raised struct{}

func (raised) all(y []float64)       { exp.All(y) }
func (raised) one(y float64) float64 { return exp.Of(y) }

// between is the point whose distances from two ends are as e^y to 1: the logistic function.
type between struct{ low, high float64 }

func (m between) all(y []float64) {
	var signs [64]uint64
	for len(y) > 0 {
		n := min(len(y), len(signs))
		for i, v := range y[:n] {
			b := math.Float64bits(v)
			signs[i] = b >> 63
			y[i] = math.Float64frombits(b | signBit)
		}
		exp.All(y[:n])
		ends, widths := m.sides()
		for i, e := range y[:n] {
			side := signs[i] & 1
			y[i] = ends[side] + widths[side]*(e/(1+e))
		}
		y = y[n:]
	}
}

func (m between) one(y float64) float64 {
	ends, widths := m.sides()
	side := math.Float64bits(y) >> 63
	e := exp.Of(-math.Abs(y))
	return ends[side] + widths[side]*(e/(1+e))
}

// sides returns the ends from which a positive and a negative y are measured, and the way from there to the other one.
func (m between) sides() (ends, widths [2]float64) {
	return [...]float64{m.high, m.low}, [...]float64{m.low - m.high, m.high - m.low}
}

// ceiling is the first whole number from y up.
type ceiling struct{}

func (ceiling) all(y []float64) {
	for i, v := range y {
		y[i] = math.Ceil(v)
	}
}

func (ceiling) one(y float64) float64 { return math.Ceil(y) }

// rescaled is shift + scale·ψ(y).
type rescaled struct {
	mapping
	scale, shift float64
}

func (m rescaled) all(y []float64) {
	m.mapping.all(y)
	for i, x := range y {
		y[i] = m.shift + m.scale*x
	}
}

func (m rescaled) one(y float64) float64 { return m.shift + m.scale*m.mapping.one(y) }

// turned is ψ(−y).
type turned struct{ mapping }

func (m turned) all(y []float64) {
	for i, v := range y {
		y[i] = -v
	}
	m.mapping.all(y)
}

func (m turned) one(y float64) float64 { return m.mapping.one(-y) }
