package distributions

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
)

// columns is measured data in memory.
type columns map[string][]float64

func (c columns) Column(file, column string) ([]float64, error) {
	if values, ok := c[file+":"+column]; ok {
		return values, nil
	}
	return nil, fmt.Errorf("no column %s in %s", column, file)
}

var testData = columns{
	"f.csv:x":               {3, 1, 2, 2, 8, 5},
	"my file.csv:a \"col\"": {1, 2},
	"f.csv:nan":             {1, 2, math.NaN()},
	"f.csv:equal":           {3, 3},
	"f.csv:one":             {3},
	"f.csv:empty":           {},
	"runs.csv:hours":        hours(2000),
}

// hours are measurements such as a log of runs holds: rounded, so that some are equal.
func hours(n int) []float64 {
	x := make([]float64, n)
	for k := range x {
		p := (float64(k) + 0.5) / float64(n)
		x[k] = math.Round(1e4*math.Exp(1+exactScore(p, 1-p))) / 1e4
	}
	return x
}

// parse reads a cell that must be right.
func parse(t testing.TB, cell string) law {
	t.Helper()
	d, err := Parse(cell, testData)
	if err != nil {
		t.Fatalf("%s: %v", cell, err)
	}
	return d.(law)
}

func TestNumbers(t *testing.T) {
	for cell, want := range map[string]float64{
		"25": 25, "1_200": 1200, "1,200": 1200, "$1,200": 1200, "12,345,678.5": 12345678.5, "20k": 20_000, "1.2M": 1_200_000,
		"15%": 0.15, "3.5%": 0.035, "0.1%": 0.001, "-40%": -0.4, "-$1,200": -1200, "$.5": 0.5, "1e6": 1e6, "1e-3": 0.001, "1E+2": 100,
		"0": 0, "-0": 0, "0e-400": 0, "5e-324": 5e-324, "2.5e3%": 25, " 7\t": 7, "(5)": 5, "999,999": 999999, "1.5e-300": 1.5e-300,
	} {
		d := parse(t, cell)
		if got, ok := IsConstant(d); !ok || got != want || math.Signbit(got) && want == 0 {
			t.Errorf("%q is %v, want %v", cell, got, want)
		}
	}
}

