package exp

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestExponentials(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	x := []float64{0, 1, -1, math.Ln2, -math.Ln2, 689.9, -689.9, 691, -745, -745.9, -746, -746.1, -1e9, 710, math.Inf(1), math.Inf(-1), 1e-300, -1e-17, math.NaN()}
	for range 100_000 {
		x = append(x, (2*r.Float64()-1)*math.Pow(10, 4*r.Float64()-2))
	}
	got := append([]float64(nil), x...)
	All(got)
	for i, v := range x {
		want := math.Exp(v)
		if math.Abs(got[i]-want) > 1e-15*want && got[i] != want && !math.IsNaN(want) || math.IsNaN(got[i]) != math.IsNaN(want) {
			t.Fatalf("exp(%v) is %v, want %v", v, got[i], want)
		}
	}
}

// TestAllIsOneByOne: in groups of eight as one by one, to the bit, wherever a value that math.Exp takes stands.
func TestAllIsOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 60 {
		x := make([]float64, n)
		for i := range x {
			x[i] = 100 * r.NormFloat64()
			if r.IntN(10) == 0 {
				x[i] = []float64{690, -690, -745.1, -747, -1e5, 1e300, math.Inf(-1), 0, math.Copysign(0, -1)}[r.IntN(9)]
			}
		}
		got := append([]float64(nil), x...)
		All(got)
		for i, v := range x {
			if want := Of(v); got[i] != want {
				t.Fatalf("exp(%v) is %v among others, %v by itself", v, got[i], want)
			}
		}
	}
}

func BenchmarkAll(b *testing.B) {
	x := make([]float64, 64)
	for b.Loop() {
		for i := range x {
			x[i] = float64(i) / 40
		}
		All(x)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/64, "ns/exp")
}

func BenchmarkMathExp(b *testing.B) {
	x := make([]float64, 64)
	for b.Loop() {
		for i := range x {
			x[i] = math.Exp(float64(i) / 40)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/64, "ns/exp")
}
