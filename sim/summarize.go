package sim

import (
	"context"
	"fmt"
	"math"
	"slices"

	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// summarize turns the columns of a scenario into its estimates. They are many small tasks, each with its own part of the
// outcome, so that all workers are busy to the end.
func (m *Model) summarize(ctx context.Context, s *sample, o Options) (*Outcome, error) {
	r := &ScenarioResult{
		Scenario: m.Scenario.Name, Preset: m.Scenario.Preset, Trials: s.trials, HorizonMonths: m.life.Horizon,
		PercentilesFrom: "sample", Metrics: make([]Metric, len(s.outputs)),
	}
	if s.tail != nil {
		r.PercentilesFrom = "sketch"
	}
	outcome := &Outcome{Scenario: r}
	total := s.outputs[lifetime.TotalUSD]
	point, _ := m.Point()
	r.PointEstimateUSD = point[lifetime.TotalUSD]

	var drivers *estimates.Drivers
	tasks := []task{
		func(w *estimates.Workspace) {
			w.Rank(&s.ranking, total)
			drivers = w.NewDrivers(total, &s.ranking)
		},
		func(w *estimates.Workspace) { r.Monthly, r.Cumulative = fans(w, s.monthly) },
		func(w *estimates.Workspace) {
			r.CategoryRankCorrelations = w.RankCorrelations(prefixes(categories(s), SideTrials))
		},
		func(*estimates.Workspace) { m.setAgainstEachOther(r, s) },
		func(*estimates.Workspace) { r.Breakdown = breakdown(m, s) },
		func(*estimates.Workspace) { r.EventLuckShare = estimates.EventLuckShare(total[:len(s.fresh)], s.fresh) },
	}
	if s.role == compared {
		tasks = append(tasks, func(w *estimates.Workspace) { outcome.Comparison = m.compare(w, s, o) })
	}
	names := m.life.OutputNames()
	for output, name := range names {
		if output != lifetime.TrainingBillUSD {
			tasks = append(tasks, func(w *estimates.Workspace) { r.Metrics[output] = s.metric(w, output, name, point[output], o) })
		}
	}
	if err := s.do(ctx, o, tasks); err != nil {
		return nil, err
	}
	// The bill is the computing of the build: one column, two names.
	bill := &r.Metrics[lifetime.TrainingBillUSD]
	*bill = r.Metrics[lifetime.ComputeUSD]
	bill.Name = names[lifetime.TrainingBillUSD]

	tasks = []task{
		func(w *estimates.Workspace) { describeTotal(w, r, s) },
		func(*estimates.Workspace) { m.setAgainstAmounts(r, s, o) },
	}
	found := make([]Driver, len(m.inputs)+len(m.lines)+len(m.life.Risks))
	for k := range found {
		tasks = append(tasks, func(w *estimates.Workspace) { found[k] = m.driver(w, drivers, s, k) })
	}
	err := s.do(ctx, o, tasks)
	r.Drivers = inOrder(found)
	return outcome, err
}

// A task finds a part of an outcome, in a workspace that is its own meanwhile.
type task func(w *estimates.Workspace)

// do does tasks side by side.
func (s *sample) do(ctx context.Context, o Options, tasks []task) error {
	workspaces := s.workspacesOf(o.workers())
	return inParallel(ctx, len(workspaces), len(tasks), func(worker int) func(int) {
		return func(index int) { tasks[index](&workspaces[worker]) }
	})
}

// workspacesOf are workspaces for so many workers.
func (s *sample) workspacesOf(workers int) []estimates.Workspace {
	s.workspaces = lengthened(s.workspaces, workers)
	return s.workspaces
}

// intervalNames are the estimates with an interval, in the order of estimates.Summary.
var intervalNames = [...]string{estimates.OfMean: "mean", estimates.OfP50: "p50", estimates.OfP80: "p80", estimates.OfP90: "p90"}

// summary describes one output: of all lifetimes where the tail has it, else of the columns.
func (s *sample) summary(w *estimates.Workspace, output int, o Options) estimates.Summary {
	if k := slices.Index(tailOutputs[:], output); k >= 0 && s.tail != nil {
		return s.tail.sketches[k].Summarize(w, &s.tail.moments[k], floats(PercentileLevels))
	}
	column := o.sampleOf(s.outputs[output])
	if output == lifetime.HiddenShare {
		column = column.Defined()
	}
	return w.Summarize(column, floats(PercentileLevels))
}

func (s *sample) total(w *estimates.Workspace, o Options) estimates.Summary {
	return s.summary(w, lifetime.TotalUSD, o)
}

// metric describes one output under its name. A go-live that is too late to be squared is described on a smaller scale.
func (s *sample) metric(w *estimates.Workspace, output int, name string, point float64, o Options) Metric {
	summary := s.summary(w, output, o)
	if output != lifetime.GoLiveMonth || summary.Max <= mostUSD {
		return metric(name, summary, point)
	}
	const scale = 0x1p600 // a power of 2 changes no digit
	small := slices.Clone(s.outputs[output])
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

// setAgainstAmounts sets the ranked total against the point estimate and the budget.
func (m *Model) setAgainstAmounts(r *ScenarioResult, s *sample, o Options) {
	total := s.outputs[lifetime.TotalUSD]
	r.PointEstimatePercentile = s.ranking.ProbabilityEnough(total, r.PointEstimateUSD)
	r.BudgetUSD = m.budgetUSD
	if o.BudgetUSD != nil {
		r.BudgetUSD = *o.BudgetUSD
	}
	r.OverBudget = s.ranking.ProbabilityOver(total, r.BudgetUSD)
}

// setAgainstEachOther sets outputs against each other and against the horizon.
func (m *Model) setAgainstEachOther(r *ScenarioResult, s *sample) {
	total := s.outputs[lifetime.TotalUSD]
	r.NeverLive = estimates.ShareAtLeast(s.outputs[lifetime.GoLiveMonth], float64(m.life.Horizon))
	r.MaintenanceExceedsBuild = estimates.ShareAbove(s.outputs[lifetime.MaintenanceUSD],
		s.outputs[lifetime.DataUSD], s.outputs[lifetime.ComputeUSD], s.outputs[lifetime.EngineeringUSD])
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

// describeTotal adds what is said of the ranked total beyond its percentiles: contingency, its allocation, the tail, the
// shape.
func describeTotal(w *estimates.Workspace, r *ScenarioResult, s *sample) {
	total := &r.Metrics[lifetime.TotalUSD]
	at := Levels{total.Percentile(50), total.Percentile(80), total.Percentile(90)}
	r.Contingency = Levels{at.P50 - r.PointEstimateUSD, at.P80 - r.PointEstimateUSD, at.P90 - r.PointEstimateUSD}
	for i, level := range []int{50, 80, 90} {
		usd := total.Percentile(level)
		r.Allocation[i] = Allocation{
			Level:      fmt.Sprintf("p%d", level),
			ByCategory: w.Allocate(usd, &s.ranking, float64(level), categories(s)),
			ByYear:     w.Allocate(usd, &s.ranking, float64(level), s.outputs[lifetime.YearOneUSD:]),
		}
	}
	column := s.outputs[lifetime.TotalUSD]
	r.ExpectedShortfallP90 = w.ExpectedShortfall(column, &s.ranking)
	h := s.ranking.Histogram(column)
	r.Histogram = Histogram{h.Low, h.High, h.Counts, h.Below, h.Above}
	r.SCurve = make([]float64, len(SCurveLevels()))
	s.ranking.Percentiles(r.SCurve, column, SCurveLevels())
}

// categories are the columns of the seven categories.
func categories(s *sample) [][]float64 { return s.outputs[lifetime.DataUSD : lifetime.OtherUSD+1] }

// fans are the spread of the monthly cost, and of its running sum.
func fans(w *estimates.Workspace, monthly [][]float64) (each, cumulative Fan) {
	e, c := w.Fans(monthly)
	return Fan(e), Fan(c)
}

// breakdown is the mean cost of each category in each year.
func breakdown(m *Model, s *sample) []CategoryYears {
	var rows []CategoryYears
	years := m.life.Years()
	for c, name := range lifetime.CategoryNames() {
		row := CategoryYears{name, make([]float64, years)}
		for year := range years {
			for _, block := range s.breakdown {
				row.Years[year] += block[c*years+year]
			}
			row.Years[year] /= float64(s.columns())
		}
		rows = append(rows, row)
	}
	return rows
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
