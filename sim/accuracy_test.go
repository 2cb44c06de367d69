package sim

import (
	"context"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"finetco/sim/draws"
	"finetco/sim/estimates"
)

// The experiments of docs/accuracy.md at a size that every change can be checked with. The first of their scenarios is
// the one that the promises are about.

// falseAlarm is the probability that one of the comparisons here fails although all is as measured.
const falseAlarm = 1e-9

// totalsOf returns total_usd of the embedded example's first scenario.
func totalsOf(t *testing.T, m *Model, design draws.Design, seed uint64, trials int) []float64 {
	t.Helper()
	totals, err := m.Totals(context.Background(), draws.NewSource(design, seed), trials, 0)
	if err != nil {
		t.Fatal(err)
	}
	return totals
}

// TestTotalsAreThoseOfARun, to the bit.
func TestTotalsAreThoseOfARun(t *testing.T) {
	m := example(t)[0]
	o := Options{Trials: 1000, Seed: 3, Design: draws.Sobol}
	if !slices.Equal(totalsOf(t, m, o.Design, o.Seed, o.Trials), sampled(t, m, o).outputs[0]) {
		t.Error("Totals differs from the sample of a run")
	}
}

// TestSobolSpreadsLessThanRandom: the replicates of a run are independent, so that 32 seeds give 512 of 1,024 points
// each, whose means have the variance of the run's mean sixteen times over. The same holds for the share of totals up
// to a percentile, and the percentile's variance is that share's over the squared density (Bahadur 1966). Variances of
// 512 near-normal numbers are chi-squared with 511 degrees of freedom: the ratios may fall below the measured ones by
// what that leaves to chance.
func TestSobolSpreadsLessThanRandom(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds, without concurrency of its own")
	}
	const seeds, trials, points = 32, 16384, 16384 / draws.Replicates
	m := example(t)[0]
	var w estimates.Workspace
	reference := w.Summarize(estimates.Replicated(totalsOf(t, m, draws.Sobol, 1_000_000, 1<<18)), nil)
	upTo := func(limit float64) func(float64) float64 {
		return func(x float64) float64 {
			if x <= limit {
				return 1
			}
			return 0
		}
	}
	kinds := []struct {
		name     string
		of       func(total float64) float64
		measured float64 // docs/accuracy.md
		variance float64 // of one lifetime
	}{
		{"mean", func(x float64) float64 { return x }, 21, reference.Variance()},
		{"P50", upTo(reference.P50), 3.7, 0.5 * 0.5},
		{"P90", upTo(reference.P90), 2.9, 0.9 * 0.1},
	}
	means := make([][]float64, len(kinds))
	for seed := range uint64(seeds) {
		totals := totalsOf(t, m, draws.Sobol, seed, trials)
		for k, kind := range kinds {
			var sums [draws.Replicates]float64
			for i, x := range totals {
				sums[i%draws.Replicates] += kind.of(x) / points
			}
			means[k] = append(means[k], sums[:]...)
		}
	}
	degrees := float64(seeds*draws.Replicates - 1)
	chance := distuv.ChiSquared{K: degrees}.Quantile(1-falseAlarm) / degrees
	for k, kind := range kinds {
		got := kind.variance / points / estimates.MomentsOf(means[k]).Variance()
		t.Logf("%s: %.2f times less variance than random", kind.name, got)
		if got < kind.measured/chance {
			t.Errorf("%s, seeds 0 to %d: %.2f times less variance than random, measured %.1f, by chance down to %.2f",
				kind.name, seeds-1, got, kind.measured, kind.measured/chance)
		}
	}
}

// TestIntervalsContainTheTruth: no more of the 95% intervals miss than a coverage of 93% leaves to chance, and some do:
// with a coverage of 97% or less for the mean, none of 480 has a probability of 5e-7.
func TestIntervalsContainTheTruth(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds, without concurrency of its own")
	}
	const seeds, trials = 160, 4096
	m := example(t)[0]
	var w estimates.Workspace
	truth := w.Summarize(estimates.Replicated(totalsOf(t, m, draws.Sobol, 1_000_000, 1<<19)), nil)
	values := map[int]float64{estimates.OfMean: truth.Mean, estimates.OfP50: truth.P50, estimates.OfP80: truth.P80, estimates.OfP90: truth.P90}
	most := atMost(seeds, 1-0.93)
	missedAtAll := 0
	for _, design := range draws.Designs() {
		var missed [len(intervalNames)]int
		for seed := range uint64(seeds) {
			sample := Options{Design: design}.sampleOf(totalsOf(t, m, design, seed, trials))
			for of, v := range w.Summarize(sample, nil).Intervals {
				if !(v.Low <= values[of] && values[of] <= v.High) {
					missed[of]++
				}
			}
		}
		t.Logf("%s: of %d intervals miss %v of mean, P50, P80, P90", design, seeds, missed)
		for of, count := range missed {
			if count > most {
				t.Errorf("%s, seeds 0 to %d: %d intervals of %s miss, by chance up to %d", design, seeds-1, count, intervalNames[of], most)
			}
		}
		missedAtAll += missed[estimates.OfMean]
	}
	if missedAtAll == 0 {
		t.Error("no interval of the mean misses: they are too wide")
	}
}

// atMost is how many of n independent events of probability p may happen, up to a false alarm.
func atMost(n int, p float64) int {
	law := distuv.Binomial{N: float64(n), P: p}
	k := 0
	for law.CDF(float64(k)) < 1-falseAlarm {
		k++
	}
	return k
}
