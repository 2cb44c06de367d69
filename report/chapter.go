package report

import (
	"fmt"
	"math"
	"strings"

	"finetco/sim"
)

// The chapter of a scenario: how much and how surely, what for, when, why, what to add, and what it rests on.

func (a author) chapter(s scenarioView, index int) section {
	chapter := section{ID: fmt.Sprintf("s%d", index+1), Title: s.name}
	what := lifetimes(s.Trials) + " over " + months(s.HorizonMonths)
	if s.Preset != "" {
		what = "preset " + clean(s.Preset) + ", " + what
	}
	if start := calendar(a.options.Start); start != "" {
		what += " from " + start
	}
	if len(a.views) > 1 {
		chapter.Blocks = append(chapter.Blocks, block{Answer: headline(s)})
	}
	chapter.Blocks = append(chapter.Blocks, block{Cards: cards(s)}, block{Text: capital(what) + "."})
	if notes := a.notes(s); notes != "" {
		chapter.Blocks = append(chapter.Blocks, block{Text: "Notes: " + notes})
	}
	if warnings := a.warningsOf(s.Scenario); warnings != nil {
		chapter.Blocks = append(chapter.Blocks, block{Alerts: warnings})
	}
	for _, part := range []section{a.odds(s), a.parts(s), a.timing(s), a.causes(s), a.reserve(s), a.risks(s), a.assumptions(s)} {
		if part.Blocks != nil {
			part.ID = chapter.ID + "-" + part.ID
			chapter.Sections = append(chapter.Sections, part)
		}
	}
	return chapter
}

// cards are the figures of a scenario to remember; none where the headline says it all.
func cards(s scenarioView) []card {
	if math.IsNaN(s.total.at(80)) || s.certain() {
		return nil
	}
	list := []card{
		{"P50", s.money(s.total.at(50)), "half of the lifetimes cost at most so much"},
		{"P80", s.money(s.total.at(80)), "80% of the lifetimes cost at most so much"},
		{"P90", s.money(s.total.at(90)), "90% of the lifetimes cost at most so much"},
	}
	if !math.IsNaN(s.PointEstimateUSD) && !math.IsNaN(s.PointEstimatePercentile) {
		list = append(list, card{"without risk", s.money(s.PointEstimateUSD), "the point estimate, enough in " + Percent(s.PointEstimatePercentile) + " of lifetimes"})
	}
	return list
}

// drawingOf finds a scenario's picture by the name of its file.
func (a author) drawingOf(s scenarioView, file, alternative string) []plate {
	for _, d := range scenarioPictures(s.ScenarioResult, a.options) {
		if d.file == file {
			return []plate{a.plate(d, a.folders[s.Scenario], alternative)}
		}
	}
	return nil
}

// odds is the section on how much and how surely.
func (a author) odds(s scenarioView) section {
	out := section{ID: "odds", Title: "How much, and how surely"}
	if math.IsNaN(s.total.at(80)) {
		return out
	}
	var marks []string
	for _, m := range marksOf(s) {
		marks = append(marks, m.name+" "+m.value)
	}
	list := strings.Join(marks, "; ")
	out.Blocks = append(out.Blocks, block{Figures: append(
		a.drawingOf(s, "scurve", "S-curve of the total cost: "+list), a.drawingOf(s, "histogram", "Histogram of the total cost: "+list)...)})
	if g := intervalGrid(s); len(g.rows) > 0 {
		out.Blocks = append(out.Blocks, block{Table: &tableau{Caption: "How precisely the simulation knows its own figures, nominal USD", grid: g, Texts: []int{5}}},
			block{Note: "The interval covers what a simulation with other luck would find. It does not cover what the assumptions leave out."})
	}
	if s.PercentilesFrom == "sketch" {
		out.Blocks = append(out.Blocks, block{Note: "Percentiles of the total come from a sketch of all lifetimes."})
	}
	out.Blocks = append(out.Blocks, block{Facts: s.facts()})
	return out
}

// intervalGrid lists the figures of the total whose error is known.
func intervalGrid(s scenarioView) *grid {
	g := newGrid("figure", "estimate", "from", "to", "confidence", "method")
	fine := scale{s.scale.unit, s.scale.decimals + 1} // the ends may differ in the last figure only
	for _, n := range s.total.Intervals {
		if math.IsNaN(n.Low) || math.IsNaN(n.High) {
			continue
		}
		estimate := s.total.Mean
		if n.Of != "mean" {
			var level int
			if _, err := fmt.Sscanf(n.Of, "p%d", &level); err != nil {
				continue
			}
			estimate = s.total.at(level)
		}
		g.row(strings.Replace(n.Of, "p", "P", 1), fine.Money(estimate), fine.Money(n.Low), fine.Money(n.High), Percent(n.Confidence), clean(n.Method))
	}
	return g
}

// parts is the section on what the money is spent on.
func (a author) parts(s scenarioView) section {
	out := section{ID: "parts", Title: "What it is made of"}
	if math.IsNaN(s.total.Mean) {
		return out
	}
	g := percentileGrid(s, a.options)
	out.Blocks = append(out.Blocks,
		block{Table: &tableau{Caption: "The total and its parts in " + g.header[0] + ", nominal USD", grid: g}},
		block{Note: "Percentiles do not add up: the dear lifetimes of one part are not those of another. Means do. Point: the estimate without risk."})
	if len(s.Breakdown) > 0 {
		g := breakdownGrid(s, a.options)
		out.Blocks = append(out.Blocks,
			block{Figures: a.drawingOf(s, "breakdown", "Stacked bars of the mean cost: "+meansOf(s)),
				Table: &tableau{Caption: "Mean cost by category and year in " + g.header[0], grid: g}})
	}
	return out
}

