package estimates

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var testLevels = []float64{1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 99}

// shapes are columns as they occur, and worse.
func shapes(n int) map[string][]float64 {
	rng := rand.New(rand.NewPCG(7, uint64(n)))
	make := func(value func() float64) []float64 {
		column := make([]float64, n)
		for i := range column {
			column[i] = value()
		}
		return column
	}
	rising := 0.0
	return map[string][]float64{
		"uniform":          make(rng.Float64),
		"normal":           make(rng.NormFloat64),
		"lognormal":        make(func() float64 { return 1e5 * math.Exp(rng.NormFloat64()*0.5) }),
		"heavy":            make(func() float64 { return math.Exp(rng.NormFloat64() * 4) }),
		"heavy both sides": make(func() float64 { x := rng.NormFloat64(); return x * math.Exp(x*x) }),
		"negative":         make(func() float64 { return -1e6 - rng.ExpFloat64() }),
		"constant":         make(func() float64 { return 3.25 }),
		"zero":             make(func() float64 { return 0 }),
		"signed zeros":     make(func() float64 { return math.Copysign(0, rng.Float64()-0.5) }),
		"counts":           make(func() float64 { return float64(rng.IntN(4)) }),
		"mostly zero": make(func() float64 {
			if rng.Float64() < 0.8 {
				return 0
			}
			return math.Exp(rng.NormFloat64() * 2)
		}),
		"atom inside": make(func() float64 {
			if rng.Float64() < 0.6 {
				return 0.5
			}
			return rng.Float64()
		}),
		"tiny":    make(func() float64 { return math.Copysign(float64(rng.IntN(9))*5e-324, rng.Float64()-0.5) }),
		"rising":  make(func() float64 { rising++; return rising }),
		"falling": make(func() float64 { rising--; return rising }),
		"huge":    make(func() float64 { return (rng.Float64() - 0.5) * 1.7e308 * 2 }),
		"rare": make(func() float64 {
			if rng.Float64() < 0.001 {
				return 1e9 * rng.Float64()
			}
			return rng.Float64()
		}),
	}
}

func bySorting(column, levels []float64) []float64 {
	sorted := slices.Clone(column)
	for i := range sorted {
		sorted[i] += 0
	}
	slices.Sort(sorted)
	result := make([]float64, len(levels))
	for i, level := range levels {
		result[i] = sortedPercentile(sorted, level)
	}
	return result
}

func TestPercentilesEqualSorting(t *testing.T) {
	var w Workspace
	for _, n := range []int{1, 2, 3, 16, 17, 100, 255, 257, 4096, 65536} {
		for name, column := range shapes(n) {
			before := slices.Clone(column)
			levels := append([]float64{0, 100, 50, 33.3}, testLevels...)
			got := make([]float64, len(levels))
			w.Percentiles(got, column, levels)
			for i, want := range bySorting(column, levels) {
				if math.Float64bits(got[i]) != math.Float64bits(want) {
					t.Errorf("%s, n=%d: P%v = %v, sorting gives %v", name, n, levels[i], got[i], want)
				}
			}
			for i := range before {
				if math.Float64bits(before[i]) != math.Float64bits(column[i]) {
					t.Fatalf("%s: column altered at %d", name, i)
				}
			}
		}
	}
}

func BenchmarkPercentiles(b *testing.B) {
	for _, shape := range []string{"normal", "lognormal", "heavy", "mostly zero", "atom inside", "counts"} {
		b.Run(fmt.Sprintf("shape=%s/trials=65536", shape), func(b *testing.B) {
			var w Workspace
			column := shapes(65536)[shape]
			got := make([]float64, len(testLevels))
			b.ReportAllocs()
			for b.Loop() {
				w.Percentiles(got, column, testLevels)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/65536, "ns/trial")
		})
	}
}

func BenchmarkSummarize(b *testing.B) {
	var w Workspace
	column := shapes(65536)["lognormal"]
	for name, sample := range map[string]Sample{"replicated": Replicated(column), "independent": Independent(column)} {
		b.Run(name+"/trials=65536", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w.Summarize(sample, testLevels)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/65536, "ns/trial")
		})
	}
}

func FuzzPercentiles(f *testing.F) {
	f.Add([]byte("0123456789abcdef"), 50.0)
	f.Add(make([]byte, 800), 99.0)
	f.Fuzz(func(t *testing.T, data []byte, level float64) {
		if !(level >= 0 && level <= 100) {
			return
		}
		var column []float64
		for ; len(data) >= 8; data = data[8:] {
			x := math.Float64frombits(binary.LittleEndian.Uint64(data))
			if math.IsNaN(x) || math.IsInf(x, 0) {
				continue
			}
			for range 1 + data[0]%40 { // enough values to fill buckets
				column = append(column, x)
				x = math.Nextafter(x, 0)
			}
		}
		if len(column) == 0 {
			return
		}
		var w Workspace
		var got [1]float64
		w.Percentiles(got[:], column, []float64{level})
		want := bySorting(column, []float64{level})[0]
		if got[0] != want && !(math.IsNaN(got[0]) && math.IsNaN(want)) {
			t.Errorf("P%v = %v, sorting gives %v", level, got[0], want)
		}
	})
}

func TestPercentilesDoNotAllocate(t *testing.T) {
	var w Workspace
	column := shapes(4096)["lognormal"]
	got := make([]float64, len(testLevels))
	w.Percentiles(got, column, testLevels)
	if n := testing.AllocsPerRun(20, func() { w.Percentiles(got, column, testLevels) }); n != 0 {
		t.Errorf("%v allocations a column in the steady state", n)
	}
}
