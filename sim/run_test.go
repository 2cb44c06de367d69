package sim

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"finetco/distributions"
	"finetco/scenarios"
	"finetco/sim/draws"
	"finetco/sim/lifetime"
)

// load compiles the scenarios of tables given as texts: the scenario table, then its companions by kind.
func load(t testing.TB, table string, companions map[string]string, set ...string) []*Model {
	t.Helper()
	files := fstest.MapFS{"x.csv": {Data: []byte(table)}}
	for kind, text := range companions {
		files["x."+kind+".csv"] = &fstest.MapFile{Data: []byte(text)}
	}
	project, diagnostics := scenarios.Load([]scenarios.Tables{scenarios.FromFS(files, "x.csv")}, scenarios.Options{Set: set})
	if project == nil {
		t.Fatal(diagnostics)
	}
	return compile(t, project.Scenarios)
}

func example(t testing.TB) []*Model {
	t.Helper()
	project, diagnostics := scenarios.Load([]scenarios.Tables{scenarios.Example()}, scenarios.Options{})
	if project == nil {
		t.Fatal(diagnostics)
	}
	return compile(t, project.Scenarios)
}

func sampled(t testing.TB, m *Model, o Options) *sample {
	t.Helper()
	s := &sample{}
	live(t, m, s, o)
	return s
}

func live(t testing.TB, m *Model, s *sample, o Options) {
	t.Helper()
	if err := m.extend(context.Background(), o, s, o.Trials, func(int) {}); err != nil {
		t.Fatal(err)
	}
}

