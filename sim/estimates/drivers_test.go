package estimates

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// uniforms returns k columns of n uniforms: independent, or a Latin hypercube in every replicate.
func uniforms(n, k int, even bool, seed uint64) [][]float64 {
	rng := rand.New(rand.NewPCG(seed, 1))
	columns := make([][]float64, k)
	for j := range columns {
		columns[j] = make([]float64, n)
		for r := range Replicates {
			for i, stratum := range rng.Perm(n / Replicates) {
				u := rng.Float64()
				if even {
					u = (float64(stratum) + u) / float64(n/Replicates)
				}
				columns[j][i*Replicates+r] = u
			}
		}
	}
	return columns
}

// totals applies a function to every trial.
func totals(columns [][]float64, f func(u []float64) float64) []float64 {
	result := make([]float64, len(columns[0]))
	u := make([]float64, len(columns))
	for i := range result {
		for k := range columns {
			u[k] = columns[k][i]
		}
		result[i] = f(u)
	}
	return result
}

// measured are the Drivers of a total beside a workspace, measuring columns of values.
type measured struct {
	*Drivers
	w Workspace
}

func driversOf(total []float64) *measured {
	var ranking Ranking
	m := &measured{}
	m.w.Rank(&ranking, total)
	m.Drivers = m.w.NewDrivers(total, &ranking)
	return m
}

func (m *measured) Uniform(u []float64) Driver {
	places := make([]uint16, len(u))
	UniformPlaces(places, u)
	return m.Drivers.Uniform(&m.w, places)
}

func (m *measured) NormalScore(z []float64) Driver {
	places := make([]uint16, len(z))
	ScorePlaces(places, z)
	return m.Drivers.NormalScore(&m.w, places)
}

func (m *measured) Risk(occurrences []float64) Driver {
	return m.Drivers.Risk(&m.w, counts(occurrences))
}

func counts(occurrences []float64) []uint16 {
	counts := make([]uint16, len(occurrences))
	for i, k := range occurrences {
		counts[i] = uint16(k)
	}
	return counts
}

func ishigami(u []float64) float64 {
	x := func(k int) float64 { return math.Pi * (2*u[k] - 1) }
	return math.Sin(x(0)) + 7*math.Pow(math.Sin(x(1)), 2) + 0.1*math.Pow(x(2), 4)*math.Sin(x(0))
}

func gFunction(u []float64) float64 {
	product := 1.0
	for k, a := range []float64{0, 1, 4.5, 9, 99, 99, 99, 99} {
		product *= (math.Abs(4*u[k]-2) + a) / (1 + a)
	}
	return product
}

func normalScore(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*u-1) }

// Shares known exactly, from 65,536 trials of either kind of design.
func TestVarianceSharesOfKnownFunctions(t *testing.T) {
	ranges := func(u []float64) float64 { // variances 1, 4, 16, 0.01 of a sum of normals
		return normalScore(u[0]) + 2*normalScore(u[1]) + 4*normalScore(u[2]) + 0.1*normalScore(u[3])
	}
	heavy := func(u []float64) float64 { // a lognormal of sigma 1 beside a normal of the same variance
		v := math.E
		return math.Exp(normalScore(u[0])) + math.Sqrt(v*(v-1))*normalScore(u[1])
	}
	for _, known := range []struct {
		name      string
		f         func(u []float64) float64
		shares    []float64
		tolerance float64
	}{
		{"Ishigami", ishigami, []float64{.3139052, .4424111, 0}, 0.01},
		{"Sobol' g", gFunction, []float64{.7161921689, .1790480422, .0236757742, .0071619217, 7.16e-5, 7.16e-5, 7.16e-5, 7.16e-5}, 0.01},
		{"normals", ranges, []float64{1 / 21.01, 4 / 21.01, 16 / 21.01, 0.01 / 21.01}, 0.005},
		{"lognormal and normal", heavy, []float64{0.5, 0.5}, 0.03},
	} {
		for _, even := range []bool{false, true} {
			columns := uniforms(65536, len(known.shares), even, 3)
			d := driversOf(totals(columns, known.f))
			for k, want := range known.shares {
				got := d.Uniform(columns[k]).VarianceShare
				t.Logf("%s, input %d, even %v: %.5f (exactly %.5f)", known.name, k+1, even, got, want)
				if math.Abs(got-want) > known.tolerance {
					t.Errorf("%s, input %d, even %v: share %v, want %v within %v", known.name, k+1, even, got, want, known.tolerance)
				}
				scores := make([]float64, len(columns[k]))
				for i, u := range columns[k] {
					scores[i] = normalScore(u)
				}
				if byScore := d.NormalScore(scores).VarianceShare; math.Abs(byScore-got) > 0.002 {
					t.Errorf("%s, input %d: share %v by uniform, %v by score", known.name, k+1, got, byScore)
				}
			}
		}
	}
}

