// Package batch simulates more scenarios than memory should hold: they stream from their tables, run side by side, one
// to a core, and are written in row order as they end. What is kept of each is what a ranked table needs, and the whole
// of the few that are reported in detail.
package batch

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"finetco/cmd/finetco/internal/folder"
	"finetco/report"
	"finetco/scenarios"
	"finetco/sim"
)

// A Batch is a checked set of scenarios and what to do with it.
type Batch struct {
	Set    *scenarios.Set
	Sim    sim.Options
	Report report.Options
	Result *sim.Result // what is known before the first scenario: seed, design, trials, inputs, warnings
	Out    *folder.Folder
}

// Run simulates the batch and writes the files that grow with every scenario, and the pictures if there are to be any.
// It completes the Result, which is slim but for the scenarios that are reported in detail, and returns these.
func (b *Batch) Run(ctx context.Context) ([]*scenarios.Scenario, error) {
	out, err := b.open()
	if err != nil {
		return nil, err
	}
	err = b.simulate(ctx, out.add)
	if closed := out.close(err == nil); err == nil {
		err = closed
	}
	return out.best.scenarios(), err
}

// A finished scenario waits for its turn to be written.
type finished struct {
	row      int
	scenario *scenarios.Scenario
	outcome  *sim.Outcome
	part     report.Part
}

// A job is a scenario to simulate, and the place where the writer waits for it.
type job struct {
	row      int
	scenario *scenarios.Scenario
	done     chan *finished // takes one
}

// simulate runs the baseline, then all others side by side, and hands them to finish in row order.
func (b *Batch) simulate(ctx context.Context, finish func(*finished) error) error {
	runner := sim.NewRunner(b.Sim, len(b.Set.Names))
	baseline, err := b.baseline(ctx, runner)
	if err != nil {
		return err
	}
	runner.SideBySide()

	workers := b.Sim.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	group, ctx := errgroup.WithContext(ctx)
	jobs := make(chan job)
	inOrder := make(chan chan *finished, 4*workers) // so many may be ahead of the writer
	group.Go(func() error {
		defer close(jobs)
		defer close(inOrder)
		return b.dispatch(ctx, jobs, inOrder)
	})
	for range workers {
		group.Go(func() error {
			for j := range jobs {
				f := baseline
				if j.row != baseline.row {
					var err error
					if f, err = simulateOne(ctx, runner, j.row, j.scenario); err != nil {
						return err
					}
				}
				j.done <- f
			}
			return nil
		})
	}
	group.Go(func() error {
		for done := range inOrder {
			select {
			case f := <-done:
				if err := finish(f); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return group.Wait()
}

// dispatch reads the scenarios and gives each to the workers and to the writer.
func (b *Batch) dispatch(ctx context.Context, jobs chan<- job, inOrder chan<- chan *finished) error {
	row := 0
	for s, err := range b.Set.Scenarios() {
		if err != nil {
			return err
		}
		j := job{row, s, make(chan *finished, 1)}
		row++
		select {
		case inOrder <- j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case jobs <- j:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// baseline simulates the scenario that the others are compared with, with all workers.
func (b *Batch) baseline(ctx context.Context, runner *sim.Runner) (*finished, error) {
	row := 0
	for s, err := range b.Set.Scenarios() {
		switch {
		case err != nil:
			return nil, err
		case b.Sim.Baseline == "" || s.Name == b.Sim.Baseline:
			return simulateOne(ctx, runner, row, s)
		}
		row++
	}
	return nil, fmt.Errorf("no scenario %q for a baseline", b.Sim.Baseline)
}

func simulateOne(ctx context.Context, runner *sim.Runner, row int, s *scenarios.Scenario) (*finished, error) {
	m, err := sim.Compile(s)
	if err != nil {
		return nil, err
	}
	outcome, err := runner.Scenario(ctx, m)
	if err != nil {
		return nil, err
	}
	part, err := report.PartOf(outcome.Scenario, s)
	return &finished{row, s, outcome, part}, err
}
