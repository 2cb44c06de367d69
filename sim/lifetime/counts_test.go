package lifetime

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// inverts checks that count is the generalized inverse of cdf: the smallest k with cdf(k) ≥ u.
func inverts(t *testing.T, name string, u float64, count float64, cdf func(k float64) float64) {
	t.Helper()
	const rounding = 1e-12 // of the distribution functions, far beyond where the search may stop early
	if cdf(count) < u-rounding || count > 0 && cdf(count-1) >= u+rounding {
		t.Errorf("%s at %v is %v, where the distribution function goes from %v to %v", name, u, count, cdf(count-1), cdf(count))
	}
}

var grid = []float64{1e-9, 0.001, 0.1, 0.25, 0.5, 0.7, 0.9, 0.99, 0.999999}

func TestPoissonIsTheGeneralizedInverse(t *testing.T) {
	for _, mean := range []float64{0.01, 0.5, 3, 20, 63, 599, 601, 10_000} {
		for _, u := range grid {
			inverts(t, "Poisson", u, float64(poisson(mean, u)), func(k float64) float64 {
				if k < 0 {
					return 0
				}
				return mathext.GammaIncRegComp(k+1, mean)
			})
		}
	}
	if poisson(0, 0.999) != 0 {
		t.Error("a mean of 0 must give 0")
	}
}

func TestBinomialIsTheGeneralizedInverse(t *testing.T) {
	for _, n := range []int{1, 2, 36, MaxMonths} {
		for _, p := range []float64{1e-6, 0.02, 0.3, 0.5, 0.7, 0.999, 1} {
			for _, u := range grid {
				inverts(t, "binomial", u, float64(binomial(n, 1-p, math.Pow(1-p, float64(n)), u)), func(k float64) float64 {
					switch {
					case k < 0:
						return 0
					case k >= float64(n):
						return 1
					case p == 1:
						return 0
					}
					return mathext.RegIncBeta(float64(n)-k, k+1, 1-p)
				})
			}
		}
	}
	if binomial(MaxMonths, 1, 1, 0.999) != 0 || binomial(0, 0.3, 1, 0.999) != 0 {
		t.Error("no chance or no tries must give 0")
	}
}

func failures(r, f, u float64) float64 { return negativeBinomial(r, f, math.Exp(r*math.Log1p(-f)), u) }

func TestNegativeBinomialIsTheGeneralizedInverse(t *testing.T) {
	for _, r := range []float64{0.3, 1, 4.5, 30, 2000, 1e5} {
		for _, f := range []float64{0.01, 0.1, 0.5, 0.95} {
			for _, u := range grid {
				inverts(t, "negative binomial", u, failures(r, f, u), func(k float64) float64 {
					if k < 0 {
						return 0
					}
					return mathext.RegIncBeta(r, k+1, 1-f)
				})
			}
		}
	}
	if failures(0, 0.5, 0.999) != 0 || failures(10, 0, 0.999) != 0 {
		t.Error("no runs or no failures must give 0")
	}
}

// Where the expansion takes over it agrees with what it takes over from: the incomplete beta function at so many failures,
// and the Poisson number that is the limit of so many tries.
func TestTheExpansionJoins(t *testing.T) {
	for _, u := range grid {
		for _, f := range []float64{0.01, 0.1, 0.5, 0.95} {
			r := mostFailures * (1 - f) / f
			below, above := failures(r*(1-1e-9), f, u), failures(r*(1+1e-9), f, u)
			if math.Abs(above-below) > 2 {
				t.Errorf("%v successes, failing with %v, at %v: %v failures, and %v just above", r, f, u, below, above)
			}
		}
		const mean = 1000.0
		const r = 1e12
		got, limit := failures(r, mean/(r+mean), u), float64(poisson(mean, u))
		if math.Abs(got-limit) > 1 {
			t.Errorf("at %v: %v failures, want %v", u, got, limit)
		}
	}
}

// However many runs there are, their failures are told in no time, and lie where the law of large numbers has them.
func TestFailuresOfAnyNumberOfRuns(t *testing.T) {
	for _, r := range []float64{1e7, 1e15, 1e100, 1e300, math.MaxFloat64} {
		for _, f := range []float64{1e-300, 1e-9, 0.5, 0.95} {
			for _, u := range []float64{0x1p-53, 0.5, 1 - 0x1p-53} {
				mean := r * f / (1 - f)
				got, within := failures(r, f, u), 10*math.Sqrt(mean/(1-f))+40+1e-12*mean
				if mean < math.MaxFloat64 && !(math.Abs(got-mean) <= within) {
					t.Errorf("%v successes, failing with %v, at %v: %v failures, want %v ± %v", r, f, u, got, mean, within)
				}
			}
		}
	}
}

func TestMisses(t *testing.T) {
	for _, c := range []struct {
		p, u float64
		want int
	}{
		{0, 1e-17, 0}, {0.25, 0.2500001, 0}, {0.25, 0.2499999, 1}, {0.25, 0.0624, 2}, {0.25, 1e-9, 5}, {1, 0.999999, 5},
	} {
		if got := misses(c.p, c.u); got != c.want {
			t.Errorf("misses(%v, %v) = %d, want %d", c.p, c.u, got, c.want)
		}
	}
}
