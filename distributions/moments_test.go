package distributions

import (
	"math"
	"testing"
)

// Analytic moments agree with integrals over the quantile function: E g(X) = ∫ g(Q(Φ(z))) φ(z) dz,
// taken between the scores of the breaks.
func TestMomentsAgreeWithQuantiles(t *testing.T) {
	for _, cell := range everyFamily {
		d := parse(t, cell)
		if low, high := d.tails(); math.Min(low, high) < math.Inf(1) || stepped(d) {
			continue
		}
		if l, ok := d.(lognormal); ok && l.sigma > 1 {
			continue // its third moment lies beyond the scores that follow
		}
		mean, variance, third := 0.0, 0.0, 0.0
		each := func(g func(x float64) float64) (sum float64) {
			from := -13.0
			for _, x := range append(d.breaks(), math.Inf(1)) {
				lower, upper := d.CDF(x)-d.mass(x), d.Survival(x)
				to := math.Min(13, exactScore(lower, upper+d.mass(x)))
				if to > from {
					sum += doubleExponential(from, to, func(z float64) float64 {
						return bell(z) * g(d.inverse(below(z), below(-z)))
					})
				}
				if p := d.mass(x); p > 0 {
					sum += p * g(x)
				}
				from = math.Max(from, exactScore(lower+d.mass(x), upper))
			}
			return sum
		}
		mean = each(func(x float64) float64 { return x })
		variance = each(func(x float64) float64 { return (x - mean) * (x - mean) })
		third = each(func(x float64) float64 { return (x - mean) * (x - mean) * (x - mean) })
		sd := math.Sqrt(variance)
		compare := func(name string, got, want, scale float64) {
			if math.Abs(got-want) > 1e-8*scale {
				t.Errorf("%s: %s %.12g, integrated %.12g", cell, name, got, want)
			}
		}
		compare("mean", d.Mean(), mean, math.Max(math.Abs(mean), sd))
		compare("sd", d.SD(), sd, sd)
		compare("skewness", d.Skewness(), third/(sd*sd*sd), math.Max(1, math.Abs(third/(sd*sd*sd))))
	}
}

// Moments that do not exist are NaN and earn a warning; those that do, do not.
func TestMissingMoments(t *testing.T) {
	for _, c := range []struct {
		cell     string
		sd, skew bool // exist
	}{
		{"pareto(min=1; alpha=1.5)", false, false}, {"pareto(min=1; alpha=2.5)", true, false}, {"pareto(min=1; alpha=3.5)", true, true},
		{"student_t(df=2; location=0; scale=1)", false, false}, {"student_t(df=3; location=0; scale=1)", true, false},
		{"event(0.1; pareto(min=1; alpha=1.5))", false, false}, {"pareto(min=1; alpha=1.5) * 2 + 1", false, false},
		{"pareto(min=1; alpha=0.5) trunc[; 10]", true, true}, {"pareto(min=1; alpha=1.5) trunc[2; ]", false, false},
		{"mix(0.5: 1; 0.5: student_t(df=1.5; location=0; scale=1))", false, false}, {"metalog(p10=1; p50=3; p90=9; min=0)", false, false},
	} {
		d := parse(t, c.cell)
		if math.IsNaN(d.Mean()) || math.IsInf(d.Mean(), 0) {
			t.Errorf("%s has mean %v", c.cell, d.Mean())
		}
		if !math.IsNaN(d.SD()) != c.sd || !math.IsNaN(d.Skewness()) != c.skew {
			t.Errorf("%s has sd %v, skewness %v", c.cell, d.SD(), d.Skewness())
		}
		if (len(Warnings(d)) == 0) != c.sd {
			t.Errorf("%s: warnings %q", c.cell, Warnings(d))
		}
	}
}

// The closed form of a truncated normal law agrees with the integral, wherever it is used.
func TestMomentsOfTruncatedNormals(t *testing.T) {
	for _, cell := range []string{
		"normal(mean=10; sd=3) trunc[0; ]", "normal(mean=10; sd=3) trunc[ ; 11]", "normal(mean=10; sd=3) trunc[9; 17]",
		"normal(mean=0; sd=1) trunc[0; ]", "normal(mean=0; sd=1) trunc[-38; 0.1]", "normal(mean=1e6; sd=1) trunc[999999.5; 1000003]",
	} {
		d := parse(t, cell).(truncated)
		closed, integrated := d.ofNormal(d.base.(normal)), integrate(d)
		sd := math.Sqrt(integrated.variance)
		for name, off := range map[string]float64{
			"mean": (closed.mean - integrated.mean) / math.Max(sd, math.Abs(integrated.mean)), "variance": (closed.variance - integrated.variance) / integrated.variance,
			"third": (closed.third - integrated.third) / (sd * sd * sd),
		} {
			if !(math.Abs(off) < 1e-9) {
				t.Errorf("%s: %s is off by %.2g", cell, name, off)
			}
		}
	}
}

// Equal cells are described once; cells of the same words over other data are not equal.
func TestSummarize(t *testing.T) {
	d := parse(t, "pert(1; 2; 5)")
	first, again := Summarize(d), Summarize(parse(t, "pert(1;2;5)"))
	if first != again || first != summaryOf(d) {
		t.Errorf("%v, %v, want %v", first, again, summaryOf(d))
	}
	of := func(values ...float64) Summary {
		d, err := Parse("data(a.csv:x)", sameColumn(values))
		if err != nil {
			t.Fatal(err)
		}
		return Summarize(d)
	}
	if a, b := of(1, 2, 3), of(4, 5, 6); a.Mean == b.Mean {
		t.Errorf("data of other contents has the same summary %v", a)
	}
}

// A sameColumn is what every data file says.
type sameColumn []float64

func (c sameColumn) Column(string, string) ([]float64, error) { return c, nil }