func TestResultDoesNotDependOnWorkers(t *testing.T) {
	models := example(t)
	results := map[string]int{}
	for _, workers := range []int{1, 2, 7} {
		result, err := Run(context.Background(), models, Options{Trials: 3000, Seed: 5, Design: draws.Random, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("%+v", result.Comparisons)
		for _, s := range result.Scenarios {
			text += fmt.Sprintf("%+v", *s)
		}
		results[text]++
	}
	if len(results) != 1 {
		t.Errorf("three numbers of workers gave %d different results", len(results))
	}
	other, err := Run(context.Background(), models[:1], Options{Trials: 3000, Seed: 6, Design: draws.Random})
	if err != nil {
		t.Fatal(err)
	}
	for text := range results {
		if strings.Contains(text, fmt.Sprintf("%+v", *other.Scenarios[0])) {
			t.Error("another seed gave the same result")
		}
	}
}

func TestPartsSumToTheTotalInEveryLifetime(t *testing.T) {
	for _, m := range example(t) {
		s := sampled(t, m, Options{Trials: 4096, Seed: 3, Design: draws.Random})
		for trial := range s.trials {
			total, categories, years, months := s.outputs[lifetime.TotalUSD][trial], 0.0, 0.0, 0.0
			for c := lifetime.DataUSD; c <= lifetime.OtherUSD; c++ {
				categories += s.outputs[c][trial]
			}
			for _, year := range s.outputs[lifetime.YearOneUSD:] {
				years += year[trial]
			}
			for _, month := range s.monthly {
				months += month[trial]
			}
			parts := s.outputs[lifetime.BuildUSD][trial] + s.outputs[lifetime.OperateUSD][trial]
			if categories != total {
				t.Fatalf("%s, trial %d: the categories sum to %v, the total is %v", m.Scenario.Name, trial, categories, total)
			}
			for name, sum := range map[string]float64{"years": years, "months": months, "build and operate": parts} {
				if math.Abs(sum-total) > 1e-12*total {
					t.Fatalf("%s, trial %d: the %s sum to %v, the total is %v", m.Scenario.Name, trial, name, sum, total)
				}
			}
		}
	}
}

func TestALongerRunStartsWithTheShorterOne(t *testing.T) {
	m := example(t)[0]
	for _, design := range draws.Designs() {
		short := sampled(t, m, Options{Trials: 700, Seed: 9, Design: design})
		long := sampled(t, m, Options{Trials: 5000, Seed: 9, Design: design})
		for o := range short.outputs {
			for trial, value := range short.outputs[o] {
				if again := long.outputs[o][trial]; value != again && !(math.IsNaN(value) && math.IsNaN(again)) {
					t.Fatalf("%s: output %d of trial %d is %v and %v", design, o, trial, value, again)
				}
			}
		}
	}
}

// TestOtherColumnsMoveNoDraws: a risk, a cost and another uncertain input leave what the inputs drew as it was.
func TestOtherColumnsMoveNoDraws(t *testing.T) {
	table := "scenario,preset,gpu_price_volatility\na,self-hosted,%s\n"
	o := Options{Trials: 600, Seed: 2, Design: draws.Random}
	plain := load(t, fmt.Sprintf(table, "25%"), nil)[0]
	more := load(t, fmt.Sprintf(table, "10% to 40%"), map[string]string{
		"risks": "scenario,risk,phase,probability,per_year,usd,delay_months,source\n*,fire,operate,uniform(10%; 30%),,5k to 20k,,\n",
		"costs": "scenario,cost,timing,usd,source\na,desk,monthly,uniform(1; 2),\n",
	})[0]
	before, after := sampled(t, plain, o), sampled(t, more, o)
	compared := 0
	for k, u := range plain.inputs {
		i := slices.IndexFunc(more.inputs, func(v uncertain) bool { return v.name == u.name })
		if !slices.Equal(before.inputs[k], after.inputs[i]) {
			t.Errorf("%s drew other values", u.name)
		}
		compared++
	}
	if compared < 40 || len(more.inputs) != len(plain.inputs)+1 || len(more.lines) != 2 {
		t.Errorf("compared %d inputs; %d and %d lines", compared, len(more.inputs), len(more.lines))
	}
	if !slices.Equal(before.outputs[lifetime.Retrains], after.outputs[lifetime.Retrains]) {
		t.Error("the events of the inputs changed")
	}
}

// TestDoublingEveryPriceDoublesTheTotal, in each lifetime: money enters the model by prices alone.
func TestDoublingEveryPriceDoublesTheTotal(t *testing.T) {
	const table = "scenario,preset\na,owned-hardware\n"
	once := load(t, table, nil)[0]
	var doubled []string
	for i, input := range scenarios.Catalog() {
		d := once.Scenario.Cells[i].Distribution
		if d == nil || !strings.Contains(input.Name, "usd") {
			continue
		}
		if price, constant := distributions.IsConstant(d); constant {
			doubled = append(doubled, fmt.Sprintf("%s=%v", input.Name, 2*price))
		} else {
			doubled = append(doubled, fmt.Sprintf("%s=(%s) * 2", input.Name, d))
		}
	}
	if len(doubled) < 15 {
		t.Fatalf("%d prices", len(doubled))
	}
	twice := load(t, table, nil, doubled...)[0]
	o := Options{Trials: 1000, Seed: 4, Design: draws.Random}
	one, two := sampled(t, once, o), sampled(t, twice, o)
	for trial, total := range one.outputs[lifetime.TotalUSD] {
		// The quantile tables of a cell and of its double are accurate to 1e-9 in probability each.
		if got := two.outputs[lifetime.TotalUSD][trial]; math.Abs(got-2*total) > 1e-6*total {
			t.Fatalf("trial %d: %v, want twice %v", trial, got, total)
		}
	}
}

// TestFirstBudget: what a team budgets is ten sessions of an hour at $1.32 and $2 of storage a month.
func TestFirstBudget(t *testing.T) {
	models := compileFile(t, "../testdata/reference/budgets.csv")
	m := models[slices.IndexFunc(models, func(m *Model) bool { return m.Scenario.Name == "first budget" })]
	result, err := Run(context.Background(), []*Model{m}, Options{Trials: 100, Seed: 1, Design: draws.Random})
	if err != nil {
		t.Fatal(err)
	}
	r := result.Scenarios[0]
	for output, want := range map[int]float64{lifetime.TrainingBillUSD: 13.20, lifetime.InfrastructureUSD: 72, lifetime.TotalUSD: 85.20} {
		if got := r.Metrics[output]; math.Abs(got.Mean-want) > 1e-9 || got.SD != 0 || math.Abs(got.Point-want) > 1e-9 {
			t.Errorf("%s is %v ± %v, point %v, want %.2f", got.Name, got.Mean, got.SD, got.Point, want)
		}
	}
	if r.PointEstimatePercentile != 1 {
		t.Errorf("the point estimate of a certain total is enough with probability %v", r.PointEstimatePercentile)
	}
}

func TestIdenticalScenariosDoNotDiffer(t *testing.T) {
	models := load(t, "scenario,preset\na,hosted-api\nb,hosted-api\n", nil)
	result, err := Run(context.Background(), models, Options{Trials: 2000, Seed: 8, Design: draws.Random, Baseline: "b"})
	if err != nil {
		t.Fatal(err)
	}
	c := result.Comparisons[0]
	if c.Scenario != "a" || c.Baseline != "b" || c.PSame != 1 || c.PCheaper != 0 || c.DifferenceMean != 0 || c.BreakEvenNever != 1 {
		t.Errorf("%+v", c)
	}
}

func TestRunStopsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, example(t), Options{Trials: 1 << 20, Seed: 1, Design: draws.Random}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestRequestedRankCorrelationsHold in the drawn values: Spearman's coefficient of 65,536 independent pairs is normal
// about its mean with a standard error of at most 1/√65,536; six of them are left once in 5e8.
func TestRequestedRankCorrelationsHold(t *testing.T) {
	const trials = 1 << 16
	m := load(t, "scenario,preset,default_correlation\na,self-hosted,0.1\n", map[string]string{
		"correlations": "scenario,input_a,input_b,rank_correlation,source\n*,examples,retrain_frequency,-0.4,\na,labeler_usd_per_hour,reviewer_usd_per_hour,0,\n",
	})[0]
	s := sampled(t, m, Options{Trials: trials, Seed: 11, Design: draws.Random})
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"examples", "retrain_frequency", -0.4},                    // asked for
		{"labeler_usd_per_hour", "reviewer_usd_per_hour", 0},       // freed
		{"gpu_usd_per_hour", "serving_gpu_usd_per_hour", 0.9},      // by default pair
		{"examples", "labeling_rate", -0.1},                        // by default, against each other
		{"examples", "monitoring_hours_per_month", 0.1},            // by default
		{"gpu_price_drift", "monitoring_hours_per_month", 0},       // takes no part
		{"devops_usd_per_hour", "data_engineer_usd_per_hour", 0.8}, // in one group
		{"labeler_usd_per_hour", "preparation_hours", 0.1},         // across groups
		{"labor_inflation", "overhead_percent", 0.1},               // default, one in a group
		{"integration_months", "backend_hours", 0.5},               // default pair
	} {
		column := func(name string) []float64 {
			var places []float64
			for _, place := range s.inputs[slices.IndexFunc(m.inputs, func(u uncertain) bool { return u.name == name })] {
				places = append(places, float64(place))
			}
			return places
		}
		if got := spearman(column(c.a), column(c.b)); math.Abs(got-c.want) > 6/math.Sqrt(trials) {
			t.Errorf("%s and %s: rank correlation %.4f, want %v", c.a, c.b, got, c.want)
		}
	}
}

