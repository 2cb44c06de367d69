package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"finetco/sim"
)

// The opening of a report: its title, the answer in words, and, of several scenarios, which one it is.

func (a author) title() string {
	switch len(a.views) {
	case 0:
		return "Budget with odds"
	case 1:
		return "Budget with odds: " + a.views[0].name
	}
	return "Budget with odds: " + Counted(len(a.views), "scenario")
}

// lead is the first screen.
func (a author) lead() []block {
	switch len(a.views) {
	case 0:
		return []block{{Answer: "There is no scenario to report."}}
	case 1:
		return append([]block{{Answer: headline(a.views[0])}}, a.alerts()...)
	}
	order := slices.Clone(a.views)
	slices.SortStableFunc(order, byP80)
	first, last := order[0], order[len(order)-1]
	answer := first.name + " needs the least. " + headline(first)
	if math.IsNaN(first.total.at(80)) {
		answer = headline(first)
	}
	if line := a.rival(first, order[1]); line != "" {
		answer += " " + line
	}
	blocks := []block{{Answer: answer}}
	if p80 := last.total.at(80); !math.IsNaN(p80) && !same(p80, first.total.at(80)) {
		blocks = append(blocks, block{Text: fmt.Sprintf("%s needs the most: %s to be 80%% sure.", last.name, last.money(p80))})
	}
	return append(blocks, a.alerts()...)
}

// rival says how surely the cheapest scenario is cheaper: than the baseline, or, where it is the baseline itself, than
// the next.
func (a author) rival(first, second scenarioView) string {
	for _, c := range a.result.Comparisons {
		if c.Scenario == first.Scenario || c.Baseline == first.Scenario && c.Scenario == second.Scenario {
			return verdict(c)
		}
	}
	return ""
}

// verdict says which of two scenarios is cheaper and how surely, or that they can not be told apart: because the
// simulation is too short, or because neither is cheaper in three lifetimes of five.
func verdict(c sim.Comparison) string {
	name, baseline := clean(c.Scenario), clean(c.Baseline)
	surely := tenths(c.PCheaper) + " of lifetimes"
	if n := c.PCheaperInterval; tenths(n.Low) != tenths(n.High) {
		surely += fmt.Sprintf(" (%s interval %s to %s)", Percent(n.Confidence), tenths(n.Low), tenths(n.High))
	}
	const clear = 0.6
	even := (1 - c.PSame) / 2
	median := differenceAt(c, 50)
	switch {
	case math.IsNaN(c.PCheaper):
		return name + " and " + baseline + " can not be compared."
	case c.PSame >= 1:
		return name + " costs the same as " + baseline + " in every lifetime."
	case c.PCheaperInterval.Low <= even && even <= c.PCheaperInterval.High:
		return name + " and " + baseline + " can not be told apart: " + name + " is cheaper in " + surely + "."
	case c.PCheaper >= clear && median < 0:
		return name + " is cheaper than " + baseline + " in " + surely + ", by " + Money(-median) + " at the median."
	case 1-c.PCheaper-c.PSame >= clear && median > 0:
		return name + " is dearer than " + baseline + ", by " + Money(median) + " at the median; it is the cheaper one in " + surely + "."
	}
	return name + " and " + baseline + " can hardly be told apart: " + name + " is cheaper in " + surely + "."
}

// tenths writes a fraction in percent with a decimal, as the ends of a narrow interval need.
func tenths(fraction float64) string {
	if p := 100 * fraction; p >= 0.1 && p <= 99.9 {
		return grouped(p, 1) + "%"
	}
	return Percent(fraction)
}

// overview is the section over all scenarios.
func (a author) overview() section {
	s := section{ID: "overview", Title: "All scenarios"}
	caption := "What each scenario costs, nominal USD"
	if len(a.views) > MostScenarios {
		caption += "; cheapest P80 first"
		s.Blocks = append(s.Blocks, block{Text: fmt.Sprintf("The first %s are reported in detail.", Counted(FirstScenarios, "scenario"))})
	}
	pictures := []plate{a.plate(comparisonPictures(a.result)[0], "", a.comparisonAlternative())}
	table := &tableau{Caption: caption, Note: capital(overviewNote), grid: overviewGrid(a.views)}
	s.Blocks = append(s.Blocks, block{Table: table, Figures: pictures, TableFirst: true})
	return s
}

func (a author) comparisonAlternative() string {
	var parts []string
	for _, s := range a.views[:min(len(a.views), len(series))] {
		parts = append(parts, s.name+" "+s.money(s.total.at(80)))
	}
	return "S-curves of the scenarios. P80: " + strings.Join(parts, "; ")
}

// comparisons is the section that sets the scenarios against their baseline.
func (a author) comparisons() section {
	all := a.result.Comparisons
	if len(all) > MostScenarios {
		rank := map[string]int{}
		for i, s := range a.views {
			rank[s.Scenario] = i
		}
		all = slices.Clone(all)
		slices.SortStableFunc(all, func(x, y sim.Comparison) int { return rank[x.Scenario] - rank[y.Scenario] })
		all = all[:FirstScenarios]
	}
	s := section{ID: "comparison", Title: "Which is cheaper, and how surely"}
	verdicts := make([]string, len(all))
	for i, c := range all {
		verdicts[i] = verdict(c)
	}
	s.Blocks = []block{{Items: verdicts},
		{Table: &tableau{Caption: "Against " + clean(all[0].Baseline) + ", on the same luck; USD, below $0: cheaper", grid: comparisonGrid(all)}},
		{Note: "Cheaper: the share of lifetimes in which the scenario costs less. " + capital(comparisonNote)}}
	return s
}

// alerts are the warnings of the whole run, and the number of the others.
func (a author) alerts() []block {
	var lines []string
	others := 0
	for _, n := range a.result.Warnings {
		if n.Scenario == "" {
			lines = append(lines, clean(n.Text))
		} else {
			others++
		}
	}
	if others > 0 && len(a.views) > 1 {
		lines = append(lines, Counted(others, "warning")+" about single scenarios: see the method")
	}
	if lines == nil {
		return nil
	}
	return []block{{Alerts: lines}}
}

// plate puts a picture into the document; the folder is "" for one beside the report.
func (a author) plate(d drawing, folder, alternative string) plate {
	file := d.file
	if folder != "" {
		file = folder + "/" + file
	}
	return plate{Picture: d.make(), Alternative: alternative, File: file}
}
