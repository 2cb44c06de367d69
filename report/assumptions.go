package report

import (
	"io"
	"iter"
	"math"
	"strings"

	"finetco/distributions"
	"finetco/scenarios"
)

// Assumptions writes assumptions.csv: Cells as CSV. Texts that a spreadsheet would run as a formula carry an apostrophe
// in front.
func Assumptions(w io.Writer, all []*scenarios.Scenario) error {
	return Cells(func(yield func(*scenarios.Scenario, error) bool) {
		for _, s := range all {
			if !yield(s, nil) {
				return
			}
		}
	}).Write(w, "csv")
}

var cellsHeader = []string{"scenario", "kind", "name", "field", "unit", "cell", "origin", "mean", "sd", "p5", "p50", "p95", "judgement", "source"}

// Cells lists everything that each scenario is simulated from, one quantity a row, in the order of the catalog and of
// the tables. Kind is input, risk, cost or correlation; the cell is in its canonical form, which a table reads back;
// mean to p95 describe it and are undefined for words, absent inputs and moments that do not exist. The scenarios are
// streamed anew each time that the listing is gone through; their error is the listing's.
func Cells(all iter.Seq2[*scenarios.Scenario, error]) *Listing {
	return &Listing{header: cellsHeader, rows: func(yield func([]any, error) bool) {
		for s, err := range all {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, a := range assumptionsOf(s) {
				if !yield(a.fields(), nil) {
					return
				}
			}
		}
	}}
}

// An assumption is one row of assumptions.csv.
type assumption struct {
	scenario, kind, name, field, unit string
	value                             distributions.Distribution // nil: absent, or a word
	text                              string                     // what is written where there is no value
	origin                            scenarios.Origin
	judgement                         bool
	source                            string
}

// assumptionsOf lists what a scenario is simulated from.
func assumptionsOf(s *scenarios.Scenario) []assumption {
	var list []assumption
	for i, input := range scenarios.Catalog() {
		c := s.Cells[i]
		list = append(list, assumption{s.Name, "input", input.Name, "value", input.Unit, c.Distribution, c.Text, c.Origin, c.Judgement, c.Source})
	}
	for _, r := range s.Risks {
		phase := " (" + string(r.Phase) + ")"
		add := func(field, unit string, d distributions.Distribution) {
			if d != nil {
				list = append(list, assumption{s.Name, "risk", r.Name, field, unit + phase, d, "", scenarios.FromFile, judged(r.Source), r.Source})
			}
		}
		add("probability", "probability in a lifetime", r.Probability)
		add("per_year", "times per year", r.PerYear)
		add("usd", "USD per occurrence", r.USD)
		add("delay_months", "months of delay per occurrence", r.DelayMonths)
	}
	for _, c := range s.Costs {
		list = append(list, assumption{s.Name, "cost", c.Name, "usd", costUnits[c.Timing], c.USD, "", scenarios.FromFile, judged(c.Source), c.Source})
	}
	return append(list, correlationsOf(s)...)
}

var costUnits = map[scenarios.Timing]string{
	scenarios.Once: "USD once", scenarios.Monthly: "USD per month", scenarios.MonthlyLive: "USD per month live",
	scenarios.PerRetrain: "USD per retrain", scenarios.PerThousandRequests: "USD per 1000 requests",
}

// correlationsOf lists the rank correlations that are in force: the tables', the default pairs that no table replaces,
// and the one for every other pair.
func correlationsOf(s *scenarios.Scenario) []assumption {
	var list []assumption
	catalog := scenarios.Catalog()
	add := func(p scenarios.Pair, origin scenarios.Origin) {
		name := catalog[p.A].Name + " / " + catalog[p.B].Name
		d := distributions.Constant(p.RankCorrelation)
		list = append(list, assumption{s.Name, "correlation", name, "rank_correlation", "rank correlation", d, "", origin, judged(p.Source), p.Source})
	}
	type key struct{ low, high int }
	given := map[key]bool{}
	for _, p := range s.Pairs {
		given[key{min(p.A, p.B), max(p.A, p.B)}] = true
		add(p, scenarios.FromFile)
	}
	for _, p := range scenarios.DefaultPairs() {
		if !given[key{min(p.A, p.B), max(p.A, p.B)}] {
			add(p, scenarios.FromPreset)
		}
	}
	if i, ok := scenarios.InputIndex("default_correlation"); ok {
		c := s.Cells[i]
		list = append(list, assumption{s.Name, "correlation", "every other pair", "default_correlation", "rank correlation", c.Distribution, c.Text, c.Origin, c.Judgement, c.Source})
	}
	return list
}

// summary describes the value; without one it has the word as its cell, and nothing is defined of it.
func (a assumption) summary() distributions.Summary {
	if a.value != nil {
		return distributions.Summarize(a.value)
	}
	nan := math.NaN()
	return distributions.Summary{Cell: a.text, Mean: nan, SD: nan, P5: nan, Median: nan, P95: nan}
}

// fields are those of cellsHeader.
func (a assumption) fields() []any {
	v := a.summary()
	return []any{a.scenario, a.kind, a.name, a.field, a.unit, v.Cell, string(a.origin), v.Mean, v.SD, v.P5, v.Median, v.P95, a.judgement, a.source}
}

// judged reports whether a source calls the value a judgement, as the catalog's sources do.
func judged(source string) bool {
	source = strings.ToLower(source)
	return strings.Contains(source, "judgement") || strings.Contains(source, "judgment")
}
