package sim

import (
	"cmp"
	"context"
	"math"
	"slices"

	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// findDrivers measures what every uncertain input, risk and cost line does to the total, and what events do.
func (m *Model) findDrivers(ctx context.Context, ranking *estimates.Ranking, r *ScenarioResult, s *sample, o Options) error {
	total := s.outputs[lifetime.TotalUSD]
	r.Drivers = make([]Driver, len(m.inputs)+len(m.lines)+len(m.life.Risks))
	err := inParallel(ctx, o.workers(), len(r.Drivers), func() func(int) {
		var w estimates.Workspace
		drivers := w.NewDrivers(total, ranking)
		return func(k int) { r.Drivers[k] = m.driver(drivers, s, k) }
	})
	if err != nil {
		return err
	}
	// A risk's uncertain probability is the risk's own affair: its line is no driver apart.
	r.Drivers = slices.DeleteFunc(r.Drivers, func(d Driver) bool { return d.Name == "" })
	slices.SortStableFunc(r.Drivers, func(a, b Driver) int {
		return cmp.Or(cmp.Compare(orZero(b.VarianceShare), orZero(a.VarianceShare)),
			cmp.Compare(swing(b), swing(a)), cmp.Compare(a.Name, b.Name))
	})
	trials := min(s.columns(), fanTrials)
	fresh, err := m.freshTotals(ctx, o, trials)
	if err != nil {
		return err
	}
	r.EventLuckShare = estimates.EventLuckShare(total[:trials], fresh)
	return nil
}

// driver measures the k-th of the inputs, lines and risks.
func (m *Model) driver(drivers *estimates.Drivers, s *sample, k int) Driver {
	if k < len(m.inputs) {
		if m.dependence.Independent(k) {
			return driverOf(m.inputs[k].name, "input", drivers.Uniform(s.scores[k]))
		}
		return driverOf(m.inputs[k].name, "input", drivers.NormalScore(s.scores[k]))
	}
	k -= len(m.inputs)
	if k < len(m.lines) {
		if cost := m.lines[k].cost; cost >= 0 {
			return driverOf(m.Scenario.Costs[cost].Name, "cost", drivers.Uniform(s.lines[k]))
		}
		return Driver{}
	}
	k -= len(m.lines)
	return driverOf(m.Scenario.Risks[k].Name, "risk", drivers.Risk(s.occurrences[k]))
}

func driverOf(name, kind string, d estimates.Driver) Driver {
	return Driver{name, kind, d.LowUSD, d.HighUSD, d.VarianceShare, d.RankCorrelation}
}

func swing(d Driver) float64 { return orZero(math.Abs(d.HighUSD - d.LowUSD)) }

func orZero(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}
