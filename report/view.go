package report

import (
	"math"
	"slices"
	"strings"

	"finetco/sim"
)

// A scenarioView is a scenario's result with its total at hand and the one scale that all reports write the total in.
type scenarioView struct {
	*sim.ScenarioResult
	name  string // safe to show on one line
	total metricView
	scale scale
}

func viewOf(s *sim.ScenarioResult) scenarioView {
	total := metricOf(s, "total_usd")
	v := scenarioView{s, clean(s.Scenario), total, scaleOf(total.at(90))}
	for range 4 { // enough decimals to tell the percentiles apart, within reason
		if v.apart(50, 80) && v.apart(80, 90) {
			break
		}
		v.scale.decimals++
	}
	return v
}

// apart reports whether two percentiles of the total read differently, or are the same.
func (s scenarioView) apart(a, b int) bool {
	x, y := s.total.at(a), s.total.at(b)
	return math.IsNaN(x) || math.IsNaN(y) || same(x, y) || s.money(x) != s.money(y)
}

// money writes an amount beside the scenario's others.
func (s scenarioView) money(usd float64) string { return s.scale.Money(usd) }

// certain reports whether every simulated lifetime costs the same.
func (s scenarioView) certain() bool { return same(s.total.Min, s.total.Max) }

// A metricView is a metric that can be asked for a percentile.
type metricView struct{ sim.Metric }

// metricOf finds a metric by name; one that is missing is undefined throughout.
func metricOf(s *sim.ScenarioResult, name string) metricView {
	if i := slices.IndexFunc(s.Metrics, func(m sim.Metric) bool { return m.Name == name }); i >= 0 {
		return metricView{s.Metrics[i]}
	}
	none := math.NaN()
	return metricView{sim.Metric{Name: name, Mean: none, SD: none, Min: none, Max: none, Point: none, MeanSE: none}}
}

// at returns the percentile at a level of sim.PercentileLevels; NaN where there is none.
func (m metricView) at(level int) float64 {
	if i := slices.Index(sim.PercentileLevels, level); i >= 0 && i < len(m.Percentiles) {
		return m.Percentiles[i]
	}
	return math.NaN()
}

// categories are the seven cost categories in the order of the model.
var categories = []string{"data", "compute", "engineering", "maintenance", "infrastructure", "risk", "other"}

// years returns the names of a scenario's yearly metrics: year_1_usd, year_2_usd, …
func years(s *sim.ScenarioResult) []string {
	var names []string
	for _, m := range s.Metrics {
		if strings.HasPrefix(m.Name, "year_") && strings.HasSuffix(m.Name, "_usd") {
			names = append(names, m.Name)
		}
	}
	return names
}
