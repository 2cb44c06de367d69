package report

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"finetco/sim"
)

// terminalWidth is the number of columns that the terminal report keeps within.
const terminalWidth = 80

// Terminal writes the report for a terminal: the answer in words, a table over the scenarios where there are several,
// and for each its percentiles and odds. It fits 80 columns. An error is the writer's.
func Terminal(w io.Writer, r *sim.Result, options Options) error {
	t := &terminal{color: options.Color, options: options}
	views := make([]scenarioView, len(r.Scenarios))
	for i, s := range r.Scenarios {
		views[i] = viewOf(s)
	}
	if len(views) == 0 {
		t.paragraph("There is no scenario to report.")
	}
	switch {
	case len(views) == 1:
		t.strong(headline(views[0]))
		t.scenario(views[0])
	case len(views) > MostScenarios:
		t.ranking(views)
		t.warnings(r.Warnings)
		_, err := t.out.WriteTo(w)
		return err
	case len(views) > 1:
		for _, s := range views {
			t.strong(s.name + ": " + headline(s))
		}
		t.overview(views)
		for _, s := range views {
			t.scenario(s)
		}
	}
	t.comparisons(r.Comparisons)
	t.warnings(r.Warnings)
	_, err := t.out.WriteTo(w)
	return err
}

// ranking reports many scenarios: the cheapest by P80, in a table.
func (t *terminal) ranking(views []scenarioView) {
	views = slices.Clone(views)
	slices.SortStableFunc(views, func(a, b scenarioView) int { return cmpFloat(a.total.at(80), b.total.at(80)) })
	t.strong(fmt.Sprintf("%s of %s scenarios is the cheapest at 80%% odds: %s", views[0].name, Count(len(views)), headline(views[0])))
	t.overview(views[:FirstScenarios])
	t.paragraph(fmt.Sprintf("These are the cheapest %d by P80; all %s are in the files of the run.", FirstScenarios, Count(len(views))))
}

// headline answers the question that the report is for, in words.
func headline(s scenarioView) string {
	p50, p80 := s.total.at(50), s.total.at(80)
	switch {
	case math.IsNaN(p80):
		return "No lifetime was simulated."
	case s.Trials == 1:
		return "The one simulated lifetime costs " + s.money(s.total.Mean) + "; odds need more than one."
	case s.certain() && same(s.total.Mean, s.PointEstimateUSD):
		return "Every simulated lifetime costs " + s.money(s.total.Mean) + ": nothing in this scenario is uncertain."
	case s.certain():
		return "Every simulated lifetime costs " + s.money(s.total.Mean) + "."
	}
	answer := fmt.Sprintf("Ask for %s to be 80%% sure. Half of the simulated lifetimes cost more than %s.", s.money(p80), s.money(p50))
	if !math.IsNaN(s.PointEstimateUSD) && !math.IsNaN(s.PointEstimatePercentile) {
		answer += fmt.Sprintf(" The estimate without risk, %s, has a %s chance of being enough.", s.money(s.PointEstimateUSD), Percent(s.PointEstimatePercentile))
	}
	if !math.IsNaN(s.OverBudget) {
		answer += fmt.Sprintf(" The budget of %s is overrun in %s of lifetimes.", s.money(s.BudgetUSD), Percent(s.OverBudget))
	}
	return answer
}

// A terminal collects the report; it is written in one piece.
type terminal struct {
	out     bytes.Buffer
	color   bool
	options Options
}

// paragraph writes a text broken at spaces to the width of the terminal.
func (t *terminal) paragraph(s string) {
	for _, line := range strings.Split(text.WrapSoft(s, terminalWidth), "\n") {
		t.out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// strong writes a paragraph with emphasis where the terminal has it.
func (t *terminal) strong(s string) {
	if !t.color {
		t.paragraph(s)
		return
	}
	from := t.out.Len()
	t.paragraph(s)
	words := strings.TrimSuffix(string(t.out.Bytes()[from:]), "\n")
	t.out.Truncate(from)
	t.out.WriteString("\x1b[1m" + words + "\x1b[0m\n")
}

// heading opens a section.
func (t *terminal) heading(s string) {
	t.out.WriteByte('\n')
	t.strong(s)
}

// overview is the table over all scenarios.
func (t *terminal) overview(views []scenarioView) {
	t.out.WriteByte('\n')
	overviewGrid(views).write(&t.out)
	t.paragraph(overviewNote)
}

// scenario reports one scenario.
func (t *terminal) scenario(s scenarioView) {
	title := fmt.Sprintf("%s over %s", lifetimes(s.Trials), months(s.HorizonMonths))
	if s.Preset != "" {
		title = fmt.Sprintf("preset %s, %s", clean(s.Preset), title)
	}
	t.heading(s.name + " (" + title + ")")
	if s.PercentilesFrom == "sketch" {
		t.paragraph("Percentiles of the total come from a sketch of all lifetimes.")
	}
	t.histogram(s)
	percentileGrid(s, t.options).write(&t.out)
	t.facts(s.facts())
	if g := contingencyGrid(s, t.options); g != nil {
		t.heading("Contingency on top of the point estimate, and the budget's parts")
		g.write(&t.out)
		if line := s.shortfall(); line != "" {
			t.paragraph(line)
		}
	}
	if line := s.intervals(); line != "" {
		t.out.WriteByte('\n')
		t.paragraph(line)
	}
	if len(s.Drivers) > 0 {
		const shown = 10
		t.heading("What drives the total")
		driverGrid(s, shown).write(&t.out)
		t.paragraph(s.driverNote())
	}
}

// facts lists figures with their names aligned.
func (t *terminal) facts(facts []fact) {
	width := 0
	for _, f := range facts {
		width = max(width, text.StringWidth(f.Name))
	}
	t.out.WriteByte('\n')
	for _, f := range facts {
		t.paragraph(text.Pad(f.Name, width+2, ' ') + f.Value)
	}
}

// comparisons sets the scenarios against their baseline.
func (t *terminal) comparisons(all []sim.Comparison) {
	if len(all) == 0 {
		return
	}
	t.heading("Against " + clean(all[0].Baseline) + ", on the same luck (below $0: cheaper)")
	comparisonGrid(all).write(&t.out)
	t.paragraph(comparisonNote)
}

// warnings lists what a reader should know; kinds that occur in many scenarios are counted.
func (t *terminal) warnings(all []sim.Warning) {
	const shown = 20
	if len(all) == 0 {
		return
	}
	t.heading("Warnings")
	for i, n := range all {
		if i == shown {
			t.paragraph(fmt.Sprintf("… and %s more, in the files of the run.", Count(len(all)-shown)))
			return
		}
		line := clean(n.Text)
		if n.Scenario != "" {
			line = clean(n.Scenario) + ": " + line
		}
		t.paragraph("- " + line)
	}
}
