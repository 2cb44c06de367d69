package estimates

import (
	"math"
	"slices"
	"testing"
)

func TestCompareIdenticalColumns(t *testing.T) {
	var w Workspace
	column := shapes(65536)["lognormal"]
	got := w.Compare(Replicated(column), Replicated(column), []float64{5, 50, 95})
	if got.PSame != 1 || got.PCheaper != 0 || got.DifferenceMean != 0 || got.Difference[0] != 0 || got.Difference[2] != 0 {
		t.Errorf("a scenario against itself: %+v", got)
	}
	// No difference in 65,536 lifetimes: 1 − 0.025^(1/n) is the exact bound.
	near(t, "upper bound", got.PCheaperInterval.High, 1-math.Pow(0.025, 1.0/65536), 1e-9)
}

func TestCompareByHand(t *testing.T) {
	var w Workspace
	scenario, baseline := make([]float64, 160), make([]float64, 160)
	for i := range scenario {
		baseline[i] = 100
		switch {
		case i < 40: // cheaper
			scenario[i] = 90
		case i < 60:
			scenario[i] = 100 * (1 + 5e-10)
		default:
			scenario[i] = 120
		}
	}
	got := w.Compare(Independent(scenario), Independent(baseline), []float64{10, 50})
	near(t, "cheaper", got.PCheaper, 0.25, 0)
	near(t, "same", got.PSame, 0.125, 0)
	near(t, "mean difference", got.DifferenceMean, (-400.0+2000+20*5e-8)/160, 1e-9)
	near(t, "P10", got.Difference[0], -10, 0)
	near(t, "P50", got.Difference[1], 20, 0)
	if got.PCheaperInterval.Method != MethodClopperPearson {
		t.Errorf("interval %+v", got.PCheaperInterval)
	}
	got = w.Compare(Replicated(scenario), Replicated(baseline), nil)
	// 40 cheaper ones of the first 40 trials: 3 of 10 in replicates 0 … 7, 2 of 10 in the others.
	half := 2.131449545559323 * math.Sqrt(16*0.05*0.05/15) / 4
	near(t, "low", got.PCheaperInterval.Low, 0.25-half, 1e-12)
	near(t, "high", got.PCheaperInterval.High, 0.25+half, 1e-12)
}

// Published Clopper–Pearson intervals.
func TestProportionInterval(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{0, 100, 0, 0.0362167}, {10, 100, 0.0490047, 0.1762226}, {100, 100, 0.9637833, 1}} {
		got := proportionInterval(c.k, c.n)
		near(t, "low", got.Low, c.low, 1e-6)
		near(t, "high", got.High, c.high, 1e-6)
	}
	if got := proportionInterval(5, 31); !math.IsNaN(got.Low) {
		t.Errorf("31 trials have an interval %+v", got)
	}
}

func TestBreakEvenMonth(t *testing.T) {
	baseline := []float64{10, 20, 30, 40, 50}
	for _, c := range []struct {
		name       string
		cumulative []float64
		want       float64
	}{
		{"from the start", []float64{5, 6, 7, 8, 9}, 0},
		{"in month 3", []float64{30, 31, 32, 33, 34}, 3},
		{"for good from month 4 only", []float64{5, 25, 29, 45, 46}, 4},
		{"equal at the end", []float64{5, 6, 7, 8, 50 * (1 + 1e-10)}, Never},
		{"equal in the middle", []float64{5, 20, 21, 22, 23}, 2},
		{"never", []float64{11, 21, 31, 41, 51}, Never},
		{"shorter", []float64{30, 31, 29}, 2},
		{"longer", []float64{5, 6, 7, 8, 9, 1000}, 0},
		{"empty", nil, Never},
	} {
		monthly := slices.Clone(c.cumulative)
		for m := len(monthly) - 1; m > 0; m-- {
			monthly[m] -= monthly[m-1]
		}
		if got := BreakEvenMonth(monthly, baseline); got != c.want {
			t.Errorf("%s: month %v, want %v", c.name, got, c.want)
		}
	}
}

func TestBreakEvenCountsNeverAsInfinite(t *testing.T) {
	var w Workspace
	months := []float64{4, Never, 2, 6, Never, 8, 10, 12, 14, 16, 18} // 11 lifetimes: P10 is the second, P50 the sixth
	got, never := w.BreakEven(months, []float64{10, 50, 80, 85, 90})
	near(t, "never", never, 2.0/11, 0)
	for i, want := range []float64{4, 12, 18, math.NaN(), math.NaN()} {
		near(t, "percentile", got[i], want, 0)
	}
	got, never = w.BreakEven([]float64{Never, Never}, []float64{10, 90})
	if never != 1 || !math.IsNaN(got[0]) || !math.IsNaN(got[1]) {
		t.Errorf("never: %v, %v", got, never)
	}
	got, never = w.BreakEven([]float64{3}, []float64{10, 90})
	if never != 0 || got[0] != 3 || got[1] != 3 {
		t.Errorf("one lifetime: %v, %v", got, never)
	}
}

func BenchmarkBreakEvenMonth(b *testing.B) {
	monthly, baseline := make([]float64, 60), make([]float64, 60)
	for m := range monthly {
		monthly[m], baseline[m] = 90, 100*float64(m+1)
	}
	for b.Loop() {
		BreakEvenMonth(monthly, baseline)
	}
}
