package sim

import (
	"context"
	"math"
	"slices"

	"finetco/scenarios"
	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// An Explanation is one lifetime as a story: what it drew, what happened, and its books month by month.
type Explanation struct {
	Scenario string
	Trial    int // from 0; −1 for the point estimate
	Horizon  int // months
	Inputs   []DrawnInput
	Risks    []DrawnLine // what is drawn once of a risk: its probability or frequency
	Costs    []DrawnLine // USD of the further costs
	Story    lifetime.Story
	Ledger   []lifetime.Month
	Names    []string  // of the outputs
	Outputs  []float64 // as a run reports them
}

// A DrawnInput is the value of an input in a lifetime.
type DrawnInput struct {
	Name, Unit string
	Value      float64
	Uncertain  bool
	Percentile float64 // of an uncertain input: the share of its distribution up to Value
}

// A DrawnLine is the value of a named line of the companion tables.
type DrawnLine struct {
	Name  string
	Value float64
}

// Explain lives the given trial again, the same that a run with these options has under this number. The error is an
// *OverflowError.
func (m *Model) Explain(o Options, trial int) (*Explanation, error) {
	e := m.explain(m.streams(o.source()), trial)
	return e, m.checkExplanation(e)
}

func (m *Model) explain(s *streams, trial int) *Explanation {
	b := newSingle(m, s)
	return m.explanation(trial, b.explain(trial), b.cohort.Drawn(0))
}

// ExplainPoint keeps the books of the point estimate.
func (m *Model) ExplainPoint() *Explanation {
	life := lifetime.New(m.life)
	life.Expect(&m.medians)
	return m.explanation(-1, life, &m.medians)
}

func (m *Model) explanation(trial int, life *lifetime.Lifetime, drawn *lifetime.Drawn) *Explanation {
	e := &Explanation{
		Scenario: m.Scenario.Name, Trial: trial, Horizon: m.life.Horizon, Story: life.Story(),
		Ledger: slices.Clone(life.Months()), Names: m.life.OutputNames(), Outputs: slices.Clone(life.Outputs()),
	}
	for i, input := range scenarios.Catalog() {
		d := m.Scenario.Cells[i].Distribution
		if d == nil {
			continue
		}
		value := drawn.Inputs[i]
		uncertain := slices.ContainsFunc(m.inputs, func(u uncertain) bool { return u.input == i })
		percentile := math.NaN()
		if uncertain {
			percentile = d.CDF(value)
		}
		e.Inputs = append(e.Inputs, DrawnInput{input.Name, input.Unit, value, uncertain, percentile})
	}
	for r, risk := range m.Scenario.Risks {
		e.Risks = append(e.Risks, DrawnLine{risk.Name, drawn.RiskChance[r]})
	}
	for c, cost := range m.Scenario.Costs {
		e.Costs = append(e.Costs, DrawnLine{cost.Name, drawn.CostUSD[c]})
	}
	return e
}

// TrialAt returns the trial whose total is nearest the percentile of a run with these options, the first of equals;
// level is in percent. It looks at no more than maxSample lifetimes.
func (m *Model) TrialAt(ctx context.Context, o Options, level float64) (int, error) {
	s := &sample{}
	if err := m.extend(ctx, o, s, min(o.Trials, maxSample), func(int) {}); err != nil {
		return 0, err
	}
	total := s.outputs[lifetime.TotalUSD]
	var w estimates.Workspace
	var at [1]float64
	w.Percentiles(at[:], total, []float64{level})
	nearest := 0
	for trial, usd := range total {
		if math.Abs(usd-at[0]) < math.Abs(total[nearest]-at[0]) {
			nearest = trial
		}
	}
	return nearest, nil
}
