package distributions

import (
	"math"
	"testing"
)

// Published and exact numbers, to the digits printed.
func TestPublishedNumbers(t *testing.T) {
	quantile := func(p float64) func(law) float64 {
		return func(d law) float64 { return d.Quantile(p) }
	}
	cdf := func(x float64) func(law) float64 {
		return func(d law) float64 { return d.CDF(x) }
	}
	low := func(d law) float64 { a, _ := d.Support(); return a }
	high := func(d law) float64 { _, b := d.Support(); return b }
	survival := func(x float64) func(law) float64 {
		return func(d law) float64 { return d.Survival(x) }
	}
	variance := func(d law) float64 { return d.SD() * d.SD() }
	mean, sd := law.Mean, law.SD
	for _, c := range []struct {
		cell  string
		what  string
		of    func(law) float64
		want  float64
		digit float64 // one unit of the last digit printed
	}{
		{"pert(80; 100; 150)", "mean", mean, 105, 1e-12},
		{"pert(80; 100; 150)", "sd", sd, 12.677314, 1e-6},
		{"pert(80; 100; 150)", "P10", quantile(0.1), 89.043535, 1e-6},
		{"pert(80; 100; 150)", "P50", quantile(0.5), 103.825886, 1e-6},
		{"pert(80; 100; 150)", "P80", quantile(0.8), 116.258796, 1e-6},
		{"pert(80; 100; 150)", "P90", quantile(0.9), 122.727027, 1e-6},
		{"pert(80; 100; 150)", "P95", quantile(0.95), 127.739215, 1e-6},
		// USACE Numerics and R mc2d
		{"pert(0; 0.25; 1)", "CDF(0.1)", cdf(0.1), 0.08146, 1e-7},
		{"pert(0; 0.25; 1)", "CDF(0.25)", cdf(0.25), 0.3671875, 1e-12},
		{"pert(0; 0.25; 1)", "CDF(0.5)", cdf(0.5), 0.8125, 1e-12},
		{"pert(0; 0.25; 1)", "CDF(0.75)", cdf(0.75), 0.984375, 1e-12},
		{"pert(0; 0.25; 1)", "CDF(0.9)", cdf(0.9), 0.99954, 1e-7},
		// probabilit; its own min and max are not quite symmetric about the mode
		{"pert(p10=100; mode=150; p90=200)", "min", low, 51.32757, 3e-5},
		{"pert(p10=100; mode=150; p90=200)", "max", high, 248.67244, 1e-5},
		// USACE Numerics, @RISK
		{"pert(p5=-1.644; mode=0; p95=1.644)", "min", low, -2.645259, 1e-6},
		{"pert(p5=-1.644; mode=0; p95=1.644)", "max", high, 2.645259, 1e-6},
		{"pert(p5=-1.644; mode=0; p95=1.644)", "sd", sd, 0.999814, 1e-6},
		{"triangular(p15=80; mode=100; p85=150)", "min", low, 44.2158, 1e-4},
		{"triangular(p15=80; mode=100; p85=150)", "max", high, 197.2469, 1e-4},
		{"triangular(1; 3; 6)", "mean", mean, 3.333333, 1e-6},
		{"triangular(1; 3; 6)", "P50", quantile(0.5), 3.26138721, 1e-8},
		{"triangular(1; 3; 6)", "variance", variance, 1.0555556, 1e-7},
		{"triangular(1; 3; 6)", "CDF(2)", cdf(2), 0.1, 1e-12},
		{"5 to 10", "mean", mean, 7.229784, 1e-6},
		{"5 to 10", "P5", quantile(0.05), 5, 1e-12},
		{"5 to 10", "P10", quantile(0.1), 5.397772, 1e-6},
		{"5 to 10", "P80", quantile(0.8), 8.443041, 1e-6},
		{"5 to 10", "P90", quantile(0.9), 9.263081, 1e-6},
		{"5 to 10", "P95", quantile(0.95), 10, 1e-12},
		// Vose
		{"lognormal(mean=20; sd=35)", "P(>50)", survival(50), 0.085986, 1e-6},
		{"lognormal(mean=20; sd=35)", "P(<6)", cdf(6), 0.335454, 1e-6},
		// Dakota manual: about 4.3 and 1.6
		{"normal(mean=5; sd=3) trunc[1; 7]", "mean", mean, 4.289477, 1e-6},
		{"normal(mean=5; sd=3) trunc[1; 7]", "sd", sd, 1.604950, 1e-6},
		{"event(20%; pert(20; 50; 110))", "mean", mean, 11, 1e-12},
		{"event(20%; pert(20; 50; 110))", "variance", variance, 539, 1e-10},
		{"event(20%; pert(20; 50; 110))", "P80", quantile(0.8), 0, 1e-12},
		{"event(20%; pert(20; 50; 110))", "P90", quantile(0.9), 53.823, 1e-3},
		{"event(20%; pert(20; 50; 110))", "P95", quantile(0.95), 66.680, 1e-3},
	} {
		if got := c.of(parse(t, c.cell)); !(math.Abs(got-c.want) <= 0.51*c.digit) {
			t.Errorf("%s: %s is %.12g, published %v", c.cell, c.what, got, c.want)
		}
	}
}

