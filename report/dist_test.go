package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"

	"finetco/distributions"
)

// columns are measured data for cells.
type columns map[string][]float64

func (c columns) Column(_, column string) ([]float64, error) { return c[column], nil }

// measured holds a thousand draws from a lognormal, the same rounded to whole numbers, and a few values.
var measured = sync.OnceValue(func() columns {
	c := columns{"few": {3, 4, 4, 5, 9}}
	r := rand.New(rand.NewPCG(7, 8))
	for range 1000 {
		x := 8 * math.Exp(0.5*r.NormFloat64())
		c["hours"], c["rounded"] = append(c["hours"], x), append(c["rounded"], math.Round(x))
	}
	return c
})

func parsed(t testing.TB, cell string) distributions.Distribution {
	t.Helper()
	d, err := distributions.Parse(cell, measured())
	if err != nil {
		t.Fatalf("%s: %v", cell, err)
	}
	return d
}

// distCells are one of each family, and extremes.
var distCells = []string{
	"20 to 40", "pert(20; 50; 110)", "triangular(0; 0; 1)", "uniform(10%; 90%)", "normal(mean=5; sd=3) trunc[1; 7]", "lognormal(mean=250k; sd=400k)",
	"exponential(mean=12)", "gamma(shape=0.05; scale=100)", "weibull(shape=0.1; scale=1)", "beta(alpha=0.3; beta=0.2)", "pareto(min=1000; alpha=1.2)",
	"student_t(df=1.5; location=0; scale=1)", "metalog(p10=1; p50=2; p90=4; min=0)", "lognormal(median=100; sigma=4)",
	"poisson(3)", "poisson(0.001)", "poisson(20000)", "poisson(100) * 0.1 - 3", "binomial(1000; 50%)", "bernoulli(1%)", "bernoulli(1) * 3 + 2",
	"discrete(0: 0.5; 1000: 0.3; 2500: 0.2)", "discrete(1: 0.5; 1.00000001: 0.5)", "data(x.csv:hours)", "data(x.csv:rounded)", "data(x.csv:few)",
	"event(20%; pert(20; 50; 110))", "event(3%; 5k to 50k)", "event(0.0000001%; 5)", "mix(0.7: 5 to 10; 0.3: 20 to 40)", "mix(0.5: 1; 0.5: 1e9)",
	"mix(0.5: uniform(0; 1); 0.5: uniform(1e9; 2e9))", "mix(0.2: 1; 0.2: 2; 0.2: normal(mean=1.5; sd=0.1); 0.4: poisson(2))",
	"42", "0", "-5", "1e300", "uniform(1; 1.0000000000000002)", "uniform(1000000000; 1000000001) * -1", "uniform(-1e307; 1e308)", "uniform(1e-300; 3e-300)",
	"student_t(df=0.1; location=0; scale=1) trunc[-1e30; 1e30]",
}

// TestDistributionJSON holds the JSON to its fixed form, and its numbers to published ones.
func TestDistributionJSON(t *testing.T) {
	for _, c := range []struct {
		cell, canonical string
		exact           map[string]float64 // NaN: null
		within          float64
	}{
		{"PERT(80; 100; 150)", "pert(80; 100; 150)", map[string]float64{"mean": 105, "sd": 12.677314, "min": 80, "max": 150,
			"p10": 89.043535, "p50": 103.825886, "p80": 116.258796, "p90": 122.727027, "p95": 127.739215}, 1e-6},
		{"event(20%; pert(20; 50; 110))", "event(0.2; pert(20; 50; 110))", map[string]float64{"mean": 11, "sd": math.Sqrt(539), "p80": 0, "p90": 53.823, "p95": 66.680}, 1e-3},
		{"5 to 10", "5 to 10", map[string]float64{"mean": 7.229784, "min": 0, "max": math.NaN(), "p5": 5, "p10": 5.397772, "p80": 8.443041, "p90": 9.263081, "p95": 10}, 1e-6},
		{"pareto(min=1; alpha=1.5)", "pareto(min=1; alpha=1.5)", map[string]float64{"mean": 3, "sd": math.NaN(), "skew": math.NaN(), "min": 1, "max": math.NaN()}, 1e-12},
		{"$1,200", "1200", map[string]float64{"mean": 1200, "sd": 0, "skew": math.NaN(), "min": 1200, "max": 1200, "p1": 1200, "p99": 1200}, 0},
		{"poisson(3)", "poisson(3)", map[string]float64{"mean": 3, "sd": math.Sqrt(3), "skew": 1 / math.Sqrt(3), "min": 0, "max": math.NaN(), "p1": 0, "p99": 8}, 1e-12},
	} {
		var out bytes.Buffer
		if err := Distribution(&out, parsed(t, c.cell), "json"); err != nil {
			t.Fatal(err)
		}
		const keys = "schema cell mean sd skew min max p1 p5 p10 p15 p20 p25 p30 p35 p40 p45 p50 p55 p60 p65 p70 p75 p80 p85 p90 p95 p99"
		if got := strings.Join(keysOf(t, out.Bytes()), " "); got != keys {
			t.Errorf("%s: keys %s, want %s", c.cell, got, keys)
		}
		var got map[string]any
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got["schema"] != "finetco/dist/1" || got["cell"] != c.canonical {
			t.Errorf("schema %v, cell %v", got["schema"], got["cell"])
		}
		for key, want := range c.exact {
			x, isNumber := got[key].(float64)
			if isNumber == math.IsNaN(want) || isNumber && math.Abs(x-want) > c.within {
				t.Errorf("%s: %s is %v, want %v", c.cell, key, got[key], want)
			}
		}
	}
}

