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
	if p < q {
		return d.min + d.min*math.Expm1(-math.Log1p(-p)/d.alpha)
	}
	return d.min * math.Pow(q, -1/d.alpha)
}

func (d pareto) CDF(x float64) float64 {
	if x <= d.min {
		return 0
	}
	return -math.Expm1(-d.alpha * math.Log1p((x-d.min)/d.min))
}

func (d pareto) Survival(x float64) float64 {
	if x <= d.min {
		return 1
	}
	return math.Pow(d.min/x, d.alpha)
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
	f = d.alpha / x * math.Pow(d.min/x, d.alpha)
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
