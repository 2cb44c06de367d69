package sim

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"finetco/sim/draws"
	"finetco/sim/lifetime"
)

// TestReplayedLifetimesAreThoseOfTheRun: whatever the design and the number of workers, bit for bit and in order.
func TestReplayedLifetimesAreThoseOfTheRun(t *testing.T) {
	const trials = 5*blockSize + 77
	for _, m := range example(t) {
		for _, design := range draws.Designs() {
			s := sampled(t, m, Options{Trials: trials, Seed: 9, Design: design})
			for _, workers := range []int{1, 3} {
				next := 0
				for block, err := range m.Replay(context.Background(), Options{Seed: 9, Design: design, Workers: workers}, trials) {
					if err != nil || block.First != next {
						t.Fatalf("trial %d after %d: %v", block.First, next, err)
					}
					outputs := block.Values[len(block.Values)-len(s.outputs):]
					for o, column := range outputs {
						if !slices.EqualFunc(column, s.outputs[o][next:next+len(column)], sameBits) {
							t.Errorf("%s, %s: output %d differs from trial %d on", m.Scenario.Name, design, o, next)
						}
					}
					next += len(outputs[0])
				}
				if next != trials {
					t.Errorf("%d lifetimes, want %d", next, trials)
				}
			}
		}
	}
}

func sameBits(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }

// TestReplayTellsWhatWasDrawn: every column is that of the explanation of the same trial; what is absent or a text is NaN.
func TestReplayTellsWhatWasDrawn(t *testing.T) {
	m := load(t, "scenario,preset,labeling_rate,service_months,budget_usd,horizon_months\na,self-hosted,20 to 40,-,,30\n", map[string]string{
		"risks": "scenario,risk,phase,probability,per_year,usd,delay_months,source\na,leak,operate,,uniform(1; 2),1000,,\na,slip,build,25%,,2000,,\n",
		"costs": "scenario,cost,timing,usd,source\na,desk,once,10,\na,\"tax, =1\",monthly,normal(mean=5; sd=1),\n",
	})[0]
	columns := ColumnsOf(m.Scenario)
	if !slices.Equal(columns.Risks, []string{"risk/leak/per_year", "risk/slip/probability"}) || !slices.Equal(columns.Costs, []string{"cost/desk/usd", "cost/tax, =1/usd"}) {
		t.Errorf("%q %q", columns.Risks, columns.Costs)
	}
	if len(columns.Inputs) != lifetime.InputCount || len(columns.Outputs) != lifetime.YearOneUSD+3 {
		t.Errorf("%d inputs, %d outputs", len(columns.Inputs), len(columns.Outputs))
	}
	names := columns.Names()
	o := Options{Seed: 3, Design: draws.Sobol}
	for block, err := range m.Replay(context.Background(), o, 600) {
		if err != nil || len(block.Values) != len(names) {
			t.Fatalf("%d columns, want %d; %v", len(block.Values), len(names), err)
		}
		for _, i := range []int{0, len(block.Values[0]) - 1} {
			e, err := m.Explain(o, block.First+i)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]float64{}
			for _, input := range e.Inputs {
				want[input.Name] = input.Value
			}
			for r, line := range e.Risks {
				want[columns.Risks[r]] = line.Value
			}
			for c, line := range e.Costs {
				want[columns.Costs[c]] = line.Value
			}
			for k, name := range e.Names {
				want[name] = e.Outputs[k]
			}
			for k, name := range names {
				got, there := block.Values[k][i], false
				if _, there = want[name]; !there {
					want[name] = math.NaN()
				}
				// The ledger of an explanation is summed in another order than the run's: to 1e-12.
				if there && !(math.Abs(got-want[name]) <= 1e-12*math.Abs(want[name])) || !there && !math.IsNaN(got) {
					t.Errorf("trial %d, %s: %v, want %v", block.First+i, name, got, want[name])
				}
			}
			for _, absent := range []string{"service_months", "budget_usd", "overhead_base"} {
				if !math.IsNaN(want[absent]) {
					t.Errorf("%s is %v, want none", absent, want[absent])
				}
			}
		}
	}
}

// TestNamesOfColumnsAreUnique: inputs and outputs share one table, so that no output may be named as an input.
func TestNamesOfColumnsAreUnique(t *testing.T) {
	for _, m := range example(t) {
		names := ColumnsOf(m.Scenario).Names()
		slices.Sort(names)
		if unique := slices.Compact(slices.Clone(names)); len(unique) != len(names) {
			t.Errorf("%d of %d names are unique", len(unique), len(names))
		}
	}
}

func TestReplayEndsWhenItIsTold(t *testing.T) {
	m := example(t)[0]
	for block := range m.Replay(context.Background(), Options{Design: draws.Sobol, Workers: 3}, 1<<30) {
		if block.First >= 10*blockSize {
			break // and the workers end
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	seen := 0
	for _, err := range m.Replay(ctx, Options{Design: draws.Sobol, Workers: 2}, 1<<30) {
		if stop(); err == nil {
			seen++
			continue
		}
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	if seen != 1 {
		t.Errorf("%d blocks, want 1", seen)
	}
}
