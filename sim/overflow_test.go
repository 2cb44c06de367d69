package sim

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"finetco/scenarios"
	"finetco/sim/draws"
)

// hostile loads one scenario of the default preset with companions and overrides, a blank between each two, and compiles
// it.
func hostile(t testing.TB, companions map[string]string, set string) (*Model, error) {
	t.Helper()
	files := fstest.MapFS{"x.csv": {Data: []byte("scenario\na\n")}}
	for kind, text := range companions {
		files["x."+kind+".csv"] = &fstest.MapFile{Data: []byte(text)}
	}
	project, diagnostics := scenarios.Load([]scenarios.Tables{scenarios.FromFS(files, "x.csv")}, scenarios.Options{Set: strings.Fields(set)})
	if project == nil {
		t.Fatal(diagnostics)
	}
	return Compile(project.Scenarios[0])
}

const costsHeader, risksHeader = "scenario,cost,timing,usd\n", "scenario,risk,phase,probability,per_year,usd,delay_months\n"

// TestOverflowsAreNamed: amounts that cannot be reckoned with are errors that name the scenario and the value to blame.
func TestOverflowsAreNamed(t *testing.T) {
	for _, c := range []struct {
		set, costs, risks string
		point             bool // it shows before the first lifetime
		want              string
	}{
		{"examples=1e308", "", "", true, "total_usd is too large to reckon with in the point estimate; look at its most extreme values: examples = 1e+308"},
		{"dataset_usd=1e140", "", "", true, "dataset_usd = 1e+140"},
		{"labelers=1e308 labeling_rate=1e-300", "", "", true, "labelers = 1e+308, labeling_rate = 1e-300"},
		{"training_duration=1e308 training_runs=1e308", "", "", true, "training_runs = 1e+308, training_duration = 1e+308"},
		{"requests_per_month=1e300 min_replicas=0", "", "", true, "requests_per_month = 1e+300"},
		{"dataset_usd=event(10%;1e300)", "", "", false, "dataset_usd = 1e+300"},
		{"", "a,c,monthly,1e308\n", "", true, `usd of cost "c" = 1e+308`},
		{"", "a,c,once,1.2e201\na,d,monthly,-1e200\n", "", true, `usd of cost "c" = 1.2e+201, usd of cost "d" = -1e+200`},
		{"price_inflation=0 discount_rate=0 horizon_months=2 service_months=-", "a,c,once,2e200\na,d,monthly,-1e200\n", "", true, `build_usd is too large`},
		{"", "", "a,r,build,1,,1e308,\n", false, `usd of risk "r" = 1.`},
		{"", "", "a,r,build,1,,1,1e308\na,s,build,1,,1,1e308\n", false, `go_live_month is too large`},
	} {
		companions := map[string]string{"costs": costsHeader + c.costs, "risks": risksHeader + c.risks}
		m, err := hostile(t, companions, c.set)
		if (err != nil) != c.point {
			t.Errorf("%s%s%s: compiling says %v", c.set, c.costs, c.risks, err)
		}
		for _, trials := range []int{100, maxSample + 100} {
			if err == nil && (trials == 100 || strings.Contains(c.set, "event")) {
				_, err = Run(context.Background(), []*Model{m}, Options{Trials: trials, Design: draws.Sobol})
			}
		}
		var overflow *OverflowError
		if !errors.As(err, &overflow) || overflow.Scenario != "a" || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s%s%s:\n%v, want\n%s", c.set, c.costs, c.risks, err, c.want)
		}
	}
}

// TestOverflowBeyondTheColumns: no lifetime is too late to be found out.
func TestOverflowBeyondTheColumns(t *testing.T) {
	m, err := hostile(t, nil, "dataset_usd=event(0.0002%;1e300)")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Trials: 2 * maxSample, Design: draws.Sobol, Seed: 10}
	_, err = Run(context.Background(), []*Model{m}, o)
	var overflow *OverflowError
	if !errors.As(err, &overflow) || overflow.Trial < maxSample {
		t.Fatalf("got %v, want an overflow beyond trial %d", err, maxSample)
	}
	if _, again := m.Explain(o, overflow.Trial); again == nil || again.Error() != err.Error() {
		t.Errorf("the trial explained: %v, want %v", again, err)
	}
}

