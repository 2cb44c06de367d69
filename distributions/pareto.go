package distributions

import "math"

// pareto exceeds x ≥ min with probability (min/x)^alpha.
type pareto struct {
	bounded
	cell
	min, alpha float64
}

func (d pareto) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d pareto) inverse(p, q float64) float64 {
	e := -math.Log(q)
	if p < q {
		e = -math.Log1p(-p)
	}
	return d.min + d.min*math.Expm1(e/d.alpha)
}

// hazard returns the standard exponential that x comes from.
func (d pareto) hazard(x float64) float64 { return d.alpha * logRatio(x, d.min) }

func (d pareto) CDF(x float64) float64 {
	if x <= d.min {
		return 0
	}
	return -math.Expm1(-d.hazard(x))
}

func (d pareto) Survival(x float64) float64 {
	if x <= d.min {
		return 1
	}
	return math.Exp(-d.hazard(x))
}

func (d pareto) Mean() float64 {
	if d.alpha <= 1 {
		return math.Inf(1)
	}
	return d.min * (d.alpha / (d.alpha - 1))
}

func (d pareto) SD() float64 {
	if d.alpha <= 2 {
		return math.NaN()
	}
	return d.min / (d.alpha - 1) * math.Sqrt(d.alpha/(d.alpha-2))
}

func (d pareto) Skewness() float64 {
	if d.alpha <= 3 {
		return math.NaN()
	}
	return 2 * (1 + d.alpha) / (d.alpha - 3) * math.Sqrt((d.alpha-2)/d.alpha)
}

func (d pareto) Support() (low, high float64) { return d.min, math.Inf(1) }
func (d pareto) breaks() []float64            { return []float64{d.min} }
func (d pareto) tails() (low, high float64)   { return math.Inf(1), d.alpha }

func (d pareto) density(x float64) (f, slope float64) {
	if x < d.min {
		return 0, 0
	}
	f = d.alpha / x * math.Exp(-d.hazard(x))
	return f, -f * (d.alpha + 1) / x
}

func buildPareto(g given, c cell) (law, *flaw) {
	if wrong := positive(g, "min", "alpha"); wrong != nil {
		return nil, wrong
	}
	d := pareto{cell: c, min: g.value("min"), alpha: g.value("alpha")}
	switch {
	case d.alpha > maxShape:
		return nil, wrongValue("alpha", "this cannot be told from the constant "+formatNumber(d.min))
	case math.IsInf(d.Quantile(1-1e-15), 0):
		return nil, &flaw{message: "numbers this far out cannot be held"}
	}
	return d, nil
}
