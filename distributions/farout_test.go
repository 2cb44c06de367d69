package distributions

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"
)

// Counts of which a truncation keeps next to nothing are exact: against sums of 200 binary places over the ratios of neighboring
// probabilities, under scales and shifts, in truncations of truncations and in mixtures.
func TestCountsFarOut(t *testing.T) {
	poisson := func(mean float64) func(k float64) *big.Float {
		return func(k float64) *big.Float { return new(big.Float).Quo(exactly(mean), exactly(k+1)) }
	}
	binomial := func(n, p float64) func(k float64) *big.Float {
		odds := new(big.Float).Quo(exactly(p), new(big.Float).Sub(exactly(1), exactly(p)))
		return func(k float64) *big.Float {
			return new(big.Float).Mul(odds, new(big.Float).Quo(exactly(n-k), exactly(k+1)))
		}
	}
	for _, c := range []struct {
		cell        string
		ratio       func(k float64) *big.Float // P(k + 1)/P(k)
		first, last float64
		scale, add  float64
	}{
		{"poisson(3) trunc[50; 60]", poisson(3), 50, 60, 1, 0},
		{"poisson(3) trunc[49.5; ]", poisson(3), 50, 130, 1, 0},
		{"poisson(3) trunc[150; ]", poisson(3), 150, 230, 1, 0},
		{"poisson(0.01) trunc[60; ]", poisson(0.01), 60, 100, 1, 0},
		{"poisson(600) trunc[; 50]", poisson(600), 0, 50, 1, 0},
		{"poisson(600) trunc[40; 50.5]", poisson(600), 40, 50, 1, 0},
		{"poisson(1000) trunc[1600; 1601]", poisson(1000), 1600, 1601, 1, 0},
		{"poisson(600) trunc[; 1]", poisson(600), 0, 1, 1, 0},
		{"poisson(1e6) trunc[1030000; ]", poisson(1e6), 1030000, 1034000, 1, 0},
		{"poisson(1e6) trunc[; 970000]", poisson(1e6), 966000, 970000, 1, 0},
		{"poisson(20000) trunc[15000; 15001]", poisson(20000), 15000, 15001, 1, 0},
		{"binomial(100; 0.001) trunc[90; ]", binomial(100, 0.001), 90, 100, 1, 0},
		{"binomial(1000; 0.9) trunc[; 600]", binomial(1000, 0.9), 400, 600, 1, 0},
		{"binomial(1e12; 1e-11) trunc[100; 120]", binomial(1e12, 1e-11), 100, 120, 1, 0},
		{"binomial(1e6; 0.5) trunc[515000; ]", binomial(1e6, 0.5), 515000, 518000, 1, 0},
		{"poisson(3) * 0.1 trunc[5.1; 6]", poisson(3), 51, 60, 0.1, 0},
		{"poisson(3) * -0.7 + 0.3 trunc[; -34.7]", poisson(3), 50, 130, -0.7, 0.3},
		{"poisson(3) * 0.1 trunc[; 6.1] trunc[5; ]", poisson(3), 50, 61, 0.1, 0},
		{"poisson(3) trunc[2; ] trunc[50; 60]", poisson(3), 50, 60, 1, 0},
		{"poisson(3) trunc[20; ] / 3 trunc[20; ] * 3", poisson(3), 60, 140, 1, 0},
		{"mix(0.5: poisson(3); 0.5: uniform(0; 1)) trunc[50; 60]", poisson(3), 50, 60, 1, 0},
		{"event(20%; poisson(3) trunc[30; ]) trunc[50; 60]", poisson(3), 50, 60, 1, 0},
		{"mix(0.5: poisson(3); 0.3: 1; 0.2: 100) trunc[50; 60]", poisson(3), 50, 60, 1, 0},
		{"mix(0.5: poisson(3); 0.5: 100 to 110) trunc[50; 60]", poisson(3), 50, 60, 1, 0},
		{"mix(0.5: poisson(3); 0.5: poisson(1000)) trunc[50; 60]", poisson(3), 50, 60, 1, 0},
		{"mix(0.5: poisson(3); 0.5: 100 to 110) * -0.1 + 20 trunc[14; 14.9]", poisson(3), 51, 60, -0.1, 20},
		{"mix(0.5: mix(0.5: poisson(3); 0.5: 1e3) * 0.1; 0.5: discrete(1: 0.5; 90: 0.5)) trunc[0; ] trunc[5.1; 6]", poisson(3), 51, 60, 0.1, 0},
	} {
		x, below, above, mean, sd, skewness := exactSums(c.ratio, c.first, c.last, c.scale, c.add)
		own, err := Parse(c.cell, nil)
		if err != nil {
			t.Errorf("%s: %v", c.cell, err)
			continue
		}
		d := own.(law)
		near := func(what string, got, want float64) {
			if !(math.Abs(got-want) <= 1e-8*math.Abs(want)+1e-13) {
				t.Errorf("%s: %s is %.12g, want %.12g", c.cell, what, got, want)
			}
		}
		near("mean", d.Mean(), mean)
		near("sd", d.SD(), sd)
		near("skewness", d.Skewness(), skewness)
		table := newDrawer(d)
		bad := 0
		for i, x := range x {
			if below[i] < 1e-15 || i > 0 && above[i-1] < 1e-15 || bad > 2 {
				continue
			}
			at := fmt.Sprintf("(%v)", x)
			near("CDF"+at, d.CDF(x), below[i])
			near("Survival"+at, d.Survival(x), above[i])
			p, q := below[i], 1.0
			if i > 0 {
				p -= (below[i] - below[i-1]) / 2
			} else {
				p /= 2
			}
			if q = 1 - p; i > 0 && above[i-1] < 0.5 {
				q = (above[i] + above[i-1]) / 2
				p = 1 - q
			}
			score := []float64{exactScore(p, q)}
			table.fromScores(score, score)
			if got := d.inverse(p, q); math.Abs(got-x) > 1e-9 || math.Abs(score[0]-x) > 1e-9 || math.Abs(table.at(p)-x) > 1e-9 && q > 1e-9 {
				t.Errorf("%s: quantile at %v, %v is %v, by score %v, by uniform %v, want %v", c.cell, p, q, got, score[0], table.at(p), x)
				bad++
			}
		}
	}
}