// Large shapes, small shapes and narrow parts, against integrals of the density to 40 digits (mpmath).
func TestExtremeParameters(t *testing.T) {
	for _, c := range []struct {
		cell string
		what string
		of   func(law) float64
		want float64
	}{
		{"gamma(shape=1e8; scale=1)", "CDF", func(d law) float64 { return d.CDF(1e8 + 2e4) }, 0.9772444692251448},
		{"gamma(shape=1e8; scale=1)", "survival", func(d law) float64 { return d.Survival(1e8 + 6e4) }, 9.93698482734255e-10},
		{"gamma(shape=1e6; scale=1)", "CDF", func(d law) float64 { return d.CDF(994000) }, 9.17890026230202e-10},
		{"poisson(1e6)", "survival", func(d law) float64 { return d.Survival(1000999) }, 0.158776219137774},
		{"binomial(1e12; 5e-10)", "CDF", func(d law) float64 { return d.CDF(470) }, 0.092576945572429159},
		{"binomial(1e12; 5e-10)", "survival", func(d law) float64 { return d.Survival(560) }, 0.0038957883720010682},
		{"binomial(1e9; 5e-7)", "CDF", func(d law) float64 { return d.CDF(400) }, 2.0780788382764585e-6},
		{"beta(alpha=1e6; beta=1e6)", "CDF", func(d law) float64 { return d.CDF(0.4995) }, 0.078649577580901816},
		{"beta(alpha=14; beta=16)", "CDF", func(d law) float64 { return d.CDF(0.4) }, 0.23410321077138922},
		{"student_t(df=1e8; location=0; scale=1)", "CDF", func(d law) float64 { return d.CDF(-1.5) }, 0.06680720284735376},
		{"gamma(shape=0.01; scale=1) trunc[; 1e-12]", "sd", law.SD, 1e-12 * math.Sqrt(0.01/2.01-0.01/1.01*(0.01/1.01))},
		{"beta(alpha=9025; beta=0.03129) trunc[; 1]", "skewness", law.Skewness, parse(t, "beta(alpha=9025; beta=0.03129)").Skewness()},
		{"gamma(shape=1e6; scale=1) trunc[; 1e6]", "skewness", law.Skewness, -0.994015159653838582},
		{"beta(alpha=1e6; beta=1e6) trunc[; 0.5]", "skewness", law.Skewness, -0.995270041664063888},
		{"beta(alpha=30; beta=1e12)", "density", func(d law) float64 { f, _ := d.density(d.Quantile(0.5)); return f }, 73312638225.5723},
		{"normal(mean=0; sd=1) trunc[1e-9; 2e-9]", "P99.9999", func(d law) float64 { return d.inverse(1-1e-6, 1e-6) }, 1.999999e-9},
		{"pareto(min=3; alpha=1e7)", "survival", func(d law) float64 { return d.Survival(3.0000007) }, 0.096971994201992392},
		{"999999 to 1000001", "CDF", func(d law) float64 { return d.CDF(1000000.5) }, 0.7945831634674623},
		{"metalog(p10=999999; p50=1000000; p90=1000001; min=0)", "CDF", func(d law) float64 { return d.CDF(1000000.3) }, 0.65907333285302373},
		{"metalog(p10=999999; p50=1000000; p90=1000001; max=1e7)", "CDF", func(d law) float64 { return d.CDF(1000000.3) }, 0.65907332481524496},
		{"metalog(p10=999999; p50=1000000; p90=1000001; min=0; max=1e7)", "CDF", func(d law) float64 { return d.CDF(1000000.3) }, 0.65907333204924555},
		{"mix(0.18: normal(mean=-2.51853; sd=0.0002401); 0.82: weibull(shape=0.6843; scale=0.8876)) trunc[-2.51867; ]", "mean", law.Mean, 0.648174513351549},
	} {
		if got := c.of(parse(t, c.cell)); !(math.Abs(got-c.want) <= 3e-11*math.Abs(c.want)) {
			t.Errorf("%s: %s is %.15g, want %.15g", c.cell, c.what, got, c.want)
		}
	}
}

