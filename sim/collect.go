package sim

import (
	"cmp"
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"finetco/sim/draws"
	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// extend lives lifetimes on a pool of workers until the sample has so many; what it has already is whole blocks. Each
// block writes to its own place, so that the sample does not depend on who did what when.
func (m *Model) extend(ctx context.Context, o Options, s *sample, trials int, progress func(lifetimes int)) error {
	streams := m.streams(o.source())
	if s.trials < maxSample {
		s.reserve(m, trials)
		if err := m.fillColumns(ctx, o, s, streams, progress); err != nil {
			return err
		}
	}
	if trials <= maxSample {
		return nil
	}
	if s.tail == nil {
		s.tail = newTail(o)
		s.addColumns()
	}
	own := make([]*tail, o.workers()) // of each worker
	for s.trials < trials {
		if err := m.lengthenTail(ctx, o, s, own, streams, min(trials, s.trials+maxSample), progress); err != nil {
			return err
		}
	}
	for _, t := range own {
		s.tail.mergeSketches(t)
	}
	return nil
}

// fillColumns lives the lifetimes that there is room for in the columns. The first SideTrials are lived once more, as
// soon as they are drawn, with other events.
func (m *Model) fillColumns(ctx context.Context, o Options, s *sample, streams *streams, progress func(int)) error {
	from, end := s.trials, s.columns()
	other := streams.withEvents(m, o.otherSource())
	overflows := make([]error, blocksOf(from, end))
	err := inParallel(ctx, o.workers(), blocksOf(from, end), func(int) func(int) {
		b := newBlock(m, streams)
		chance := other.chance.NewBlock(blockSize)
		return func(index int) {
			first := from + index*blockSize
			n := min(blockSize, end-first)
			s.open(first, n)
			b.run(uint64(first), n, func(i int, life *lifetime.Lifetime) { s.keep(first+i, life) })
			s.place(m, b, first, n)
			overflows[index] = m.checkTrials(streams, first, telling, s.stretch(telling, first, n))
			if first < SideTrials {
				fresh := s.fresh[first : first+n]
				chance.Fill(uint64(first), n)
				b.live(n, chance, func(i int, life *lifetime.Lifetime) { fresh[i] = life.Outputs()[lifetime.TotalUSD] })
				overflows[index] = cmp.Or(overflows[index], m.checkTrials(other, first, telling[:1], [][]float64{fresh}))
			}
			progress(n)
		}
	})
	s.trials = end
	return cmp.Or(append([]error{err}, overflows...)...)
}

// addColumns counts the columns' lifetimes into the tail.
func (s *sample) addColumns() {
	for k, output := range tailOutputs {
		for first := 0; first < s.columns(); first += blockSize {
			block := s.outputs[output][first:min(first+blockSize, s.columns())]
			s.tail.sketches[k].Add(uint64(first), block)
			moments := estimates.ReplicateMomentsOf(uint64(first), block)
			s.tail.moments[k].Merge(&moments)
		}
	}
}

// lengthenTail lives the lifetimes up to end and keeps of them what goes into the tail: moments are merged in the order
// of the blocks; sketches, which merge in any order, stay with the workers.
func (m *Model) lengthenTail(ctx context.Context, o Options, s *sample, own []*tail, streams *streams, end int, progress func(int)) error {
	from := s.trials
	blocks := blocksOf(from, end)
	moments := make([][len(tailOutputs)]estimates.ReplicateMoments, blocks)
	overflows := make([]error, blocks)
	err := inParallel(ctx, len(own), blocks, func(worker int) func(int) {
		b := newBlock(m, streams)
		columns := newColumns[float64](len(tailOutputs), blockSize)
		if own[worker] == nil {
			own[worker] = newTail(o)
		}
		sketches := &own[worker].sketches
		return func(index int) {
			first := from + index*blockSize
			n := min(blockSize, end-first)
			b.run(uint64(first), n, func(i int, life *lifetime.Lifetime) {
				for k, output := range tailOutputs {
					columns[k][i] = life.Outputs()[output]
				}
			})
			if overflows[index] = m.checkTrials(streams, first, tailOutputs[:], prefixes(columns, n)); overflows[index] != nil {
				return
			}
			for k := range tailOutputs {
				sketches[k].Add(uint64(first), columns[k][:n])
				moments[index][k] = estimates.ReplicateMomentsOf(uint64(first), columns[k][:n])
			}
			progress(n)
		}
	})
	for _, block := range moments {
		for k := range block {
			s.tail.moments[k].Merge(&block[k])
		}
	}
	s.trials = end
	return cmp.Or(append([]error{err}, overflows...)...)
}

// Totals returns total_usd of the lifetimes 0 … trials−1 that the source draws, by trial, and nothing else of them: the
// numbers that Run has under the same design and seed. workers is the number of goroutines, 0 for one a core. The
// error is the context's when it ends first.
func (m *Model) Totals(ctx context.Context, source draws.Source, trials, workers int) ([]float64, error) {
	streams := m.streams(source)
	totals := make([]float64, trials)
	err := inParallel(ctx, Options{Workers: workers}.workers(), blocksOf(0, trials), func(int) func(int) {
		b := newBlock(m, streams)
		return func(index int) {
			first := index * blockSize
			b.run(uint64(first), min(blockSize, trials-first), func(i int, life *lifetime.Lifetime) {
				totals[first+i] = life.Outputs()[lifetime.TotalUSD]
			})
		}
	})
	if err != nil {
		return nil, err
	}
	return totals, m.checkTrials(streams, 0, []int{lifetime.TotalUSD}, [][]float64{totals})
}

// blocksOf is the number of blocks that the trials from … end−1 make.
func blocksOf(from, end int) int { return (end - from + blockSize - 1) / blockSize }

// inParallel calls work(0) … work(count−1) from so many goroutines, each with a work function of its own, made for its
// number among the workers. It stops early, with the context's error, when the context ends.
func inParallel(ctx context.Context, workers, count int, newWorker func(worker int) (work func(index int))) error {
	var next atomic.Int64
	var pool sync.WaitGroup
	for worker := range min(workers, count) {
		pool.Go(func() {
			work := newWorker(worker)
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
