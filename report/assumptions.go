package report

import (
	"io"
	"math"
	"strings"

	"finetco/distributions"
	"finetco/scenarios"
)

// Assumptions writes assumptions.csv: Cells as CSV. Texts that a spreadsheet would run as a formula carry an apostrophe
// in front.
func Assumptions(w io.Writer, all []*scenarios.Scenario) error { return Cells(all).Write(w, "csv") }

var cellsHeader = []string{"scenario", "kind", "name", "field", "unit", "cell", "origin", "mean", "sd", "p5", "p50", "p95", "judgement", "source"}

// Cells lists everything that each scenario is simulated from, one quantity a row, in the order of the catalog and of
// the tables. Kind is input, risk, cost or correlation; the cell is in its canonical form, which a table reads back;
// mean to p95 describe it and are undefined for words, absent inputs and moments that do not exist.
func Cells(all []*scenarios.Scenario) *Listing {
	out := &Listing{header: cellsHeader}
	catalog := scenarios.Catalog()
	for _, s := range all {
		for i, input := range catalog {
			c := s.Cells[i]
			assumption{s.Name, "input", input.Name, "value", input.Unit, c.Distribution, c.Text, c.Origin, c.Judgement, c.Source}.addTo(out)
		}
		for _, r := range s.Risks {
			phase := " (" + string(r.Phase) + ")"
			add := func(field, unit, text string, d distributions.Distribution) {
				if d != nil {
					assumption{s.Name, "risk", r.Name, field, unit + phase, d, text, scenarios.FromFile, judged(r.Source), r.Source}.addTo(out)
				}
			}
			add("probability", "probability in a lifetime", r.ProbabilityText, r.Probability)
			add("per_year", "times per year", r.PerYearText, r.PerYear)
			add("usd", "USD per occurrence", r.USDText, r.USD)
			add("delay_months", "months of delay per occurrence", r.DelayMonthsText, r.DelayMonths)
		}
		for _, c := range s.Costs {
			assumption{s.Name, "cost", c.Name, "usd", costUnits[c.Timing], c.USD, c.USDText, scenarios.FromFile, judged(c.Source), c.Source}.addTo(out)
		}
		addPairs(out, s, catalog)
	}
	return out
}

var costUnits = map[scenarios.Timing]string{
	scenarios.Once: "USD once", scenarios.Monthly: "USD per month", scenarios.MonthlyLive: "USD per month live",
	scenarios.PerRetrain: "USD per retrain", scenarios.PerThousandRequests: "USD per 1000 requests",
}

// addPairs adds the rank correlations that are in force: the tables', the default pairs that no table replaces, and
// the one for every other pair.
func addPairs(out *Listing, s *scenarios.Scenario, catalog []scenarios.Input) {
	add := func(p scenarios.Pair, origin scenarios.Origin) {
		name := catalog[p.A].Name + " / " + catalog[p.B].Name
		d := distributions.Constant(p.RankCorrelation)
		assumption{s.Name, "correlation", name, "rank_correlation", "rank correlation", d, "", origin, judged(p.Source), p.Source}.addTo(out)
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
		assumption{s.Name, "correlation", "every other pair", "default_correlation", "rank correlation", c.Distribution, c.Text, c.Origin, c.Judgement, c.Source}.addTo(out)
	}
}

// An assumption is one row of assumptions.csv.
type assumption struct {
	scenario, kind, name, field, unit string
	value                             distributions.Distribution // nil: absent, or a word
	text                              string
	origin                            scenarios.Origin
	judgement                         bool
	source                            string
}

func (a assumption) addTo(out *Listing) {
	nan := math.NaN()
	mean, sd, p5, p50, p95 := nan, nan, nan, nan, nan
	if d := a.value; d != nil {
		a.text = d.String()
		mean, sd = d.Mean(), d.SD()
		p5, p50, p95 = d.Quantile(0.05), distributions.Median(d), d.Quantile(0.95)
	}
	out.add(a.scenario, a.kind, a.name, a.field, a.unit, a.text, string(a.origin), mean, sd, p5, p50, p95, a.judgement, a.source)
}

// judged reports whether a source calls the value a judgement, as the catalog's sources do.
func judged(source string) bool {
	source = strings.ToLower(source)
	return strings.Contains(source, "judgement") || strings.Contains(source, "judgment")
}
