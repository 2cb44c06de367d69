package distributions

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// sameBits compares to the bit, NaN with NaN.
func sameBits(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) })
}

// TestWideIsNarrow: in groups of eight as one by one, to the bit, with numbers that no cell holds at any place.
func TestWideIsNarrow(t *testing.T) {
	if !wide {
		t.Skip("this processor has no registers of eight numbers")
	}
	r := rand.New(rand.NewPCG(1, 2))
	odd := []float64{0, 1, -1, 2, 0.5, 1e-13, 1 - 1e-13, 1e-300, math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 9, -9, 1e300}
	cells := []string{"pert(20; 40; 110)", "mix(60%: normal(mean=10; sd=1); 40%: uniform(30; 31))", "event(20%; lognormal(p10=1; p90=9))", "gamma(shape=0.5; scale=5)"}
	for n := range 100 {
		u, z := make([]float64, n), make([]float64, n)
		for i := range u {
			u[i], z[i] = r.Float64(), 2*r.NormFloat64()
			if r.IntN(20) == 0 {
				u[i], z[i] = odd[r.IntN(len(odd))], odd[r.IntN(len(odd))]
			}
		}
		got, want := make([]float64, n), make([]float64, n)
		NormalScores(got, u)
		scores(want, u)
		if !sameBits(got, want) {
			t.Fatalf("scores of %v: %v, one by one %v", u, got, want)
		}
		for _, cell := range cells {
			d, err := Parse(cell, nil)
			if err != nil {
				t.Fatal(err)
			}
			g, ok := Compile(d).ready().(*grid)
			if !ok {
				t.Fatalf("%s is no grid", cell)
			}
			g.fromScores(got, z)
			g.lookUp(want, z)
			if !sameBits(got, want) {
				t.Fatalf("%s at scores %v: %v, one by one %v", cell, z, got, want)
			}
			g.fromUniforms(got, u)
			g.byUniform().lookUp(want, u)
			if !sameBits(got, want) {
				t.Fatalf("%s at %v: %v, one by one %v", cell, u, got, want)
			}
		}
	}
}
