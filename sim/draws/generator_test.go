package draws

import (
	"math"
	"math/rand/v2"
	"testing"
)

var _ rand.Source = (*Generator)(nil)

func TestGeneratorFillEqualsUniform(t *testing.T) {
	one := NewSource(Sobol, 5).Generator("event/failures", 9)
	many := one // a copy deals the same numbers
	block := make([]float64, 7)
	for range 3 {
		many.Fill(block)
		for j, got := range block {
			if want := one.Uniform(); got != want {
				t.Fatalf("uniform %d: Fill gives %v, Uniform %v", j, got, want)
			}
		}
	}
}

func TestGeneratorKnowsSeedNameAndTrialAlone(t *testing.T) {
	first := func(s Source, name string, trial uint64) float64 {
		g := s.Generator(name, trial)
		return g.Uniform()
	}
	base := first(NewSource(Sobol, 1), "event/failures", 1)
	if got := first(NewSource(Random, 1), "event/failures", 1); got != base {
		t.Errorf("the design changes a generator: %v, %v", base, got)
	}
	g := NewSource(Sobol, 1).Events("event/failures").Generator(1)
	if got := g.Uniform(); got != base {
		t.Errorf("Events and Source make different generators: %v, %v", base, got)
	}
	for label, got := range map[string]float64{
		"seed":  first(NewSource(Sobol, 2), "event/failures", 1),
		"name":  first(NewSource(Sobol, 1), "event/failuret", 1),
		"trial": first(NewSource(Sobol, 1), "event/failures", 2),
	} {
		if got == base {
			t.Errorf("another %s gives the same uniform %v", label, got)
		}
	}
}

// TestGeneratorsAreUnrelated takes the first uniforms of many lifetimes, in which each generator begins.
func TestGeneratorsAreUnrelated(t *testing.T) {
	const n = 1 << 18
	source := NewSource(Sobol, 1)
	failures, prices := source.Events("event/failures"), source.Events("event/prices")
	stream := filled(NewSource(Random, 1).Stream("event/failures"), n)
	first, second, other, within := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		g, h := failures.Generator(uint64(i)), prices.Generator(uint64(i))
		first[i], second[i], other[i] = g.Uniform(), g.Uniform(), h.Uniform()
	}
	g := failures.Generator(n)
	g.Fill(within)
	for label, u := range map[string][]float64{"first": first, "second": second, "within one": within} {
		if d, chance := distance(u), dkw(n); d > chance {
			t.Errorf("%s uniforms, seed 1: distance from uniform %.5f, by chance up to %.5f", label, d, chance)
		}
	}
	for label, pair := range map[string][2][]float64{
		"first and second":     {first, second},
		"neighboring trials":   {first[1:], first[:n-1]},
		"neighbors, crosswise": {first[1:], second[:n-1]},
		"two names":            {first, other},
		"stream of that name":  {first, stream},
		"within one":           {within[1:], within[:n-1]},
	} {
		if r, chance := correlation(pair[0], pair[1]), chanceCorrelation(n-1); math.Abs(r) > chance {
			t.Errorf("%s: correlation %.5f, by chance up to %.5f", label, r, chance)
		}
	}
}
