package distributions

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// scoresGrid walks over scores, off the grid of cells, and beyond the tables' reach.
func scoresGrid() []float64 {
	var z []float64
	for x := -8.2; x <= 8.2; x += 0.00437 {
		z = append(z, x)
	}
	return z
}

func TestTablesAreAccurateInProbability(t *testing.T) {
	z := scoresGrid()
	u, x, y := make([]float64, len(z)), make([]float64, len(z)), make([]float64, len(z))
	for i := range z {
		u[i] = below(z[i])
	}
	spikes := []string{ // between the points of an integral
		"mix(0.94: 9.84 to 9.86; 0.06: normal(mean=0; sd=66))", "mix(0.82: 34.3 to 34.4; 0.18: weibull(shape=0.32; scale=1.5))",
		"mix(0.91: event(0.0111; lognormal(mu=0.00258; sigma=0.0177)); 0.09: uniform(0.21969; 4.81794099381))",
	}
	for _, cell := range slices.Concat(everyFamily, spikes) {
		t.Run(cell, func(t *testing.T) {
			d := parse(t, cell)
			table := Compile(d)
			table.FromScores(x, z)
			table.FromUniforms(y, u)
			for i := range z {
				p, q := below(z[i]), below(-z[i])
				allowed := math.Min(1e-9, 1e-6*math.Min(p, q))
				if e := miss(d, x[i], p, q, 3); e > allowed {
					t.Fatalf("at score %v, %v misses by %.2g, allowed %.2g", z[i], x[i], e, allowed)
				}
				if u[i] == 1 {
					continue // a score beyond 8 has no uniform
				}
				if e := miss(d, y[i], u[i], 1-u[i], 3); e > math.Min(1e-9, 1e-6*math.Min(u[i], 1-u[i])) {
					t.Fatalf("at uniform %v, %v misses by %.2g", u[i], y[i], e)
				}
				if at := table.At(u[i]); at != y[i] {
					t.Fatalf("at uniform %v, At gives %v, FromUniforms %v", u[i], at, y[i])
				}
			}
		})
	}
}

// Draws rise with their score, so that common random numbers work: nowhere may they fall by more than rounding.
func TestTablesRise(t *testing.T) {
	z := scoresGrid()
	u, x := make([]float64, len(z)), make([]float64, len(z))
	for i := range z {
		u[i] = below(z[i])
	}
	for _, cell := range everyFamily {
		table := Compile(parse(t, cell))
		for name, draw := range map[string]func(){
			"score":   func() { table.FromScores(x, z) },
			"uniform": func() { table.FromUniforms(x, u) },
		} {
			draw()
			for i := 1; i < len(x); i++ {
				if x[i] < x[i-1]-4*ulp(x[i]) {
					t.Fatalf("%s falls from %v to %v at %s %v", cell, x[i-1], x[i], name, z[i])
				}
			}
		}
	}
}

func TestNormalScores(t *testing.T) {
	for tail := 1e-300; tail < 0.5; tail *= 1.0137 {
		for _, p := range []float64{tail, 1 - tail} {
			q := 1 - p
			if p == tail {
				q = 1
			}
			if p == 1 {
				continue
			}
			z, want := NormalScore(p), exactScore(p, q)
			if e := math.Abs(z-want) * bell(want); e > math.Max(3e-10*math.Min(p, q), 1e-17) {
				t.Fatalf("score of %v is %v, want %v", p, z, want)
			}
		}
	}
	u, z := uniforms(), make([]float64, block)
	NormalScores(z, u)
	for i := range u {
		if one := NormalScore(u[i]); one != z[i] {
			t.Fatalf("%v scores %v alone, %v in a block", u[i], one, z[i])
		}
	}
	if z := NormalScore(0.5); z != 0 {
		t.Errorf("the median scores %v", z)
	}
	for u, want := range map[float64]float64{0: math.Inf(-1), 1: math.Inf(1), -1: math.Inf(-1), 2: math.Inf(1)} {
		if z := NormalScore(u); z != want {
			t.Errorf("%v scores %v", u, z)
		}
	}
}

// Nothing that can be handed to a table makes it panic.
func TestTablesSurviveAnything(t *testing.T) {
	for _, cell := range everyFamily {
		table := Compile(parse(t, cell))
		x := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, 1, -1, 2, 1e-320, 40, -40, 1e300}
		table.FromScores(make([]float64, len(x)), x)
		table.FromUniforms(make([]float64, len(x)), x)
	}
}

