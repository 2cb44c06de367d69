package sim

import (
	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// compare sets a scenario against the baseline on their common lifetimes.
func compare(m, base *Model, s *sample, o Options) *Comparison {
	var w estimates.Workspace
	trials := min(s.columns(), s.baseline.columns())
	total := func(s *sample) estimates.Sample { return o.sampleOf(s.outputs[lifetime.TotalUSD][:trials]) }
	c := w.Compare(total(s), total(s.baseline), floats(DifferenceLevels))
	months, never := w.BreakEven(s.breakEven[:trials], floats(BreakEvenLevels))
	return &Comparison{
		Scenario: m.Scenario.Name, Baseline: base.Scenario.Name, Trials: trials,
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
