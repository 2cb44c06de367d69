package distributions

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// A gammaShape is the gamma distribution of scale 1. (gonum's incomplete gamma function sums too few terms where the shape
// is large, and its inverse is wrong for shapes below 1.)
type gammaShape struct {
	k   float64
	log float64 // ln Γ(k); for large shapes what Stirling's formula leaves of it, and ½·ln(2π/k)
}

const (
	peaked = 100 // shapes from which on a density is written around its peak
	large  = 1e4 // shapes from which on the uniform asymptotic expansion has every digit
)

func newGammaShape(k float64) gammaShape {
	if k < peaked {
		log, _ := math.Lgamma(k)
		return gammaShape{k, log}
	}
	return gammaShape{k, stirling(k) + halfLog2Pi - math.Log(k)/2}
}

// logRate returns the logarithm of x times the density: of the density by ln x.
func (d gammaShape) logRate(x, logX float64) float64 {
	if d.k < peaked {
		return d.k*logX - x - d.log
	}
	return -d.k*excess((x-d.k)/d.k) - d.log
}

// below returns P(X ≤ x).
func (d gammaShape) below(x float64) float64 {
	if d.k < large {
		return mathext.GammaIncReg(d.k, x)
	}
	return d.expanded(x, -1)
}

// above returns P(X > x).
func (d gammaShape) above(x float64) float64 {
	if d.k < large {
		return mathext.GammaIncRegComp(d.k, x)
	}
	return d.expanded(x, 1)
}

// temme holds the expansions by η of the first coefficients of DLMF 8.12.7: the next would count at 1e-13.
var temme = [][]float64{
	{-1.0 / 3, 1.0 / 12, -2.0 / 135, 1.1574074074074074e-3, 3.527336860670194e-4, -1.7875514403292181e-4, 3.9192631785224378e-5,
		-2.1854485106799922e-6, -1.85406221071516e-6, 8.296711340953086e-7, -1.7665952736826079e-7, 6.7078535434014986e-9, 1.0261809784240308e-8},
	{-1.8518518518518519e-3, -3.4722222222222222e-3, 2.6455026455026455e-3, -9.9022633744855967e-4, 2.0576131687242798e-4,
		-4.0187757201646091e-7, -1.8098550334489978e-5, 7.6491609160811101e-6, -1.6120900894563446e-6},
	{4.1335978835978836e-3, -2.6813271604938272e-3, 7.7160493827160494e-4, 2.0093878600823045e-6, -1.0736653226365161e-4},
}

// expanded returns the probability above x (side 1) or below it (side −1) by Temme's (1979) expansion, uniform in x.
func (d gammaShape) expanded(x, side float64) float64 {
	u := (x - d.k) / d.k
	switch {
	case u <= -1:
		return clamp01(side)
	case math.IsInf(u, 1):
		return clamp01(-side)
	}
	half := excess(u) // η²/2
	eta := math.Copysign(math.Sqrt(2*half), u)
	sum, power := 0.0, 1.0
	for _, coefficients := range temme {
		c := 0.0
		for i := len(coefficients) - 1; i >= 0; i-- {
			c = c*eta + coefficients[i]
		}
		sum += c * power
		power /= d.k
	}
	normal := below(-side * eta * math.Sqrt(d.k))
	return clamp01(normal + side*math.Exp(-d.k*half)*sum/math.Sqrt(2*math.Pi*d.k))
}

// inverse solves on the scale of ln x, on which the lower tail is a straight line, from the Wilson–Hilferty approximation or
// the lower tail's power.
func (d gammaShape) inverse(p, q float64) float64 {
	k := d.k
	lg, _ := math.Lgamma(k)
	guess := (math.Log(p) + lg + math.Log(k)) / k
	if w := 1 - 1/(9*k) + exactScore(p, q)/(3*math.Sqrt(k)); k >= 0.5 && w > 0.2 {
		guess = math.Log(k) + 3*math.Log(w)
	}
	const least, most = -744, 709
	target := math.Log(math.Min(p, q))
	s := root(least, most, math.Min(math.Max(guess, least), most), func(s float64) (y, slope float64) {
		x := math.Exp(s)
		rate := math.Exp(d.logRate(x, s))
		if p <= q {
			c := d.below(x)
			if c == 0 {
				return math.Inf(-1), math.NaN()
			}
			return math.Log(c) - target, rate / c
		}
		c := d.above(x)
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
