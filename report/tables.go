package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"finetco/sim"
)

// The tables and single figures of the reports, each made once for all of them: what the terminal says, the page, the
// wiki and the workbook say too.

// overviewGrid is the table over all scenarios.
func overviewGrid(views []scenarioView) *grid {
	g := newGrid("scenario", "P50", "P80", "P90", "mean", "estimate", "enough", "never live")
	for _, s := range views {
		g.row(s.name, s.money(s.total.at(50)), s.money(s.total.at(80)), s.money(s.total.at(90)), s.money(s.total.Mean),
			s.money(s.PointEstimateUSD), Percent(s.PointEstimatePercentile), Percent(s.NeverLive))
	}
	return g
}

const overviewNote = "estimate: the point estimate, without risk; enough: the chance that it is enough; never live: the chance of no go-live before the horizon."

// comparisonGrid sets the scenarios against their baseline.
func comparisonGrid(all []sim.Comparison) *grid {
	g := newGrid("scenario", "cheaper", "mean", "P10", "P50", "P90", "break-even", "never")
	for _, c := range all {
		at := func(level int) string { return signedMoney(differenceAt(c, level)) }
		month := undefined
		if i := slices.Index(sim.BreakEvenLevels, 50); i < len(c.BreakEven) && !math.IsNaN(c.BreakEven[i]) {
			month = "month " + grouped(c.BreakEven[i], 0)
			if c.BreakEven[i] == 0 {
				month = "at once"
			}
		}
		g.row(clean(c.Scenario), Percent(c.PCheaper), signedMoney(c.DifferenceMean), at(10), at(50), at(90), month, Percent(c.BreakEvenNever))
	}
	return g
}

// differenceAt returns a percentile of a comparison's difference; NaN where there is none.
func differenceAt(c sim.Comparison, level int) float64 {
	return at(c.Difference, slices.Index(sim.DifferenceLevels, level))
}

const comparisonNote = "break-even: half of the lifetimes are cheaper for good from this month; never: the share that never are."

// percentileGrid is the table of what the total is made of, by category and by year.
func percentileGrid(s scenarioView, options Options) *grid {
	groups := [][]string{nil, years(s.ScenarioResult), {"build_usd", "operate_usd", "npv_usd"}}
	for _, category := range categories {
		groups[0] = append(groups[0], category+"_usd")
	}
	levels := []int{5, 10, 25, 50, 75, 80, 90, 95}
	figuresOf := func(m metricView) []float64 {
		figures := make([]float64, 0, len(levels)+3)
		for _, level := range levels {
			figures = append(figures, m.at(level))
		}
		return append(figures, m.Mean, m.SD, m.Point)
	}
	const figureWidth = 5 // 11 columns of it and a name of 14 characters make 80
	unit := columnScale(figureWidth, figuresOf(s.total))

	header := []string{unit.name()}
	for _, level := range levels {
		header = append(header, levelName(level))
	}
	g := newGrid(append(header, "mean", "sd", "point")...)
	add := func(name, shown string) {
		m := metricOf(s.ScenarioResult, name)
		if m.Percentiles == nil {
			return
		}
		cells := []string{shown}
		for _, x := range figuresOf(m) {
			cells = append(cells, unit.figure(x))
		}
		g.row(cells...)
	}
	add("total_usd", "total")
	for _, group := range groups {
		g.line()
		for i, name := range group {
			shown := strings.ReplaceAll(strings.TrimSuffix(name, "_usd"), "_", " ")
			switch {
			case name == "npv_usd":
				shown = "present value"
			case strings.HasPrefix(name, "year_"):
				shown = options.yearName(i)
			}
			add(name, shown)
		}
	}
	return g
}

// yearName names the i-th year from kick-off: year 1, or the month it begins in where the start is known.
func (o Options) yearName(i int) string {
	if o.Start.IsZero() {
		return fmt.Sprintf("year %d", i+1)
	}
	return "from " + o.Start.AddDate(i, 0, 0).Format("2006-01")
}

// A fact is a figure that stands by itself.
type fact struct{ Name, Value string }