func spearman(x, y []float64) float64 {
	rx, ry := ranks(x), ranks(y)
	var xy, xx float64
	middle := float64(len(x)-1) / 2
	for i := range rx {
		xy += (rx[i] - middle) * (ry[i] - middle)
		xx += (rx[i] - middle) * (rx[i] - middle)
	}
	return xy / xx
}

func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(math.Copysign(1, x[a]-x[b])) })
	r := make([]float64, len(x))
	for rank, i := range order {
		r[i] = float64(rank)
	}
	return r
}

// TestPrecision: lifetimes are drawn until the intervals are as narrow as asked, or as many as allowed.
func TestPrecision(t *testing.T) {
	models := load(t, "scenario,preset\nrough,small-model\n", nil)
	for _, design := range []draws.Design{draws.Sobol, draws.Random} {
		o := Options{Seed: 1, Design: design, Precision: 0.01, MaxTrials: 1 << 18}
		result, err := Run(context.Background(), models, o)
		if err != nil {
			t.Fatal(err)
		}
		s := result.Scenarios[0]
		total := s.Metrics[lifetime.TotalUSD]
		for _, v := range total.Intervals {
			level := map[string]int{"p50": 50, "p90": 90}[v.Of]
			if level == 0 {
				continue
			}
			if x := total.Percentile(level); v.High-x > 0.01*x || x-v.Low > 0.01*x {
				t.Errorf("%s: %s is %v, within %v to %v after %d trials", design, v.Of, x, v.Low, v.High, s.Trials)
			}
		}
		if s.Trials < 2*firstTrials || result.Trials != s.Trials || len(result.Warnings) > 0 {
			t.Errorf("%s: %d trials, warnings %v", design, s.Trials, result.Warnings)
		}
	}
	result, err := Run(context.Background(), models, Options{Seed: 1, Design: draws.Random, Precision: 1e-5, MaxTrials: 20_000})
	if err != nil {
		t.Fatal(err)
	}
	if r := result.Scenarios[0]; r.Trials != 20_000 || len(result.Warnings) != 1 || result.Warnings[0].Code != "precision_not_reached" {
		t.Errorf("%d trials, warnings %v", r.Trials, result.Warnings)
	}
}

