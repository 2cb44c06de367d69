package scenarios

import (
	"fmt"
	"strings"

	"finetco/distributions"
)

type riskRow struct {
	Scenario    string `csv:"scenario"`
	Risk        string `csv:"risk"`
	Phase       string `csv:"phase"`
	Probability string `csv:"probability"`
	PerYear     string `csv:"per_year"`
	USD         string `csv:"usd"`
	DelayMonths string `csv:"delay_months"`
	Source      string `csv:"source"`
}

var riskKind = companionKind[riskRow, Risk]{
	want:     "a column of a risk table: scenario, risk, phase, probability, per_year, usd, delay_months or source",
	known:    []string{"scenario", "risk", "phase", "probability", "per_year", "usd", "delay_months", "source"},
	required: []string{"scenario", "risk", "phase", "usd"},
	scenario: func(row riskRow) string { return row.Scenario },
	entry:    readRisk,
}

func readRisk(r reader, t *table, row tableRow, stated riskRow) (Risk, string, string, bool) {
	before := r.problems.errors
	in := func(column, text string) cell { return cell{text, t.at(row, column)} }
	risk := Risk{
		Name: clean(stated.Risk), Source: clean(stated.Source),
		ProbabilityText: clean(stated.Probability), PerYearText: clean(stated.PerYear),
		USDText: clean(stated.USD), DelayMonthsText: clean(stated.DelayMonths),
	}
	title := "risk " + quote(risk.Name)
	of := func(column string) string {
		return fmt.Sprintf("%s of %s of scenario %s", column, title, quote(clean(stated.Scenario)))
	}
	r.name(in("risk", stated.Risk), risk.Name, "risk")
	risk.Phase = Phase(r.word([]string{string(Build), string(Operate)}, in("phase", stated.Phase), of("phase")))

	once, often := in("probability", stated.Probability), in("per_year", stated.PerYear)
	if once.blank() == often.blank() {
		d := r.diagnostic(once.at)
		if !t.has("probability") {
			d = r.diagnostic(often.at)
		}
		d.Message = of("probability or per_year") + ": want one of the two"
		d.Reason = "got neither"
		if !once.blank() {
			d.Reason = "got both"
		}
		r.problems.add(d)
	}
	risk.Probability = r.optional(probability, once, of("probability"))
	risk.PerYear = r.optional(perYear, often, of("per_year"))
	risk.USD = r.required(riskUSD, in("usd", stated.USD), of("usd"))

	delay := in("delay_months", stated.DelayMonths)
	risk.DelayMonths = r.optional(delayMonths, delay, of("delay_months"))
	if risk.DelayMonths == distributions.Constant(0) {
		risk.DelayMonths = nil
	}
	if risk.DelayMonths != nil && risk.Phase == Operate {
		d := r.diagnostic(delay.at)
		d.Message = of("delay_months") + ": want a blank cell"
		d.Got, d.Reason = delay.text, "what happens after go-live cannot delay it"
		r.problems.add(d)
	}
	return risk, risk.Name, title, r.problems.errors == before
}

type costRow struct {
	Scenario string `csv:"scenario"`
	Cost     string `csv:"cost"`
	Timing   string `csv:"timing"`
	USD      string `csv:"usd"`
	Source   string `csv:"source"`
}

var costKind = companionKind[costRow, Cost]{
	want:     "a column of a cost table: scenario, cost, timing, usd or source",
	known:    []string{"scenario", "cost", "timing", "usd", "source"},
	required: []string{"scenario", "cost", "timing", "usd"},
	scenario: func(row costRow) string { return row.Scenario },
	entry:    readCost,
}

var timings = []string{string(Once), string(Monthly), string(MonthlyLive), string(PerRetrain), string(PerThousandRequests)}