// Where nothing is left, or too little to be held, the cell says so.
func TestNothingFarOut(t *testing.T) {
	for cell, want := range map[string]string{
		"poisson(1000) trunc[; 50]": "too little lies there", "poisson(3) trunc[1e4; ]": "too little lies there", "poisson(3) trunc[50.2; 50.7]": "too little lies there",
		"discrete(1: 0.5; 3: 0.5) trunc[1.5; 2.5]": "too little lies there", "mix(0.5: 1; 0.5: 3) trunc[1.5; 2.5]": "too little lies there",
		"mix(0.5: poisson(3); 0.5: poisson(1e6)) trunc[300; 4000]": "too little lies there", "normal(mean=0; sd=1) trunc[38; ]": "too little lies there",
		"mix(0.5: poisson(3); 0.5: 1e4 to 1e5) trunc[50.5; 50.6]": "", "binomial(20; 0.3) trunc[21; ]": "nothing lies there",
	} {
		_, err := Parse(cell, nil)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", cell, err, want)
		}
	}
}

func exactly(x float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(x) }

// exactSums returns the values k·scale + add of the counts from first to last, ascending, with the probabilities up to each and
// beyond it, and their moments.
func exactSums(ratio func(k float64) *big.Float, first, last, scale, add float64) (x, below, above []float64, mean, sd, skewness float64) {
	var p []*big.Float
	weight, total := exactly(1), exactly(0)
	for k := first; k <= last; k++ {
		x, p = append(x, k*scale+add), append(p, weight)
		total.Add(total, weight)
		weight = new(big.Float).Mul(weight, ratio(k))
	}
	if scale < 0 {
		slices.Reverse(x)
		slices.Reverse(p)
	}
	share := func(sum *big.Float) float64 {
		y, _ := new(big.Float).Quo(sum, total).Float64()
		return y
	}
	moment := func(order int, about float64) float64 {
		sum := exactly(0)
		for i, x := range x {
			sum.Add(sum, new(big.Float).Mul(p[i], exactly(math.Pow(x-about, float64(order)))))
		}
		return share(sum)
	}
	mean = x[0] + moment(1, x[0])
	sd = math.Sqrt(moment(2, mean))
	skewness = moment(3, mean) / (sd * sd * sd)
	below, above = make([]float64, len(x)), make([]float64, len(x))
	sum, rest := exactly(0), exactly(0)
	for i := range x {
		last := len(x) - 1 - i
		above[last] = share(rest)
		below[i] = share(sum.Add(sum, p[i]))
		rest.Add(rest, p[last])
	}
	return x, below, above, mean, sd, skewness
}