// TestScenariosShareMemoryAndNothingElse: a scenario's result is the same by itself and after others, of other lengths,
// whose sample it takes over.
func TestScenariosShareMemoryAndNothingElse(t *testing.T) {
	models := example(t)
	for _, o := range []Options{
		{Trials: 1500, Seed: 4, Design: draws.Sobol},
		{Seed: 4, Design: draws.Sobol, Precision: 0.008, MaxTrials: 1 << 17},
	} {
		together, err := Run(context.Background(), models, o)
		if err != nil {
			t.Fatal(err)
		}
		lengths := map[int]bool{}
		for i, m := range models {
			alone, err := Run(context.Background(), []*Model{m}, o)
			if err != nil {
				t.Fatal(err)
			}
			if fmt.Sprintf("%+v", *together.Scenarios[i]) != fmt.Sprintf("%+v", *alone.Scenarios[0]) {
				t.Errorf("%s has another result after others", m.Scenario.Name)
			}
			lengths[alone.Scenarios[0].Trials] = true
		}
		if o.Precision > 0 && len(lengths) == 1 {
			t.Errorf("all have %v trials", lengths)
		}
	}
}

// TestBeyondTheColumns: with more lifetimes than columns hold, the percentiles of the total are those of all of them
// within the sketch's error, and do not depend on the number of workers.
func TestBeyondTheColumns(t *testing.T) {
	m := load(t, "scenario,preset,dataset_usd,team_usd_per_month\na,none,lognormal(median=1000; sigma=2),\n", nil)[0]
	const trials = maxSample + 3*blockSize + 7
	run := func(workers int) (*sample, *ScenarioResult) {
		o := Options{Trials: trials, Seed: 3, Design: draws.Sobol, Workers: workers}
		s := &sample{}
		if err := m.extend(context.Background(), o, s, trials, func(int) {}); err != nil {
			t.Fatal(err)
		}
		outcome, err := m.summarize(context.Background(), s, o)
		if err != nil {
			t.Fatal(err)
		}
		return s, outcome.Scenario
	}
	s, r := run(1)
	if s.trials != trials || s.columns() != maxSample || r.PercentilesFrom != "sketch" {
		t.Fatalf("%d trials, %d in columns, percentiles from %s", s.trials, s.columns(), r.PercentilesFrom)
	}
	_, again := run(3)
	if fmt.Sprintf("%+v", *r) != fmt.Sprintf("%+v", *again) {
		t.Error("the number of workers changed the result")
	}
	total := r.Metrics[lifetime.TotalUSD]
	for i, level := range PercentileLevels {
		exact := 1000 * math.Exp(2*distributions.NormalScore(float64(level)/100))
		// 2^18 Sobol' points err by less than a thousandth of a probability; the sketch adds 0.02%.
		if got := total.Percentiles[i]; math.Abs(math.Log(got/exact)) > 0.01 {
			t.Errorf("P%d is %v, want %v", level, got, exact)
		}
	}
	sorted := slices.Clone(s.outputs[lifetime.TotalUSD])
	slices.Sort(sorted)
	if p := total.Percentile(50); math.Abs(p/sorted[len(sorted)/2]-1) > 0.001 {
		t.Errorf("the median of the columns is %v, of all %v", sorted[len(sorted)/2], p)
	}
}
