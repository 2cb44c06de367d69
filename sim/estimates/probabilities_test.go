package estimates

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestEnoughIncludesEquality(t *testing.T) {
	column := []float64{90, 100, 100 * (1 + 5e-10), 100 * (1 + 2e-9), 110}
	over := func(column []float64, amount float64) float64 {
		return rankingOf(column).ProbabilityOver(column, amount)
	}
	near(t, "over", over(column, 100), 0.4, 0)
	near(t, "enough", rankingOf(column).ProbabilityEnough(column, 100), 0.6, 0)
	near(t, "over nothing", over([]float64{0, 1e-12, 0}, 0), 1.0/3, 0)
	near(t, "over a negative amount", over([]float64{-9, -10, -10 * (1 - 5e-10)}, -10), 1.0/3, 1e-15)
	near(t, "over no budget", over(column, math.NaN()), math.NaN(), 0)
	near(t, "over in no lifetime", over(nil, 1), math.NaN(), 0)
	near(t, "enough without a budget", rankingOf(column).ProbabilityEnough(column, math.NaN()), math.NaN(), 0)
}

func rankingOf(column []float64) *Ranking {
	var w Workspace
	var ranking Ranking
	w.Rank(&ranking, column)
	return &ranking
}

func TestShares(t *testing.T) {
	a, b := []float64{1, 2, 3, 4}, []float64{1, 1, 4, 0}
	near(t, "above", ShareAbove(a, b), 0.5, 0)
	near(t, "at least", ShareAtLeast(a, 2), 0.75, 0)
	near(t, "ratio", RatioOfMeans(a, b), 10.0/6, 1e-15)
	near(t, "ratio to nothing", RatioOfMeans(a, []float64{1, -1, 0, 0}), math.NaN(), 0)
}

func TestExpectedShortfall(t *testing.T) {
	var w Workspace
	var ranking Ranking
	for _, c := range []struct {
		n    int
		want float64 // of 1 … n
	}{{1, 1}, {9, 9}, {10, 10}, {15, (15 + 14*0.5) / 1.5}, {20, 19.5}, {1000, 950.5}, {65536, 0}} {
		column := make([]float64, c.n)
		for i := range column {
			column[i] = float64((i*7919)%c.n + 1)
		}
		if c.n == 65536 { // 6553 whole ones and 0.6 of the next
			c.want = (6553*(65536-3276.0) + 0.6*(65536-6553)) / 6553.6
		}
		w.Rank(&ranking, column)
		near(t, "expected shortfall", w.ExpectedShortfall(column, &ranking), c.want, 1e-12)
	}
	w.Rank(&ranking, nil)
	near(t, "expected shortfall of nothing", w.ExpectedShortfall(nil, &ranking), math.NaN(), 0)
}

// Of two independent columns around a common one, a quarter of the variance is luck. The estimate's standard deviation
// at 2^18 trials is below 0.0025; 0.016 is more than 6 of them (false-positive rate 1e-9).
func TestEventLuckShare(t *testing.T) {
	rng := rand.New(rand.NewPCG(12, 12))
	y, fresh, other := make([]float64, 1<<18), make([]float64, 1<<18), make([]float64, 1<<18)
	for i := range y {
		known := math.Sqrt(3) * rng.NormFloat64()
		y[i], fresh[i], other[i] = 1e6+known+rng.NormFloat64(), 1e6+known+rng.NormFloat64(), rng.NormFloat64()
	}
	near(t, "a quarter", EventLuckShare(y, fresh), 0.25, 0.016)
	near(t, "all", EventLuckShare(y, other), 1, 0.016)
	near(t, "none", EventLuckShare(y, y), 0, 0)
	near(t, "no variance", EventLuckShare([]float64{2, 2}, []float64{2, 2}), math.NaN(), 0)
}