func TestCanonicalForms(t *testing.T) {
	for cell, want := range map[string]string{
		"$20 to $40":                                   "20 to 40",
		"1,200 TO 3,000":                               "1200 to 3000",
		"Uniform(1, 3)":                                "uniform(1; 3)",
		"uniform(max=3; min=1)":                        "uniform(1; 3)",
		"pert(3%; 10%; 30%)":                           "pert(0.03; 0.1; 0.3)",
		"pert(1;2;3;lambda=6)":                         "pert(1; 2; 3; 6)",
		"pert(p90=200; P10=100; mode=150)":             "pert(p10=100; mode=150; p90=200)",
		"triangular(mode=1; p2.5=0; p97.5=3)":          "triangular(p2.5=0; mode=1; p97.5=3)",
		"normal(sd=2; mean=5)":                         "normal(mean=5; sd=2)",
		"normal(p05=1; p95=2)":                         "normal(p5=1; p95=2)",
		"beta(beta=3; alpha=2; max=10; min=5)":         "beta(alpha=2; beta=3; min=5; max=10)",
		"poisson(mean=3)":                              "poisson(3)",
		"discrete(5: 50%; 1: 0.2; 7: .3)":              "discrete(1: 0.2; 5: 0.5; 7: 0.3)",
		"event(20%; 5 to 10)":                          "event(0.2; 5 to 10)",
		"mix(70%: 5 to 10, 30%: 25)":                   "mix(0.7: 5 to 10; 0.3: 25)",
		"(5 to 10) * 2 + 3 - 1":                        "(5 to 10) * 2 + 2",
		"1.3 * (5 to 10)":                              "(5 to 10) * 1.3",
		"2 * normal(mean=1;sd=1) trunc[0;]":            "normal(mean=1; sd=1) * 2 trunc[0; ]",
		"uniform(1;3) / 4":                             "uniform(1; 3) * 0.25",
		"uniform(1;3) trunc[ ; 2]":                     "uniform(1; 3) trunc[; 2]",
		"uniform(1;3) + 0":                             "uniform(1; 3) + 0",
		"((uniform(1;3)))":                             "uniform(1; 3)",
		"lognormal(median=20k; sigma=0.5)":             "lognormal(median=20000; sigma=0.5)",
		"data(f.csv : x)":                              "data(f.csv:x)",
		`data("my file.csv":"a ""col""")`:              `data("my file.csv":"a ""col""")`,
		"uniform(1e20; 1e21)":                          "uniform(1e+20; 1e+21)",
		"uniform(1e-9; 1)":                             "uniform(1e-09; 1)",
		"-3 * student_t(df=3;location=0;scale=1)":      "student_t(df=3; location=0; scale=1) * -3",
		"metalog(max=10; p10=1; p50=2; p90=4)":         "metalog(p10=1; p50=2; p90=4; max=10)",
		"(pareto(min=1; alpha=0.5)) trunc[;1000]":      "pareto(min=1; alpha=0.5) trunc[; 1000]",
		"weibull(shape=2; scale=1) * 2 * 3":            "weibull(shape=2; scale=1) * 6",
		"event(10%; event(10%; mix(1: uniform(0;1))))": "event(0.1; event(0.1; mix(1: uniform(0; 1))))",
	} {
		d := parse(t, cell)
		if d.String() != want {
			t.Errorf("%q prints as %q, want %q", cell, d, want)
		}
		roundTrip(t, d)
	}
}

// roundTrip checks that a distribution prints as a cell that reads back as itself.
func roundTrip(t testing.TB, d Distribution) {
	t.Helper()
	again, err := Parse(d.String(), testData)
	if err != nil {
		t.Fatalf("%s does not read back: %v", d, err)
	}
	if !reflect.DeepEqual(again, d) {
		t.Fatalf("%s reads back as %s, %#v, not %#v", d, again, again, d)
	}
}

