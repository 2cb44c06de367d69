package estimates

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

func sketchOf(replicated bool, first uint64, values []float64) *Sketch {
	s := NewSketch(replicated)
	s.Add(first, values)
	return s
}

func TestSketchIsWithinItsError(t *testing.T) {
	if SketchError > 0.0002 {
		t.Fatalf("relative error %v", SketchError)
	}
	levels := append([]float64{0, 100}, testLevels...)
	got := make([]float64, len(levels))
	for name, column := range shapes(65536) {
		if name == "tiny" || name == "huge" {
			continue // below a billionth of a dollar, and differences past the range of floats
		}
		s := sketchOf(true, 0, column)
		s.Percentiles(got, levels)
		for i, want := range bySorting(column, levels) {
			if math.Abs(got[i]-want) > SketchError*math.Abs(want)+1.0/(1<<30) {
				t.Errorf("%s: P%v = %v, exactly %v", name, levels[i], got[i], want)
			}
		}
		if s.Count() != len(column) {
			t.Errorf("%s: %d values counted", name, s.Count())
		}
	}
}

func TestSketchKeysRiseWithValues(t *testing.T) {
	values := []float64{-math.MaxFloat64, -1e9, -1, -1e-8, -1e-10, 0, 1e-10, 1e-8, 1, 1 + 1.0/2048, 3, 1e9, math.MaxFloat64}
	for i, x := range values {
		key := sketchKey(x)
		if key < 0 || key>>pageBits >= len(NewSketch(false).pages) {
			t.Errorf("key of %v is %d", x, key)
		}
		if i > 0 && key < sketchKey(values[i-1]) {
			t.Errorf("key of %v is below that of %v", x, values[i-1])
		}
		if sketchKey(sketchValue(key)) != key {
			t.Errorf("the middle of %v's bin, %v, lies in another", x, sketchValue(key))
		}
	}
}

func TestSketchMergesInAnyOrder(t *testing.T) {
	column := shapes(65536)["heavy both sides"]
	whole := sketchOf(true, 0, column)
	order := rand.New(rand.NewPCG(13, 13)).Perm(64)
	merged := NewSketch(true)
	for _, block := range order {
		first := block * 1024
		merged.Merge(sketchOf(true, uint64(first), column[first:first+1024]))
	}
	if !reflect.DeepEqual(whole, merged) {
		t.Error("64 blocks merged in another order differ from the whole")
	}
}

// A summary off a sketch agrees with that of the column: estimates within SketchError, and intervals, whose ends are
// made of percentiles on that scale, too.
func TestSketchSummary(t *testing.T) {
	var w Workspace
	column := shapes(65536)["lognormal"]
	moments := ReplicateMomentsOf(0, column)
	for _, sample := range []Sample{Replicated(column), Independent(column)} {
		want := w.Summarize(sample, testLevels)
		got := sketchOf(sample.replicated, 0, column).Summarize(&w, &moments, testLevels)
		near(t, "mean", got.Mean, want.Mean, 1e-13)
		near(t, "sd", got.SD(), want.SD(), 1e-12)
		near(t, "standard error", got.MeanSE, want.MeanSE, 1e-9)
		near(t, "P90", got.P90, want.P90, SketchError)
		for i := range want.Intervals {
			near(t, "low", got.Intervals[i].Low, want.Intervals[i].Low, 2*SketchError)
			near(t, "high", got.Intervals[i].High, want.Intervals[i].High, 2*SketchError)
			if got.Intervals[i].Method != want.Intervals[i].Method || got.Intervals[i].Confidence != want.Intervals[i].Confidence {
				t.Errorf("interval %+v, want %+v", got.Intervals[i], want.Intervals[i])
			}
		}
	}
	if empty := NewSketch(true).Summarize(&w, new(ReplicateMoments), testLevels); !math.IsNaN(empty.P50) || !math.IsNaN(empty.Mean) {
		t.Errorf("of nothing: %+v", empty)
	}
}

// A million lifetimes of a usual total take megabytes, and no more however many follow.
func TestSketchMemory(t *testing.T) {
	s := NewSketch(true)
	rng := rand.New(rand.NewPCG(14, 14))
	block := make([]float64, 4096)
	for i := range block {
		block[i] = 1e6 * math.Exp(0.4*rng.NormFloat64())
	}
	s.Add(0, block)
	before := s.Bytes()
	if before > 4<<20 {
		t.Errorf("%d bytes", before)
	}
	if n := testing.AllocsPerRun(10, func() { s.Add(0, block) }); n != 0 || s.Bytes() != before {
		t.Errorf("%v allocations a block, %d bytes", n, s.Bytes()-before)
	}
}

func BenchmarkSketchAdd(b *testing.B) {
	column := shapes(65536)["lognormal"]
	s := NewSketch(true)
	b.ReportAllocs()
	for b.Loop() {
		s.Add(0, column)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/65536, "ns/trial")
}