// A fit gives exactly the percentiles and the mode that were asked for, on either side of the mode and at it.
func TestFitsMeetTheirPercentiles(t *testing.T) {
	for _, cell := range []string{
		"triangular(p10=1; mode=2; p90=7)", "triangular(p1=1; mode=6.9; p99=7)", "triangular(p50=3; mode=2; p90=7)", "triangular(p10=1; mode=6; p50=5)",
		"triangular(p20=2; mode=2; p90=7)", "triangular(p20=2; mode=7; p90=7)", "triangular(p0.1=-1e6; mode=0; p99.9=1e-3)",
		"pert(p10=1; mode=2; p90=7)", "pert(p5=1; mode=1.001; p95=7)", "pert(p50=3; mode=2; p90=7)", "pert(p10=1; mode=6; p50=5.5)", "pert(p20=2; mode=2; p90=7)",
		"pert(p90=0.64; mode=0; p99=1)", "pert(p0.1=-1; mode=0; p1=-0.924)",
		"pert(p10=1; mode=2; p90=7; lambda=10)", "pert(p10=1; mode=2; p90=7; lambda=0.1)",
		"normal(p3=1; p20=2)", "lognormal(p60=1; p99=20)", "metalog(p10=1; p50=2; p90=4)", "metalog(p5=1; p30=2; p99=9; min=0)",
		"metalog(p5=1; p50=2; p95=4; min=0; max=10)",
	} {
		d := parse(t, cell)
		args := (&parser{scanner: scanner{cell: cell[len(family(cell))+1:]}}).stated(t)
		for _, q := range args {
			if got := d.CDF(q.x); math.Abs(got-q.p) > 1e-11 {
				t.Errorf("%s: %s has CDF %.14g", cell, q.name, got)
			}
		}
		if len(args) < 2 {
			t.Errorf("%s: only %d percentiles were checked", cell, len(args))
		}
	}
}

// family returns the name before the parenthesis.
func family(cell string) string {
	for i := range cell {
		if cell[i] == '(' {
			return cell[:i]
		}
	}
	return cell
}

// stated reads the percentiles among the arguments.
func (p *parser) stated(t *testing.T) []quantileAt {
	p.advance()
	args, _, err := p.arguments("")
	if err != nil {
		t.Fatal(err)
	}
	return given(args).percentiles()
}