// Wherever numbers lead, a cell is refused at its place or has finite moments and percentiles.
func TestFarOut(t *testing.T) {
	for _, c := range []struct{ cell, culprit string }{
		{"1e300 to 1e301", ""}, {"1e-30 to 1e30", "1e-30 to 1e30"}, {"1e-14 to 1e14", ""}, {"1e300 to 1.7e308", "1e300 to 1.7e308"}, {"exponential(mean=1e306)", ""}, {"exponential(mean=1e308)", "exponential(mean=1e308)"},
		{"normal(mean=1e300; sd=1e299)", ""}, {"normal(mean=0; sd=1e308)", "normal(mean=0; sd=1e308)"}, {"normal(p5=-1e308; p95=1e308)", "normal(p5=-1e308; p95=1e308)"},
		{"discrete(-1e308: 0.5; 1e308: 0.5)", "discrete(-1e308: 0.5; 1e308: 0.5)"}, {"discrete(1e308: 0.5; 1.2e308: 0.5)", ""}, {"discrete(1e200: 0.25; 3e200: 0.75)", ""},
		{"event(50%; 1e308)", ""}, {"mix(0.5: 1.7e308; 0.5: -1.7e308)", "mix(0.5: 1.7e308; 0.5: -1.7e308)"}, {"mix(0.5: 8e307; 0.5: -8e307)", ""},
		{"event(10%; normal(mean=0; sd=1e308)) / 1e100", "normal(mean=0; sd=1e308)"},
		{"event(10%; uniform(-1e200; 1e200)) + 1e190", ""}, {"student_t(df=3; location=1e308; scale=1e308)", "student_t(df=3; location=1e308; scale=1e308)"},
		{"normal(mean=1e300; sd=1e299) trunc[0; ]", ""}, {"triangular(0; 1e200; 3e200)", ""}, {"normal(mean=0; sd=1e-200) trunc[0; ]", ""},
		{"triangular(0; 1e-200; 3e-200)", ""}, {"metalog(p10=1e-200; p50=2e-200; p90=4e-200)", ""}, {"metalog(p10=1e200; p50=2e200; p90=4e200; min=0)", ""}, {"data(huge.csv:x)", ""},
	} {
		d, err := Parse(c.cell, sameColumn{-1e300, 1e299, 5e299})
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Got != c.culprit || e.Offset != strings.Index(c.cell, c.culprit) || e.Message != "numbers this far out cannot be held" {
				t.Errorf("%s: %v, want %q refused", c.cell, err, c.culprit)
			}
			continue
		}
		if c.culprit != "" {
			t.Errorf("%s is not refused", c.cell)
		}
		low, high := d.(law).tails()
		numbers := []float64{d.Mean(), d.SD(), d.Quantile(0.01), d.Quantile(0.99)}
		if min(low, high) > 3 && c.cell != "1e-14 to 1e14" { // whose skewness is beyond all bounds
			numbers = append(numbers, d.Skewness())
		}
		for _, x := range numbers {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%s: mean, sd, P1, P99 and skewness are %v", c.cell, numbers)
				break
			}
		}
	}
	for cell, want := range map[string]float64{"discrete(1e200: 0.25; 3e200: 0.75)": math.Sqrt(0.75) * 1e200, "event(50%; 1e308)": 5e307, "event(25%; 4e250) + 1": math.Sqrt(3) * 1e250} {
		if sd := parse(t, cell).SD(); !(math.Abs(sd-want) <= 1e-15*want) {
			t.Errorf("%s: sd %v, want %v", cell, sd, want)
		}
	}
}

func TestMalformedCells(t *testing.T) {
	for _, want := range malformed {
		d, err := Parse(want.cell, testData)
		var got *Error
		if !errors.As(err, &got) {
			t.Errorf("%q was read as %v, want error %q", want.cell, d, want.message)
			continue
		}
		if *got != (Error{want.offset, want.got, want.message, want.suggestion}) {
			t.Errorf("%q:\n got {%d, %q, %q, %q}\nwant {%d, %q, %q, %q}", want.cell, got.Offset, got.Got, got.Message, got.Suggestion,
				want.offset, want.got, want.message, want.suggestion)
		}
		if got.Suggestion == "" {
			continue
		}
		if _, err := Parse(got.Suggestion, testData); err != nil {
			t.Errorf("%q: the suggestion %q is no cell: %v", want.cell, got.Suggestion, err)
		}
	}
}

func TestLimits(t *testing.T) {
	deep := strings.Repeat("event(50%; ", 7) + "uniform(1; 2)" + strings.Repeat(")", 7)
	roundTrip(t, parse(t, deep))
	for _, cell := range []string{
		"event(50%; " + deep + ")",
		strings.Repeat("(", 9) + "5" + strings.Repeat(")", 9),
		"normal(mean=1; sd=1)" + strings.Repeat(" trunc[0; 5] * 2", 5),
		strings.Repeat("2 * ", 5000) + "uniform(1; 2)",
		strings.Repeat("(", 100_000),
	} {
		var e *Error
		if _, err := Parse(cell, nil); !errors.As(err, &e) || !strings.Contains(e.Message, "depth of 8") && !strings.Contains(e.Message, "10000 bytes") &&
			!strings.Contains(e.Message, "plain numbers") {
			t.Errorf("%.40q… gave %v", cell, err)
		}
	}
}

func TestDataNeedsAResolver(t *testing.T) {
	if _, err := Parse("data(f.csv:x)", nil); err == nil {
		t.Error("a data cell was read without data")
	}
}
