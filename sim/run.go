// Package sim simulates scenarios: thousands of project lifetimes each, on a pool of workers.
//
// The way through:
//
//	Compile     a checked scenario becomes a Model: names resolved, cells compiled        model.go
//	Run         lifetimes are drawn in blocks by a pool of workers                        run.go, runner.go, collect.go, block.go
//	            and kept in columns, beyond 2^18 in sketches                              sample.go
//	            of which some are verified by the plain ledger                            verify.go
//	            columns become estimates, drivers, comparisons                            summarize.go, drivers.go, compare.go
//	Result      what a report renders                                                     result.go
//	Replay      the same lifetimes once more, one by one, for those who want them all     replay.go
//
// Three rooms do the work: lifetime (docs/model.md, line by line), draws (streams of uniforms, designs, dependence)
// and estimates (percentiles and their errors). A result depends on the input, the seed, the design and the number of
// trials; never on the number of workers.
package sim

import (
	"context"
	"fmt"
	"slices"

	"finetco/sim/draws"
	"finetco/sim/estimates"
)

// Options say how to simulate.
type Options struct {
	Trials    int          // lifetimes per scenario, at least 1; with a Precision not used
	Seed      uint64       // any
	Design    draws.Design // of the draws
	Workers   int          // 0: one for each core
	BudgetUSD *float64     // over each scenario's own budget_usd; nil: none
	Baseline  string       // the scenario that the others are compared with; "": the first

	// Precision, if above 0, is the half-width of the 95% intervals of the total's P50 and P90, relative to the
	// percentile, that lifetimes are drawn for until it is reached, or MaxTrials.
	Precision float64
	MaxTrials int // with a Precision: at most this many lifetimes per scenario

	Verify int // if above 0: lifetimes of each scenario, spread over all, that are lived again and must be the same by the plain ledger

	// Progress, if not nil, hears now and then how many lifetimes of all are done. It is called from many goroutines.
	Progress func(done, all int)
}

func (o Options) source() draws.Source { return draws.NewSource(o.Design, o.Seed) }

// otherSource draws what is independent of source.
func (o Options) otherSource() draws.Source { return draws.NewSource(o.Design, ^o.Seed) }

// replicated reports whether the design runs in replicates.
func (o Options) replicated() bool { return o.Design != draws.Random }

// sampleOf says how a column was drawn.
func (o Options) sampleOf(column []float64) estimates.Sample {
	if o.replicated() {
		return estimates.Replicated(column)
	}
	return estimates.Independent(column)
}

// Run simulates the scenarios and compares them with the baseline. The error is the context's when it ends first, tells
// of a baseline that is not there, or is a *Difference that verifying found.
func Run(ctx context.Context, models []*Model, o Options) (*Result, error) {
	order, err := baselineFirst(models, o.Baseline)
	if err != nil {
		return nil, err
	}
	runner := NewRunner(o, len(models))
	outcomes := make([]*Outcome, len(models))
	for _, i := range order {
		if outcomes[i], err = runner.Scenario(ctx, models[i]); err != nil {
			return nil, err
		}
	}
	result := &Result{Seed: o.Seed, Sampling: string(o.Design), Trials: o.Trials}
	for _, outcome := range outcomes {
		result.Add(outcome)
	}
	return result, nil
}

// baselineFirst is the order of simulation.
func baselineFirst(models []*Model, name string) ([]int, error) {
	order := make([]int, len(models))
	for i := range order {
		order[i] = i
	}
	if name == "" {
		return order, nil
	}
	i := slices.IndexFunc(models, func(m *Model) bool { return m.Scenario.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("no scenario %q for a baseline", name)
	}
	return slices.Insert(slices.Delete(order, i, i+1), 0, i), nil
}
