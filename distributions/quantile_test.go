package distributions

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// tails is a grid of probabilities below (p) and above (q), from 1e-12 to 1 − 1e-12.
func tailGrid(visit func(p, q float64)) {
	for _, tail := range []float64{1e-12, 3e-12, 1e-10, 7e-9, 1e-7, 2e-6, 1e-5, 3e-4, 0.001, 0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.37, 0.45, 0.5} {
		visit(tail, 1-tail)
		visit(1-tail, tail)
	}
}

// miss returns how far x is from the quantile at (p, q), in probability. Where the distribution jumps over p, or the floats
// around x do, it is 0: some grains on each side are forgiven.
func miss(d law, x, p, q, grains float64) float64 {
	low, high := x-grains*grain(d, x), x+grains*grain(d, x)
	if p <= q {
		if d.CDF(low)-d.mass(low) <= p && p <= d.CDF(high) {
			return 0
		}
		return math.Min(math.Abs(d.CDF(x)-p), math.Abs(d.CDF(x)-d.mass(x)-p))
	}
	if d.Survival(high) <= q && q <= d.Survival(low)+d.mass(low) {
		return 0
	}
	return math.Min(math.Abs(d.Survival(x)-q), math.Abs(d.Survival(x)+d.mass(x)-q))
}

func TestQuantileInvertsCDF(t *testing.T) {
	for _, cell := range everyFamily {
		t.Run(cell, func(t *testing.T) {
			d := parse(t, cell)
			low, high := d.Support()
			tailGrid(func(p, q float64) {
				x := d.inverse(p, q)
				if x < low || x > high || math.IsNaN(x) {
					t.Fatalf("the quantile at %v, %v, lies outside [%v, %v]", p, x, low, high)
				}
				if e := miss(d, x, p, q, 1); e > math.Min(1e-10, 1e-6*math.Min(p, q)) {
					t.Errorf("at %v the quantile %v misses by %.2g", math.Min(p, q), x, e)
				}
				if x2 := d.Quantile(p); p <= q && x2 != x {
					t.Errorf("at %v Quantile gives %v, inverse %v", p, x2, x)
				}
				if sum := d.CDF(x) + d.Survival(x); math.Abs(sum-1) > 1e-12 {
					t.Errorf("at %v CDF and Survival sum to %v", x, sum)
				}
			})
		})
	}
}

// The generalized inverse of a law with atoms is the smallest x whose CDF reaches p, at the steps exactly.
func TestGeneralizedInverse(t *testing.T) {
	for _, c := range []struct {
		cell    string
		p, want float64
	}{
		{"bernoulli(0.5)", 0.5, 0}, {"bernoulli(0.5)", math.Nextafter(0.5, 1), 1},
		{"discrete(1: 0.25; 5: 0.5; 7: 0.25)", 0.25, 1}, {"discrete(1: 0.25; 5: 0.5; 7: 0.25)", 0.75, 5},
		{"discrete(1: 0.25; 5: 0.5; 7: 0.25)", 0.2500001, 5}, {"discrete(1: 0.25; 5: 0.5; 7: 0.25)", 0.7500001, 7},
		{"discrete(1: 0.25; 5: 0.5; 7: 0.25) * -1", 0.25, -7}, {"discrete(1: 0.25; 5: 0.5; 7: 0.25) * -1", 0.75, -5},
		{"discrete(1: 0.25; 5: 0.5; 7: 0.25) * -1", 0.76, -1},
		{"event(0.25; uniform(1; 2))", 0.75, 0}, {"event(0.25; uniform(1; 2))", 0.875, 1.5},
		{"data(f.csv:x)", 0.4, 2}, {"data(f.csv:x)", 0.3, 2}, {"data(f.csv:x)", 0.5, 2.5},
		{"binomial(2; 0.5)", 0.2499, 0}, {"binomial(2; 0.5)", 0.7499, 1}, {"binomial(2; 0.5)", 0.7501, 2},
		{"mix(0.5: 1; 0.5: uniform(2; 3))", 0.5, 1},
	} {
		d := parse(t, c.cell)
		if got := d.Quantile(c.p); got != c.want {
			t.Errorf("%s at %v is %v, want %v", c.cell, c.p, got, c.want)
		}
		if got := Compile(d).At(c.p); math.Abs(got-c.want) > 1e-8 {
			t.Errorf("the table of %s at %v is %v, want %v", c.cell, c.p, got, c.want)
		}
	}
}

