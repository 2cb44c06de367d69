package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"finetco/cmd/finetco/internal/folder"
	"finetco/report"
	"finetco/scenarios"
	"finetco/sim"
	"finetco/sim/draws"
)

var run = Identity{{"version", "1"}, Sum("the program", "aa"), {"--seed", "1"}, {"--set", "a=1"}, {"--set", "b=2"}, Sum("lora.csv", "bb")}

func TestDifferences(t *testing.T) {
	for _, c := range []struct {
		name string
		now  Identity
		want []string
	}{
		{"the same", slices.Clone(run), nil},
		{"another seed", replaced(run, 2, Fact{"--seed", "2"}), []string{"--seed: 1 then, 2 now"}},
		{"another content", replaced(run, 5, Sum("lora.csv", "cc")), []string{"lora.csv has changed"}},
		{"another program", replaced(run, 1, Sum("the program", "dd")), []string{"the program has changed"}},
		{"another file", replaced(run, 5, Sum("qlora.csv", "bb")), []string{"qlora.csv: none then, one now", "lora.csv: one then, none now"}},
		{"other overrides", replaced(run, 4, Fact{"--set", "b=3"}), []string{"--set: a=1, b=2 then, a=1, b=3 now"}},
		{"overrides in another order", replaced(replaced(run, 3, run[4]), 4, run[3]), []string{"--set: a=1, b=2 then, b=2, a=1 now"}},
		{"a flag less", slices.Delete(slices.Clone(run), 2, 3), []string{"--seed: 1 then, none now"}},
		{"all at once", Identity{{"version", "2"}}, []string{"version: 1 then, 2 now", "the program: one then, none now", "--seed: 1 then, none now", "--set: a=1, b=2 then, none now", "lora.csv: one then, none now"}},
	} {
		if got := c.now.differences(run); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		decoded, err := decodeIdentity(c.now.encode())
		if err != nil || !slices.Equal(decoded, c.now) {
			t.Errorf("%s: %v %v", c.name, decoded, err)
		}
	}
}

func replaced(id Identity, at int, fact Fact) Identity {
	id = slices.Clone(id)
	id[at] = fact
	return id
}

