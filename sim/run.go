// Package sim simulates scenarios: thousands of project lifetimes each, on a pool of workers.
//
// The way through:
//
//	Compile     a checked scenario becomes a Model: names resolved, cells compiled        model.go
//	Run         lifetimes are drawn in blocks by a pool of workers                        run.go, block.go, collect.go
//	            and kept in columns, beyond 2^18 in sketches                              sample.go
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

	// Progress, if not nil, hears now and then how many lifetimes of all are done. It is called from many goroutines.
	Progress func(done, all int)
}

func (o Options) source() draws.Source { return draws.NewSource(o.Design, o.Seed) }

// replicated reports whether the design runs in replicates.
func (o Options) replicated() bool { return o.Design != draws.Random }

// sampleOf says how a column was drawn.
func (o Options) sampleOf(column []float64) estimates.Sample {
	if o.replicated() {
		return estimates.Replicated(column)
	}
	return estimates.Independent(column)
}

// Run simulates the scenarios and compares them with the baseline. The error is the context's when it ends first, or
// tells of a baseline that is not there.
func Run(ctx context.Context, models []*Model, o Options) (*Result, error) {
	order, err := baselineFirst(models, o.Baseline)
	if err != nil {
		return nil, err
	}
	run := &running{Options: o, ctx: ctx, all: o.Trials * len(models)}
	scenarios, comparisons := make([]*ScenarioResult, len(models)), make([]*Comparison, len(models))
	warnings := make([][]Warning, len(models))
	var base *sample
	for _, i := range order {
		m, s := models[i], &sample{baseline: base}
		switch {
		case len(models) == 1:
			s.role = alone
		case base == nil:
			s.role, base = asBaseline, s
		default:
			s.role = compared
		}
		if warnings[i], err = run.live(m, s); err != nil {
			return nil, err
		}
		if scenarios[i], err = m.summarize(ctx, s, o); err != nil {
			return nil, err
		}
		if s.role == compared {
			comparisons[i] = compare(m, models[order[0]], s, o)
			warnings[i] = append(warnings[i], horizonWarnings(m, models[order[0]])...)
		}
	}
	result := &Result{Seed: o.Seed, Sampling: string(o.Design), Trials: o.Trials, Scenarios: scenarios}
	for i, m := range models {
		result.Trials = max(result.Trials, scenarios[i].Trials)
		result.Warnings = slices.Concat(result.Warnings, m.Warnings, warnings[i], sampleWarnings(scenarios[i]))
		if comparisons[i] != nil {
			result.Comparisons = append(result.Comparisons, *comparisons[i])
		}
	}
	return result, nil
}

// running is a run under way.
type running struct {
	Options
	ctx  context.Context
	done atomic.Int64
	all  int // lifetimes, as far as is known
}

func (r *running) progress(lifetimes int) {
	now := int(r.done.Add(int64(lifetimes)))
	if r.Progress != nil {
		r.Progress(now, max(now, r.all))
	}
}

// live draws a scenario's lifetimes: so many, or until the precision is reached.
func (r *running) live(m *Model, s *sample) ([]Warning, error) {
	if r.Precision <= 0 {
		return nil, m.extend(r.ctx, r.Options, s, r.Trials, r.progress)
	}
	var w estimates.Workspace
	passes := 0
	for trials := min(firstTrials, r.MaxTrials); ; trials = min(2*trials, r.MaxTrials) {
		if err := m.extend(r.ctx, r.Options, s, trials, r.progress); err != nil {
			return nil, err
		}
		total := s.total(&w, r.Options)
		if estimates.PrecisionReached(total, r.Precision) {
			passes++
		} else {
			passes = 0
		}
		switch {
		case passes == 2:
			return nil, nil
		case trials == r.MaxTrials:
			return []Warning{{m.Scenario.Name, "precision_not_reached", fmt.Sprintf(
				"%d trials did not bring the 95%% intervals of the total's P50 and P90 within %.3g%% twice in a row", trials, 100*r.Precision)}}, nil
		}
	}
}

// firstTrials is how many lifetimes a precision is first looked at after.
const firstTrials = 16384

// horizonWarnings tells of totals that cover different times.
func horizonWarnings(m, base *Model) []Warning {
	if m.life.Horizon == base.life.Horizon {
		return nil
	}
	return []Warning{{m.Scenario.Name, "horizons_differ", fmt.Sprintf(
		"the horizon is %d months and that of the baseline %q is %d: their totals cover different times, and the break-even is sought within the shorter",
		m.life.Horizon, base.Scenario.Name, base.life.Horizon)}}
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
