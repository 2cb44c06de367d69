package distributions

import "math"

// A betaShape is the beta distribution on [0, 1], whose points are given by their distances t from 0 and s from 1: next to
// an end the nearer distance is exact where 1 − t would not be. (gonum's incomplete beta function takes t alone, and is
// good to 1e-8 only where one shape is large.)
type betaShape struct {
	a, b float64
	log  float64 // ln B(a, b)
	peak float64 // where both shapes are large, the logRate at the mean
}

func newBetaShape(a, b float64) betaShape {
	d := betaShape{a: a, b: b, log: logBeta(a, b)}
	if d.peaked() {
		d.peak = math.Log(a/(a+b)*b)/2 - halfLog2Pi - stirling(a) - stirling(b) + stirling(a+b)
	}
	return d
}

func (d betaShape) peaked() bool { return d.a >= peaked && d.b >= peaked }

// swapped is the shape seen from the other end.
func (d betaShape) swapped() betaShape { return betaShape{d.b, d.a, d.log, d.peak} }

// logRate returns the logarithm of t·s times the density, t^a·s^b/B(a, b): where both shapes are large around its peak (Loader 2000).
func (d betaShape) logRate(t, s float64) float64 {
	if d.peaked() {
		beyond := t*d.b - s*d.a // the mean
		return d.peak - d.a*excess(beyond/d.a) - d.b*excess(-beyond/d.b)
	}
	logT, logS := logs(t, s)
	return d.a*logT + d.b*logS - d.log
}

// below returns the probability below t = 1 − s: the regularized incomplete beta function.
func (d betaShape) below(t, s float64) float64 {
	switch {
	case t <= 0:
		return 0
	case s <= 0:
		return 1
	case t*(d.a+d.b+2) <= d.a+1:
		return d.fraction(t, s)
	}
	return 1 - d.swapped().fraction(s, t)
}

// logs returns ln t and ln s, each from the smaller distance.
func logs(t, s float64) (logT, logS float64) {
	if t < s {
		return math.Log(t), math.Log1p(-t)
	}
	return math.Log1p(-s), math.Log(s)
}

// fraction evaluates the continued fraction of DiDonato and Morris (1992), formula 9, by Lentz's method: the even part of DLMF
// 8.17.22, whose terms are all positive below the mean as long as b lasts, so that nothing cancels where one shape is a million
// million times the other.
func (d betaShape) fraction(t, s float64) float64 {
	front := math.Exp(d.logRate(t, s))
	if front == 0 {
		return 0
	}
	a, b := d.a, d.b
	beyond := a - (a+b)*t // how far the mean is, times a + b
	if s < t {
		beyond = (a+b)*s - b
	}
	whole := a * (beyond + 1) / (a + 1)
	c, e := whole, 0.0
	for n := 1.0; n < 200_000; n++ {
		odd := a + 2*n - 1
		w := n * (b - n) * t / odd
		above := (a + n - 1) * (a + b + n - 1) / odd * t * w
		under := n + w + (a+n)/(a+2*n+1)*(beyond+1+n*(1+s))
		e = 1 / (under + above*e)
		c = under + above/c
		factor := c * e
		whole *= factor
		if math.Abs(factor-1) < 3e-16 {
			break
		}
	}
	return math.Min(1, front/whole)
}

// inverse returns the t with probability p below and q above, and s = 1 − t: the smaller of t and s is exact.
func (d betaShape) inverse(p, q float64) (t, s float64) {
	var upper bool
	if p <= q {
		upper = d.below(0.5, 0.5) < p
	} else {
		upper = d.swapped().below(0.5, 0.5) > q
	}
	if upper {
		s = d.swapped().lowerHalf(q, p)
		return 1 - s, s
	}
	t = d.lowerHalf(p, q)
	return t, 1 - t
}

// lowerHalf solves for t ≤ 1/2 on the scale of ln t, on which the lower tail is a straight line.
func (d betaShape) lowerHalf(p, q float64) float64 {
	const least = -744 // e^-744 is the smallest float64
	guess := math.Min((math.Log(p)+math.Log(d.a)+d.log)/d.a, -math.Ln2)
	if spread := math.Sqrt(d.b / (d.a * (d.a + d.b + 1))); spread < 0.5 { // of t, relative to its mean
		normal := math.Log(d.a/(d.a+d.b)) + math.Log1p(math.Max(-0.9, exactScore(p, q)*spread))
		guess = math.Min(math.Max(guess, normal), -math.Ln2)
	}
	target := math.Log(math.Min(p, q))
	other := d.swapped()
	x := root(least, -math.Ln2, math.Max(guess, least), func(x float64) (y, slope float64) {
		t := math.Exp(x)
		rate := math.Exp(d.logRate(t, 1-t)) / (1 - t) // of the probability, by x
		if p <= q {
			c := d.below(t, 1-t)
			if c == 0 {
				return math.Inf(-1), math.NaN()
			}
			return math.Log(c) - target, rate / c
		}
		c := other.below(1-t, t)
		if c == 0 {
			return math.Inf(1), math.NaN()
		}
		return target - math.Log(c), rate / c
	})
	if x <= least+1 {
		return 0
	}
	return math.Exp(x)
}
