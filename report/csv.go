package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"

	"finetco/sim"
)

// A sheet writes CSV rows that are safe to open in a spreadsheet.
type sheet struct {
	out *csv.Writer
	err error // the first
}

func newSheet(w io.Writer, header ...string) *sheet {
	s := &sheet{out: csv.NewWriter(w)}
	if len(header) > 0 {
		s.row(header...)
	}
	return s
}

func (s *sheet) row(cells ...string) {
	if s.err == nil {
		s.err = s.out.Write(cells)
	}
}

// fields writes a row of a Listing.
func (s *sheet) fields(row []any) {
	cells := make([]string, len(row))
	for k, field := range row {
		switch f := field.(type) {
		case float64:
			cells[k] = cell(f)
		default:
			cells[k] = plain(fmt.Sprint(f))
		}
	}
	s.row(cells...)
}

func (s *sheet) close() error {
	s.out.Flush()
	if s.err == nil {
		s.err = s.out.Error()
	}
	return s.err
}

// plain makes a user's text safe for a cell. A spreadsheet takes a cell that starts with = + - @, a tab or a carriage
// return for a formula and would run it (CWE-1236), so such a text gets an apostrophe in front; a plain number stays.
func plain(s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '=', '+', '-', '@', '\t', '\r':
		if _, err := strconv.ParseFloat(s, 64); err != nil {
			return "'" + s
		}
	}
	return s
}

// cell writes a number as JSON does, in the fewest digits that read back the same, and an undefined one as an empty cell.
func cell(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return string(appendFigure(nil, x))
}

// Summary writes summary.csv, one figure a row: scenario, metric, statistic, value. It holds every statistic of every
// metric under the names of result.json, then the figures that are derived from them; an undefined figure is an empty
// cell. Texts that a spreadsheet would run as a formula carry an apostrophe in front.
func Summary(w io.Writer, r *sim.Result) error {
	out := newSheet(w, summaryHeader...)
	for _, s := range r.Scenarios {
		summarize(out, s)
	}
	return out.close()
}

var summaryHeader = []string{"scenario", "metric", "statistic", "value"}

func summarize(out *sheet, s *sim.ScenarioResult) {
	add := func(metric, statistic string, value float64) {
		out.row(plain(s.Scenario), metric, statistic, cell(value))
	}
	for _, m := range s.Metrics {
		summarizeMetric(add, m)
	}
	add("point_estimate", "usd", s.PointEstimateUSD)
	add("point_estimate", "probability_enough", s.PointEstimatePercentile)
	add("contingency_usd", "p50", s.Contingency.P50)
	add("contingency_usd", "p80", s.Contingency.P80)
	add("contingency_usd", "p90", s.Contingency.P90)
	for _, a := range s.Allocation {
		for i, usd := range a.ByCategory {
			add("allocation_"+a.Level+"_usd", categories[i], usd)
		}
		for i, name := range yearNames(len(a.ByYear)) {
			add("allocation_"+a.Level+"_usd", name, a.ByYear[i])
		}
	}
	add("expected_shortfall_usd", "p90", s.ExpectedShortfallP90)
	add("budget_usd", "value", s.BudgetUSD)
	add("probability", "maintenance_exceeds_build", s.MaintenanceExceedsBuild)
	add("probability", "over_budget", s.OverBudget)
	add("probability", "never_live", s.NeverLive)
	add("usd_per_1000_requests", "value", s.USDPer1000Requests)
	add("lifetime_usd_per_training_usd", "value", s.LifetimeUSDPerTrainUSD)
	add("event_luck_share", "value", s.EventLuckShare)
}

func summarizeMetric(add func(metric, statistic string, value float64), m sim.Metric) {
	add(m.Name, "mean", m.Mean)
	add(m.Name, "sd", m.SD)
	add(m.Name, "min", m.Min)
	add(m.Name, "max", m.Max)
	for _, level := range sim.PercentileLevels {
		add(m.Name, fmt.Sprintf("p%d", level), metricView{m}.at(level))
	}
	add(m.Name, "point", m.Point)
	add(m.Name, "mean_se", m.MeanSE)
	for _, n := range m.Intervals {
		add(m.Name, n.Of+"_low", n.Low)
		add(m.Name, n.Of+"_high", n.High)
	}
}
