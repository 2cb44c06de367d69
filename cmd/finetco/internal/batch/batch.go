// Package batch simulates more scenarios than memory should hold: they stream from their tables, run side by side, one
// to a core, and are written in row order as they end. What is kept of each is what a ranked table needs, and the whole
// of the few that are reported in detail. Every outcome goes through a journal, few scenarios' too, so that an interrupted
// run can go on.
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
	Store  *Store // what is finished already, and what will be
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

// simulate runs the baseline, then all others that are left side by side, and hands everything to finish in row order.
func (b *Batch) simulate(ctx context.Context, finish func(*finished) error) error {
	work, err := plan(b.Set.Names, b.Sim.Baseline, b.Store)
	if err != nil {
		return err
	}
	runner := sim.NewRunner(b.Sim, len(b.Set.Names))
	runner.Expect(len(work.order))
	if len(work.order) > 0 {
		if err := b.baseline(ctx, runner, work); err != nil {
			return err
		}
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
				if j.row != work.baseline && work.left[j.row] {
					if err := simulateOne(ctx, runner, work, j.row, j.scenario); err != nil {
						return err
					}
				}
				f, err := b.read(j.row, j.scenario)
				if err != nil {
					return err
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
func (b *Batch) baseline(ctx context.Context, runner *sim.Runner, work *work) error {
	row := 0
	for s, err := range b.Set.Scenarios() {
		switch {
		case err != nil:
			return err
		case row == work.baseline:
			return simulateOne(ctx, runner, work, row, s)
		}
		row++
	}
	return fmt.Errorf("the baseline is not among the %d scenarios", row)
}

func simulateOne(ctx context.Context, runner *sim.Runner, work *work, row int, s *scenarios.Scenario) error {
	m, err := sim.Compile(s)
	if err != nil {
		return err
	}
	return work.simulate(ctx, runner, row, m)
}

// read takes a finished scenario from the store and prepares what it adds to the files.
func (b *Batch) read(row int, s *scenarios.Scenario) (*finished, error) {
	outcome, err := b.Store.outcome(row, s.Name)
	if err != nil {
		return nil, err
	}
	part, err := report.PartOf(outcome.Scenario, s)
	return &finished{row, s, outcome, part}, err
}
