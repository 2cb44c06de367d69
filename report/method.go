package report

import (
	"fmt"
	"slices"
	"strconv"

	"finetco/sim"
)

// The method: what was simulated and how, so that a reader can repeat it.

var designs = map[string]string{
	"sobol":  "Owen-scrambled Sobol' points in 16 independent replicates",
	"lhs":    "Latin hypercube in 16 independent replicates",
	"random": "independent random draws",
}

func (a author) method() section {
	r := a.result
	design := designs[r.Sampling]
	if design == "" {
		design = clean(r.Sampling)
	}
	facts := []fact{{"program", "finetco " + orDash(clean(a.options.Version))}, {"design", orDash(design)}, {"seed", strconv.FormatUint(r.Seed, 10)}, {"lifetimes asked for", Count(r.Trials)}}
	out := section{ID: "method", Title: "Method", Blocks: []block{
		{Items: []string{
			"A lifetime is one simulated project: it is staffed, labels data, trains, goes live, serves, drifts, retrains and ends at the horizon. What is not known (rates, prices, sizes) is drawn once per lifetime; what happens (failed runs, misses, retrains, price moves, risks) is drawn inside it.",
			"P80 is the amount that 80% of the lifetimes do not exceed. Money is nominal USD, counted to the horizon.",
			"The estimate without risk is what a careful spreadsheet would say: every input at its median, nothing goes wrong, retrains at their expected number.",
			"The spread of the cash flow, the rank correlations of categories and the share of event luck are of the first " + Count(sim.SideTrials) + " lifetimes.",
			"The arithmetic is that of the lifetime model, docs/model.md of the program; how the figures are estimated stands in docs/results.md.",
			"The same program, tables, seed and number of lifetimes give the same figures to the last digit. result.json holds them all.",
		}},
		{Facts: facts},
	}}
	if len(r.Inputs) > 0 {
		g := newGrid("file", "SHA-256")
		for _, f := range r.Inputs {
			g.row(clean(f.File), clean(f.SHA256))
		}
		out.Blocks = append(out.Blocks, block{Table: &tableau{Caption: "Tables that were read", grid: g, Texts: []int{1}}})
	}
	if lines := warningLines(r.Warnings); lines != nil {
		out.Sections = append(out.Sections, section{ID: "warnings", Title: "Warnings", Blocks: []block{{Items: lines}}})
	}
	return out
}

// warningLines lists the warnings, one line each; beyond a few dozen, those of a kind are counted.
func warningLines(warnings []sim.Warning) []string {
	const most = 50
	type kind struct {
		code, text string
		n          int
	}
	var kinds []kind
	var lines []string
	for _, n := range warnings {
		line := clean(n.Text)
		if n.Scenario != "" {
			line = clean(n.Scenario) + ": " + line
		}
		lines = append(lines, line)
		i := slices.IndexFunc(kinds, func(k kind) bool { return k.code == n.Code })
		if i < 0 {
			kinds = append(kinds, kind{n.Code, line, 0})
			i = len(kinds) - 1
		}
		kinds[i].n++
	}
	if len(lines) <= most {
		return lines
	}
	lines = nil
	for _, k := range kinds {
		line := k.text
		if k.n > 1 {
			line = fmt.Sprintf("%s (and %s more of the kind %s)", line, Count(k.n-1), clean(k.code))
		}
		lines = append(lines, line)
	}
	return lines
}
