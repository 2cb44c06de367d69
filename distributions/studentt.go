package distributions

import "math"

// studentT is location + scale·T, T Student's t with df degrees of freedom.
type studentT struct {
	continuous
	cell
	df, location, scale float64
	tail                betaShape // of df/(df + T²)
	logNorm             float64   // −ln(√df·B(df/2, 1/2)) − ln scale
}

func (d studentT) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

// inverse: df/(df + T²) is beta(df/2, 1/2), with twice the smaller tail below.
func (d studentT) inverse(p, q float64) float64 {
	tail := math.Min(p, q)
	if tail == 0.5 {
		return d.location
	}
	t, s := d.tail.inverse(2*tail, 1-2*tail)
	x := d.scale * math.Sqrt(d.df*(s/t))
	if p < q {
		x = -x
	}
	return d.location + x
}

// lowerTail returns P(T ≤ −|x|).
func (d studentT) lowerTail(x float64) float64 {
	w := x * x / d.df
	if math.IsInf(w, 0) {
		return 0
	}
	return 0.5 * d.tail.below(1/(1+w), w/(1+w))
}

func (d studentT) CDF(x float64) float64 {
	t := (x - d.location) / d.scale
	if t > 0 {
		return 1 - d.lowerTail(t)
	}
	return d.lowerTail(t)
}

func (d studentT) Survival(x float64) float64 {
	t := (x - d.location) / d.scale
	if t < 0 {
		return 1 - d.lowerTail(t)
	}
	return d.lowerTail(t)
}

func (d studentT) Mean() float64 {
	if d.df <= 1 {
		return math.NaN()
	}
	return d.location
}

func (d studentT) SD() float64 {
	if d.df <= 2 {
		return math.NaN()
	}
	return d.scale * math.Sqrt(d.df/(d.df-2))
}

func (d studentT) Skewness() float64 {
	if d.df <= 3 {
		return math.NaN()
	}
	return 0
}

func (d studentT) Support() (low, high float64) { return math.Inf(-1), math.Inf(1) }
func (d studentT) tails() (low, high float64)   { return d.df, d.df }

func (d studentT) density(x float64) (f, slope float64) {
	t := (x - d.location) / d.scale
	f = math.Exp(d.logNorm - (d.df+1)/2*math.Log1p(t*t/d.df))
	return f, -f * (d.df + 1) * t / (d.df + t*t) / d.scale
}

func buildStudentT(g given, c cell) (law, *flaw) {
	if wrong := positive(g, "df", "scale"); wrong != nil {
		return nil, wrong
	}
	d := studentT{cell: c, df: g.value("df"), location: g.value("location"), scale: g.value("scale")}
	switch {
	case d.df > maxShape:
		return nil, wrongValue("df", "this is a normal: normal(mean=…; sd=…)")
	case d.df < 0.1:
		return nil, wrongValue("df", "fewer than 0.1 degrees of freedom cannot be held")
	}
	d.tail = newBetaShape(d.df/2, 0.5)
	d.logNorm = -d.tail.log - math.Log(d.df)/2 - math.Log(d.scale)
	return d, nil
}
