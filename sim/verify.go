package sim

import (
	"context"
	"fmt"
	"math"
	"sync"

	"finetco/sim/lifetime"
)

// verifyTolerance is how far two ways to the same amount may be apart, relative to the largest amount of the lifetime; where
// numbers lose digits to underflow, leastDifference.
const (
	verifyTolerance = 1e-9
	leastDifference = 1e-300
)

// A Difference is an output that a run and the plain ledger do not agree on. It should not exist.
type Difference struct {
	Scenario  string
	Trial     int
	Output    string
	Run, Want float64
}

func (d *Difference) Error() string {
	return fmt.Sprintf("scenario %q, trial %d: the run has %s = %.17g, the ledger %.17g", d.Scenario, d.Trial, d.Output, d.Run, d.Want)
}

// verify lives a spread of the sample's lifetimes again, one at a time, and keeps their plain ledger, which shares with
// the accounts of the run what is drawn and when things happen, and nothing of the arithmetic that follows. Every output
// that the sample holds must be the ledger's, the categories must sum to the total, and so must the years. Of lifetimes
// beyond the columns the sample holds no outputs; these are lived again both ways.
//
// The error is the *Difference in the first trial that has one, or the context's when it ends first.
func (m *Model) verify(ctx context.Context, s *sample, o Options) error {
	count := min(o.Verify, s.trials)
	if count <= 0 {
		return nil
	}
	var first *Difference
	var mu sync.Mutex
	streams := m.streams(o.source())
	err := inParallel(ctx, o.workers(), count, func(int) func(int) {
		plain, fast := newSingle(m, streams), newSingle(m, streams)
		outputs := make([]float64, len(m.life.OutputNames()))
		return func(index int) {
			trial := spread(index, count, s.trials)
			if trial < s.columns() {
				for k := range outputs {
					outputs[k] = s.outputs[k][trial]
				}
			} else {
				fast.run(uint64(trial), 1, func(_ int, life *lifetime.Lifetime) { copy(outputs, life.Outputs()) })
			}
			d := m.difference(plain.explain(trial), outputs)
			if d == nil {
				return
			}
			d.Trial = trial
			mu.Lock()
			defer mu.Unlock()
			if first == nil || trial < first.Trial {
				first = d
			}
		}
	})
	if err == nil && first != nil {
		return first
	}
	return err
}

// spread is the index-th of count trials that lie evenly among all, the first and the last included.
func spread(index, count, all int) int {
	if count == 1 {
		return 0
	}
	return int(int64(index) * int64(all-1) / int64(count-1))
}

// newSingle is a block for one lifetime at a time: it draws no others beside it.
func newSingle(m *Model, s *streams) *block { return newBlockOf(m, s, 1, 1) }

// explain lives a lifetime by itself and keeps its ledger.
func (b *block) explain(trial int) *lifetime.Lifetime {
	b.draw(uint64(trial), 1)
	b.take(0, 1)
	return b.cohort.Explain(b.chance)
}

// difference is the first between a lifetime's ledger and what a run has of it; nil for none.
func (m *Model) difference(life *lifetime.Lifetime, outputs []float64) *Difference {
	want, names := life.Outputs(), m.life.OutputNames()
	scale := 0.0 // savings may cancel the total
	for _, usd := range want[lifetime.TotalUSD : lifetime.OtherUSD+1] {
		scale = max(scale, math.Abs(usd))
	}
	differ := func(output string, run, want, scale float64) *Difference {
		if math.Abs(run-want) <= verifyTolerance*scale+leastDifference || run == want || math.IsNaN(run) && math.IsNaN(want) {
			return nil
		}
		return &Difference{Scenario: m.Scenario.Name, Output: output, Run: run, Want: want}
	}
	for k, run := range outputs {
		tolerated := scale
		switch k {
		case lifetime.HiddenShare: // a quotient of the total
			tolerated = max(1, scale/math.Abs(want[lifetime.TotalUSD]))
		case lifetime.GoLiveMonth, lifetime.Retrains, lifetime.Requests: // no amounts
			tolerated = math.Abs(want[k])
		}
		if d := differ(names[k], run, want[k], tolerated); d != nil {
			return d
		}
	}
	sum := 0.0
	for _, usd := range outputs[lifetime.DataUSD : lifetime.OtherUSD+1] {
		sum += usd
	}
	if sum != outputs[lifetime.TotalUSD] { // to the last bit: the total is this sum
		return &Difference{Scenario: m.Scenario.Name, Output: "total_usd", Run: outputs[lifetime.TotalUSD], Want: sum}
	}
	years := 0.0
	for _, usd := range outputs[lifetime.YearOneUSD:] {
		years += usd
	}
	return differ("sum of the years", years, want[lifetime.TotalUSD], scale)
}
