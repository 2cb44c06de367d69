package batch

import (
	"context"
	"fmt"
	"slices"

	"finetco/sim"
)

// Few simulates scenarios that are held at once, one after another, each with all workers. What the store has of them
// already is not simulated again.
func Few(ctx context.Context, models []*sim.Model, o sim.Options, store *Store) (*sim.Result, error) {
	names := make([]string, len(models))
	for row, m := range models {
		names[row] = m.Scenario.Name
	}
	work, err := plan(names, o.Baseline, store)
	if err != nil {
		return nil, err
	}
	runner := sim.NewRunner(o, len(models))
	runner.Expect(len(work.order))
	for _, row := range work.order {
		if err := work.simulate(ctx, runner, row, models[row]); err != nil {
			return nil, err
		}
	}
	result := &sim.Result{Seed: o.Seed, Sampling: string(o.Design), Trials: o.Trials}
	for row, name := range names {
		outcome, err := store.outcome(row, name)
		if err != nil {
			return nil, err
		}
		result.Add(outcome)
	}
	return result, nil
}

// work is what a run has to do.
type work struct {
	store    *Store
	baseline int   // its row
	order    []int // rows to simulate, the baseline first where there is anything to compare with it
	left     map[int]bool
}

// plan finds what is left to do. The baseline's lifetimes are lived again if any other scenario is left, because it is
// compared with them.
func plan(names []string, baseline string, store *Store) (*work, error) {
	w := &work{store: store, left: map[int]bool{}}
	if baseline != "" {
		if w.baseline = slices.Index(names, baseline); w.baseline < 0 {
			return nil, fmt.Errorf("no scenario %q for a baseline", baseline)
		}
	}
	rows, err := store.unfinished(names)
	if err != nil || len(rows) == 0 {
		return w, err
	}
	for _, row := range rows {
		w.left[row] = true
	}
	w.order = append(w.order, w.baseline)
	for _, row := range rows {
		if row != w.baseline {
			w.order = append(w.order, row)
		}
	}
	return w, nil
}

// simulate runs the scenario of a row and keeps its outcome, which everything that follows reads from the store: an
// interrupted run and an uninterrupted one then write the same bytes by construction.
func (w *work) simulate(ctx context.Context, runner *sim.Runner, row int, m *sim.Model) error {
	outcome, err := runner.Scenario(ctx, m)
	if err != nil || !w.left[row] {
		return err
	}
	return w.store.add(row, outcome)
}
