package estimates

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Published ranks of 95% order-statistic intervals.
func TestOrderStatisticRanks(t *testing.T) {
	for _, want := range []struct {
		n         int
		p         float64
		low, high int
	}{
		{1000, 0.9, 881, 919},
		{10000, 0.5, 4902, 5099},
		{10000, 0.9, 8941, 9059},
		{100000, 0.9, 89814, 90187},
	} {
		got := orderStatisticRanks(want.n, want.p)
		if got.low != want.low || got.high != want.high || !got.bounded {
			t.Errorf("n=%d, p=%v: ranks %+v, want %d and %d", want.n, want.p, got, want.low, want.high)
		}
		if !(got.confidence >= Confidence && got.confidence < Confidence+0.01) {
			t.Errorf("n=%d, p=%v: confidence %v", want.n, want.p, got.confidence)
		}
	}
	// 32 values cannot bound their P90 from above: 0.9^32 = 3.4% of samples lie below it.
	if orderStatisticRanks(32, 0.9).bounded {
		t.Error("32 values are said to bound their P90")
	}
	if small, large := orderStatisticRanks(1<<24, 0.8), orderStatisticRanks(1<<24+1, 0.8); math.Abs(float64(small.low-large.low)) > 3 || math.Abs(float64(small.high-large.high)) > 3 {
		t.Errorf("exact ranks %+v and approximate ones %+v do not meet", small, large)
	}
}

func TestTFactor(t *testing.T) {
	near(t, "t of 15 degrees", tReplicates, 2.131449546, 1e-9)
	near(t, "t of 999 degrees", tFactor(999), 1.962341461, 1e-8)
}

// The replicates' percentiles found in one pass are those of the replicates alone.
func TestReplicatedIntervalsOfEachShape(t *testing.T) {
	var w Workspace
	for name, column := range shapes(4096 + 5) {
		if name == "huge" {
			continue // its standard deviation overflows
		}
		withGaps := append([]float64(nil), column...)
		for i := 3; i < len(withGaps); i += 7 {
			withGaps[i] = math.NaN()
		}
		for _, sample := range []Sample{Replicated(column), Replicated(withGaps).Defined()} {
			var byReplicate [Replicates][]float64
			for i, x := range sample.Values {
				r := sample.replicateOf(i)
				byReplicate[r] = append(byReplicate[r], x)
			}
			got := w.Summarize(sample, testLevels)
			for k, level := range []float64{math.NaN(), 50, 80, 90} {
				pooledValue := got.Mean
				var own [Replicates]float64
				for r, values := range byReplicate {
					own[r] = Mean(values)
					if k > 0 {
						own[r] = bySorting(values, []float64{level})[0]
					}
				}
				if k > 0 {
					pooledValue = bySorting(sample.Values, []float64{level})[0]
				}
				half := 2.131449545559323 * MomentsOf(own[:]).SD() / 4
				near(t, name+" low", got.Intervals[k].Low, pooledValue-half, 1e-9)
				near(t, name+" high", got.Intervals[k].High, pooledValue+half, 1e-9)
				if got.Intervals[k].Method != MethodReplicates {
					t.Errorf("%s: method %q", name, got.Intervals[k].Method)
				}
			}
			near(t, name+" standard error", got.MeanSE, (got.Intervals[OfMean].High-got.Mean)/2.131449545559323, 1e-9)
			for i, want := range bySorting(sample.Values, testLevels) {
				if got.Percentiles[i] != want {
					t.Errorf("%s: P%v = %v, sorting gives %v", name, testLevels[i], got.Percentiles[i], want)
				}
			}
		}
	}
}

func TestSummarizeSmallSamples(t *testing.T) {
	var w Workspace
	for n := range smallestSample {
		column := shapes(n)["normal"]
		for _, sample := range []Sample{Replicated(column), Independent(column)} {
			got := w.Summarize(sample, testLevels)
			for _, v := range got.Intervals {
				if !math.IsNaN(v.Low) || !math.IsNaN(v.High) || !math.IsNaN(v.Confidence) {
					t.Fatalf("%d trials have an interval %+v", n, v)
				}
			}
			if n == 0 && !(math.IsNaN(got.Mean) && math.IsNaN(got.P50) && math.IsNaN(got.Percentiles[0])) {
				t.Errorf("no trials: %+v", got)
			}
			if n == 1 && (got.Mean != column[0] || got.P90 != column[0] || !math.IsNaN(got.SD())) {
				t.Errorf("one trial: %+v", got)
			}
		}
	}
	got := w.Summarize(Independent(shapes(33)["normal"]), nil)
	if math.IsNaN(got.Intervals[OfP50].Low) || !math.IsNaN(got.Intervals[OfP90].Low) {
		t.Errorf("33 trials bound their median, not their P90: %+v", got.Intervals)
	}
}

// Of 2,000 intervals of known quantities, the number that miss is binomial. Bounds at a false-positive rate of 1e-9
// (6 standard deviations, rounded outward): 5% misses give 100 ± 59.
func TestIntervalsCover(t *testing.T) {
	const runs, n = 2000, 1024
	rng := rand.New(rand.NewPCG(20, 26))
	z := map[int]float64{OfP50: 0, OfP80: 0.8416212335729143, OfP90: 1.2815515655446004}
	misses := map[string]int{}
	var w Workspace
	column := make([]float64, n)
	for range runs {
		for i := range column {
			column[i] = math.Exp(rng.NormFloat64())
		}
		for name, sample := range map[string]Sample{"independent": Independent(column), "replicated": Replicated(column)} {
			got := w.Summarize(sample, nil)
			for of, score := range z {
				if v := got.Intervals[of]; !(v.Low <= math.Exp(score) && math.Exp(score) <= v.High) {
					misses[name]++
				}
			}
			if v := got.Intervals[OfMean]; name == "replicated" && !(v.Low <= math.Exp(0.5) && math.Exp(0.5) <= v.High) {
				misses["replicated mean"]++
			}
		}
	}
	t.Log(misses)
	// Three levels share a sample, so their misses together spread up to three times as wide.
	for name, most := range map[string]int{"independent": 300 + 3*59, "replicated": 300 + 3*59, "replicated mean": 100 + 59 + 20} {
		if misses[name] > most || misses[name] == 0 {
			t.Errorf("%s: %d misses, want at most %d and some", name, misses[name], most)
		}
	}
}

func TestPrecisionReached(t *testing.T) {
	total := Summary{P50: 100, P90: -200}
	total.Intervals[OfP50] = Interval{Low: 99.5, High: 100.5}
	total.Intervals[OfP90] = Interval{Low: -201, High: -199}
	if !PrecisionReached(total, 0.005) {
		t.Error("half-widths of 0.5% do not count as 0.5%")
	}
	if PrecisionReached(total, 0.0049) {
		t.Error("half-widths of 0.5% count as 0.49%")
	}
	total.Intervals[OfP90] = unbounded()
	if PrecisionReached(total, 1) {
		t.Error("an unbounded interval counts as precise")
	}
}
