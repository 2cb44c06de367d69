package distributions

import "math"

// beta is the beta distribution on [min, max]; a PERT is one.
type beta struct {
	continuous
	cell
	min, max float64
	shape    betaShape
	logNorm  float64 // −ln B(α, β) − ln(max − min)
	written  bool    // the ends stand in the cell
}

func newBeta(low, high, a, b float64, c cell) beta {
	shape := newBetaShape(a, b)
	return beta{cell: c, min: low, max: high, shape: shape, logNorm: -shape.log - math.Log(high-low)}
}

func (d beta) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d beta) inverse(p, q float64) float64 {
	t, s := d.shape.inverse(p, q)
	if t <= s {
		return d.min + (d.max-d.min)*t
	}
	return d.max - (d.max-d.min)*s
}

func (d beta) CDF(x float64) float64 {
	return d.shape.below((x-d.min)/(d.max-d.min), (d.max-x)/(d.max-d.min))
}

func (d beta) Survival(x float64) float64 {
	return d.shape.swapped().below((d.max-x)/(d.max-d.min), (x-d.min)/(d.max-d.min))
}

func (d beta) Mean() float64 { return d.min + (d.max-d.min)*(d.shape.a/(d.shape.a+d.shape.b)) }

func (d beta) SD() float64 {
	n := d.shape.a + d.shape.b
	return (d.max - d.min) / n * math.Sqrt(d.shape.a/(n+1)*d.shape.b)
}

func (d beta) Skewness() float64 {
	n := d.shape.a + d.shape.b
	return 2 * (d.shape.b - d.shape.a) * math.Sqrt((n+1)/d.shape.a/d.shape.b) / (n + 2)
}

func (d beta) Support() (low, high float64) { return d.min, d.max }
func (d beta) breaks() []float64            { return []float64{d.min, d.max} }
func (d beta) closed() (low, high bool)     { return d.written, d.written }

func (d beta) density(x float64) (f, slope float64) {
	width := d.max - d.min
	t, s := (x-d.min)/width, (d.max-x)/width
	if t < 0 || s < 0 || t == 0 && d.shape.a > 1 || s == 0 && d.shape.b > 1 {
		return 0, 0
	}
	if d.shape.peaked() {
		f = math.Exp(d.shape.logRate(t, s)) / (t * s * width)
		return f, f * ((d.shape.a-1)/t - (d.shape.b-1)/s) / width
	}
	logT, logS := math.Log(t), math.Log(s)
	if math.Max(d.shape.a, d.shape.b) > large { // and shows how the distance next to 1 was rounded
		logT, logS = logs(t, s)
	}
	log := d.logNorm
	if d.shape.a != 1 {
		log += (d.shape.a - 1) * logT
		slope += (d.shape.a - 1) / t
	}
	if d.shape.b != 1 {
		log += (d.shape.b - 1) * logS
		slope -= (d.shape.b - 1) / s
	}
	f = math.Exp(log)
	return f, f * slope / width
}

func buildBeta(g given, c cell) (law, *flaw) {
	a, b := g.value("alpha"), g.value("beta")
	if wrong := positive(g, "alpha", "beta"); wrong != nil {
		return nil, wrong
	}
	for _, name := range []string{"alpha", "beta"} {
		if shape := g.value(name); shape < minShape || shape > maxBetaShape {
			return nil, wrongValue(name, "shapes below "+formatNumber(minShape)+" or above 1e12 cannot be held")
		}
	}
	low, hasLow := g.get("min")
	high, hasHigh := g.get("max")
	if !hasLow && hasHigh {
		low = 0
	}
	if !hasHigh {
		high = 1
	}
	switch {
	case low == high:
		return nil, equalBounds(low)
	case low > high && !hasLow:
		return nil, wrongValue("max", "without min the range begins at 0")
	case low > high:
		return nil, wrongValue("min", "the low bound lies below the high one; without max the range ends at 1")
	case math.IsInf(high-low, 0):
		return nil, &flaw{message: "numbers this far out cannot be held"}
	}
	d := newBeta(low, high, a, b, c)
	d.written = hasLow || hasHigh
	return d, nil
}

const (
	maxShape     = 1e8  // bounds the shape parameters: beyond it the law is narrower than its own rounding errors
	maxBetaShape = 1e12 // as many tries as a binomial counts
)

// positive checks that the named arguments are positive.
func positive(g given, names ...string) *flaw {
	for _, name := range names {
		x := g.value(name)
		switch {
		case x < 0:
			return wrongValue(name, name+" must be positive", formatNumber(-x))
		case x == 0:
			return wrongValue(name, name+" must be positive")
		}
	}
	return nil
}

// buildPERT is a beta distribution whose mean is (min + λ·mode + max)/(λ + 2) (Malcolm et al. 1959, Vose).
func buildPERT(g given, c cell) (law, *flaw) {
	low, mode, high := g.value("min"), g.value("mode"), g.value("max")
	lambda, tail, wrong := pertLambda(g)
	if wrong != nil {
		return nil, wrong
	}
	if wrong := checkMode("pert", low, mode, high, tail); wrong != nil {
		return nil, wrong
	}
	d := newPERT(low, mode, high, lambda, c)
	d.written = true
	return d, nil
}

func newPERT(low, mode, high, lambda float64, c cell) beta {
	return newBeta(low, high, 1+lambda*((mode-low)/(high-low)), 1+lambda*((high-mode)/(high-low)), c)
}

// pertLambda returns the weight of the mode, 4 unless given, and how it is written.
func pertLambda(g given) (lambda float64, tail string, wrong *flaw) {
	lambda, ok := g.get("lambda")
	switch {
	case !ok:
		return 4, "", nil
	case lambda <= 0 || lambda > 1e6:
		return 0, "", wrongValue("lambda", "lambda, the weight of the mode, lies above 0 and at most at 1e6; 4 is usual", "4")
	}
	return lambda, "; " + formatNumber(lambda), nil
}
