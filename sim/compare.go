package sim

import (
	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// compare sets a scenario against the baseline on their common lifetimes.
func (m *Model) compare(w *estimates.Workspace, s *sample, o Options) *Comparison {
	total, base := s.outputs[lifetime.TotalUSD], s.yardstick.totals
	trials := min(len(total), len(base))
	c := w.Compare(o.sampleOf(total[:trials]), o.sampleOf(base[:trials]), floats(DifferenceLevels))
	months, never := w.BreakEven(s.breakEven[:trials], floats(BreakEvenLevels))
	return &Comparison{
		Scenario: m.Scenario.Name, Baseline: s.yardstick.model.Scenario.Name, Trials: trials,
		PCheaper: c.PCheaper, PSame: c.PSame, PCheaperInterval: interval("p_cheaper", c.PCheaperInterval),
		DifferenceMean: c.DifferenceMean, Difference: c.Difference,
		BreakEven: months, BreakEvenNever: never,
	}
}

func floats(levels []int) []float64 {
	list := make([]float64, len(levels))
	for i, level := range levels {
		list[i] = float64(level)
	}
	return list
}
