package distributions

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// gamma has shape k and scale θ: mean kθ.
type gamma struct {
	continuous
	cell
	shape, scale float64
	logNorm      float64 // −ln Γ(k) − ln θ
}

func newGamma(shape, scale float64, c cell) gamma {
	lg, _ := math.Lgamma(shape)
	return gamma{cell: c, shape: shape, scale: scale, logNorm: -lg - math.Log(scale)}
}

func (d gamma) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d gamma) inverse(p, q float64) float64 { return d.scale * gammaInverse(d.shape, p, q) }

// gammaInverse solves on the scale of ln x, on which the lower tail is a straight line, from the Wilson–Hilferty
// approximation or the lower tail's power. (gonum's own inverse is wrong for shapes below 1.)
func gammaInverse(k, p, q float64) float64 {
	lg, _ := math.Lgamma(k)
	tail := (math.Log(p) + lg + math.Log(k)) / k
	guess := tail
	if w := 1 - 1/(9*k) + exactScore(p, q)/(3*math.Sqrt(k)); k >= 0.5 && w > 0.2 {
		guess = math.Log(k) + 3*math.Log(w)
	}
	const least, most = -744, 709
	target := math.Log(math.Min(p, q))
	s := root(least, most, math.Min(math.Max(guess, least), most), func(s float64) (y, slope float64) {
		x := math.Exp(s)
		rate := math.Exp(k*s - x - lg)
		if p <= q {
			c := mathext.GammaIncReg(k, x)
			if c == 0 {
				return math.Inf(-1), math.NaN()
			}
			return math.Log(c) - target, rate / c
		}
		c := mathext.GammaIncRegComp(k, x)
		if c == 0 {
			return math.Inf(1), math.NaN()
		}
		return target - math.Log(c), rate / c
	})
	if s <= least+1 {
		return 0
	}
	return math.Exp(s)
}

func (d gamma) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return mathext.GammaIncReg(d.shape, x/d.scale)
}

func (d gamma) Survival(x float64) float64 {
	if x <= 0 {
		return 1
	}
	return mathext.GammaIncRegComp(d.shape, x/d.scale)
}

func (d gamma) Mean() float64                { return d.shape * d.scale }
func (d gamma) SD() float64                  { return math.Sqrt(d.shape) * d.scale }
func (d gamma) Skewness() float64            { return 2 / math.Sqrt(d.shape) }
func (d gamma) Support() (low, high float64) { return 0, math.Inf(1) }
func (d gamma) breaks() []float64            { return []float64{0} }

func (d gamma) density(x float64) (f, slope float64) {
	if x < 0 {
		return 0, 0
	}
	t := x / d.scale
	if d.shape == 1 {
		f = math.Exp(d.logNorm - t)
		return f, -f / d.scale
	}
	f = math.Exp(d.logNorm + (d.shape-1)*math.Log(t) - t)
	return f, f * ((d.shape-1)/t - 1) / d.scale
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
