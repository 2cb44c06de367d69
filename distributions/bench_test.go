package distributions

import (
	"math/rand/v2"
	"testing"
)

// benchmarked holds one cell of each kind of cost.
var benchmarked = []string{
	"uniform(1; 3)", "triangular(1; 3; 6)", "pert(20; 40; 110)", "normal(mean=5; sd=3)", "lognormal(p10=2000; p90=20000)",
	"beta(alpha=0.3; beta=0.2)", "gamma(shape=2; scale=5)", "gamma(shape=0.1; scale=5)", "weibull(shape=0.5; scale=3)", "exponential(mean=7)",
	"student_t(df=3; location=1; scale=2)", "pareto(min=1; alpha=2.5)", "metalog(p10=1; p50=2; p90=4; min=0)", "poisson(3)", "poisson(1000)",
	"discrete(1: 0.2; 5: 0.5; 7: 0.3)", "data(f.csv:x)", "event(0.2; pert(20; 50; 110))", "mix(0.7: normal(mean=0; sd=1); 0.3: uniform(5; 6))",
	"normal(mean=5; sd=3) trunc[1; 7]", "(5 to 10) * 1.3",
}

const block = 4096

func perDraw(b *testing.B, draw func()) {
	b.ReportAllocs()
	for b.Loop() {
		draw()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/block, "ns/draw")
}

func uniforms() []float64 {
	r := rand.New(rand.NewPCG(1, 2))
	u := make([]float64, block)
	for i := range u {
		u[i] = (float64(r.Uint64()>>11) + 0.5) * 0x1p-53
	}
	return u
}

func BenchmarkNormalScores(b *testing.B) {
	u, z := uniforms(), make([]float64, block)
	perDraw(b, func() { NormalScores(z, u) })
}

func BenchmarkFromScores(b *testing.B) {
	z, x := uniforms(), make([]float64, block)
	NormalScores(z, z)
	for _, cell := range benchmarked {
		table := Compile(parse(b, cell))
		table.FromScores(x, z)
		b.Run("cell="+cell, func(b *testing.B) { perDraw(b, func() { table.FromScores(x, z) }) })
	}
}

func BenchmarkFromUniforms(b *testing.B) {
	u, x := uniforms(), make([]float64, block)
	for _, cell := range benchmarked {
		table := Compile(parse(b, cell))
		table.FromUniforms(x, u)
		b.Run("cell="+cell, func(b *testing.B) { perDraw(b, func() { table.FromUniforms(x, u) }) })
	}
}

// BenchmarkSetUp builds tables anew, without the cache.
func BenchmarkSetUp(b *testing.B) {
	for _, cell := range benchmarked {
		d := parse(b, cell)
		b.Run("cell="+cell, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				newDrawer(d)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for _, cell := range []string{"25", "20 to 40", "pert(20; 40; 110)", "pert(p10=20; mode=40; p90=110)", "event(20%; lognormal(p10=1; p90=5) * 2)"} {
		b.Run("cell="+cell, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(cell, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