// Fifty inputs that do nothing, and fifty with a share of 0.3%, neither lose nor gain. The mean of 50 clamped estimates,
// each with a standard deviation below 0.05%, is within 0.05% of the truth by 7 standard errors; the plain correlation
// ratio says 0.13% for nothing.
func TestSmallSharesAreUnbiased(t *testing.T) {
	const n = 65536
	for _, even := range []bool{false, true} {
		idle := uniforms(n, 50, even, 4)
		columns := uniforms(n, 51, even, 5)
		y := totals(columns, func(u []float64) float64 {
			total := math.Sqrt(0.85) * normalScore(u[50])
			for _, v := range u[:50] {
				total += math.Sqrt(0.003*12) * (v - 0.5)
			}
			return total
		})
		d := driversOf(y)
		var nothing, small float64
		for k := range idle {
			nothing += d.Uniform(idle[k]).VarianceShare / 50
			small += d.Uniform(columns[k]).VarianceShare / 50
		}
		t.Logf("even %v: idle %.6f, small %.6f", even, nothing, small)
		if nothing > 0.0003 || math.Abs(small-0.003) > 0.0005 {
			t.Errorf("even %v: mean shares %v of idle inputs, %v of inputs with 0.003", even, nothing, small)
		}
	}
}

// A total that is its input: means of tenths are 5% and 95% of the way, the share and the correlation 1.
func TestDriverThatIsTheTotal(t *testing.T) {
	u := uniforms(16384, 1, true, 6)[0]
	total := make([]float64, len(u))
	for i := range u {
		total[i] = 100 + 1000*u[i]
	}
	got := driversOf(total).Uniform(u)
	near(t, "mean of the lowest tenth", got.LowUSD, 150, 2e-3)
	near(t, "mean of the highest tenth", got.HighUSD, 1050, 2e-3)
	near(t, "share", got.VarianceShare, 1, 1e-3)
	near(t, "rank correlation", got.RankCorrelation, 1, 1e-4)
	for i := range total {
		total[i] = math.Exp(-total[i] / 100)
	}
	near(t, "rank correlation of a falling total", driversOf(total).Uniform(u).RankCorrelation, -1, 1e-4)
}

// Means of tenths agree with picking the trials out by hand.
func TestTenths(t *testing.T) {
	columns := uniforms(4096, 2, false, 7)
	y := totals(columns, func(u []float64) float64 { return math.Exp(u[0] + 3*u[1]) })
	scores := make([]float64, len(y))
	var low, high []float64
	for i, u := range columns[1] {
		scores[i] = normalScore(u)
		if u < 0.1 {
			low = append(low, y[i])
		}
		if u >= 0.9 {
			high = append(high, y[i])
		}
	}
	d := driversOf(y)
	for name, got := range map[string]Driver{"uniform": d.Uniform(columns[1]), "score": d.NormalScore(scores)} {
		near(t, name+": lowest tenth", got.LowUSD, Mean(low), 1e-12)
		near(t, name+": highest tenth", got.HighUSD, Mean(high), 1e-12)
	}
}

func TestRiskThatIsTheTotal(t *testing.T) {
	occurs, total := make([]float64, 1600), make([]float64, 1600)
	for i := range occurs {
		if i%10 == 0 {
			occurs[i] = float64(1 + i%20/10) // 1 or 2 times
		}
		total[i] = 50 + 7*occurs[i]
	}
	got := driversOf(total).Risk(occurs)
	near(t, "mean without", got.LowUSD, 50, 1e-12)
	near(t, "mean with", got.HighUSD, 50+7*1.5, 1e-12)
	near(t, "share", got.VarianceShare, 1, 1e-9)
	near(t, "rank correlation", got.RankCorrelation, 1, 1e-12)
}

// The share of a Poisson number beside a normal is exact; its rank correlation is that of mid-ranks.
func TestRiskOfManyOccurrences(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for _, mean := range []float64{0.05, 2, 400} {
		occurs, total := make([]float64, 65536), make([]float64, 65536)
		for i := range occurs {
			// Normal approximation above 100: any law of whole numbers will do.
			if mean > 100 {
				occurs[i] = math.Round(mean + math.Sqrt(mean)*rng.NormFloat64())
			} else {
				for p := rng.Float64(); p > math.Exp(-mean); p *= rng.Float64() {
					occurs[i]++
				}
			}
			total[i] = occurs[i] + 2*math.Sqrt(mean)*rng.NormFloat64()
		}
		got := driversOf(total).Risk(occurs)
		near(t, fmt.Sprint("share at mean ", mean), got.VarianceShare, 0.2, 0.01)
		var w Workspace
		near(t, fmt.Sprint("rank correlation at mean ", mean), got.RankCorrelation, w.RankCorrelations([][]float64{occurs, total})[0][1], 1e-9)
	}
}

