package report

import (
	"fmt"
	"io"

	"finetco/sim"
)

// schema names the form of result.json. Fields may be added, never renamed.
const schema = "finetco/result/1"

// JSON writes result.json: one object with every key present, undefined numbers as null, numbers in the fewest digits
// that read back the same, keys in a fixed order, and a line to each scenario's metric, so that two runs can be diffed.
func JSON(w io.Writer, r *sim.Result, options Options) error {
	all := make([]object, len(r.Scenarios))
	for i, s := range r.Scenarios {
		all[i] = scenarioJSON(s)
	}
	compact, err := encodeJSON(append(headJSON(r, options),
		member{"scenarios", all}, member{"comparisons", comparisonsJSON(r.Comparisons)}, member{"warnings", warningsJSON(r.Warnings)}))
	if err != nil {
		return fmt.Errorf("result.json: %w", err)
	}
	_, err = w.Write(breakLines(compact, 4))
	return err
}

func headJSON(r *sim.Result, options Options) object {
	inputs := make([]object, len(r.Inputs))
	for i, f := range r.Inputs {
		inputs[i] = object{{"file", f.File}, {"sha256", f.SHA256}}
	}
	return object{{"schema", schema}, {"version", options.Version}, {"seed", r.Seed}, {"sampling", r.Sampling}, {"trials", r.Trials}, {"inputs", inputs}}
}

func scenarioJSON(s *sim.ScenarioResult) object {
	metrics := make(object, len(s.Metrics))
	for i, m := range s.Metrics {
		metrics[i] = member{m.Name, metricJSON(m)}
	}
	allocation := object{{"p50", nil}, {"p80", nil}, {"p90", nil}}
	for i, a := range s.Allocation {
		if a.Level != "" {
			allocation[i] = member{a.Level, object{{"by_category", named(categories, a.ByCategory)}, {"by_year", named(yearNames(len(a.ByYear)), a.ByYear)}}}
		}
	}
	drivers := make([]object, len(s.Drivers))
	for i, d := range s.Drivers {
		drivers[i] = object{{"name", d.Name}, {"kind", d.Kind}, {"low_usd", figure(d.LowUSD)}, {"high_usd", figure(d.HighUSD)},
			{"variance_share", figure(d.VarianceShare)}, {"rank_correlation", figure(d.RankCorrelation)}}
	}
	breakdown := make(object, len(s.Breakdown))
	for i, c := range s.Breakdown {
		breakdown[i] = member{c.Category, figures(c.Years)}
	}
	correlations := make(object, min(len(categories), len(s.CategoryRankCorrelations)))
	for i := range correlations {
		correlations[i] = member{categories[i], named(categories, s.CategoryRankCorrelations[i])}
	}
	counts := s.Histogram.Counts
	if counts == nil {
		counts = []int{}
	}
	return object{
		{"scenario", s.Scenario}, {"preset", s.Preset}, {"trials", s.Trials}, {"horizon_months", s.HorizonMonths}, {"percentiles_from", s.PercentilesFrom},
		{"metrics", metrics},
		{"point_estimate", object{{"usd", figure(s.PointEstimateUSD)}, {"probability_enough", figure(s.PointEstimatePercentile)}}},
		{"contingency", object{{"p50", figure(s.Contingency.P50)}, {"p80", figure(s.Contingency.P80)}, {"p90", figure(s.Contingency.P90)}}},
		{"allocation", allocation},
		{"expected_shortfall", object{{"p90", figure(s.ExpectedShortfallP90)}}},
		{"budget_usd", figure(s.BudgetUSD)},
		{"probabilities", object{{"maintenance_exceeds_build", figure(s.MaintenanceExceedsBuild)}, {"over_budget", figure(s.OverBudget)}, {"never_live", figure(s.NeverLive)}}},
		{"usd_per_1000_requests", figure(s.USDPer1000Requests)}, {"lifetime_usd_per_training_usd", figure(s.LifetimeUSDPerTrainUSD)},
		{"drivers", drivers}, {"event_luck_share", figure(s.EventLuckShare)},
		{"cashflow", object{{"monthly", fanJSON(s.Monthly)}, {"cumulative", fanJSON(s.Cumulative)}}},
		{"breakdown", breakdown},
		{"histogram", object{{"low", figure(s.Histogram.Low)}, {"high", figure(s.Histogram.High)}, {"counts", counts}, {"below", s.Histogram.Below}, {"above", s.Histogram.Above}}},
		{"scurve", figures(s.SCurve)},
		{"category_rank_correlation", correlations},
	}
}

func metricJSON(m sim.Metric) object {
	o := object{{"mean", figure(m.Mean)}, {"sd", figure(m.SD)}, {"min", figure(m.Min)}, {"max", figure(m.Max)}}
	for _, level := range sim.PercentileLevels {
		o = append(o, member{fmt.Sprintf("p%d", level), figure(metricView{m}.at(level))})
	}
	intervals := make(object, len(m.Intervals))
	for i, n := range m.Intervals {
		intervals[i] = member{n.Of, intervalJSON(n)}
	}
	return append(o, member{"point", figure(m.Point)}, member{"mean_se", figure(m.MeanSE)}, member{"intervals", intervals})
}

func intervalJSON(n sim.Interval) object {
	return object{{"low", figure(n.Low)}, {"high", figure(n.High)}, {"confidence", figure(n.Confidence)}, {"method", n.Method}}
}

func fanJSON(f sim.Fan) object {
	return object{{"mean", figures(f.Mean)}, {"p10", figures(f.P10)}, {"p50", figures(f.P50)}, {"p90", figures(f.P90)}}
}

func comparisonsJSON(comparisons []sim.Comparison) []object {
	list := make([]object, len(comparisons))
	for i, c := range comparisons {
		difference := object{{"mean", figure(c.DifferenceMean)}}
		for k, level := range sim.DifferenceLevels {
			difference = append(difference, member{fmt.Sprintf("p%d", level), figure(at(c.Difference, k))})
		}
		breakEven := object{}
		for k, level := range sim.BreakEvenLevels {
			breakEven = append(breakEven, member{fmt.Sprintf("p%d", level), figure(at(c.BreakEven, k))})
		}
		list[i] = object{{"scenario", c.Scenario}, {"baseline", c.Baseline}, {"trials", c.Trials}, {"p_cheaper", figure(c.PCheaper)}, {"p_same", figure(c.PSame)},
			{"p_cheaper_interval", intervalJSON(c.PCheaperInterval)}, {"difference_usd", difference},
			{"break_even_month", append(breakEven, member{"never", figure(c.BreakEvenNever)})}}
	}
	return list
}

func warningsJSON(warnings []sim.Warning) []object {
	list := make([]object, len(warnings))
	for i, n := range warnings {
		scenario := any(n.Scenario)
		if n.Scenario == "" {
			scenario = nil // of the whole run
		}
		list[i] = object{{"scenario", scenario}, {"code", n.Code}, {"text", n.Text}}
	}
	return list
}

// yearNames are the keys of n years: year_1, year_2, …
func yearNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("year_%d", i+1)
	}
	return names
}
