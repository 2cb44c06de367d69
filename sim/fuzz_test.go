package sim

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"finetco/distributions"
	"finetco/scenarios"
	"finetco/sim/draws"
	"finetco/sim/lifetime"
)

// FuzzLifetimes: whatever tables are accepted, their lifetimes end, in amounts that sum to the total or in an error that
// names the scenario.
func FuzzLifetimes(f *testing.F) {
	f.Add("scenario,preset,horizon_months\na,self-hosted,120\nb,rag,1\n", "a,r,build,50%,,1e3,2\n*,s,operate,,1000,1 to 3,\n", "*,c,per_1000_requests,0.1\nb,d,monthly,-1e5\n", "*,labelers,examples,0.9\n")
	f.Add("scenario,examples,labelers,training_runs\na,1e300,1e-300,1e6\nb,0,1e308,0\n", "", "", "")
	f.Add("scenario,retrain_every_months,gpu_price_volatility,failed_run_probability\na,1e-9,5,0.95\n", "", "a,c,once,1e300\n", "")
	f.Add("scenario,input,value\na,integration_months,uniform(0; 1e300)\na,dataset_usd,event(50%; 1e200)\n", "a,r,build,,1000,1,1e-3\n", "", "")
	f.Fuzz(func(t *testing.T, table, risks, costs, correlations string) {
		files := fstest.MapFS{"x.csv": {Data: []byte(table)}}
		for kind, text := range map[string]string{
			"risks": risksHeader + risks, "costs": costsHeader + costs, "correlations": "scenario,input_a,input_b,rank_correlation\n" + correlations,
		} {
			files["x."+kind+".csv"] = &fstest.MapFile{Data: []byte(text)}
		}
		project, _ := scenarios.Load([]scenarios.Tables{scenarios.FromFS(files, "x.csv")}, scenarios.Options{})
		if project == nil {
			return
		}
		var models []*Model
		for _, s := range project.Scenarios[:min(3, len(project.Scenarios))] {
			m, err := Compile(s)
			if err == nil {
				models = append(models, m)
			} else if !strings.Contains(err.Error(), fmt.Sprintf("%q", s.Name)) {
				t.Errorf("%v does not name %q", err, s.Name)
			}
		}
		for _, m := range models {
			liveAFew(t, m)
		}
	})
}

// FuzzExtremes gives inputs, risks and costs the extremes of their domains.
func FuzzExtremes(f *testing.F) {
	for input := range scenarios.Catalog() {
		f.Add([]byte{byte(input), 0, byte(input) + 1, 3, byte(input) + 2, 5, 200, byte(input), 220, byte(input), 240, byte(input)})
	}
	f.Fuzz(liveWithExtremes)
}

// liveWithExtremes takes two bytes for each extreme: whose it is and which.
func liveWithExtremes(t *testing.T, choices []byte) {
	var set []string
	var risks, costs strings.Builder
	for ; len(choices) > 1 && len(set) < 100; choices = choices[2:] {
		which, value := choices[0], choices[1]
		switch catalog := scenarios.Catalog(); {
		case int(which) < len(catalog):
			if cells := extremes(catalog[which]); len(cells) > 0 {
				set = append(set, catalog[which].Name+"="+cells[int(value)%len(cells)])
			}
		case which < 230:
			usd := amounts[int(value)%len(amounts)]
			fmt.Fprintf(&risks, []string{
				"a,r%d,build,50%%,,%s,1e-3\n", "a,r%d,build,,60,%s,1e-3\n", "a,r%d,operate,1,,%s,\n", "a,r%d,operate,,30,%s,\n",
				"a,r%d,build,1e-300,,%s,1e300\n", "a,r%d,build,,uniform(0; 1e-3),%s,\n",
			}[which%6], len(choices), usd)
		default:
			sign := []string{"", "-"}[which%2]
			timing := []scenarios.Timing{scenarios.Once, scenarios.Monthly, scenarios.MonthlyLive, scenarios.PerRetrain, scenarios.PerThousandRequests}[which%5]
			fmt.Fprintf(&costs, "a,c%d,%s,%s%s\n", len(choices), timing, sign, amounts[int(value)%len(amounts)])
		}
	}
	files := fstest.MapFS{
		"x.csv": {Data: []byte("scenario\na\n")}, "x.risks.csv": {Data: []byte(risksHeader + risks.String())}, "x.costs.csv": {Data: []byte(costsHeader + costs.String())},
	}
	project, diagnostics := scenarios.Load([]scenarios.Tables{scenarios.FromFS(files, "x.csv")}, scenarios.Options{Set: set})
	if project == nil {
		t.Fatal(diagnostics)
	}
	m, err := Compile(project.Scenarios[0])
	if err == nil {
		liveAFew(t, m)
	} else if !strings.Contains(err.Error(), `"a"`) {
		t.Error(err)
	}
}

// amounts are extremes of money.
var amounts = []string{"0", "1", "5e-324", "1e-300", "1e15", "1e100", "1e200", "1e308"}

// extremes are cells at the ends of an input's domain.
func extremes(input scenarios.Input) []string {
	if input.Kind == scenarios.KindText {
		return []string{"direct", "compute"}
	}
	cells := []string{"-"}
	if input.Optional {
		cells = nil
	}
	for _, x := range []float64{input.Domain.Min, input.Domain.Max, 0, 5e-324, 1e-300, 1e-9, 0.5, 1, 3, 120, 1e9, 1e100, 1e300, math.MaxFloat64} {
		if input.Domain.Contains(x) && !math.IsInf(x, 0) && !(input.Whole && x != math.Trunc(x)) {
			cells = append(cells, distributions.Constant(x).String())
		}
	}
	if input.Kind == scenarios.KindConstant {
		return cells
	}
	if math.IsInf(input.Domain.Max, 1) {
		return append(cells, "uniform(1e-300; 1e300)", "1e-10 to 1e10", "event(50%; 1e300) + 1", "pareto(min=1; alpha=1.001)")
	}
	return append(cells, fmt.Sprintf("uniform(%v; %v)", max(input.Domain.Min, 1e-300), input.Domain.Max))
}

func liveAFew(t *testing.T, m *Model) {
	o := Options{Trials: 32, Design: draws.Sobol, Workers: 1, Verify: 4}
	result, err := Run(context.Background(), []*Model{m, m}, o)
	var overflow *OverflowError
	switch {
	case errors.As(err, &overflow):
		if overflow.Scenario != m.Scenario.Name || len(overflow.Extremes) == 0 {
			t.Errorf("%v does not name the scenario and a value", err)
		}
		return
	case err != nil:
		t.Fatal(err)
	}
	if where := infinite(reflect.ValueOf(result)); where != "" {
		t.Errorf("%s is infinite", where)
	}
	for trial, total := range sampled(t, m, o).outputs[lifetime.TotalUSD] {
		e, err := m.Explain(o, trial)
		if err != nil {
			t.Fatal(err)
		}
		sum, scale := 0.0, 0.0
		for _, usd := range e.Outputs[lifetime.DataUSD : lifetime.OtherUSD+1] {
			sum, scale = sum+usd, max(scale, math.Abs(usd))
		}
		if math.Abs(sum-total) > 1e-9*scale {
			t.Errorf("trial %d: the categories sum to %v, the total is %v", trial, sum, total)
		}
		if slices.ContainsFunc(e.Outputs, func(x float64) bool { return math.IsInf(x, 0) }) {
			t.Errorf("trial %d: %v", trial, e.Outputs)
		}
	}
}