func TestRiskThatNeverOrAlwaysOccurs(t *testing.T) {
	y := uniforms(1024, 1, false, 9)[0]
	never, always := make([]float64, 1024), make([]float64, 1024)
	for i := range always {
		always[i] = 1
	}
	d := driversOf(y)
	if got := d.Risk(never); !math.IsNaN(got.HighUSD) || math.Abs(got.LowUSD-Mean(y)) > 1e-12 || got.VarianceShare > 1e-12 || !math.IsNaN(got.RankCorrelation) {
		t.Errorf("never: %+v", got)
	}
	if got := d.Risk(always); !math.IsNaN(got.LowUSD) || math.Abs(got.HighUSD-Mean(y)) > 1e-12 || got.VarianceShare > 1e-12 || !math.IsNaN(got.RankCorrelation) {
		t.Errorf("always: %+v", got)
	}
}

func TestDriversOfFewTrialsAndOfNoVariance(t *testing.T) {
	for _, n := range []int{1, 2, 31, 32, 100, 1000} {
		u := uniforms(1024, 1, true, 10)[0][:n]
		total := make([]float64, n)
		for i := range total {
			total[i] = 5
		}
		if got := driversOf(total).Uniform(u); !math.IsNaN(got.VarianceShare) || !math.IsNaN(got.RankCorrelation) {
			t.Errorf("%d equal totals have a driver %+v", n, got)
		}
		got := driversOf(u).Uniform(u)
		if n < smallestSample != math.IsNaN(got.VarianceShare) || got.VarianceShare < 0.9 {
			t.Errorf("share %v of the only input of %d trials", got.VarianceShare, n)
		}
	}
}

func TestPartitions(t *testing.T) {
	for _, n := range []int{1, 32, 1000, 4096, 16384, 65536, 1 << 18} {
		u, z := uniformPartition(n), normalPartition(n)
		t.Log(n, u.strata)
		weight := make([]float64, u.strata)
		for cell, c := range u.cells {
			weight[c.stratum] += 1.0 / float64(len(u.cells))
			if cell > 0 && c.stratum < u.cells[cell-1].stratum {
				t.Fatalf("n=%d: strata fall at cell %d", n, cell)
			}
		}
		var low, high float64
		for j := range u.low {
			low += weight[j]
			high += weight[u.strata-1-j]
		}
		near(t, "lowest tenth", low, 0.1, 1e-12)
		near(t, "highest tenth", high, 0.1, 1e-12)
		for j, p := range weight {
			if p*float64(n) < fewest && p < 0.1-1e-9 || math.Abs(p-weight[u.strata-1-j]) > 1e-12 {
				t.Errorf("n=%d: stratum %d of %d has weight %v", n, j, u.strata, p)
			}
		}
		edge := scoreCells/2 - cellsToTenth
		if int(z.cells[edge-1].stratum) != z.low-1 || int(z.cells[edge].stratum) != z.low {
			t.Errorf("n=%d: the tenth of scores ends elsewhere", n)
		}
	}
}

func BenchmarkDrivers(b *testing.B) {
	const n, inputs = 65536, 50
	columns := uniforms(n, inputs, false, 1)
	byUniform, byScore := make([][]uint16, inputs), make([][]uint16, inputs)
	scores := make([]float64, n)
	for k, column := range columns {
		for i, u := range column {
			scores[i] = normalScore(u)
		}
		byUniform[k], byScore[k] = make([]uint16, n), make([]uint16, n)
		UniformPlaces(byUniform[k], column)
		ScorePlaces(byScore[k], scores)
	}
	y := totals(columns, func(u []float64) float64 { return math.Exp(sum(u) / 10) })
	var w Workspace
	var ranking Ranking
	perTrial := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/trial")
	}
	b.Run("ranking/trials=65536", func(b *testing.B) {
		for b.Loop() {
			w.Rank(&ranking, y)
		}
		perTrial(b)
	})
	w.Rank(&ranking, y)
	b.Run("uniforms=50/trials=65536", func(b *testing.B) {
		for b.Loop() {
			d := w.NewDrivers(y, &ranking)
			for _, places := range byUniform {
				d.Uniform(&w, places)
			}
		}
		perTrial(b)
	})
	b.Run("scores=50/trials=65536", func(b *testing.B) {
		for b.Loop() {
			d := w.NewDrivers(y, &ranking)
			for _, places := range byScore {
				d.NormalScore(&w, places)
			}
		}
		perTrial(b)
	})
}

func BenchmarkPlaces(b *testing.B) {
	uniforms := uniforms(512, 1, false, 1)[0]
	places := make([]uint16, len(uniforms))
	for b.Loop() {
		ScorePlaces(places, uniforms)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(uniforms)), "ns/value")
}
