package sim

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// A sample is what is kept of a scenario's lifetimes, in columns by trial.
type sample struct {
	trials      int
	outputs     [][]float64 // [output][trial]
	scores      [][]float64 // [uncertain input][trial]: normal scores, or uniforms of inputs without dependence
	lines       [][]float64 // [line][trial]: uniforms
	occurrences [][]float64 // [risk][trial]: how often it struck
	monthly     [][]float64 // [month][trial]: cost, of the first fanTrials lifetimes
	breakdown   [][]float64 // [block][category·years + year]: cost, summed over the block

	cumulative []float64 // [trial·months + month] of the baseline: cost so far; nil for other scenarios
	breakEven  []float64 // [trial] against the baseline; nil for itself
}

// fanTrials is how many lifetimes the cash-flow fan, the rank correlations of categories and the event luck are read
// from.
const fanTrials = 8192

func newSample(m *Model, trials int) *sample {
	blocks := (trials + blockSize - 1) / blockSize
	return &sample{
		trials:      trials,
		outputs:     newColumns(len(m.life.OutputNames()), trials),
		scores:      newColumns(len(m.inputs), trials),
		lines:       newColumns(len(m.lines), trials),
		occurrences: newColumns(len(m.life.Risks), trials),
		monthly:     newColumns(m.life.Horizon, min(trials, fanTrials)),
		breakdown:   newColumns(blocks, lifetime.Categories*m.life.Years()),
	}
}

// keep records one lifetime; cumulative is scratch of a horizon's length.
func (s *sample) keep(trial int, life *lifetime.Lifetime, baseline *sample, cumulative []float64) {
	for o, value := range life.Outputs() {
		s.outputs[o][trial] = value
	}
	life.CountOccurrences(func(risk int) { s.occurrences[risk][trial]++ })
	sums := s.breakdown[trial/blockSize]
	for c, years := range life.Yearly() {
		for year, usd := range years {
			sums[c*len(years)+year] += usd
		}
	}
	if trial < fanTrials {
		for m, usd := range life.Monthly() {
			s.monthly[m][trial] = usd
		}
	}
	if s.cumulative == nil && s.breakEven == nil {
		return
	}
	soFar := 0.0
	for m, usd := range life.Monthly() {
		soFar += usd
		cumulative[m] = soFar
	}
	switch {
	case s.cumulative != nil:
		copy(s.cumulative[trial*len(cumulative):], cumulative)
	case s.breakEven != nil:
		months := len(baseline.monthly)
		s.breakEven[trial] = estimates.BreakEvenMonth(cumulative, baseline.cumulative[trial*months:(trial+1)*months])
	}
}

// collect lives the scenario's lifetimes on a pool of workers. Each block writes to its own place, so that the sample
// does not depend on who did what when. baseline is the sample to compare with, nil for none.
func (m *Model) collect(ctx context.Context, o Options, s *sample, baseline *sample, progress func(lifetimes int)) error {
	streams := m.streams(o.source(), o.source())
	return inParallel(ctx, o.workers(), len(s.breakdown), func() func(int) {
		b := newBlock(m, streams)
		cumulative := make([]float64, m.life.Horizon)
		return func(index int) {
			first := index * blockSize
			n := min(blockSize, s.trials-first)
			b.run(uint64(first), n, func(i int, life *lifetime.Lifetime) { s.keep(first+i, life, baseline, cumulative) })
			for k := range s.scores {
				copy(s.scores[k][first:], b.scores[k][:n])
			}
			for k := range s.lines {
				copy(s.lines[k][first:], b.chances[k][:n])
			}
			progress(n)
		}
	})
}

// freshTotals are the totals of the sample's first lifetimes with the same inputs under other events.
func (m *Model) freshTotals(ctx context.Context, o Options, trials int) ([]float64, error) {
	other := o
	other.Seed = ^o.Seed
	streams := m.streams(o.source(), other.source())
	totals := make([]float64, trials)
	blocks := (trials + blockSize - 1) / blockSize
	err := inParallel(ctx, o.workers(), blocks, func() func(int) {
		b := newBlock(m, streams)
		return func(index int) {
			first := index * blockSize
			b.run(uint64(first), min(blockSize, trials-first), func(i int, life *lifetime.Lifetime) {
				totals[first+i] = life.Outputs()[lifetime.TotalUSD]
			})
		}
	})
	return totals, err
}

// prefixes are the first trials of some columns.
func prefixes(columns [][]float64, trials int) [][]float64 {
	columns = slices.Clone(columns)
	for k := range columns {
		columns[k] = columns[k][:min(trials, len(columns[k]))]
	}
	return columns
}

// inParallel calls work(0) … work(count−1) from so many goroutines, each with a work function of its own. It stops
// early, with the context's error, when the context ends.
func inParallel(ctx context.Context, workers, count int, newWorker func() (work func(index int))) error {
	var next atomic.Int64
	var pool sync.WaitGroup
	for range min(workers, count) {
		pool.Go(func() {
			work := newWorker()
			for ctx.Err() == nil {
				index := int(next.Add(1)) - 1
				if index >= count {
					return
				}
				work(index)
			}
		})
	}
	pool.Wait()
	return ctx.Err()
}

// workers is the number asked for, else one for each core.
func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}
