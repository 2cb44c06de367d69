package report

import (
	"bytes"
	"encoding/csv"
	"math"
	"testing"

	"finetco/distributions"
	"finetco/scenarios"
	"finetco/sim"
)

// assumed is a scenario made by hand: every input 1 from the preset, but for a few.
func assumed() *scenarios.Scenario {
	catalog := scenarios.Catalog()
	s := &scenarios.Scenario{Name: "cloud", Preset: "self-hosted", Cells: make([]scenarios.Cell, len(catalog))}
	for i, input := range catalog {
		s.Cells[i] = scenarios.Cell{Distribution: distributions.Constant(1), Text: "1", Origin: scenarios.FromPreset, Source: input.Source}
	}
	set := func(name string, c scenarios.Cell) {
		i, ok := scenarios.InputIndex(name)
		if !ok {
			panic("no input " + name)
		}
		s.Cells[i] = c
	}
	rate, err := distributions.Parse("uniform(20; 40)", nil)
	if err != nil {
		panic(err)
	}
	set("gpu_usd_per_hour", scenarios.Cell{Distribution: rate, Text: "uniform(20;40)", Origin: scenarios.FromFile, Source: "=HYPERLINK(\"evil\")"})
	set("budget_usd", scenarios.Cell{Origin: scenarios.Neutral})
	set("overhead_base", scenarios.Cell{Text: "direct", Origin: scenarios.FromSet})
	set("default_correlation", scenarios.Cell{Distribution: distributions.Constant(0.05), Text: "0.05", Origin: scenarios.FromPreset, Source: "judgement", Judgement: true})
	s.Risks = []scenarios.Risk{
		{Name: "-2+3", Phase: scenarios.Build, Probability: distributions.Constant(0.2), USD: rate, DelayMonths: distributions.Constant(2), Source: "judgement"},
		{Name: "outage", Phase: scenarios.Operate, PerYear: distributions.Constant(3), USD: distributions.Constant(5000)},
	}
	s.Costs = []scenarios.Cost{{Name: "grant", Timing: scenarios.Once, USD: distributions.Constant(-30000), Source: "@finance"}}
	gpu, _ := scenarios.InputIndex("gpu_usd_per_hour")
	serving, _ := scenarios.InputIndex("serving_gpu_usd_per_hour")
	s.Pairs = []scenarios.Pair{{A: serving, B: gpu, RankCorrelation: 0.5, Source: "own"}} // replaces the default pair
	return s
}

// TestFormulas checks that no cell of a user runs as a formula, and that numbers stay numbers.
func TestFormulas(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1+1": "'+1+1", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1",
		"-5": "-5", "+1e3": "+1e3", "": "", "a=b": "a=b", "-": "'-", "-5%": "'-5%",
	} {
		if got := plain(text); got != want {
			t.Errorf("plain(%q) = %q, want %q", text, got, want)
		}
	}
	var b bytes.Buffer
	r := &sim.Result{Scenarios: []*sim.ScenarioResult{lognormalScenario("=cmd|' /C calc'!A0", 1e5, 0.5, 64)}}
	r.Scenarios[0].Contingency.P50 = -5
	if err := Summary(&b, r); err != nil {
		t.Fatal(err)
	}
	if err := Assumptions(&b, []*scenarios.Scenario{assumed()}); err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(&b)
	in.FieldsPerRecord = -1
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	negative := false
	for _, row := range rows {
		for _, c := range row {
			if plain(c) != c {
				t.Errorf("a spreadsheet would run %q", c)
			}
			negative = negative || c == "-5"
		}
	}
	if !negative {
		t.Error("a negative number is no number any more")
	}
}

func TestCell(t *testing.T) {
	for want, x := range map[string]float64{"": math.NaN(), "0": math.Copysign(0, -1), "1200000": 1.2e6, "0.1": 0.1, "1e+21": 1e21, "-2.5": -2.5} {
		if got := cell(x); got != want {
			t.Errorf("cell(%v) = %q, want %q", x, got, want)
		}
	}
	if got := cell(math.Inf(1)); got != "" {
		t.Errorf("cell(Inf) = %q, want an empty one", got)
	}
}

// TestDefaultPairs checks that a pair of the table replaces the default pair, in whichever order it names the inputs.
func TestDefaultPairs(t *testing.T) {
	var b bytes.Buffer
	if err := Assumptions(&b, []*scenarios.Scenario{assumed()}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, row := range rows[1:] {
		kinds[row[1]]++
	}
	want := map[string]int{"input": len(scenarios.Catalog()), "risk": 5, "cost": 1, "correlation": len(scenarios.DefaultPairs()) + 1}
	for kind, n := range want {
		if kinds[kind] != n {
			t.Errorf("%d rows of kind %s, want %d", kinds[kind], kind, n)
		}
	}
}