// TestExtremesThatAreValid: what the domains allow and amounts can hold gives numbers, all of them.
func TestExtremesThatAreValid(t *testing.T) {
	for _, c := range []struct{ set, risks string }{
		{"failed_run_probability=0 quality_miss_probability=0", ""},
		{"failed_run_probability=95% training_runs=1e6", ""},
		{"training_runs=1e300", ""},
		{"quality_miss_probability=1 quality_miss_data_fraction=5", ""},
		{"horizon_months=1", ""},
		{"horizon_months=120 service_months=-", ""},
		{"horizon_months=120 service_months=- gpu_price_volatility=5", ""},
		{"horizon_months=120 service_months=- traffic_growth=10 labor_inflation=10 price_inflation=10 gpu_price_drift=10", ""},
		{"horizon_months=120 service_months=- traffic_growth=-90% labor_inflation=-90% discount_rate=-90%", ""},
		{"horizon_months=120 service_months=- debt_growth_per_retrain=5 retrain_every_months=1", ""},
		{"retrain_frequency=1e4 base_upgrade_frequency=1e300", ""},
		{"retrain_every_months=1e-9", ""}, {"retrain_every_months=1e-20", ""}, {"retrain_every_months=5e-324", ""}, {"retrain_every_months=1e300", ""},
		{"examples=0", ""}, {"examples=1e300", ""}, {"examples=1e-300", ""},
		{"labelers=1e-300", ""}, {"labeling_rate=1e-300", ""}, {"labeling_rate=1e308", ""},
		{"integration_months=1e300", ""}, {"integration_months=uniform(0;1e300)", ""}, {"service_months=0", ""}, {"service_months=1e300", ""},
		{"", "a,r,build,0,,1e300,\na,s,build,1,,1,0.1\n"},
		{"", "a,r,operate,,1000,1,\na,s,build,,1000,1,1\n"},
		{"integration_months=1e300", "a,r,build,,1000,1,1e-3\n"},
		{"", "a,r,build,1,,\"pareto(min=1; alpha=1.01)\",\"pareto(min=1; alpha=1.01)\"\n"},
	} {
		m, err := hostile(t, map[string]string{"risks": risksHeader + c.risks}, c.set)
		if err != nil {
			t.Errorf("%s%s: %v", c.set, c.risks, err)
			continue
		}
		const trials = 512
		result, err := Run(context.Background(), []*Model{m}, Options{Trials: trials, Design: draws.Sobol, Verify: 8})
		if err != nil {
			t.Errorf("%s%s: %v", c.set, c.risks, err)
			continue
		}
		for _, metric := range result.Scenarios[0].Metrics {
			metric.Intervals = nil
			if where := undefined(reflect.ValueOf(metric)); where != "" {
				t.Errorf("%s%s: %s%s is undefined", c.set, c.risks, metric.Name, where)
			}
		}
		if where := infinite(reflect.ValueOf(result)); where != "" {
			t.Errorf("%s%s: %s is infinite", c.set, c.risks, where)
		}
	}
}

// infinite is the path to a number that is infinite, undefined to one that is not a number; "" for none.
func infinite(v reflect.Value) string {
	return find(v, func(x float64) bool { return math.IsInf(x, 0) })
}

func undefined(v reflect.Value) string { return find(v, math.IsNaN) }

func find(v reflect.Value, is func(float64) bool) string {
	switch v.Kind() {
	case reflect.Float64:
		if is(v.Float()) {
			return " "
		}
	case reflect.Pointer:
		return find(v.Elem(), is)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if where := find(v.Index(i), is); where != "" {
				return fmt.Sprintf("[%d]%s", i, where)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if where := find(v.Field(i), is); where != "" {
				return "." + v.Type().Field(i).Name + where
			}
		}
	}
	return ""
}
