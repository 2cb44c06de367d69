package sim

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"finetco/sim/estimates"
)

// A Runner simulates scenarios one by one and compares each with the first, the baseline. When the first has ended,
// others may run side by side.
type Runner struct {
	o        Options
	several  bool // there is something to compare
	baseline *yardstick
	done     atomic.Int64
	all      int // lifetimes, as far as is known

	mu    sync.Mutex
	spare []*sample // done with, for scenarios to come
}

// An Outcome is what simulating a scenario found. Comparison is nil for the baseline.
type Outcome struct {
	Scenario   *ScenarioResult
	Comparison *Comparison
	Warnings   []Warning
}

// Add puts an outcome into the result, after those it has.
func (r *Result) Add(o *Outcome) {
	r.Scenarios = append(r.Scenarios, o.Scenario)
	r.Trials = max(r.Trials, o.Scenario.Trials)
	r.Warnings = append(r.Warnings, o.Warnings...)
	if o.Comparison != nil {
		r.Comparisons = append(r.Comparisons, *o.Comparison)
	}
}

// NewRunner returns a runner for so many scenarios.
func NewRunner(o Options, scenarios int) *Runner {
	return &Runner{o: o, several: scenarios > 1, all: o.Trials * scenarios}
}

// Expect tells the progress that so many scenarios will be simulated, where these are not all.
func (r *Runner) Expect(scenarios int) { r.all = r.o.Trials * scenarios }

// SideBySide gives each scenario one worker from now on, because as many scenarios run at the same time.
func (r *Runner) SideBySide() { r.o.Workers = 1 }

// Scenario simulates one. The error is the context's when it ends first.
func (r *Runner) Scenario(ctx context.Context, m *Model) (*Outcome, error) {
	s := r.take()
	defer r.giveBack(s)
	switch {
	case !r.several:
		s.begin(alone, nil)
	case r.baseline == nil:
		s.begin(asBaseline, nil)
	default:
		s.begin(compared, r.baseline)
	}
	warnings, err := r.live(ctx, m, s)
	if err != nil {
		return nil, err
	}
	if err := m.verify(ctx, s, r.o); err != nil {
		return nil, err
	}
	outcome, err := m.summarize(ctx, s, r.o)
	if err != nil {
		return nil, err
	}
	outcome.Warnings = slices.Concat(m.Warnings, warnings, sampleWarnings(outcome.Scenario))
	switch s.role {
	case asBaseline:
		r.baseline = s.yardstickOf(m)
	case compared:
		outcome.Warnings = append(outcome.Warnings, horizonWarnings(m, r.baseline.model)...)
	}
	return outcome, nil
}

// take returns a sample to fill.
func (r *Runner) take() *sample {
	r.mu.Lock()
	defer r.mu.Unlock()
	last := len(r.spare) - 1
	if last < 0 {
		return &sample{}
	}
	s := r.spare[last]
	r.spare = r.spare[:last]
	return s
}

func (r *Runner) giveBack(s *sample) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.spare = append(r.spare, s)
}

func (r *Runner) progress(lifetimes int) {
	now := int(r.done.Add(int64(lifetimes)))
	if r.o.Progress != nil {
		r.o.Progress(now, max(now, r.all))
	}
}

// live draws a scenario's lifetimes: so many, or until the precision is reached.
func (r *Runner) live(ctx context.Context, m *Model, s *sample) ([]Warning, error) {
	if r.o.Precision <= 0 {
		return nil, m.extend(ctx, r.o, s, r.o.Trials, r.progress)
	}
	w := &s.workspacesOf(1)[0]
	passes := 0
	for trials := min(firstTrials, r.o.MaxTrials); ; trials = min(2*trials, r.o.MaxTrials) {
		if err := m.extend(ctx, r.o, s, trials, r.progress); err != nil {
			return nil, err
		}
		if estimates.PrecisionReached(s.total(w, r.o), r.o.Precision) {
			passes++
		} else {
			passes = 0
		}
		switch {
		case passes == 2:
			return nil, nil
		case trials == r.o.MaxTrials:
			return []Warning{{m.Scenario.Name, "precision_not_reached", fmt.Sprintf(
				"%d trials did not bring the 95%% intervals of the total's P50 and P90 within %.3g%% twice in a row", trials, 100*r.o.Precision)}}, nil
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
