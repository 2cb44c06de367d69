package estimates

import (
	"math"
	"math/rand/v2"
	"testing"
)

// cents of an amount, as a whole number.
func cents(t *testing.T, usd float64) int64 {
	t.Helper()
	n := math.Round(usd * 100)
	if n/100 != usd {
		t.Errorf("%v is no whole number of cents", usd)
	}
	return int64(n)
}

func TestAllocationSumsToTheCent(t *testing.T) {
	var w Workspace
	var ranking Ranking
	for name, part := range map[string]func(k int, x float64) float64{
		"costs":         func(k int, x float64) float64 { return 1e4 * math.Exp(x) * float64(k+1) },
		"savings too":   func(k int, x float64) float64 { return 1e6*x + float64(k-3)*1e5 },
		"nearly cancel": func(k int, x float64) float64 { return math.Copysign(1e6, float64(k%2)-0.5) + x },
		"nothing":       func(k int, x float64) float64 { return 0 },
		"pennies":       func(k int, x float64) float64 { return 0.003 },
		"losses":        func(k int, x float64) float64 { return -1e3 * math.Exp(x) },
	} {
		for _, n := range []int{1, 50, 150, 4096} {
			rng := rand.New(rand.NewPCG(11, uint64(n)))
			parts, total := make([][]float64, 7), make([]float64, n)
			for k := range parts {
				parts[k] = make([]float64, n)
				for i := range parts[k] {
					parts[k][i] = part(k, rng.NormFloat64())
					total[i] += parts[k][i]
				}
			}
			w.Rank(&ranking, total)
			for _, level := range []float64{50, 80, 90} {
				var at [1]float64
				w.Percentiles(at[:], total, []float64{level})
				var sum int64
				for _, x := range w.Allocate(at[0], &ranking, level, parts) {
					sum += cents(t, x)
					if name == "nothing" && math.Float64bits(x) != 0 {
						t.Errorf("a part of nothing is %v", x)
					}
				}
				if want := int64(math.Round(at[0] * 100)); sum != want {
					t.Errorf("%s, n=%d: parts of P%v sum to %d cents, want %d", name, n, level, sum, want)
				}
			}
		}
	}
}

// Among 1,000 totals i the 100 around P50 = 499.5 are 450 … 549: with parts i²/1000 and the rest, a mean by hand.
func TestAllocationByHand(t *testing.T) {
	square, rest, total := make([]float64, 1000), make([]float64, 1000), make([]float64, 1000)
	var mean float64
	for i := range total {
		total[i] = float64(i)
		square[i] = total[i] * total[i] / 1000
		rest[i] = total[i] - square[i]
		if i >= 450 && i < 550 {
			mean += square[i] / 100
		}
	}
	var w Workspace
	var ranking Ranking
	w.Rank(&ranking, total)
	got := w.Allocate(499.5, &ranking, 50, [][]float64{square, rest})
	near(t, "part", got[0], math.Round(mean*100)/100, 1e-12)
	near(t, "rest", got[1], 499.5-math.Round(mean*100)/100, 1e-12)
}

func TestLargestRemainder(t *testing.T) {
	parts := []float64{1.0 / 3, 1.0 / 3, 1.0 / 3}
	roundToCents(parts, 1)
	if parts[0] != 0.34 || parts[1] != 0.33 || parts[2] != 0.33 {
		t.Errorf("a dollar in three is %v", parts)
	}
	parts = []float64{0.014, 0.006, -0.01} // cents 1.4, 0.6, −1: the second has the largest remainder
	roundToCents(parts, 0.01)
	if parts[0] != 0.01 || parts[1] != 0.01 || parts[2] != -0.01 {
		t.Errorf("a cent is %v", parts)
	}
}
