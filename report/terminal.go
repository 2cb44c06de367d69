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
	detailed := views
	if len(views) > mostScenarios {
		views = slices.Clone(views) // ranked: cheapest P80 first
		slices.SortStableFunc(views, func(a, b scenarioView) int { return cmpFloat(a.total.at(80), b.total.at(80)) })
		detailed = views[:firstScenarios]
	}
	if len(views) == 1 {
		t.strong(headline(views[0]))
	} else if len(views) > 1 {
		for _, s := range detailed {
			t.strong(s.name + ": " + headline(s))
		}
		t.overview(views)
	}
	for _, s := range detailed {
		t.scenario(s)
	}
	t.comparisons(r.Comparisons)
	t.warnings(r.Warnings)
	_, err := t.out.WriteTo(w)
	return err
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
	g := newGrid("scenario", "P50", "P80", "P90", "mean", "estimate", "enough", "never live")
	for _, s := range views {
		g.row(s.name, s.money(s.total.at(50)), s.money(s.total.at(80)), s.money(s.total.at(90)), s.money(s.total.Mean),
			s.money(s.PointEstimateUSD), Percent(s.PointEstimatePercentile), Percent(s.NeverLive))
	}
	t.out.WriteByte('\n')
	g.write(&t.out)
	t.paragraph("estimate: the point estimate, without risk; enough: the chance that it is enough; never live: the chance of no go-live before the horizon.")
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
	t.percentiles(s)
	t.odds(s)
	t.contingency(s)
	t.intervals(s)
	t.drivers(s)
}

// comparisons sets the scenarios against their baseline.
func (t *terminal) comparisons(all []sim.Comparison) {
	if len(all) == 0 {
		return
	}
	t.heading("Against " + clean(all[0].Baseline) + ", on the same luck (below $0: cheaper)")
	g := newGrid("scenario", "cheaper", "mean", "P10", "P50", "P90", "break-even", "never")
	for _, c := range all {
		at := func(level int) string {
			if i := slices.Index(sim.DifferenceLevels, level); i < len(c.Difference) {
				return signedMoney(c.Difference[i])
			}
			return undefined
		}
		month := undefined
		if i := slices.Index(sim.BreakEvenLevels, 50); i < len(c.BreakEven) && !math.IsNaN(c.BreakEven[i]) {
			month = "month " + grouped(c.BreakEven[i], 0)
			if c.BreakEven[i] == 0 {
				month = "at once"
			}
		}
		g.row(clean(c.Scenario), Percent(c.PCheaper), signedMoney(c.DifferenceMean), at(10), at(50), at(90), month, Percent(c.BreakEvenNever))
	}
	g.write(&t.out)
	t.paragraph("break-even: half of the lifetimes are cheaper for good from this month; never: the share that never are.")
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
