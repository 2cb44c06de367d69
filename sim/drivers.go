package sim

import (
	"cmp"
	"math"
	"slices"

	"finetco/sim/estimates"
)

// driver measures what the k-th of the inputs, lines and risks does to the total.
func (m *Model) driver(w *estimates.Workspace, drivers *estimates.Drivers, s *sample, k int) Driver {
	if k < len(m.inputs) {
		measure := drivers.NormalScore
		if m.dependence.Independent(k) {
			measure = drivers.Uniform
		}
		return driverOf(m.inputs[k].name, "input", measure(w, s.inputs[k]))
	}
	k -= len(m.inputs)
	if k < len(m.lines) {
		// A risk's uncertain probability is the risk's own affair: its line is no driver apart.
		if cost := m.lines[k].cost; cost >= 0 {
			return driverOf(m.Scenario.Costs[cost].Name, "cost", drivers.Uniform(w, s.lines[k]))
		}
		return Driver{}
	}
	k -= len(m.lines)
	return driverOf(m.Scenario.Risks[k].Name, "risk", drivers.Risk(w, s.occurrences[k]))
}

// inOrder leaves out what is no driver, and puts the most important first.
func inOrder(found []Driver) []Driver {
	found = slices.DeleteFunc(found, func(d Driver) bool { return d.Name == "" })
	slices.SortStableFunc(found, func(a, b Driver) int {
		return cmp.Or(cmp.Compare(orZero(b.VarianceShare), orZero(a.VarianceShare)),
			cmp.Compare(swing(b), swing(a)), cmp.Compare(a.Name, b.Name))
	})
	return found
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
