package distributions

import "math"

// The laws below are logarithms of steep ones, as far as walkers and tables ask them. Their lower tails are exponential: where
// values would underflow they still go on.

// powerLaw is the logarithm below which the lower tail of a gamma or beta is a power of x to every digit.
const powerLaw = -40

// logGamma is the logarithm of a gamma of scale 1.
type logGamma struct{ gamma }

func (logGamma) Support() (low, high float64) { return math.Inf(-1), math.Inf(1) }
func (logGamma) breaks() []float64            { return nil }

// logBelow returns the logarithm of the probability below y where the tail is a power.
func (d logGamma) logBelow(y float64) float64 { return d.k*y - d.log - math.Log(d.k) }

func (d logGamma) inverse(p, q float64) float64 {
	if y := (math.Log(p) + d.log + math.Log(d.k)) / d.k; y < powerLaw {
		return y
	}
	return math.Log(d.gammaShape.inverse(p, q))
}

func (d logGamma) CDF(y float64) float64 {
	if y < powerLaw {
		return math.Exp(d.logBelow(y))
	}
	return d.below(math.Exp(y))
}

func (d logGamma) Survival(y float64) float64 {
	if y < powerLaw {
		return -math.Expm1(d.logBelow(y))
	}
	return d.above(math.Exp(y))
}

func (d logGamma) density(y float64) (f, slope float64) {
	x := math.Exp(y)
	f = math.Exp(d.logRate(x, y))
	return f, f * (d.k - x)
}

// logWeibull is the logarithm of a Weibull of scale 1, ln E/shape with E = −ln Φ(−z): a closed form.
type logWeibull struct{ weibull }

func (logWeibull) Support() (low, high float64) { return math.Inf(-1), math.Inf(1) }
func (logWeibull) breaks() []float64            { return nil }

func (d logWeibull) inverse(p, q float64) float64 {
	e := -math.Log(q)
	if p < q {
		e = -math.Log1p(-p)
	}
	return math.Log(e) / d.shape
}

func (d logWeibull) CDF(y float64) float64      { return -math.Expm1(-math.Exp(d.shape * y)) }
func (d logWeibull) Survival(y float64) float64 { return math.Exp(-math.Exp(d.shape * y)) }

func (d logWeibull) density(y float64) (f, slope float64) {
	e := math.Exp(d.shape * y)
	f = d.shape * e * math.Exp(-e)
	return f, f * d.shape * (1 - e)
}

// logitBeta is the logarithm of the distances t from 0 and s from 1 of a beta on [0, 1], ln(t/s).
type logitBeta struct{ beta }

func (logitBeta) Support() (low, high float64) { return math.Inf(-1), math.Inf(1) }
func (logitBeta) breaks() []float64            { return nil }

func (d logitBeta) swapped() logitBeta { return logitBeta{beta: beta{shape: d.shape.swapped()}} }

// logBelow returns the logarithm of the probability below y where the tail is a power.
func (d logitBeta) logBelow(y float64) float64 {
	return d.shape.a*y - d.shape.log - math.Log(d.shape.a)
}

func (d logitBeta) inverse(p, q float64) float64 {
	if y := (math.Log(p) + d.shape.log + math.Log(d.shape.a)) / d.shape.a; y < powerLaw {
		return y
	}
	if y := (math.Log(q) + d.shape.log + math.Log(d.shape.b)) / d.shape.b; y < powerLaw {
		return -y
	}
	t, s := d.shape.inverse(p, q)
	return math.Log(t) - math.Log(s)
}

func (d logitBeta) CDF(y float64) float64 {
	switch {
	case y < powerLaw:
		return math.Exp(d.logBelow(y))
	case y > -powerLaw:
		return -math.Expm1(d.swapped().logBelow(-y))
	}
	return d.shape.below(expit(y))
}

func (d logitBeta) Survival(y float64) float64 { return d.swapped().CDF(-y) }

func (d logitBeta) density(y float64) (f, slope float64) {
	t, s := expit(y)
	larger := -math.Log1p(math.Exp(-math.Abs(y))) // the logarithm of the larger of t and s
	logT, logS := larger+math.Min(y, 0), larger-math.Max(y, 0)
	f = math.Exp(d.shape.a*logT + d.shape.b*logS - d.shape.log)
	return f, f * (d.shape.a*s - d.shape.b*t)
}