// Densities of which a truncation keeps next to nothing: against integrals of their logarithm, which knows no mass.
func TestDensitiesFarOut(t *testing.T) {
	normal := func(x float64) float64 { return -x * x / 2 }
	gamma := func(k float64) func(x float64) float64 {
		return func(x float64) float64 { return (k-1)*math.Log(x) - x }
	}
	lognormal := func(x float64) float64 { return -math.Log(x) - math.Log(x)*math.Log(x)/2 }
	student := func(df float64) func(x float64) float64 {
		return func(x float64) float64 { return -(df + 1) / 2 * math.Log1p(x*x/df) }
	}
	beta := func(a, b float64) func(x float64) float64 {
		return func(x float64) float64 { return (a-1)*math.Log(x) + (b-1)*math.Log1p(-x) }
	}
	for _, c := range []struct {
		cell      string
		log       func(x float64) float64 // of the density, but for a constant
		low, high float64                 // of all that matters
	}{
		{"normal(mean=0; sd=1) trunc[12; ]", normal, 12, 16}, {"normal(mean=0; sd=1) trunc[30; ]", normal, 30, 32},
		{"normal(mean=0; sd=1) trunc[; -37]", normal, -38.5, -37}, {"normal(mean=0; sd=1) trunc[30; 30.01]", normal, 30, 30.01},
		{"normal(mean=0; sd=1) trunc[-37; -30]", normal, -32, -30},
		{"gamma(shape=2; scale=1) trunc[75; ]", gamma(2), 75, 125}, {"gamma(shape=0.1; scale=1) trunc[460; ]", gamma(0.1), 460, 510},
		{"gamma(shape=200; scale=1) trunc[; 20]", gamma(200), 1, 20}, {"gamma(shape=50; scale=1) trunc[; 0.01]", gamma(50), 1e-5, 0.01},
		{"gamma(shape=20000; scale=1) trunc[24000; ]", gamma(20000), 24000, 24300},
		{"lognormal(mu=0; sigma=1) trunc[1e5; ]", lognormal, 1e5, 1e7}, {"lognormal(mu=0; sigma=1) trunc[; 1e-12]", lognormal, 1e-14, 1e-12},
		{"student_t(df=3; location=0; scale=1) trunc[1e10; 1e12]", student(3), 1e10, 1e12}, {"student_t(df=30; location=0; scale=1) trunc[-1e7; -1e6]", student(30), -1e7, -1e6},
		{"student_t(df=3; location=0; scale=1) trunc[1e60; 2e60]", student(3), 1e60, 2e60},
		{"beta(alpha=40; beta=2) trunc[; 1e-3]", beta(40, 2), 1e-5, 1e-3}, {"beta(alpha=300; beta=2) trunc[; 0.3]", beta(300, 2), 0.25, 0.3},
		{"beta(alpha=2; beta=300) trunc[0.6; ]", beta(2, 300), 0.6, 0.7}, {"beta(alpha=500; beta=500) trunc[0.8; ]", beta(500, 500), 0.8, 0.86},
		{"exponential(mean=1) trunc[460; ]", gamma(1), 460, 510}, {"exponential(mean=1) trunc[460; 460.001]", gamma(1), 460, 460.001},
		{"weibull(shape=2; scale=1) trunc[20; ]", func(x float64) float64 { return math.Log(x) - x*x }, 20, 21.3},
		{"pareto(min=1; alpha=4) trunc[1e50; 1e52]", func(x float64) float64 { return -5 * math.Log(x) }, 1e50, 1e52},
		{"mix(0.5: normal(mean=0; sd=1); 0.5: normal(mean=100; sd=1)) trunc[20; 30]", normal, 20, 22},
		{"mix(0.5: normal(mean=0; sd=1); 0.5: normal(mean=100; sd=1)) trunc[-10; ] trunc[20; 30]", normal, 20, 22},
		{"mix(0.5: normal(mean=0; sd=1); 0.5: discrete(1: 0.5; 100: 0.5)) trunc[20; 30]", normal, 20, 22},
	} {
		own, err := Parse(c.cell, nil)
		if err != nil {
			t.Errorf("%s: %v", c.cell, err)
			continue
		}
		d := own.(law)
		peak := math.Max(c.log(c.low), c.log(c.high))
		integral := func(a, b float64, g func(x float64) float64) (sum float64) {
			const parts = 64
			for i := 0.0; i < parts; i++ {
				from, to := a+(b-a)*i/parts, a+(b-a)*(i+1)/parts
				if i+1 == parts {
					to = b
				}
				sum += doubleExponential(from, to, func(x float64) float64 { return math.Exp(c.log(x)-peak) * g(x) })
			}
			return sum
		}
		one := func(float64) float64 { return 1 }
		bound := c.low
		if c.log(c.high) > c.log(c.low) {
			bound = c.high
		}
		total := integral(c.low, c.high, one)
		offset := integral(c.low, c.high, func(x float64) float64 { return x - bound }) / total
		mean := bound + offset
		moment := func(k float64) float64 {
			return integral(c.low, c.high, func(x float64) float64 { return math.Pow(x-bound-offset, k) }) / total
		}
		near := func(what string, got, want, scale float64) {
			if !(math.Abs(got-want) <= 1e-8*scale) {
				t.Errorf("%s: %s is %.12g, want %.12g", c.cell, what, got, want)
			}
		}
		sd := math.Sqrt(moment(2))
		near("mean", d.Mean(), mean, math.Abs(mean))
		near("sd", d.SD(), sd, sd)
		near("skewness", d.Skewness(), moment(3)/(sd*sd*sd), math.Max(1, moment(3)/(sd*sd*sd)))
		table := newDrawer(d)
		for _, u := range []float64{1e-5, 0.01, 0.3, 0.5, 0.8, 0.99, 1 - 1e-5} {
			x := d.Quantile(u)
			width := math.Abs(c.high - c.low)
			slack := 4 * ulp(x) / width
			near(fmt.Sprintf("probability of the quantile at %v", u), integral(c.low, x, one)/total, u, 1+1e9*slack)
			near(fmt.Sprintf("CDF of the quantile at %v", u), d.CDF(x), u, 1+1e9*slack)
			near(fmt.Sprintf("probability of a draw at %v", u), integral(c.low, table.at(u), one)/total, u, 1+1e9*slack)
		}
	}
}
