package estimates

import (
	"math"
	"math/rand/v2"
	"testing"
)

// near fails unless got is within a relative tolerance of want, or both are NaN.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) && math.IsNaN(want) {
		return
	}
	if !(math.Abs(got-want) <= tolerance*math.Max(1, math.Abs(want))) {
		t.Errorf("%s = %v, want %v within %v", what, got, want, tolerance)
	}
}

func TestMomentsOfWholeNumbers(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 256, 257, 1000, 4097} {
		column := make([]float64, n)
		for i := range column {
			column[i] = float64(i + 1)
		}
		m := MomentsOf(column)
		wantVariance := float64(n) * float64(n+1) / 12
		if n == 1 {
			wantVariance = math.NaN()
		}
		near(t, "mean", m.Mean, float64(n+1)/2, 0)
		near(t, "variance", m.Variance(), wantVariance, 1e-14)
		if m.Count != n || m.Min != 1 || m.Max != float64(n) {
			t.Errorf("count, min, max = %d, %v, %v of 1 … %d", m.Count, m.Min, m.Max, n)
		}
	}
}

// A sum of squares would give a spread of 2.83 here, and a plain sum a mean off in the last digits.
func TestMomentsOfConstantHaveNoSpread(t *testing.T) {
	for _, value := range []float64{0, 0.1, -3e9, 1e-300} {
		column := make([]float64, 100003)
		for i := range column {
			column[i] = value
		}
		if m := MomentsOf(column); m.Mean != value || m.SD() != 0 {
			t.Errorf("constant %v has mean %v and sd %v", value, m.Mean, m.SD())
		}
	}
}

func TestMomentsFarFromZero(t *testing.T) {
	column := make([]float64, 1<<16)
	for i := range column {
		column[i] = 1e12 + float64(i%2)
	}
	near(t, "sd", MomentsOf(column).SD(), math.Sqrt(0.25*(1<<16)/(1<<16-1)), 1e-12)
}

func TestMomentsMerge(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	column := make([]float64, 10007)
	for i := range column {
		column[i] = 1e6 * math.Exp(rng.NormFloat64())
	}
	whole := MomentsOf(column)
	var merged Moments
	var byReplicate ReplicateMoments
	for first := 0; first < len(column); first += 321 { // no multiple of 16
		block := column[first:min(first+321, len(column))]
		merged.Merge(MomentsOf(block))
		own := ReplicateMomentsOf(uint64(first), block)
		byReplicate.Merge(&own)
	}
	for name, m := range map[string]Moments{"blocks": merged, "replicates": byReplicate.All()} {
		near(t, name+": mean", m.Mean, whole.Mean, 1e-13)
		near(t, name+": sd", m.SD(), whole.SD(), 1e-12)
		if m.Count != whole.Count || m.Min != whole.Min || m.Max != whole.Max {
			t.Errorf("%s: count, min, max = %d, %v, %v, want %d, %v, %v", name, m.Count, m.Min, m.Max, whole.Count, whole.Min, whole.Max)
		}
	}
	for r, m := range byReplicate {
		near(t, "mean of a replicate", m.Mean, Mean(replicateOf(column, r)), 1e-13)
	}
}

// replicateOf picks a replicate's values out of a column.
func replicateOf(column []float64, replicate int) []float64 {
	var own []float64
	for i := replicate; i < len(column); i += Replicates {
		own = append(own, column[i])
	}
	return own
}
