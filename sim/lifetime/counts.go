package lifetime

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// The numbers of events below are the generalized inverse of their distribution at one uniform: one coordinate of the
// design decides the number, and more luck never means fewer.

// smallestExp bounds the chop-down search: beyond it the first probability would underflow.
const smallestExp = 600

// poisson is the quantile of a Poisson number at u in (0, 1).
func poisson(mean, u float64) int {
	if mean <= 0 {
		return 0
	}
	if mean > smallestExp {
		return bisect(mean, math.Sqrt(mean), func(k float64) bool { return mathext.GammaIncRegComp(k+1, mean) >= u })
	}
	k := 0
	p := math.Exp(-mean)
	for rest := u - p; rest > 0 && p > 0; rest -= p {
		k++
		p *= mean / float64(k)
	}
	return k
}

// negativeBinomial is the quantile at u of the failures before r successes, each try failing with probability f; r may
// be fractional.
func negativeBinomial(r, f, u float64) float64 {
	if r <= 0 || f <= 0 {
		return 0
	}
	logNone := r * math.Log1p(-f)
	if logNone < -smallestExp {
		odds := f / (1 - f)
		return float64(bisect(r*odds, math.Sqrt(r*odds/(1-f)), func(k float64) bool { return mathext.RegIncBeta(r, k+1, 1-f) >= u }))
	}
	k := 0.0
	p := math.Exp(logNone)
	for rest := u - p; rest > 0 && p > 0; rest -= p {
		p *= (r + k) / (k + 1) * f
		k++
	}
	return k
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
