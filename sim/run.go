// Package sim simulates scenarios: thousands of project lifetimes each, on a pool of workers.
//
// The way through:
//
//	Compile     a checked scenario becomes a Model: names resolved, cells compiled        model.go
//	Run         lifetimes are drawn in blocks by a pool of workers, kept in columns       run.go, block.go, sample.go
//	            columns become estimates, drivers, comparisons                            summarize.go, drivers.go, compare.go
//	Result      what a report renders                                                     result.go
//
// Three rooms do the work: lifetime (docs/model.md, line by line), draws (streams of uniforms, designs, dependence)
// and estimates (percentiles and their errors). A result depends on the input, the seed, the design and the number of
// trials; never on the number of workers.
package sim

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"finetco/sim/draws"
)

// Options say how to simulate.
type Options struct {
	Trials    int          // lifetimes per scenario, at least 1
	Seed      uint64       // any
	Design    draws.Design // of the draws
	Workers   int          // 0: one for each core
	BudgetUSD *float64     // over each scenario's own budget_usd; nil: none
	Baseline  string       // the scenario that the others are compared with; "": the first
	// Progress, if not nil, hears now and then how many lifetimes of all are done. It is called from many goroutines.
	Progress func(done, all int)
}

func (o Options) source() draws.Source { return draws.NewSource(o.Design, o.Seed) }

// Run simulates the scenarios and compares them with the baseline. The error is the context's when it ends first, or
// tells of a baseline that is not there.
func Run(ctx context.Context, models []*Model, o Options) (*Result, error) {
	result := &Result{Seed: o.Seed, Sampling: string(o.Design), Trials: o.Trials, Scenarios: make([]*ScenarioResult, len(models))}
	order, err := baselineFirst(models, o.Baseline)
	if err != nil {
		return nil, err
	}
	var done atomic.Int64
	progress := func(lifetimes int) {
		now := done.Add(int64(lifetimes))
		if o.Progress != nil {
			o.Progress(int(now), o.Trials*len(models))
		}
	}
	comparisons := make([]*Comparison, len(models))
	var baseline *sample
	for _, i := range order {
		m := models[i]
		s := newSample(m, o.Trials)
		switch {
		case len(models) == 1:
		case baseline == nil:
			s.cumulative = make([]float64, s.trials*m.life.Horizon)
		default:
			s.breakEven = make([]float64, s.trials)
		}
		if err := m.collect(ctx, o, s, baseline, progress); err != nil {
			return nil, err
		}
		if result.Scenarios[i], err = m.summarize(ctx, s, o); err != nil {
			return nil, err
		}
		if baseline == nil {
			baseline = s
			continue
		}
		comparisons[i] = compare(m, models[order[0]], s, baseline, o)
	}
	for i, m := range models {
		result.Warnings = append(result.Warnings, m.Warnings...)
		result.Warnings = append(result.Warnings, sampleWarnings(result.Scenarios[i])...)
		if comparisons[i] == nil {
			continue
		}
		result.Comparisons = append(result.Comparisons, *comparisons[i])
		if base := models[order[0]]; m.life.Horizon != base.life.Horizon {
			result.Warnings = append(result.Warnings, Warning{m.Scenario.Name, "horizons_differ", fmt.Sprintf(
				"the horizon is %d months and that of the baseline %q is %d: their totals cover different times, and the break-even is sought within the shorter",
				m.life.Horizon, base.Scenario.Name, base.life.Horizon)})
		}
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