// A density is the derivative of the CDF, and its slope that of the density.
func TestDensityIsTheDerivative(t *testing.T) {
	for _, cell := range everyFamily {
		d := parse(t, cell)
		if stepped(d) {
			continue
		}
		for _, p := range []float64{0.011, 0.13, 0.37, 0.61, 0.83, 0.97} {
			x := d.Quantile(p)
			f, slope := d.density(x)
			h := 1e-4 * math.Min(p, 1-p) / f
			if d.mass(x) > 0 || f == 0 || h < 1e6*ulp(x) || slices.ContainsFunc(d.breaks(), func(b float64) bool { return math.Abs(b-x) <= h }) {
				continue
			}
			if rise := (d.CDF(x+h) - d.CDF(x-h)) / (2 * h); math.Abs(rise-f) > 2e-4*f {
				t.Errorf("%s at %v: density %v, CDF rises by %v", cell, x, f, rise)
			}
			above, _ := d.density(x + h)
			below, _ := d.density(x - h)
			if bend := (above - below) / (2 * h); math.Abs(bend-slope) > 1e-3*math.Max(math.Abs(slope), 0.01*f/(h*1e4)) {
				t.Errorf("%s at %v: slope %v, density rises by %v", cell, x, slope, bend)
			}
		}
	}
}

// Identities between families pin each of them to another's closed form.
func TestFamiliesAgree(t *testing.T) {
	for _, pair := range [][2]string{
		{"beta(alpha=1; beta=1; min=2; max=5)", "uniform(2; 5)"},
		{"beta(alpha=2; beta=1)", "triangular(0; 1; 1)"},
		{"gamma(shape=1; scale=3)", "exponential(mean=3)"},
		{"weibull(shape=1; scale=3)", "exponential(mean=3)"},
		{"pert(1; 2; 5)", "beta(alpha=2; beta=4; min=1; max=5)"},
		{"lognormal(mu=0; sigma=1)", "lognormal(median=1; sigma=1)"},
		{"gamma(mean=6; sd=2)", fmt.Sprintf("gamma(shape=9; scale=%v)", 2.0/3)},
		{"binomial(1; 0.3)", "bernoulli(0.3)"},
		{"bernoulli(0.3)", "discrete(0: 0.7; 1: 0.3)"},
		{"event(0.3; 5)", "discrete(0: 0.7; 5: 0.3)"},
		{"mix(0.25: uniform(0; 1); 0.75: uniform(1; 4))", "uniform(0; 4)"},
		{"mix(0.5: gamma(shape=2; scale=1); 0.5: gamma(shape=2; scale=1))", "gamma(shape=2; scale=1)"},
		{"uniform(0; 10) trunc[2; 5]", "uniform(2; 5)"},
		{"exponential(mean=2) trunc[3; ]", "exponential(mean=2) + 3"},
		{"pareto(min=1; alpha=3) trunc[5; ]", "pareto(min=5; alpha=3)"},
		{"pareto(min=1; alpha=3) * 4", "pareto(min=4; alpha=3)"},
		{"uniform(1; 2) * -1", "uniform(-2; -1)"},
		{"normal(mean=1; sd=2) * 3 - 1", "normal(mean=2; sd=6)"},
		{"normal(mean=-3; sd=2) * -1", "normal(mean=3; sd=2)"},
		{"discrete(1: 0.2; 2: 0.8) trunc[2; ]", "2"},
		{"student_t(df=2; location=0; scale=1) trunc[0; ]", "student_t(df=2; location=0; scale=1) trunc[; 0] * -1"},
	} {
		a, b := parse(t, pair[0]), parse(t, pair[1])
		tailGrid(func(p, q float64) {
			x, y := a.inverse(p, q), b.inverse(p, q)
			if math.Abs(x-y) > 1e-11*math.Max(math.Abs(x), math.Abs(y))+4e-16*(1+math.Abs(b.inverse(0.5, 0.5))) {
				t.Errorf("%s and %s differ at %v: %v, %v", pair[0], pair[1], p, x, y)
			}
		})
		for name, f := range map[string]func(law) float64{"mean": law.Mean, "sd": law.SD, "skewness": law.Skewness} {
			if x, y := f(a), f(b); math.Abs(x-y) > 1e-8*math.Max(1, math.Abs(y)) && !(math.IsNaN(x) && math.IsNaN(y)) {
				t.Errorf("%s and %s have %s %v, %v", pair[0], pair[1], name, x, y)
			}
		}
	}
}
