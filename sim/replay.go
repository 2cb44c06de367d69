package sim

import (
	"context"
	"iter"
	"math"
	"slices"
	"sync"

	"finetco/scenarios"
	"finetco/sim/lifetime"
)

// Columns name what Replay tells of a lifetime, in this order.
type Columns struct {
	Inputs  []string // of the catalog, all of them
	Risks   []string // what is drawn once of each: risk/NAME/probability or risk/NAME/per_year
	Costs   []string // USD of the further costs: cost/NAME/usd
	Outputs []string // of docs/model.md; as many years as the horizon has
}

// ColumnsOf names the columns of a scenario's lifetimes. It needs no Model, so that the columns of many scenarios are
// known before the first is simulated.
func ColumnsOf(s *scenarios.Scenario) Columns {
	var c Columns
	for _, input := range scenarios.Catalog() {
		c.Inputs = append(c.Inputs, input.Name)
	}
	for _, risk := range s.Risks {
		_, name := chanceOf(risk)
		c.Risks = append(c.Risks, name)
	}
	for _, cost := range s.Costs {
		c.Costs = append(c.Costs, costStream(cost))
	}
	c.Outputs = (&lifetime.Model{Horizon: horizonOf(s)}).OutputNames()
	return c
}

// Names are the names of all columns in order.
func (c Columns) Names() []string { return slices.Concat(c.Inputs, c.Risks, c.Costs, c.Outputs) }

// Trials are consecutive lifetimes of a scenario: what each drew and what it came to.
type Trials struct {
	First int // number of the first

	// Values are [column][lifetime], the columns being those of ColumnsOf, in base units. NaN stands for what is not
	// there: an absent input, an input that is a text, an undefined output.
	Values [][]float64
}

// Replay lives the lifetimes 0 … trials−1 again, the same that a run with these options has under these numbers, and
// hands them on in their order, some at a time. Memory does not grow with their number. What is handed on is valid until
// the next step of the loop. The error is the context's when it ends first.
func (m *Model) Replay(ctx context.Context, o Options, trials int) iter.Seq2[*Trials, error] {
	return func(yield func(*Trials, error) bool) {
		// A few stretches go round: lived by some worker, shown, lived again further on.
		blocks := blocksOf(0, trials)
		streams := m.streams(o.source())
		round := make([]*stretch, min(2*o.workers(), blocks))
		todo := make(chan *stretch, len(round))
		begin := func(s *stretch, block int) {
			s.First = block * blockSize
			s.lifetimes = min(blockSize, trials-s.First)
			todo <- s
		}
		for k := range round {
			round[k] = m.newStretch(streams)
			begin(round[k], k)
		}
		var pool sync.WaitGroup
		defer pool.Wait()
		defer close(todo)
		for range min(o.workers(), blocks) {
			pool.Go(func() {
				for s := range todo {
					s.live()
					s.lived <- struct{}{}
				}
			})
		}
		for block := range blocks {
			s := round[block%len(round)]
			<-s.lived
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(&s.Trials, nil) {
				return
			}
			if next := block + len(round); next < blocks {
				begin(s, next)
			}
		}
	}
}

// A stretch is a block of lifetimes that are told of.
type stretch struct {
	Trials
	lifetimes int
	lived     chan struct{} // takes one

	block   *block
	columns [][]float64 // what Values shows the lifetimes of; those of uncertain inputs and lines are the block's own
	outputs [][]float64 // the last of the columns
}

func (m *Model) newStretch(streams *streams) *stretch {
	b := newBlock(m, streams)
	s := &stretch{block: b, lived: make(chan struct{}, 1)}
	for i := range m.Scenario.Cells {
		value := m.medians.Inputs[i]
		if m.Scenario.Cells[i].Distribution == nil {
			value = math.NaN()
		}
		s.columns = append(s.columns, constantColumn(value))
	}
	for _, chance := range m.medians.RiskChance {
		s.columns = append(s.columns, constantColumn(chance))
	}
	for _, usd := range m.medians.CostUSD {
		s.columns = append(s.columns, constantColumn(usd))
	}
	for k, u := range m.inputs {
		s.columns[u.input] = b.inputs[k]
	}
	for k, l := range m.lines {
		column := len(m.Scenario.Cells) + l.risk
		if l.cost >= 0 {
			column = len(m.Scenario.Cells) + len(m.Scenario.Risks) + l.cost
		}
		s.columns[column] = b.lines[k]
	}
	s.outputs = newColumns[float64](len(m.life.OutputNames()), blockSize)
	s.columns = append(s.columns, s.outputs...)
	s.Values = make([][]float64, len(s.columns))
	return s
}

// constantColumn is a column for a block in which all have the same value.
func constantColumn(value float64) []float64 { return slices.Repeat([]float64{value}, blockSize) }

// live fills the columns.
func (s *stretch) live() {
	s.block.run(uint64(s.First), s.lifetimes, func(i int, life *lifetime.Lifetime) {
		for k, value := range life.Outputs() {
			s.outputs[k][i] = value
		}
	})
	for k, column := range s.columns {
		s.Values[k] = column[:s.lifetimes]
	}
}
