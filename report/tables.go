package report

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"finetco/sim"
)

func init() {
	// go-pretty asks the locale whether characters such as – and … are wide; a report must not depend on it.
	text.OverrideRuneWidthEastAsianWidth(false)
}

// A grid is a table for the terminal: the first column left, figures right, one space apart. It is drawn by go-pretty,
// which counts what a character takes on the screen where text/tabwriter counts characters, and so aligns accents and
// East Asian names.
type grid struct {
	header []string
	rows   [][]string // nil: a line between rows
}

func newGrid(header ...string) *grid { return &grid{header: header} }

func (g *grid) row(cells ...string) { g.rows = append(g.rows, cells) }

func (g *grid) line() { g.rows = append(g.rows, nil) }

// write draws the grid within the terminal's width: names in the first column are shortened to the room that the figures
// leave them.
func (g *grid) write(out *bytes.Buffer) {
	room := terminalWidth
	for k := 1; k < len(g.header); k++ {
		widest := text.StringWidth(g.header[k])
		for _, row := range g.rows {
			if k < len(row) {
				widest = max(widest, text.StringWidth(row[k]))
			}
		}
		room -= widest + 1
	}
	t := table.NewWriter()
	t.SuppressTrailingSpaces()
	style := table.StyleLight
	style.Options = table.Options{SeparateHeader: true}
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = " ", "" // the first column's is cut off below
	t.SetStyle(style)
	configs := []table.ColumnConfig{}
	for k := 1; k < len(g.header); k++ {
		configs = append(configs, table.ColumnConfig{Number: k + 1, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t.SetColumnConfigs(configs)
	t.AppendHeader(tableRow(g.header))
	for _, row := range g.rows {
		if row == nil {
			t.AppendSeparator()
			continue
		}
		cells := tableRow(row)
		cells[0] = shorten(row[0], max(room, 8))
		t.AppendRow(cells)
	}
	for line := range strings.Lines(t.Render()) {
		_, width := utf8.DecodeRuneInString(line)
		out.WriteString(strings.TrimRight(line[width:], " \n") + "\n")
	}
}

func tableRow(cells []string) table.Row {
	row := make(table.Row, len(cells))
	for i, c := range cells {
		row[i] = c
	}
	return row
}

// percentiles is the table of what the total is made of, by category and by year.
func (t *terminal) percentiles(s scenarioView) {
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
				shown = t.yearName(i)
			}
			add(name, shown)
		}
	}
	g.write(&t.out)
}

// yearName names the i-th year from kick-off: year 1, or the month it begins in where the start is known.
func (t *terminal) yearName(i int) string {
	if t.options.Start.IsZero() {
		return fmt.Sprintf("year %d", i+1)
	}
	return "from " + t.options.Start.AddDate(i, 0, 0).Format("2006-01")
}

// odds lists the figures that stand by themselves.
func (t *terminal) odds(s scenarioView) {
	var facts [][2]string
	add := func(name, value string, of float64) {
		if !math.IsNaN(of) {
			facts = append(facts, [2]string{name, value})
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

	width := 0
	for _, f := range facts {
		width = max(width, text.StringWidth(f[0]))
	}
	t.out.WriteByte('\n')
	for _, f := range facts {
		t.paragraph(text.Pad(f[0], width+2, ' ') + f[1])
	}
}

// contingency says what to put on top of the point estimate, and where it goes.
func (t *terminal) contingency(s scenarioView) {
	c := s.Contingency
	if math.IsNaN(c.P80) || s.certain() {
		return
	}
	t.heading("Contingency on top of the point estimate, and the budget's parts")
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
			add(t.yearName(i), i, byYear)
		}
	}
	g.write(&t.out)
	if !math.IsNaN(s.ExpectedShortfallP90) {
		t.paragraph("The dearest tenth of lifetimes costs " + s.money(s.ExpectedShortfallP90) + " on average.")
	}
}

// intervals says how sure the simulation is of its figures.
func (t *terminal) intervals(s scenarioView) {
	var parts []string
	for _, n := range s.total.Intervals {
		if !math.IsNaN(n.Low) && !math.IsNaN(n.High) {
			fine := scale{s.scale.unit, s.scale.decimals + 1} // the ends may differ in the third figure only
			parts = append(parts, fmt.Sprintf("%s %s to %s", strings.Replace(n.Of, "p", "P", 1), fine.Money(n.Low), fine.Money(n.High)))
		}
	}
	if parts != nil {
		t.out.WriteByte('\n')
		t.paragraph(fmt.Sprintf("%s intervals of the simulated figures: %s.", Percent(s.total.Intervals[0].Confidence), strings.Join(parts, ", ")))
	}
}

// drivers lists what the total depends on most.
func (t *terminal) drivers(s scenarioView) {
	const shown = 10
	if len(s.Drivers) == 0 {
		return
	}
	t.heading("What drives the total")
	g := newGrid("driver", "kind", "at its low", "at its high", "variance", "rank corr.")
	for _, d := range s.Drivers[:min(shown, len(s.Drivers))] {
		g.row(clean(d.Name), d.Kind, s.money(d.LowUSD), s.money(d.HighUSD), Percent(d.VarianceShare), grouped(d.RankCorrelation, 2))
	}
	g.write(&t.out)
	note := "At its low, high: the mean total in the driver's lowest and highest tenth; for a risk without and with it. Shares of correlated drivers overlap."
	if !math.IsNaN(s.EventLuckShare) {
		note += " Luck within the lifetimes explains " + Percent(s.EventLuckShare) + " of the variance."
	}
	t.paragraph(note)
}

// at is xs[i], NaN beyond the end.
func at(xs []float64, i int) float64 {
	if i < len(xs) {
		return xs[i]
	}
	return math.NaN()
}