func readCost(r reader, t *table, row tableRow, stated costRow) (Cost, string, string, bool) {
	before := r.problems.errors
	in := func(column, text string) cell { return cell{text, t.at(row, column)} }
	cost := Cost{Name: clean(stated.Cost), Source: clean(stated.Source), USDText: clean(stated.USD)}
	title := "cost " + quote(cost.Name)
	of := func(column string) string {
		return fmt.Sprintf("%s of %s of scenario %s", column, title, quote(clean(stated.Scenario)))
	}
	r.name(in("cost", stated.Cost), cost.Name, "cost")
	cost.Timing = Timing(r.word(timings, in("timing", stated.Timing), of("timing")))
	cost.USD = r.required(costUSD, in("usd", stated.USD), of("usd"))
	return cost, cost.Name, title, r.problems.errors == before
}

type pairRow struct {
	Scenario    string `csv:"scenario"`
	A           string `csv:"input_a"`
	B           string `csv:"input_b"`
	Correlation string `csv:"rank_correlation"`
	Source      string `csv:"source"`
}

var pairKind = companionKind[pairRow, Pair]{
	want:     "a column of a correlation table: scenario, input_a, input_b, rank_correlation or source",
	known:    []string{"scenario", "input_a", "input_b", "rank_correlation", "source"},
	required: []string{"scenario", "input_a", "input_b", "rank_correlation"},
	scenario: func(row pairRow) string { return row.Scenario },
	entry:    readPair,
}

func readPair(r reader, t *table, row tableRow, stated pairRow) (Pair, string, string, bool) {
	before := r.problems.errors
	in := func(column, text string) cell { return cell{text, t.at(row, column)} }
	ofScenario := " of scenario " + quote(clean(stated.Scenario))
	pair := Pair{Source: clean(stated.Source)}
	pair.A = r.input(in("input_a", stated.A), "input_a"+ofScenario)
	pair.B = r.input(in("input_b", stated.B), "input_b"+ofScenario)
	title := pairTitle(pair)
	if pair.A == pair.B && pair.A >= 0 {
		d := r.diagnostic(t.at(row, "input_b"))
		d.Message = "input_b" + ofScenario + ": want another input than input_a"
		d.Got, d.Reason = stated.B, "an input's correlation with itself is 1"
		r.problems.add(d)
	}
	rank := r.required(rankCorrelation, in("rank_correlation", stated.Correlation), "rank_correlation"+ofScenario)
	if constant, ok := rank.(distributions.Constant); ok {
		pair.RankCorrelation = float64(constant)
	}
	// A pair has no order.
	key := fmt.Sprintf("%d %d", min(pair.A, pair.B), max(pair.A, pair.B))
	return pair, key, title, r.problems.errors == before
}

func pairTitle(pair Pair) string {
	if pair.A < 0 || pair.B < 0 {
		return "pair"
	}
	return fmt.Sprintf("pair %s, %s", catalog()[pair.A].Name, catalog()[pair.B].Name)
}

// input reads the name of an input; −1 means that a problem was added.
func (r reader) input(c cell, name string) int {
	text := strings.TrimSpace(c.text)
	if i, found := InputIndex(text); found {
		return i
	}
	d := r.diagnostic(c.at)
	d.Message = name + ": want an input of the catalog"
	d.Got, d.Reason, d.Hint = c.text, "no such input", r.problems.nearest(text, inputNames())
	if c.blank() {
		d.Got, d.Reason = "", "got a blank cell"
	}
	r.problems.add(d)
	return -1
}

// name checks a name that has been cleaned.
func (r reader) name(c cell, cleaned, column string) {
	d := r.diagnostic(c.at)
	switch {
	case cleaned == "":
		d.Message, d.Reason = column+": want a name", "got a blank cell"
	case cleaned == "-":
		d.Message, d.Got, d.Reason = column+": want a name", cleaned, noNeutral
	case len([]rune(cleaned)) > maxNameRunes:
		d.Message, d.Got = fmt.Sprintf("%s: want a name of at most %d letters", column, maxNameRunes), cleaned
	default:
		return
	}
	r.problems.add(d)
}
