package sim

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"finetco/sim/draws"
	"finetco/sim/lifetime"
)

func TestRunsAreVerified(t *testing.T) {
	for _, design := range draws.Designs() {
		for _, trials := range []int{1, 2, 700} {
			o := Options{Trials: trials, Seed: 3, Design: design, Verify: 200}
			if _, err := Run(context.Background(), example(t), o); err != nil {
				t.Errorf("%s, %d trials: %v", design, trials, err)
			}
		}
	}
}

// TestVerifyBeyondTheColumns: of most lifetimes no outputs are kept, and they are verified all the same.
func TestVerifyBeyondTheColumns(t *testing.T) {
	m := load(t, "scenario,preset,horizon_months\na,small-model,12\n", nil)[0]
	o := Options{Trials: maxSample + 2000, Seed: 3, Design: draws.Sobol, Verify: 50}
	s := sampled(t, m, o)
	if err := m.verify(context.Background(), s, o); err != nil {
		t.Error(err)
	}
}

// TestVerifyFindsEveryDifference changes one output of one lifetime after another, by ten times what is tolerated.
func TestVerifyFindsEveryDifference(t *testing.T) {
	m := example(t)[0]
	o := Options{Trials: 40, Seed: 3, Design: draws.Sobol, Verify: 40}
	s := sampled(t, m, o)
	for k, name := range m.life.OutputNames() {
		trial := k % o.Trials
		column := s.outputs[k]
		right := column[trial]
		column[trial] += 1e-8 * max(1, s.outputs[lifetime.TotalUSD][trial], math.Abs(right))
		var d *Difference
		if err := m.verify(context.Background(), s, o); !errors.As(err, &d) {
			t.Errorf("%s: %v", name, err)
		} else if d.Trial != trial || d.Output != name && d.Output != "total_usd" || d.Scenario != "cloud" ||
			!strings.Contains(err.Error(), fmt.Sprintf(`scenario "cloud", trial %d`, trial)) {
			t.Errorf("%s of trial %d: %v", name, trial, err)
		}
		column[trial] = right
	}
	// The total is the sum of its categories to the last bit.
	right := s.outputs[lifetime.TotalUSD][7]
	s.outputs[lifetime.TotalUSD][7] = math.Nextafter(right, 0)
	if err := m.verify(context.Background(), s, o); err == nil {
		t.Error("a total beside its categories was not found")
	}
	s.outputs[lifetime.TotalUSD][7] = right
	// The first of several is told, whoever finds it.
	s.outputs[lifetime.DataUSD][31]++
	s.outputs[lifetime.DataUSD][5]++
	s.outputs[lifetime.DataUSD][30]++
	for range 20 {
		var d *Difference
		if err := m.verify(context.Background(), s, o); !errors.As(err, &d) || d.Trial != 5 {
			t.Fatal(err)
		}
	}
	o.Verify = 0
	if err := m.verify(context.Background(), s, o); err != nil {
		t.Error(err)
	}
}

func TestSpread(t *testing.T) {
	for _, c := range []struct{ count, all int }{{1, 1}, {1, 9}, {2, 9}, {9, 9}, {1000, 65536}, {1000, 1e9}} {
		last := -1
		for index := range c.count {
			trial := spread(index, c.count, c.all)
			if trial <= last || trial >= c.all {
				t.Fatalf("%d of %d: trial %d follows %d", c.count, c.all, trial, last)
			}
			last = trial
		}
		if c.count > 1 && last != c.all-1 {
			t.Errorf("%d of %d: the last is %d", c.count, c.all, last)
		}
	}
}