func TestTablesAreShared(t *testing.T) {
	a, b := Compile(parse(t, "uniform(1; 3.25)")), Compile(parse(t, "uniform(1, 3.25)"))
	if a != b {
		t.Error("the same cell was compiled twice")
	}
	one, _ := Parse("data(f.csv:x)", columns{"f.csv:x": {1, 2, 3}})
	two, _ := Parse("data(f.csv:x)", columns{"f.csv:x": {1, 2, 4}})
	if Compile(one) == Compile(two) {
		t.Error("other data behind the same name got the same table")
	}
	scaledOne, _ := Parse("event(0.5; data(f.csv:x) * 2)", columns{"f.csv:x": {1, 2, 3}})
	scaledTwo, _ := Parse("event(0.5; data(f.csv:x) * 2)", columns{"f.csv:x": {1, 2, 4}})
	if Compile(scaledOne) == Compile(scaledTwo) {
		t.Error("other data inside the same cell got the same table")
	}
	for i := range 3 * generation {
		Compile(uniform{cell: cell(formatNumber(float64(i))), min: 0, max: 1})
	}
	cache.Lock()
	defer cache.Unlock()
	if n := len(cache.young) + len(cache.old); n > 2*generation {
		t.Errorf("%d tables are remembered", n)
	}
}

// Where rounding is all there is to see, a walk takes what it has instead of halving without end.
func TestNoisyTablesAreBuilt(t *testing.T) {
	for _, cell := range []string{
		"event(0.570896704838411; beta(alpha=7.235205302469621; beta=18.42093018207442)) trunc[0.015544999740267877; 1.1555743339847193]",
		"event(0.4762495533333294; gamma(shape=202.08177950339186; scale=0.06920276653457838)) trunc[0.25702552457407507; 2.9071421003947813]",
	} {
		g, ok := newDrawer(parse(t, cell)).(*grid)
		if !ok || len(g.pieces) > 10_000 {
			t.Errorf("%s is no grid of some thousand pieces", cell)
		}
	}
}

// Cells are made finer where that leaves fewer of them cut, and only there.
func TestCellsAreAsFineAsNeeded(t *testing.T) {
	for cell, places := range map[string]uint{
		"pert(20; 40; 110)": 4, "lognormal(mu=0; sigma=3)": 5, "event(0.2; pert(20; 50; 110))": 6,
	} {
		if got := newDrawer(parse(t, cell)).(*grid).byUniform().places; got != places {
			t.Errorf("%s is looked up by %d places, want %d", cell, got, places)
		}
	}
	for _, cell := range []string{"gamma(shape=0.01; scale=1) trunc[; 2]", "beta(alpha=0.03; beta=7) trunc[; 0.5] * -2"} {
		if _, ok := newDrawer(parse(t, cell)).(fine); !ok {
			t.Errorf("%s is laid into no fine grid", cell)
		}
	}
}

// Where the density is constant between breaks nothing is traced.
func TestFlatLawsAreStraight(t *testing.T) {
	for _, cell := range []string{
		"event(20%; data(runs.csv:hours))", "data(runs.csv:hours) trunc[1; 7] * -2", "mix(0.3: poisson(2); 0.7: uniform(0; 5))",
		"mix(0.5: data(f.csv:x); 0.5: uniform(2; 30))", "uniform(1; 3) trunc[2; ]",
	} {
		p, ok := newDrawer(parse(t, cell)).(*polygon)
		if !ok || len(p.lines) > 2010 {
			t.Errorf("%s is no polygon with a line for each stretch", cell)
		}
	}
}

// A copula asks for scores only, and its tables are not rewritten for uniforms.
func TestUniformsAreLaidOutOnRequest(t *testing.T) {
	g := newDrawer(parse(t, "pert(1; 2; 4)")).(*grid)
	g.fromScores(make([]float64, 2), []float64{-1, 1})
	if g.octaves.Load() != nil {
		t.Error("scores laid out uniforms")
	}
	g.at(0.5)
	if g.octaves.Load() == nil {
		t.Error("uniforms are not laid out")
	}
	k := newDrawer(parse(t, "mix(0.7: data(runs.csv:hours); 0.3: 5 to 10)")).(*track)
	k.fromScores(make([]float64, 2), []float64{-1, 1})
	if k.uniforms.Load() != nil {
		t.Error("the scores of data laid out uniforms")
	}
}

func TestTablesAreSafeForConcurrentUse(t *testing.T) {
	var group sync.WaitGroup
	for _, cell := range []string{"pert(1; 2.125; 9)", "mix(0.7: data(runs.csv:hours); 0.3: 5 to 10.5)"} {
		results := make([]float64, 8)
		for i := range results {
			group.Go(func() { results[i] = Compile(parse(t, cell)).At(0.3) })
		}
		group.Wait()
		for _, x := range results {
			if x != results[0] {
				t.Errorf("%s: %v and %v", cell, x, results[0])
			}
		}
	}
}

