package lifetime

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"finetco/distributions"
	"finetco/distributions/exp"
)

// The numbers of events below are the generalized inverse of their distribution at one uniform: one coordinate of the
// design decides the number, and more luck never means fewer.

// The chop-down search begins with the probability of none. For a larger mean of a Poisson number, or one that small, it
// would underflow.
const (
	largestMean  = 600
	smallestNone = 1e-260 // e^-600
)

// poisson is the quantile of a Poisson number at u in (0, 1).
func poisson(mean, u float64) int {
	k, _ := poissonWithRest(mean, exp.Of(-mean), u)
	return k
}

// poissonWithRest is the quantile k, and how far u has come from P(K < k) to P(K ≤ k): again a uniform in (0, 1). none is
// exp(−mean).
func poissonWithRest(mean, none, u float64) (k int, rest float64) {
	if mean <= 0 {
		return 0, u
	}
	if mean > largestMean {
		upTo := func(k float64) float64 { return mathext.GammaIncRegComp(k+1, mean) }
		k = bisect(mean, math.Sqrt(mean), func(k float64) bool { return upTo(k) >= u })
		below := upTo(float64(k - 1))
		return k, inside((u - below) / (upTo(float64(k)) - below))
	}
	p := none
	beyond := u - p
	for ; beyond > 0 && p > 0; beyond -= p {
		k++
		p *= mean / float64(k)
	}
	return k, inside(1 + beyond/p)
}

// inside holds a uniform worked out with rounding in the open (0, 1).
func inside(u float64) float64 { return min(max(u, 0x1p-53), 1-0x1p-53) }

// binomial is the quantile at u of how many of n months, 0 … MaxMonths, have an event, given the chances that a month has
// none, and that all have none.
func binomial(n int, calm, allCalm, u float64) int {
	p := 1 - calm
	if p <= 0.5 {
		return chopDown(n, allCalm, p/calm, u)
	}
	// Counted from the other end, lest the first probability underflow.
	return n - chopDown(n, math.Pow(p, float64(n)), calm/p, 1-u)
}

// chopDown is the quantile at u of a binomial number of n tries, given the probability of 0 and the odds of a try.
func chopDown(n int, none, odds, u float64) int {
	k, probability := 0, none
	for beyond := u - probability; beyond > 0 && k < n; beyond -= probability {
		probability *= float64(n-k) * inverses[k+1] * odds
		k++
	}
	return k
}

// inverses holds 1/k: a division takes as long as the rest of a step.
var inverses = func() (t [MaxMonths + 1]float64) {
	for k := 1; k <= MaxMonths; k++ {
		t[k] = 1 / float64(k)
	}
	return t
}()

// negativeBinomial is the quantile at u of the failures before r successes, each try failing with probability f; r may
// be fractional. none is (1 − f)^r.
func negativeBinomial(r, f, none, u float64) float64 {
	if r <= 0 || f <= 0 {
		return 0
	}
	if none < smallestNone {
		return manyFailures(r, f, u)
	}
	k, p := 0.0, none
	for rest := u - p; rest > 0 && p > 0; rest -= p {
		p *= (r + k) / (k + 1) * f
		k++
	}
	return k
}

// Up to here the incomplete beta function is good to a single failure.
const (
	mostFailures  = 2e6 // on average
	mostSuccesses = 1e9
)

// manyFailures is negativeBinomial for many of them. Where the incomplete beta function fails it is Cornish and Fisher's
// expansion (Moments and cumulants in the specification of distributions, 1938) to the skewness, with a correction for
// continuity: within one of the quantile up to 1e-12 from either end, and relatively the better the more there are.
func manyFailures(r, f, u float64) float64 {
	odds := f / (1 - f)
	mean, sd := r*odds, math.Sqrt(r*odds/(1-f))
	if mean > mostFailures || r > mostSuccesses {
		z, skewness := distributions.NormalScore(u), (1+f)/math.Sqrt(r*f)
		return math.Ceil(mean + sd*(z+skewness*(z*z-1)/6) - 0.5)
	}
	return float64(bisect(mean, sd, func(k float64) bool { return mathext.RegIncBeta(r, k+1, 1-f) >= u }))
}

// bisect is the smallest whole k ≥ 0 that reaches u, searched outwards from mean in steps of sd.
func bisect(mean, sd float64, reaches func(k float64) bool) int {
	low, high := math.Floor(mean), math.Floor(mean)
	for step := math.Ceil(sd); reaches(low) && low >= 0; step *= 2 {
		low -= step
	}
	for step := math.Ceil(sd); !reaches(high); step *= 2 {
		high += step
	}
	low = max(low, -1)
	for high-low > 1 {
		if middle := math.Floor((low + high) / 2); reaches(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return int(high)
}
