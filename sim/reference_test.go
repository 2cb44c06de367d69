package sim

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"finetco/scenarios"
	"finetco/sim/draws"
)

// A reference statistic is a value with its standard error, or a bare point estimate, which is deterministic.
type reference struct{ value, standardError float64 }

func (r *reference) UnmarshalJSON(text []byte) error {
	var pair [2]float64
	if err := json.Unmarshal(text, &pair); err == nil {
		r.value, r.standardError = pair[0], pair[1]
		return nil
	}
	return json.Unmarshal(text, &r.value)
}

// TestAgreesWithIndependentImplementation compares every statistic of every output with the numbers that another
// program, in another language and with other random numbers, found for the same tables. Each side's errors are
// combined; 5 of them are exceeded by chance once in 1.7 million comparisons, so that a false alarm of the whole test
// has a probability below 1e-3.
func TestAgreesWithIndependentImplementation(t *testing.T) {
	var published struct {
		Trials    int
		Scenarios map[string]map[string]map[string]reference
	}
	text, err := os.ReadFile("../testdata/reference/budgets.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &published); err != nil {
		t.Fatal(err)
	}
	models := compileFile(t, "../testdata/reference/budgets.csv")
	checks := 0
	for _, m := range models {
		o := Options{Trials: trials, Seed: 20260901, Design: draws.Random}
		s := &sample{}
		if err := m.extend(context.Background(), o, s, trials, func(int) {}); err != nil {
			t.Fatal(err)
		}
		outcome, err := m.summarize(context.Background(), s, o)
		if err != nil {
			t.Fatal(err)
		}
		result := outcome.Scenario
		want := published.Scenarios[m.Scenario.Name]
		if len(want) == 0 {
			t.Fatalf("no reference for scenario %q", m.Scenario.Name)
		}
		delete(published.Scenarios, m.Scenario.Name)
		for o, metric := range result.Metrics {
			stats, found := want[metric.Name]
			if !found {
				t.Errorf("%s: no reference for %s", m.Scenario.Name, metric.Name)
			}
			delete(want, metric.Name)
			sorted := slices.DeleteFunc(slices.Clone(s.outputs[o]), math.IsNaN)
			slices.Sort(sorted)
			for name, r := range stats {
				checks++
				if !agrees(metric, name, r, sorted, published.Trials) {
					t.Errorf("%s: %s of %s is %.10g, want %.10g ± %.3g", m.Scenario.Name, name, metric.Name,
						statistic(metric, name), r.value, combined(metric, name, r, published.Trials))
				}
			}
		}
		for name := range want {
			t.Errorf("%s: output %s is missing", m.Scenario.Name, name)
		}
	}
	if len(published.Scenarios) > 0 || checks < 1000 {
		t.Errorf("%d comparisons, scenarios left over: %v", checks, published.Scenarios)
	}
}

// combined is the standard error of the difference. Ours is known for the mean; for the others it is theirs at our
// number of trials.
func combined(m Metric, name string, r reference, theirs int) float64 {
	if name == "mean" {
		return math.Hypot(r.standardError, m.MeanSE)
	}
	const ours = trials
	return r.standardError * math.Sqrt(1+float64(theirs)/ours)
}

// trials is how many lifetimes we live for each of their scenarios.
const trials = 1 << 17

func agrees(m Metric, name string, r reference, sorted []float64, theirs int) bool {
	got := statistic(m, name)
	if name == "point" {
		return math.Abs(got-r.value) <= 1e-9*math.Abs(r.value)
	}
	if math.Abs(got-r.value) <= 5*combined(m, name, r, theirs)+1e-9*math.Abs(r.value) {
		return true
	}
	if name == "sd" {
		// The rounding of a constant's mean; or a spread that fewer than one lifetime in twenty carries, whose standard
		// error by fourth moments means nothing.
		return math.Abs(got-r.value) <= 1e-9*math.Abs(m.Mean) || statistic(m, "p5") == statistic(m, "p95")
	}
	level, isPercentile := strings.CutPrefix(name, "p")
	if !isPercentile {
		return false
	}
	percent, err := strconv.Atoi(level)
	if err != nil {
		return false
	}
	// A percentile that falls on an atom: the empirical distribution on both sides of it must leave room for p.
	p := float64(percent) / 100
	s := math.Sqrt(p * (1 - p) * (1/float64(len(sorted)) + 1/float64(theirs)))
	tolerance := 1e-9 * math.Abs(r.value)
	below, _ := slices.BinarySearch(sorted, r.value-tolerance)
	upTo, _ := slices.BinarySearch(sorted, math.Nextafter(r.value+tolerance, math.Inf(1)))
	n := float64(len(sorted))
	return float64(below)/n-5*s <= p && p <= float64(upTo)/n+5*s
}

func statistic(m Metric, name string) float64 {
	switch name {
	case "mean":
		return m.Mean
	case "sd":
		return m.SD
	case "point":
		return m.Point
	}
	for i, level := range PercentileLevels {
		if name == "p"+strconv.Itoa(level) {
			return m.Percentiles[i]
		}
	}
	return math.NaN()
}

// compileFile loads and compiles the scenarios of a file.
func compileFile(t testing.TB, path string) []*Model {
	t.Helper()
	project, diagnostics := scenarios.Load([]scenarios.Tables{scenarios.Files(path)}, scenarios.Options{})
	if project == nil {
		t.Fatal(diagnostics)
	}
	return compile(t, project.Scenarios)
}

func compile(t testing.TB, all []*scenarios.Scenario) []*Model {
	t.Helper()
	var models []*Model
	for _, s := range all {
		m, err := Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, m)
	}
	return models
}
