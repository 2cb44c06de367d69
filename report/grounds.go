package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"finetco/distributions"
	"finetco/scenarios"
)

// What a scenario rests on: its risks, further costs and assumptions, with their sources.

func (a author) notes(s scenarioView) string {
	if in := a.assumed[s.Scenario]; in != nil {
		return clean(in.Notes)
	}
	return ""
}

// risks is the section on risks and further costs.
func (a author) risks(s scenarioView) section {
	out := section{ID: "risks", Title: "Risks and further costs"}
	in := a.assumed[s.Scenario]
	if in == nil {
		return out
	}
	if len(in.Risks) > 0 {
		g := newGrid("risk", "phase", "occurs", "USD each time", "delay, months", "total without", "total with", "basis", "source")
		for _, r := range in.Risks {
			occurs := written(r.Probability)
			if r.PerYear != nil {
				occurs = written(r.PerYear) + " times a year"
			}
			low, high := undefined, undefined
			if d, ok := driverOf(s, "risk", r.Name); ok {
				low, high = s.money(d.LowUSD), s.money(d.HighUSD)
			}
			g.row(clean(r.Name), string(r.Phase), occurs, written(r.USD), written(r.DelayMonths), low, high, basis(r.Source, judged(r.Source)), clean(r.Source))
		}
		out.Blocks = append(out.Blocks, block{Table: &tableau{Caption: "Risks", grid: g, Texts: []int{1, 2, 3, 4, 7, 8}}},
			block{Note: "Total without, with: the mean total of the lifetimes in which the risk does not occur, and of those in which it does."})
	}
	if len(in.Costs) > 0 {
		g := newGrid("cost", "paid", "amount", "basis", "source")
		for _, c := range in.Costs {
			g.row(clean(c.Name), costUnits[c.Timing], written(c.USD), basis(c.Source, judged(c.Source)), clean(c.Source))
		}
		out.Blocks = append(out.Blocks, block{Table: &tableau{Caption: "Further costs", grid: g, Texts: []int{1, 2, 3, 4}}})
	}
	return out
}

// written is a distribution's canonical form; a dash where there is none.
func written(d distributions.Distribution) string {
	if d == nil {
		return undefined
	}
	return clean(d.String())
}

// basis says what a value rests on, in words: a flag that needs no color.
func basis(source string, judgement bool) string {
	switch {
	case judgement:
		return "judgement"
	case strings.TrimSpace(source) == "":
		return "no source"
	}
	return "source"
}

// assumptions is the section on the inputs, those in force first, then what stays neutral, then the correlations.
func (a author) assumptions(s scenarioView) section {
	out := section{ID: "assumptions", Title: "Assumptions"}
	in := a.assumed[s.Scenario]
	if in == nil {
		return out
	}
	catalog := scenarios.Catalog()
	g := newGrid("input", "value", "unit", "P5", "P50", "P95", "from", "basis", "source")
	var neutral []string
	group, judgements := "", 0
	for i, input := range catalog {
		c := in.Cells[i]
		if c.Origin == scenarios.Neutral {
			neutral = append(neutral, input.Name+" "+orDash(cellText(c)))
			continue
		}
		if group != "" && group != input.Group {
			g.line()
		}
		group = input.Group
		if c.Judgement {
			judgements++
		}
		p5, p50, p95 := spreadOf(c.Distribution)
		g.row(input.Name, cellText(c), clean(input.Unit), p5, p50, p95, string(c.Origin), basis(c.Source, c.Judgement), clean(c.Source))
	}
	if len(g.rows) > 0 {
		out.Blocks = append(out.Blocks, block{Text: fmt.Sprintf("%s in force, %s of them by judgement: the first to replace with your own.", inForce(g), Count(judgements))},
			block{Table: &tableau{Caption: "Inputs in force", grid: g, Texts: []int{1, 2, 6, 7, 8}, Folded: true}})
	}
	if neutral != nil {
		out.Blocks = append(out.Blocks, block{Note: "Neutral: " + strings.Join(neutral, ", ") + "."})
	}
	if pairs := correlationGrid(in); len(pairs.rows) > 0 {
		out.Blocks = append(out.Blocks, block{Table: &tableau{Caption: "Rank correlations", grid: pairs, Texts: []int{2, 3, 4}, Folded: true}})
	}
	return out
}

// correlationGrid lists the rank correlations in force.
func correlationGrid(in *scenarios.Scenario) *grid {
	g := newGrid("pair", "rank correlation", "from", "basis", "source")
	for _, p := range correlationsOf(in) {
		g.row(clean(p.name), clean(p.summary().Cell), string(p.origin), basis(p.source, p.judgement), clean(p.source))
	}
	return g
}

func cellText(c scenarios.Cell) string {
	if c.Distribution != nil {
		return clean(c.Distribution.String())
	}
	return clean(c.Text)
}

func orDash(s string) string {
	if s == "" {
		return undefined
	}
	return s
}

// spreadOf shows a distribution's percentiles to four digits; nothing of a constant, whose value says it all.
func spreadOf(d distributions.Distribution) (p5, p50, p95 string) {
	if d == nil {
		return "", "", ""
	}
	if _, constant := distributions.IsConstant(d); constant {
		return "", "", ""
	}
	return fourDigits(d.Quantile(0.05)), fourDigits(distributions.Median(d)), fourDigits(d.Quantile(0.95))
}

// fourDigits writes a number of any unit to four significant digits.
func fourDigits(x float64) string {
	if math.IsNaN(x) {
		return undefined
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 4, 64), 64) // a float's own text parses
	if size := math.Abs(rounded); size != 0 && (size < 1e-4 || size >= 1e15) {
		return strconv.FormatFloat(rounded, 'g', 4, 64)
	}
	whole, decimals, point := strings.Cut(strconv.FormatFloat(math.Abs(rounded), 'f', -1, 64), ".")
	n, _ := strconv.ParseFloat(whole, 64)
	text := sign(rounded) + grouped(n, 0)
	if point {
		text += "." + decimals
	}
	return text
}

// inForce counts the inputs of a table.
func inForce(g *grid) string {
	n := 0
	for _, row := range g.rows {
		if row != nil {
			n++
		}
	}
	return Counted(n, "input") + map[bool]string{true: " is", false: " are"}[n == 1]
}