func meansOf(s scenarioView) string {
	var parts []string
	for _, category := range categories {
		if mean := metricOf(s.ScenarioResult, category+"_usd").Mean; !math.IsNaN(mean) && mean != 0 {
			parts = append(parts, category+" "+s.money(mean))
		}
	}
	return strings.Join(parts, "; ")
}

// breakdownGrid is the mean cost of each category in each year, with the means of both.
func breakdownGrid(s scenarioView, options Options) *grid {
	yearNames := years(s.ScenarioResult)
	figures := []float64{s.total.Mean}
	for _, c := range s.Breakdown {
		figures = append(append(figures, c.Years...), metricOf(s.ScenarioResult, c.Category+"_usd").Mean)
	}
	unit := columnScale(5, figures)
	header := []string{unit.name()}
	for i := range yearNames {
		header = append(header, options.yearName(i))
	}
	g := newGrid(append(header, "all years")...)
	row := func(name string, of func(i int) float64, all float64) {
		cells := []string{name}
		for i := range yearNames {
			cells = append(cells, unit.figure(of(i)))
		}
		g.row(append(cells, unit.figure(all))...)
	}
	for _, c := range s.Breakdown {
		row(clean(c.Category), func(i int) float64 { return at(c.Years, i) }, metricOf(s.ScenarioResult, c.Category+"_usd").Mean)
	}
	g.line()
	row("total", func(i int) float64 { return metricOf(s.ScenarioResult, yearNames[i]).Mean }, s.total.Mean)
	return g
}

// timing is the section on when the money is spent.
func (a author) timing(s scenarioView) section {
	out := section{ID: "timing", Title: "When it is spent"}
	figures := a.drawingOf(s, "cashflow", "Cost up to each month and in each month, as mean, median and the range from P10 to P90; the table below has the ends of the years.")
	if figures == nil || math.IsNaN(s.total.Mean) {
		return out
	}
	g := cashflowGrid(s, a.options)
	table := &tableau{Caption: "Spent by the end of each year in " + g.header[0], grid: g}
	if s.Trials > sim.SideTrials {
		table.Note = "Of the first " + Count(sim.SideTrials) + " lifetimes: what all of them cost in the end may differ in the last digits."
	}
	out.Blocks = []block{{Figures: figures, Table: table}}
	return out
}

// cashflowGrid is the cumulative cost at the ends of the years and of the horizon.
func cashflowGrid(s scenarioView, options Options) *grid {
	f := s.Cumulative
	last := len(f.Mean) - 1
	unit := columnScale(5, []float64{at(f.Mean, last), at(f.P10, last), at(f.P50, last), at(f.P90, last)})
	g := newGrid(unit.name(), "mean", "P10", "P50", "P90")
	for m := 11; ; m += 12 {
		m = min(m, last)
		g.row(capital(monthName(m, options.Start)), unit.figure(f.Mean[m]), unit.figure(at(f.P10, m)), unit.figure(at(f.P50, m)), unit.figure(at(f.P90, m)))
		if m == last {
			return g
		}
	}
}

// causes is the section on what drives the total.
func (a author) causes(s scenarioView) section {
	const shown = 20
	out := section{ID: "drivers", Title: "What drives it"}
	if len(s.Drivers) == 0 || math.IsNaN(s.total.Mean) {
		return out
	}
	d := s.Drivers[0]
	alternative := fmt.Sprintf("Tornado of the mean total by driver. First: %s, from %s to %s", clean(d.Name), s.money(d.LowUSD), s.money(d.HighUSD))
	caption := "Drivers of the total"
	if len(s.Drivers) > shown {
		caption = fmt.Sprintf("The first %d of %s of the total", shown, Counted(len(s.Drivers), "driver"))
	}
	out.Blocks = []block{{Figures: a.drawingOf(s, "tornado", alternative),
		Table: &tableau{Caption: caption, grid: driverGrid(s, shown), Texts: []int{1}, Note: s.driverNote()}}}
	return out
}

// reserve is the section on contingency.
func (a author) reserve(s scenarioView) section {
	out := section{ID: "contingency", Title: "Contingency, and where it goes"}
	g := contingencyGrid(s, a.options)
	if g == nil {
		return out
	}
	out.Blocks = []block{
		{Text: fmt.Sprintf("The estimate without risk is %s. To be 80%% sure, add %s.", s.money(s.PointEstimateUSD), s.money(s.Contingency.P80))},
		{Table: &tableau{Caption: "The budget and its parts in " + g.header[0], grid: g}},
		{Note: "Each part is its mean over the lifetimes that cost about as much as the budget, so the parts add up to it. " + s.shortfall()},
	}
	if s.Contingency.P80 <= 0 {
		out.Blocks[0] = block{Text: fmt.Sprintf("The estimate without risk is %s: it is enough to be 80%% sure.", s.money(s.PointEstimateUSD))}
	}
	return out
}

// warningsOf are the warnings about one scenario.
func (a author) warningsOf(name string) []string {
	var lines []string
	for _, n := range a.result.Warnings {
		if n.Scenario == name && name != "" {
			lines = append(lines, clean(n.Text))
		}
	}
	return lines
}

// driverOf finds a risk or cost among the drivers.
func driverOf(s scenarioView, kind, name string) (sim.Driver, bool) {
	for _, d := range s.Drivers {
		if d.Kind == kind && d.Name == name {
			return d, true
		}
	}
	return sim.Driver{}, false
}