// facts lists the figures of a scenario that stand by themselves, leaving out what is undefined.
func (s scenarioView) facts() []fact {
	var facts []fact
	add := func(name, value string, of float64) {
		if !math.IsNaN(of) {
			facts = append(facts, fact{name, value})
		}
	}
	add("point estimate", fmt.Sprintf("%s, enough in %s of lifetimes", s.money(s.PointEstimateUSD), Percent(s.PointEstimatePercentile)), s.PointEstimateUSD)
	add("over the budget of "+s.money(s.BudgetUSD), Percent(s.OverBudget)+" of lifetimes", s.OverBudget)
	add("never live", Percent(s.NeverLive)+" of lifetimes", s.NeverLive)
	add("maintenance > build", Percent(s.MaintenanceExceedsBuild)+" of lifetimes (data + compute + engineering)", s.MaintenanceExceedsBuild)
	share := metricOf(s.ScenarioResult, "hidden_share")
	add("hidden share", fmt.Sprintf("%s on average is not machines (P10 %s, P90 %s)", Percent(share.Mean), Percent(share.at(10)), Percent(share.at(90))), share.Mean)
	add("cost per 1000 requests", Money(s.USDPer1000Requests), s.USDPer1000Requests)
	add("cost per $1 of training bill", Money(s.LifetimeUSDPerTrainUSD), s.LifetimeUSDPerTrainUSD)
	live := metricOf(s.ScenarioResult, "go_live_month")
	add("go-live", fmt.Sprintf("after %s months (P10 %s, P90 %s)", grouped(live.at(50), 1), grouped(live.at(10), 1), grouped(live.at(90), 1)), live.at(50))
	retrains := metricOf(s.ScenarioResult, "retrains")
	add("retrains", fmt.Sprintf("%s on average (P10 %s, P90 %s)", grouped(retrains.Mean, 1), grouped(retrains.at(10), 0), grouped(retrains.at(90), 0)), retrains.Mean)
	return facts
}

// contingencyGrid says what to put on top of the point estimate, and where it goes; nil where there is nothing to say.
func contingencyGrid(s scenarioView, options Options) *grid {
	c := s.Contingency
	if math.IsNaN(c.P80) || s.certain() {
		return nil
	}
	totals := []float64{s.total.at(50), s.total.at(80), s.total.at(90)}
	unit := columnScale(6, totals)
	g := newGrid(unit.name(), "P50", "P80", "P90")
	g.row("contingency", unit.figure(c.P50), unit.figure(c.P80), unit.figure(c.P90))
	g.row("budget", unit.figure(totals[0]), unit.figure(totals[1]), unit.figure(totals[2]))
	add := func(name string, i int, parts func(sim.Allocation) []float64) {
		cells := []string{name}
		for _, a := range s.Allocation {
			cells = append(cells, unit.figure(at(parts(a), i)))
		}
		g.row(cells...)
	}
	byCategory := func(a sim.Allocation) []float64 { return a.ByCategory }
	byYear := func(a sim.Allocation) []float64 { return a.ByYear }
	if n := len(s.Allocation[0].ByCategory); n > 0 {
		g.line()
		for i, category := range categories[:min(n, len(categories))] {
			add(category, i, byCategory)
		}
	}
	if n := len(s.Allocation[0].ByYear); n > 0 {
		g.line()
		for i := range n {
			add(options.yearName(i), i, byYear)
		}
	}
	return g
}

// shortfall says what the budgets leave open; "" where it is unknown.
func (s scenarioView) shortfall() string {
	if math.IsNaN(s.ExpectedShortfallP90) {
		return ""
	}
	return "The dearest tenth of lifetimes costs " + s.money(s.ExpectedShortfallP90) + " on average."
}

// intervals says how sure the simulation is of its figures; "" where it can not tell.
func (s scenarioView) intervals() string {
	var parts []string
	for _, n := range s.total.Intervals {
		if !math.IsNaN(n.Low) && !math.IsNaN(n.High) {
			fine := scale{s.scale.unit, s.scale.decimals + 1} // the ends may differ in the third figure only
			parts = append(parts, fmt.Sprintf("%s %s to %s", strings.Replace(n.Of, "p", "P", 1), fine.Money(n.Low), fine.Money(n.High)))
		}
	}
	if parts == nil {
		return ""
	}
	return fmt.Sprintf("%s intervals of the simulated figures: %s.", Percent(s.total.Intervals[0].Confidence), strings.Join(parts, ", "))
}

// driverGrid lists what the total depends on most, up to the given number of drivers.
func driverGrid(s scenarioView, shown int) *grid {
	g := newGrid("driver", "kind", "at its low", "at its high", "variance", "rank corr.")
	for _, d := range s.Drivers[:min(shown, len(s.Drivers))] {
		g.row(clean(d.Name), d.Kind, s.money(d.LowUSD), s.money(d.HighUSD), Percent(d.VarianceShare), grouped(d.RankCorrelation, 2))
	}
	return g
}

// driverNote says how to read driverGrid.
func (s scenarioView) driverNote() string {
	note := "At its low, high: the mean total in the driver's lowest and highest tenth; for a risk without and with it. Shares of correlated drivers overlap."
	if !math.IsNaN(s.EventLuckShare) {
		note += " Luck within the lifetimes explains " + Percent(s.EventLuckShare) + " of the variance."
	}
	return note
}

// at is xs[i], NaN beyond the ends.
func at(xs []float64, i int) float64 {
	if i >= 0 && i < len(xs) {
		return xs[i]
	}
	return math.NaN()
}
