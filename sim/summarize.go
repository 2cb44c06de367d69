package sim

import (
	"context"
	"fmt"
	"math"
	"slices"

	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// summarize turns the columns of a scenario into its estimates.
func (m *Model) summarize(ctx context.Context, s *sample, o Options) (*ScenarioResult, error) {
	r := &ScenarioResult{
		Scenario: m.Scenario.Name, Preset: m.Scenario.Preset, Trials: s.trials, HorizonMonths: m.life.Horizon,
		PercentilesFrom: "sample", Metrics: make([]Metric, len(s.outputs)),
	}
	if s.tail != nil {
		r.PercentilesFrom = "sketch"
	}
	point, _ := m.Point()
	names := m.life.OutputNames()
	err := inParallel(ctx, o.workers(), len(s.outputs), func() func(int) {
		var w estimates.Workspace
		return func(output int) {
			r.Metrics[output] = s.metric(&w, output, names[output], point[output], o)
		}
	})
	if err != nil {
		return nil, err
	}
	var w estimates.Workspace
	var ranking estimates.Ranking
	w.Rank(&ranking, s.outputs[lifetime.TotalUSD])
	m.setAgainstAmounts(r, s, o)
	describeTotal(&w, &ranking, r, s)
	describeMonths(&w, m, r, s)
	return r, m.findDrivers(ctx, &ranking, r, s, o)
}

// intervalNames are the estimates with an interval, in the order of estimates.Summary.
var intervalNames = [...]string{estimates.OfMean: "mean", estimates.OfP50: "p50", estimates.OfP80: "p80", estimates.OfP90: "p90"}

// summary describes one output: of all lifetimes where the tail has it, else of the columns.
func (s *sample) summary(w *estimates.Workspace, output int, o Options) estimates.Summary {
	if k := slices.Index(tailOutputs[:], output); k >= 0 && s.tail != nil {
		return s.tail.sketches[k].Summarize(w, &s.tail.moments[k], floats(PercentileLevels))
	}
	return w.Summarize(o.sampleOf(s.outputs[output]).Defined(), floats(PercentileLevels))
}

func (s *sample) total(w *estimates.Workspace, o Options) estimates.Summary {
	return s.summary(w, lifetime.TotalUSD, o)
}

// metric describes one output under its name. A go-live that is too late to be squared is described on a smaller scale.
func (s *sample) metric(w *estimates.Workspace, output int, name string, point float64, o Options) Metric {
	column := s.outputs[output]
	if output != lifetime.GoLiveMonth || slices.Max(column) <= mostUSD {
		return metric(name, s.summary(w, output, o), point)
	}
	const scale = 0x1p600 // a power of 2 changes no digit
	small := slices.Clone(column)
	for i := range small {
		small[i] /= scale
	}
	m := metric(name, w.Summarize(o.sampleOf(small), floats(PercentileLevels)), point)
	for _, x := range []*float64{&m.Mean, &m.SD, &m.Min, &m.Max, &m.MeanSE} {
		*x *= scale
	}
	for i := range m.Percentiles {
		m.Percentiles[i] *= scale
	}
	for i := range m.Intervals {
		m.Intervals[i].Low *= scale
		m.Intervals[i].High *= scale
	}
	return m
}

func metric(name string, s estimates.Summary, point float64) Metric {
	m := Metric{Name: name, Mean: s.Mean, SD: s.SD(), Min: s.Min, Max: s.Max, Percentiles: s.Percentiles, Point: point, MeanSE: s.MeanSE}
	for of, v := range s.Intervals {
		m.Intervals = append(m.Intervals, interval(intervalNames[of], v))
	}
	return m
}

func interval(of string, v estimates.Interval) Interval {
	return Interval{Of: of, Low: v.Low, High: v.High, Confidence: v.Confidence, Method: v.Method}
}

// Percentile returns the metric's percentile at one of PercentileLevels, NaN at another.
func (m *Metric) Percentile(level int) float64 {
	for i, l := range PercentileLevels {
		if l == level {
			return m.Percentiles[i]
		}
	}
	return math.NaN()
}

// setAgainstAmounts sets the lifetimes against the point estimate, the budget, the horizon and the build.
func (m *Model) setAgainstAmounts(r *ScenarioResult, s *sample, o Options) {
	total := s.outputs[lifetime.TotalUSD]
	r.PointEstimateUSD = r.Metrics[lifetime.TotalUSD].Point
	r.PointEstimatePercentile = estimates.ProbabilityEnough(total, r.PointEstimateUSD)
	r.BudgetUSD = m.budgetUSD
	if o.BudgetUSD != nil {
		r.BudgetUSD = *o.BudgetUSD
	}
	r.OverBudget = estimates.ProbabilityOver(total, r.BudgetUSD)
	r.NeverLive = estimates.ShareAtLeast(s.outputs[lifetime.GoLiveMonth], float64(m.life.Horizon))
	build := make([]float64, s.columns())
	for _, output := range []int{lifetime.DataUSD, lifetime.ComputeUSD, lifetime.EngineeringUSD} {
		for trial, usd := range s.outputs[output] {
			build[trial] += usd
		}
	}
	r.MaintenanceExceedsBuild = estimates.ShareAbove(s.outputs[lifetime.MaintenanceUSD], build)
	r.USDPer1000Requests = 1000 * held(estimates.RatioOfMeans(total, s.outputs[lifetime.Requests]))
	r.LifetimeUSDPerTrainUSD = held(estimates.RatioOfMeans(total, s.outputs[lifetime.TrainingBillUSD]))
}

// held is a ratio, undefined where its denominator is so near 0 that it cannot be held.
func held(ratio float64) float64 {
	if math.Abs(ratio) > math.MaxFloat64/1000 {
		return math.NaN()
	}
	return ratio
}

// describeTotal adds what is said of the total beyond its percentiles: contingency, its allocation, the tail, the shape.
func describeTotal(w *estimates.Workspace, ranking *estimates.Ranking, r *ScenarioResult, s *sample) {
	total := &r.Metrics[lifetime.TotalUSD]
	at := Levels{total.Percentile(50), total.Percentile(80), total.Percentile(90)}
	r.Contingency = Levels{at.P50 - r.PointEstimateUSD, at.P80 - r.PointEstimateUSD, at.P90 - r.PointEstimateUSD}
	categories, years := s.outputs[lifetime.DataUSD:lifetime.OtherUSD+1], s.outputs[lifetime.YearOneUSD:]
	for i, level := range []int{50, 80, 90} {
		usd := total.Percentile(level)
		r.Allocation[i] = Allocation{
			Level:      fmt.Sprintf("p%d", level),
			ByCategory: w.Allocate(usd, ranking, float64(level), categories),
			ByYear:     w.Allocate(usd, ranking, float64(level), years),
		}
	}
	column := s.outputs[lifetime.TotalUSD]
	r.ExpectedShortfallP90 = w.ExpectedShortfall(column, ranking)
	h := w.Histogram(column)
	r.Histogram = Histogram{h.Low, h.High, h.Counts, h.Below, h.Above}
	r.SCurve = make([]float64, len(SCurveLevels()))
	w.Percentiles(r.SCurve, column, SCurveLevels())
	r.CategoryRankCorrelations = w.RankCorrelations(prefixes(categories, fanTrials))
}

// describeMonths adds the cash flow, and the mean cost of each category in each year.
func describeMonths(w *estimates.Workspace, m *Model, r *ScenarioResult, s *sample) {
	each, cumulative := w.Fans(s.monthly)
	r.Monthly, r.Cumulative = Fan(each), Fan(cumulative)
	years := m.life.Years()
	for c, name := range lifetime.CategoryNames() {
		row := CategoryYears{name, make([]float64, years)}
		for year := range years {
			for _, block := range s.breakdown {
				row.Years[year] += block[c*years+year]
			}
			row.Years[year] /= float64(s.columns())
		}
		r.Breakdown = append(r.Breakdown, row)
	}
}

// fewTrials is the number of trials below which a warning goes with the estimates.
const fewTrials = 512

// sampleWarnings tells where the sample is too small for what is read from it.
func sampleWarnings(r *ScenarioResult) []Warning {
	if r.Trials < fewTrials {
		return []Warning{{r.Scenario, "few_trials", fmt.Sprintf(
			"%d trials are few: percentiles and odds are rough, and intervals may be missing", r.Trials)}}
	}
	return nil
}
