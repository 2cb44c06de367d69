package distributions

import "math"

// weibull is scale·E^(1/shape), E a standard exponential; shape 1 is the exponential.
type weibull struct {
	continuous
	cell
	shape, scale float64
}

func (d weibull) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d weibull) inverse(p, q float64) float64 {
	e := -math.Log(q)
	if p < q {
		e = -math.Log1p(-p)
	}
	if d.shape == 1 {
		return d.scale * e
	}
	return d.scale * math.Pow(e, 1/d.shape)
}

// hazard returns the standard exponential that x comes from.
func (d weibull) hazard(x float64) float64 {
	if d.shape == 1 {
		return x / d.scale
	}
	return math.Pow(x/d.scale, d.shape)
}

func (d weibull) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return -math.Expm1(-d.hazard(x))
}

func (d weibull) Survival(x float64) float64 {
	if x <= 0 {
		return 1
	}
	return math.Exp(-d.hazard(x))
}

// raw returns the k-th moment about 0 in units of the scale.
func (d weibull) raw(k float64) float64 { return math.Gamma(1 + k/d.shape) }

func (d weibull) Mean() float64 { return d.scale * d.raw(1) }

func (d weibull) SD() float64 {
	if d.shape == 1 {
		return d.scale
	}
	return d.scale * d.moments().sd()
}

func (d weibull) Skewness() float64 {
	if d.shape == 1 {
		return 2
	}
	return d.moments().skewness()
}

// moments are those of scale 1. For large shapes the central ones are small differences of moments about 0, and are integrated as
// deviations instead.
func (d weibull) moments() moments {
	if d.shape < 20 {
		return momentsAbout(0, 1, d.raw(1), d.raw(2), d.raw(3))
	}
	return integrate(weibull{shape: d.shape, scale: 1})
}

func (d weibull) Support() (low, high float64) { return 0, math.Inf(1) }
func (d weibull) breaks() []float64            { return []float64{0} }

func (d weibull) density(x float64) (f, slope float64) {
	if x < 0 || x == 0 && d.shape > 1 {
		return 0, 0
	}
	if x == 0 && d.shape < 1 {
		return math.Inf(1), math.Inf(-1)
	}
	h := d.hazard(x)
	rate := 1 / d.scale // of the hazard
	bend := 0.0         // (shape − 1)/x
	if d.shape != 1 {
		rate, bend = d.shape*h/x, (d.shape-1)/x
	}
	f = rate * math.Exp(-h)
	return f, f * (bend - rate)
}

func buildWeibull(g given, c cell) (law, *flaw) {
	if wrong := positive(g, "shape", "scale"); wrong != nil {
		return nil, wrong
	}
	d := weibull{cell: c, shape: g.value("shape"), scale: g.value("scale")}
	switch {
	case d.shape > 1e6:
		return nil, wrongValue("shape", "shapes above 1e6 cannot be told from a constant")
	case d.shape < 0.02 || math.IsInf(d.scale*d.raw(3), 0):
		return nil, wrongValue("shape", "numbers this far out cannot be held")
	}
	return d, nil
}

func buildExponential(g given, c cell) (law, *flaw) {
	if wrong := positive(g, "mean"); wrong != nil {
		return nil, wrong
	}
	return weibull{cell: c, shape: 1, scale: g.value("mean")}, nil
}
