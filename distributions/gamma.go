package distributions

import "math"

// gamma has shape k and scale θ: mean kθ.
type gamma struct {
	continuous
	cell
	gammaShape
	scale, logScale float64
}

func newGamma(shape, scale float64, c cell) gamma {
	return gamma{cell: c, gammaShape: newGammaShape(shape), scale: scale, logScale: math.Log(scale)}
}

func (d gamma) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d gamma) inverse(p, q float64) float64 { return d.scale * d.gammaShape.inverse(p, q) }

func (d gamma) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return d.below(x / d.scale)
}

func (d gamma) Survival(x float64) float64 {
	if x <= 0 {
		return 1
	}
	return d.above(x / d.scale)
}

func (d gamma) Mean() float64                { return d.k * d.scale }
func (d gamma) SD() float64                  { return math.Sqrt(d.k) * d.scale }
func (d gamma) Skewness() float64            { return 2 / math.Sqrt(d.k) }
func (d gamma) Support() (low, high float64) { return 0, math.Inf(1) }
func (d gamma) breaks() []float64            { return []float64{0} }

func (d gamma) density(x float64) (f, slope float64) {
	if x < 0 || x == 0 && d.k > 1 {
		return 0, 0
	}
	t := x / d.scale
	if d.k == 1 {
		f = math.Exp(-t) / d.scale
		return f, -f / d.scale
	}
	log := math.Log(t)
	if d.k < peaked {
		f = math.Exp((d.k-1)*log - t - d.log - d.logScale) // infinite at 0, where logRate less its logarithm is not a number
	} else {
		f = math.Exp(d.logRate(t, log) - log - d.logScale)
	}
	return f, f * ((d.k-1)/t - 1) / d.scale
}

func buildGamma(g given, c cell) (law, *flaw) {
	if wrong := positive(g, "shape", "scale"); wrong != nil {
		return nil, wrong
	}
	return checkedGamma(g.value("shape"), g.value("scale"), "shape", c)
}

func buildGammaMoments(g given, c cell) (law, *flaw) {
	mean, sd := g.value("mean"), g.value("sd")
	if mean <= 0 {
		return nil, wrongValue("mean", "a gamma lies above 0, and so does its mean")
	}
	if wrong := checkSD(sd, mean); wrong != nil {
		return nil, wrong
	}
	return checkedGamma(mean/sd*(mean/sd), sd*(sd/mean), "sd", c)
}

func checkedGamma(shape, scale float64, culprit string, c cell) (law, *flaw) {
	switch {
	case shape > maxShape:
		return nil, wrongValue(culprit, "this is so narrow that a normal says it better")
	case shape < minShape:
		return nil, wrongValue(culprit, "shapes below "+formatNumber(minShape)+" cannot be held")
	case math.IsInf(shape*scale, 0) || scale == 0 || math.IsInf(scale, 0):
		return nil, &flaw{message: "numbers this far out cannot be held"}
	}
	return newGamma(shape, scale, c), nil
}
