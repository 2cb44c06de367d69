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
	"pert(20; 40; 110) trunc[30; 100]", "event(0.3; pert(20; 50; 110)) trunc[; 60]", "gamma(shape=0.01; scale=1)", "gamma(shape=1e8; scale=1)",
	"beta(alpha=0.05; beta=0.05)", "weibull(shape=0.1; scale=3)", "lognormal(mu=0; sigma=5)", "poisson(1000000)", "binomial(10000; 0.3)",
	"data(runs.csv:hours)", "mix(0.7: data(runs.csv:hours); 0.3: 5 to 10)", "event(20%; data(runs.csv:hours))", "data(runs.csv:hours) trunc[1; 7]",
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

// BenchmarkSetUp builds tables anew, without the cache, up to the first draw.
func BenchmarkSetUp(b *testing.B) {
	draw := []float64{0.3}
	for _, cell := range benchmarked {
		d := parse(b, cell)
		b.Run("from=scores/cell="+cell, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				newDrawer(d).fromScores(draw, draw)
			}
		})
		b.Run("from=uniforms/cell="+cell, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				newDrawer(d).at(0.3)
			}
		})
	}
}

func BenchmarkAt(b *testing.B) {
	u := uniforms()
	for _, cell := range []string{"uniform(1; 3)", "20 to 40", "event(0.2; pert(20; 50; 110))", "poisson(3)", "mix(0.7: data(runs.csv:hours); 0.3: 5 to 10)"} {
		table := Compile(parse(b, cell))
		b.Run("cell="+cell, func(b *testing.B) {
			perDraw(b, func() {
				for _, u := range u {
					sink += table.At(u)
				}
			})
		})
	}
	b.Run("cell=score", func(b *testing.B) {
		perDraw(b, func() {
			for _, u := range u {
				sink += NormalScore(u)
			}
		})
	})
}

// sink keeps the compiler from leaving a benchmark's work out.
var sink float64

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

// presetCells are the uncertain cells of one scenario, as a preset fills them.
var presetCells = []string{
	"pert(2%; 3.5%; 6%)", "pert(1%; 2.5%; 5%)", "lognormal(p10=2000; p90=20000)", "triangular(1; 1.2; 2)",
	"lognormal(p10=12; p90=60)", "pert(20; 40; 110)", "pert(10%; 20%; 30%)", "lognormal(p10=40; p90=120)", "pert(40; 65; 130)",
	"pert(5%; 15%; 30%)", "lognormal(p10=60; p90=250)", "lognormal(p10=2; p90=12)", "pert(60; 90; 150)", "pert(4; 10; 30)",
	"lognormal(p10=1; p90=12)", "pert(1; 1.32; 2)", "pert(-40%; -15%; 20%)", "pert(3%; 10%; 30%)", "uniform(10%; 90%)",
	"pert(10%; 25%; 45%)", "pert(10%; 25%; 50%)", "lognormal(p10=200; p90=900)", "lognormal(p10=120; p90=600)",
	"lognormal(p10=80; p90=400)", "lognormal(p10=40; p90=300)", "pert(3k; 8k; 20k)", "pert(75; 110; 190)", "pert(65; 95; 160)",
	"pert(65; 95; 160)", "pert(80; 130; 250)", "lognormal(p10=5k; p90=50k)", "lognormal(p10=1.5; p90=5)",
	"lognormal(p10=1; p90=6)", "pert(5%; 15%; 40%)", "pert(1; 3; 10)", "lognormal(p10=20; p90=120)", "pert(0%; 4%; 12%)",
	"pert(0.3; 0.7; 1.5)", "lognormal(p10=60; p90=300)", "lognormal(p10=12; p90=90)", "pert(15%; 22%; 30%)",
	"lognormal(p10=50k; p90=500k)", "pert(0%; 30%; 120%)", "lognormal(p10=1500; p90=6000)", "pert(15%; 35%; 60%)",
	"pert(1; 1.32; 2)", "pert(5; 30; 120)", "pert(0.023; 0.08; 0.12)", "lognormal(p10=20; p90=300)",
	"lognormal(p10=5; p90=80)", "pert(50; 200; 800)",
}

// BenchmarkScenario reads and compiles a scenario's cells, none of which the cache knows, up to the first draw.
func BenchmarkScenario(b *testing.B) {
	u := []float64{0.3}
	for name, draw := range map[string]func(d drawer){
		"scores":   func(d drawer) { d.fromScores(make([]float64, 1), u) },
		"uniforms": func(d drawer) { d.fromUniforms(make([]float64, 1), u) },
	} {
		b.Run("from="+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, cell := range presetCells {
					draw(newDrawer(parse(b, cell)))
				}
			}
		})
	}
}