// models compiles scenarios of one table.
func models(t *testing.T, table string) ([]*sim.Model, *scenarios.Project) {
	t.Helper()
	tables, err := scenarios.Reader("x.csv", strings.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	project, diagnostics := scenarios.Load([]scenarios.Tables{tables}, scenarios.Options{})
	if project == nil {
		t.Fatal(diagnostics)
	}
	var all []*sim.Model
	for _, s := range project.Scenarios {
		m, err := sim.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
	}
	return all, project
}

func start(t *testing.T, path string, verified bool) *Store {
	t.Helper()
	s, err := Start(path, run, verified)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func resume(t *testing.T, path string, verified bool) *Store {
	t.Helper()
	s, err := Resume(path, run, verified)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closed(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestOutcomesComeBackToTheLastBit: what is read from a store is what went in, undefined numbers, −0 and empty lists
// included, in the outcome of a simulation and in one of nothing but oddities.
func TestOutcomesComeBackToTheLastBit(t *testing.T) {
	all, _ := models(t, "scenario,preset,dataset_usd,budget_usd\na,self-hosted,10 to 20,100\nb,none,,\n")
	runner := sim.NewRunner(sim.Options{Trials: 20, Seed: 1, Design: draws.Sobol}, len(all))
	var outcomes []*sim.Outcome
	for _, m := range all {
		outcome, err := runner.Scenario(context.Background(), m)
		if err != nil {
			t.Fatal(err)
		}
		outcomes = append(outcomes, outcome)
	}
	odd := &sim.Outcome{Scenario: &sim.ScenarioResult{
		Scenario: "odd \xff ∞", PointEstimateUSD: math.Copysign(0, -1), BudgetUSD: math.NaN(), OverBudget: math.Inf(-1), NeverLive: 5e-324, USDPer1000Requests: 0.1,
		Metrics: []sim.Metric{{Name: "x", Percentiles: []float64{}, Intervals: nil}, {Percentiles: nil, Intervals: []sim.Interval{}}},
		SCurve:  []float64{math.NaN(), math.Copysign(0, -1), math.MaxFloat64}, CategoryRankCorrelations: [][]float64{nil, {}, {1}},
	}, Warnings: []sim.Warning{}}
	outcomes = append(outcomes, odd)

	path := filepath.Join(t.TempDir(), "journal")
	s := start(t, path, false)
	for row, outcome := range outcomes {
		if err := s.add(row, outcome); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, s)
	s = resume(t, path, false)
	defer closed(t, s)
	for row, want := range outcomes {
		got, err := s.outcome(row, want.Scenario.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := bits(reflect.ValueOf(got)), bits(reflect.ValueOf(want)); a != b {
			t.Errorf("row %d:\n%s\n%s", row, a, b)
		}
	}
	if _, err := s.outcome(0, "b"); err == nil {
		t.Error("the outcome of another scenario was taken")
	}
	if got, err := s.outcome(9, "z"); got != nil || err != nil {
		t.Errorf("%v %v", got, err)
	}
}

// bits writes a value with every bit of its numbers, and tells empty lists from none.
func bits(v reflect.Value) string {
	var text strings.Builder
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return "nil"
		}
		return "&" + bits(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			fmt.Fprintf(&text, "%s:%s ", v.Type().Field(i).Name, bits(v.Field(i)))
		}
		return "{" + text.String() + "}"
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.IsNil() {
			return "nil"
		}
		for i := range v.Len() {
			text.WriteString(bits(v.Index(i)) + " ")
		}
		return "[" + text.String() + "]"
	case reflect.Float64:
		if math.IsNaN(v.Float()) {
			return "NaN"
		}
		return fmt.Sprintf("%x", math.Float64bits(v.Float()))
	}
	return fmt.Sprintf("%#v", v.Interface())
}

// TestFewGoOn: whatever is finished already, in whatever order, the result is the same, and only the rest is simulated.
func TestFewGoOn(t *testing.T) {
	all, project := models(t, "scenario,preset,examples\na,small-model,100 to 900\nb,none,\nc,rag,50 to 90\nd,small-model,7\n")
	dir := t.TempDir()
	o := sim.Options{Trials: 64, Seed: 1, Design: draws.Sobol, Baseline: "c"}
	text := func(r *sim.Result) string {
		var out bytes.Buffer
		for _, file := range report.Files(r, project.Scenarios, report.Options{}) {
			if err := file.Write(&out); err != nil {
				t.Fatal(err)
			}
		}
		return out.String()
	}
	want, err := sim.Run(context.Background(), all, o)
	if err != nil {
		t.Fatal(err)
	}
	full := start(t, filepath.Join(dir, "full"), false)
	defer closed(t, full)
	if _, err := Few(context.Background(), all, o, full); err != nil {
		t.Fatal(err)
	}
	for finished := range 1 << len(all) {
		path := filepath.Join(dir, fmt.Sprint(finished))
		s := start(t, path, false)
		left := len(all)
		for row, m := range all {
			if finished>>row&1 == 0 {
				continue
			}
			outcome, err := full.outcome(row, m.Scenario.Name)
			if err == nil {
				err = s.add(row, outcome)
			}
			if err != nil {
				t.Fatal(err)
			}
			left--
		}
		closed(t, s)
		s = resume(t, path, false)
		lived, expected := 0, 0
		counting := o
		counting.Workers = 1
		counting.Progress = func(done, all int) { lived, expected = done, all }
		got, err := Few(context.Background(), all, counting, s)
		if err != nil {
			t.Fatal(err)
		}
		if text(got) != text(want) {
			t.Errorf("finished %04b: another result", finished)
		}
		if left > 0 && finished>>2&1 == 1 { // the baseline is lived again
			left++
		}
		if lived != left*o.Trials || expected != lived {
			t.Errorf("finished %04b: %d lifetimes of %d announced, want %d", finished, lived, expected, left*o.Trials)
		}
		closed(t, s)
	}
	if _, err := Few(context.Background(), all, sim.Options{Trials: 1, Baseline: "nobody"}, resume(t, filepath.Join(dir, "0"), false)); err == nil {
		t.Error("a baseline that is not there")
	}
}

func TestStoresOfOtherRuns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	s := start(t, path, false)
	outcome := &sim.Outcome{Scenario: &sim.ScenarioResult{Scenario: "a"}}
	if err := s.add(0, outcome); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	other := replaced(run, 2, Fact{"--seed", "2"})
	var mismatch *Mismatch
	if _, err := Resume(path, other, false); !errors.As(err, &mismatch) || !slices.Equal(mismatch.Differences, []string{"--seed: 1 then, 2 now"}) {
		t.Error(err)
	}
	for id, want := range map[*Identity]int{&run: 1, &other: 0} {
		if n, err := Finished(path, *id); n != want || err != nil {
			t.Errorf("%d finished, %v; want %d", n, err, want)
		}
	}
	if n, err := Finished(path+" not there", run); n != 0 || err != nil {
		t.Errorf("%d finished, %v", n, err)
	}
	// What was not verified does not count where verifying is asked for.
	for verified, want := range map[bool][]int{false: nil, true: {0}} {
		s := resume(t, path, verified)
		if rows, err := s.unfinished([]string{"a"}); !slices.Equal(rows, want) || err != nil {
			t.Errorf("verified %t: rows %v are left, %v; want %v", verified, rows, err, want)
		}
		closed(t, s)
	}
	s = resume(t, path, true)
	if err := s.add(0, outcome); err != nil {
		t.Fatal(err)
	}
	if rows, err := s.unfinished([]string{"a"}); rows != nil || err != nil {
		t.Errorf("rows %v are left, %v", rows, err)
	}
	closed(t, s)
}

// TestATableThatVanishes: a batch reads its table again, and a table that is gone is an error, not a shorter batch.
func TestATableThatVanishes(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x.csv")
	if err := os.WriteFile(file, []byte("scenario,preset\na,none\nb,none\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	set, diagnostics := scenarios.Check([]scenarios.Tables{scenarios.Files(file)}, scenarios.Options{})
	if set == nil {
		t.Fatal(diagnostics)
	}
	out, err := folder.Open(filepath.Join(dir, "report"))
	if err != nil {
		t.Fatal(err)
	}
	store := start(t, out.Journal(), false)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	b := Batch{Set: set, Sim: sim.Options{Trials: 20, Design: draws.Sobol}, Result: &sim.Result{}, Out: out, Store: store}
	if _, err := b.Run(context.Background()); err == nil || !strings.Contains(err.Error(), "x.csv") {
		t.Error(err)
	}
	closed(t, store)
	if err := out.Discard(); err != nil {
		t.Fatal(err)
	}
}
