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
		for name, off := range map[string]float64{
			"mean": (closed.mean - integrated.mean) / math.Max(integrated.sd(), math.Abs(integrated.mean)), "sd": closed.sd()/integrated.sd() - 1,
			"skewness": closed.skewness() - integrated.skewness(),
		} {
			if !(math.Abs(off) < 1e-9) {
				t.Errorf("%s: %s is off by %.2g", cell, name, off)
			}
		}
	}
}

// Heavy and far tails, narrow and steep laws, numbers far from 0 and next to it: against sums and closed forms of 40 to 90 digits
// (mpmath).
func TestMomentsFarOut(t *testing.T) {
	const none = -1
	for _, c := range []struct {
		cell               string
		mean, sd, skewness float64
	}{
		{"pareto(min=1; alpha=1.01) trunc[2; ]", 202, none, none},
		{"pareto(min=1; alpha=2.05) trunc[2; ]", none, 12.196427118919735, none},
		{"pareto(min=1; alpha=5) trunc[1.001; 1e60]", none, none, 4.6475800154489003},
		{"student_t(df=1.05; location=0; scale=1) trunc[0; ]", 13.493526722668446, none, none},
		{"student_t(df=2.1; location=0; scale=1) trunc[0; ]", none, 4.3769593010673205, none},
		{"student_t(df=3.05; location=0; scale=1) * -1 trunc[; -5]", none, none, -92.903731055358123},
		{"lognormal(mu=0; sigma=8) trunc[1; ]", none, 8.8178323935019258e27, 3.4814107409282229e41},
		{"lognormal(mu=0; sigma=20) trunc[148; ]", none, 8.241996799968345e173, 2.3902837647602744e260},
		{"weibull(shape=0.02; scale=1) trunc[1; ]", none, 1.5927553345072333e79, 3.8436221538298534e25},
		{"beta(alpha=0.00168331; beta=0.0160504) trunc[0; ]", 0.094921480051269587, 0.29054158389871144, 2.7639301051472705},
		{"beta(alpha=0.00307991; beta=0.00208435) trunc[0; 1]", 0.00307991 / 0.00516426, none, none},
		{"beta(alpha=0.0275926; beta=0.00853322) trunc[; 1]", 0.76379165926199046, 0.41728120324222068, -1.2419028328043255},
		{"normal(mean=1e9; sd=1e-3) trunc[1e9; ]", none, 0.00060281027498908699, 0.99527174643115604},
		{"normal(mean=0; sd=1e-200) trunc[0; ]", none, 6.0281027498908696e-201, 0.99527174643115604},
		{"triangular(0; 1e200; 3e200)", 4e200 / 3, 6.2360956446232355e199, 0.305441419328484954},
		{"triangular(0; 1e-200; 3e-200)", 4e-200 / 3, 6.2360956446232355e-201, 0.305441419328484954},
		{"mix(0.25: normal(mean=1e9; sd=1e-3); 0.75: normal(mean=1000000000.00390625; sd=1e-3))", none, none, -0.73654249048401301},
		{"metalog(p10=1; p50=2; p90=4; min=0)", 2.3692381460457072, 1.7426121832913975, 20.224818786658374},
		{"metalog(p10=1e-200; p50=2e-200; p90=4e-200; min=0)", 2.3692381460457072e-200, 1.7426121832913975e-200, 20.224818786658374},
		{"metalog(p10=1; p50=8.8; p90=78.5; min=0)", 2684.8373801528265, none, none},
		{"metalog(p10=1; p50=2.98; p90=8.9; min=0)", 4.6631310345096858, 47.827683453196024, none},
		{"metalog(p10=91; p50=97.02; p90=99; max=100)", 95.283096047043928, none, none},
		{"metalog(p10=1e-12; p50=0.4; p90=0.999999999; min=0; max=1)", 0.49029873529255246, 0.47665244324376261, 0.037392146920299992},
	} {
		d := parse(t, c.cell)
		for _, m := range []struct{ got, want float64 }{{d.Mean(), c.mean}, {d.SD(), c.sd}, {d.Skewness(), c.skewness}} {
			if m.want != none && !(math.Abs(m.got-m.want) <= 1e-9*math.Abs(m.want)) {
				t.Errorf("%s: %.15g, want %.15g", c.cell, m.got, m.want)
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