// keysOf returns the keys of a flat JSON object in their order.
func keysOf(t *testing.T, object []byte) []string {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(object))
	var tokens []json.Token
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	var keys []string
	for i := 1; i < len(tokens)-1; i += 2 {
		keys = append(keys, tokens[i].(string))
	}
	return keys
}

// TestDistributionFormats: what the formats say of one cell is the same, to the last digit.
func TestDistributionFormats(t *testing.T) {
	for _, cell := range distCells {
		d := parsed(t, cell)
		var object, row bytes.Buffer
		if err := errors.Join(Distribution(&object, d, "json"), Distribution(&row, d, "csv")); err != nil {
			t.Fatal(err)
		}
		header, values, _ := strings.Cut(strings.TrimSuffix(row.String(), "\n"), "\n")
		if want := strings.Join(keysOf(t, object.Bytes())[1:], ","); header != want {
			t.Errorf("%s: header %s, want %s", cell, header, want)
		}
		decoder := json.NewDecoder(&object)
		decoder.UseNumber()
		var named map[string]any
		if err := decoder.Decode(&named); err != nil {
			t.Fatal(err)
		}
		fields := strings.Split(values, ",")
		for i, name := range strings.Split(header, ",")[1:] {
			want := ""
			if number, ok := named[name].(json.Number); ok {
				want = number.String()
			}
			if got := fields[len(fields)-26+i]; got != want {
				t.Errorf("%s: %s is %s in CSV, %s in JSON", cell, name, got, want)
			}
		}
	}
	if err := Distribution(io.Discard, parsed(t, "5"), "xml"); err == nil || !strings.Contains(err.Error(), `"xml": want table, csv, json`) {
		t.Errorf("got error %v", err)
	}
}

// TestDistributionTable compares with the expected tables, one below the other, and holds all to 80 columns.
func TestDistributionTable(t *testing.T) {
	golden(t, "dist.txt", func(w io.Writer) error {
		for _, cell := range []string{
			"20 to 40", "event(20%; pert(20; 50; 110))", "poisson(3)", "discrete(0: 0.5; 1000: 0.3; 2500: 0.2)", "pareto(min=1000; alpha=1.2)",
			"beta(alpha=0.3; beta=0.2)", "data(x.csv:few)", "-5", "uniform(1000000000; 1000000001) * -1",
		} {
			if err := Distribution(w, parsed(t, cell), "table"); err != nil {
				return err
			}
			if _, err := io.WriteString(w, "\n"+strings.Repeat("=", 80)+"\n\n"); err != nil {
				return err
			}
		}
		return nil
	})
	for _, cell := range distCells {
		var out bytes.Buffer
		if err := Distribution(&out, parsed(t, cell), "table"); err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(out.String(), "\n") {
			if i > 0 && text.StringWidth(line) > 80 || strings.Contains(line, "NaN") {
				t.Errorf("%s: line %d: %s", cell, i+1, line)
			}
		}
		if !strings.ContainsAny(out.String(), "▁▂▃▄▅▆▇█") {
			t.Errorf("%s: nothing is drawn", cell)
		}
	}
}

// What is 0 but for rounding is shown as 0.
func TestDistributionWithoutSkewness(t *testing.T) {
	var out bytes.Buffer
	if err := Distribution(&out, parsed(t, "metalog(p10=-1; p50=0; p90=1)"), "table"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nmean      0\n", "\nskewness  0\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestDistributionFullDisk(t *testing.T) {
	for _, format := range ListingFormats() {
		var size bytes.Buffer
		if err := Distribution(&size, parsed(t, "20 to 40"), format); err != nil {
			t.Fatal(err)
		}
		for _, room := range []int{0, size.Len() - 1} {
			if err := Distribution(&full{room}, parsed(t, "20 to 40"), format); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d of %d bytes: got error %v", format, room, size.Len(), err)
			}
		}
	}
}

func TestNumerals(t *testing.T) {
	for _, c := range []struct {
		n    numerals
		x    float64
		want string
	}{
		{numerals{4, 0}, 28.9249, "28.92"},
		{numerals{4, 20}, 40, "40"},
		{numerals{4, 20}, 0.012345, "0.01235"},
		{numerals{4, 825e3}, 845613, "845,600"},
		{numerals{3, 465}, 19768, "19,768"}, // one of 20,000 within 465
		{numerals{4, 0.9}, 1e9 + 0.05, "1,000,000,000.05"},
		{numerals{3, 0}, -5.5734e-25, "-5.57e-25"},
		{numerals{3, 9e293}, 1.00000055e300, "1.00000055e+300"},
		{numerals{3, 0}, 999.96, "1,000"},
		{numerals{3, 5}, 0, "0"},
		{numerals{3, 5}, math.Inf(-1), "-∞"},
		{numerals{3, 5}, math.NaN(), "–"},
	} {
		if got := c.n.write(c.x); got != c.want {
			t.Errorf("%v with %v: got %s, want %s", c.x, c.n, got, c.want)
		}
	}
}

func ExampleDistribution() {
	d, err := distributions.Parse("bernoulli(50%)", nil)
	if err != nil {
		panic(err)
	}
	if err := Distribution(os.Stdout, d, "csv"); err != nil {
		panic(err)
	}
	// Output:
	// cell,mean,sd,skew,min,max,p1,p5,p10,p15,p20,p25,p30,p35,p40,p45,p50,p55,p60,p65,p70,p75,p80,p85,p90,p95,p99
	// bernoulli(0.5),0.5,0.5,0,0,1,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1
}