func TestDrawsDoNotAllocate(t *testing.T) {
	var z []float64
	for _, score := range scoresGrid() {
		if math.Abs(score) < reach { // beyond, quantiles are exact, which may take an allocation
			z = append(z, score)
		}
	}
	x, u := make([]float64, len(z)), make([]float64, len(z))
	for i := range u {
		u[i] = below(z[i])
	}
	for _, cell := range everyFamily {
		table := Compile(parse(t, cell))
		table.FromScores(x, z)
		table.FromUniforms(x[:1], []float64{0.5})
		if n := testing.AllocsPerRun(3, func() {
			table.FromScores(x, z)
			table.FromUniforms(x, u)
			for _, u := range u {
				x[0] += table.At(u)
			}
		}); n > 0 {
			t.Errorf("%s allocates %v times", cell, n)
		}
	}
	if n := testing.AllocsPerRun(3, func() {
		NormalScores(x, u)
		for _, u := range u {
			x[0] += NormalScore(u)
		}
	}); n > 0 {
		t.Errorf("scores allocate %v times", n)
	}
}

// A distribution of another package can be drawn from, exactly if slowly.
func TestForeignDistributions(t *testing.T) {
	type foreign struct{ Distribution }
	d := foreign{parse(t, "exponential(mean=2)")}
	if got, want := Compile(d).At(0.3), d.Quantile(0.3); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

// Coefficients of arcs would leave the range of a float64 before the values do: such values are drawn otherwise.
func TestArcsAreForTameNumbers(t *testing.T) {
	for _, cell := range []string{"mix(0.7: data(runs.csv:hours); 0.3: 5 to 10)", "event(20%; data(runs.csv:hours))"} {
		plain, large := newDrawer(parse(t, cell)), newDrawer(parse(t, cell+" * 1e290"))
		for z := -3.99; z < 4; z += 0.01 {
			x, y := []float64{z}, []float64{z}
			plain.fromScores(x, x)
			large.fromScores(y, y)
			if byU := large.at(below(z)); math.Abs(y[0]/1e290-x[0]) > 1e-6*x[0] || math.Abs(byU/1e290-x[0]) > 1e-6*x[0] {
				t.Fatalf("%s at score %v: %v, by u %v, want %v", cell, z, y[0]/1e290, byU/1e290, x[0])
			}
		}
	}
}

// Numbers next to the largest float64 are drawn like others, although slopes of their curve are larger.
func TestDrawsOfTheLargestNumbers(t *testing.T) {
	r := nester{rand.New(rand.NewPCG(30, 6))}
	var measured sameColumn
	for _, x := range []float64{1, 2, 2, 4, 7, 9} {
		measured = append(measured, x*5e306)
	}
	for _, cell := range []string{
		"data(f.csv:x)", "event(20%; data(f.csv:x))", "mix(0.7: data(f.csv:x); 0.3: 5 to 10)", "event(20%; data(f.csv:x)) * -1.1", "normal(mean=0; sd=5e306)",
		"event(20%; pert(-5e307; 1e306; 8e307))", "event(20%; gamma(shape=3; scale=5e306))", "weibull(shape=0.5; scale=1e305)",
		"mix(0.5: normal(mean=0; sd=1e306); 0.5: uniform(0; 4e307))",
	} {
		d, err := Parse(cell, measured)
		if err != nil {
			t.Fatal(err)
		}
		checkDraws(t, &r, d.(law))
	}
}

// What is steep is drawn from the table of something gentle, however steep it is.
func TestSteepLawsAreImages(t *testing.T) {
	r := nester{rand.New(rand.NewPCG(1, 100))}
	check := func(d law, most int) {
		t.Helper()
		table, ok := newDrawer(d).(image)
		if !ok || len(table.pieces) > most {
			t.Errorf("%+v is no image of at most %d pieces", d, most)
			return
		}
		checkDraws(t, &r, d)
	}
	for _, shape := range []float64{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.39} {
		for _, scale := range []float64{1e-200, 1, 3e100} {
			check(newGamma(shape, scale, ""), 130)
			check(affineOf(newGamma(shape, scale, ""), -2, scale/10), 130)
		}
		check(weibull{shape: math.Max(shape, 0.02), scale: 3}, 100)
		for _, other := range []float64{0.002, 0.2, 0.8, 1, 3, 1000} {
			check(newBeta(0, 1, shape, other, ""), 250)
			check(newBeta(-5, 7, other, shape, ""), 250)
			check(affineOf(newBeta(0, 1, other, shape, ""), -2, 0), 250)
		}
	}
	for _, sigma := range []float64{3.1, 5, 20} {
		check(lognormal{median: 7, sigma: sigma}, 100)
	}
	for _, d := range []law{
		poisson{mean: 257}, poisson{mean: 1000}, poisson{mean: 123456.7}, poisson{mean: 1e6},
		binomial{n: 1030, p: 0.5}, binomial{n: 1e4, p: 0.03}, binomial{n: 1e12, p: 5e-10}, binomial{n: 4e6, p: 0.5}, binomial{n: 1e5, p: 0.99},
	} {
		check(d, 100)
		check(affineOf(d, -0.3, 2), 100)
	}
}
