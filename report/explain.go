package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"finetco/sim"
	"finetco/sim/lifetime"
)

// Explain tells one lifetime as a story: what it drew, what happened and when, and its books by month and category.
// start is the month of kick-off, zero for counted months.
func Explain(w io.Writer, e *sim.Explanation, start time.Time) error {
	t := &terminal{}
	when := dates{start, e.Horizon}
	total := e.Outputs[0]
	title := fmt.Sprintf("%s, lifetime %d", clean(e.Scenario), e.Trial)
	if e.Trial < 0 {
		title = clean(e.Scenario) + ", the point estimate"
	}
	t.strong(fmt.Sprintf("%s: $%s over %s", title, grouped(total, 2), months(e.Horizon)))

	t.heading("What it drew")
	drew := newGrid("uncertain input", "value", "percentile")
	for _, in := range e.Inputs {
		if in.Uncertain {
			drew.row(in.Name, shortNumber(in.Value), "P"+strconv.FormatFloat(100*in.Percentile, 'f', 0, 64))
		}
	}
	for _, line := range e.Costs {
		drew.row("cost: "+line.Name, shortNumber(line.Value), "")
	}
	drew.write(&t.out)

	t.heading("What happened")
	for _, event := range events(e, when) {
		t.paragraph(event)
	}

	t.heading("Its books, in USD")
	ledgerGrid(e, when).write(&t.out)
	t.out.WriteByte('\n')
	cents := newGrid("to the cent", "USD")
	for c, name := range categories {
		cents.row(name, grouped(e.Outputs[lifetime.DataUSD+c], 2))
	}
	cents.line()
	cents.row("total", grouped(total, 2))
	cents.write(&t.out)
	_, err := t.out.WriteTo(w)
	return err
}

// dates name months: counted from 0, or by year and month.
type dates struct {
	start   time.Time
	horizon int
}

func (c dates) month(m int) string {
	if c.start.IsZero() {
		return "month " + strconv.Itoa(m)
	}
	return c.start.AddDate(0, m, 0).Format("2006-01")
}

// instant names a time within a month.
func (c dates) instant(months float64) string {
	if months >= float64(c.horizon) {
		return "after the horizon"
	}
	return fmt.Sprintf("%s (after %.1f months)", c.month(int(months)), months)
}

// events are what happened, in the order of time.
func events(e *sim.Explanation, when dates) []string {
	s := &e.Story
	var list []string
	if s.Misses > 0 {
		list = append(list, fmt.Sprintf("build: the quality bar missed %s, each mended by another round of data and a smaller search", Counted(s.Misses, "time")))
	}
	if s.Failures > 0 {
		list = append(list, "build: "+Counted(int(s.Failures), "failed run"))
	}
	for m := range e.Ledger {
		for _, strike := range s.Strikes {
			if strike.Month == m {
				list = append(list, strikeText(e, strike, when))
			}
		}
		if s.Live && int(s.GoLive) == m {
			list = append(list, goLiveText(s, when))
		}
		if text := retrainText(e, m); text != "" {
			list = append(list, when.month(m)+": "+text)
		}
		if s.Live && s.End < float64(e.Horizon) && int(s.End) == m {
			list = append(list, when.instant(s.End)+": end of service")
		}
	}
	for _, strike := range s.Strikes {
		if strike.Month >= len(e.Ledger) {
			list = append(list, strikeText(e, strike, when))
		}
	}
	if !s.Live {
		list = append(list, fmt.Sprintf("never live: the build would end after %.1f months", s.GoLive))
	}
	return list
}

func goLiveText(s *lifetime.Story, when dates) string {
	text := when.instant(s.GoLive) + ": go-live"
	if s.GoLive > s.PlannedGoLive {
		text += fmt.Sprintf(", %.1f months later than planned", s.GoLive-s.PlannedGoLive)
	}
	return text
}

func strikeText(e *sim.Explanation, strike lifetime.Strike, when dates) string {
	at := "after the horizon"
	if strike.Month < len(e.Ledger) {
		at = when.month(strike.Month)
	}
	text := fmt.Sprintf("%s: risk %s, $%s", at, clean(e.Risks[strike.Risk].Name), grouped(strike.USD, 2))
	if strike.DelayMonths > 0 {
		text += fmt.Sprintf(", go-live %.1f months later", strike.DelayMonths)
	}
	return text
}

// retrainText tells of the retrain of a month, "" for none.
func retrainText(e *sim.Explanation, m int) string {
	retrains, upgrades := e.Story.Retrains[m], e.Story.Upgrades[m]
	switch {
	case retrains == 0:
		return ""
	case retrains < 1:
		return fmt.Sprintf("%.0f%% of a retrain, %.0f%% of one on an upgrade's terms", 100*retrains, 100*upgrades)
	case upgrades > 0:
		return "retrain for a base-model upgrade, $" + grouped(retrainUSD(e, m), 2)
	}
	return "retrain, $" + grouped(retrainUSD(e, m), 2)
}

func retrainUSD(e *sim.Explanation, m int) float64 {
	row := &e.Ledger[m]
	return row.RetrainData + row.RetrainCompute + row.RetrainEngineering
}

// ledgerGrid is the books by month and category, in whole dollars.
func ledgerGrid(e *sim.Explanation, when dates) *grid {
	g := newGrid("month", "data", "compute", "engin.", "mainten.", "infrastr.", "risk", "other", "total")
	var sums [lifetime.Categories]float64
	for m := range e.Ledger {
		row := &e.Ledger[m]
		if float64(m) > e.Story.End && *row == (lifetime.Month{}) {
			break // after the end of service there is nothing to book
		}
		cells := []string{strings.TrimPrefix(when.month(m), "month ")}
		for c, usd := range row.ByCategory() {
			sums[c] += usd
			cells = append(cells, dollars(usd))
		}
		g.row(append(cells, dollars(row.Total()))...)
	}
	g.line()
	cells, total := []string{"sum"}, 0.0
	for _, usd := range sums {
		total += usd
		cells = append(cells, dollars(usd))
	}
	g.row(append(cells, dollars(total))...)
	return g
}

// dollars shows whole dollars, and nothing for nothing.
func dollars(usd float64) string {
	if usd == 0 {
		return ""
	}
	return grouped(usd, 0)
}

// shortNumber shows a drawn value in four digits.
func shortNumber(x float64) string {
	if math.Abs(x) >= 1000 {
		return grouped(x, 0)
	}
	return strconv.FormatFloat(x, 'g', 4, 64)
}

// ExplainJSON writes the explanation for programs: inputs, events and the whole ledger, unrounded.
func ExplainJSON(w io.Writer, e *sim.Explanation, start time.Time) error {
	when := dates{start, e.Horizon}
	inputs := make(object, 0, len(e.Inputs))
	for _, in := range e.Inputs {
		inputs = append(inputs, member{in.Name, object{{"value", figure(in.Value)}, {"uncertain", in.Uncertain}, {"percentile", figure(in.Percentile)}}})
	}
	costs := make(object, 0, len(e.Costs))
	for _, line := range e.Costs {
		costs = append(costs, member{line.Name, figure(line.Value)})
	}
	strikes := make([]object, len(e.Story.Strikes))
	for i, s := range e.Story.Strikes {
		strikes[i] = object{{"risk", e.Risks[s.Risk].Name}, {"month", s.Month}, {"usd", figure(s.USD)}, {"delay_months", figure(s.DelayMonths)}}
	}
	ledger := make([]object, len(e.Ledger))
	for m := range e.Ledger {
		row := object{{"month", m}}
		if !start.IsZero() {
			row = append(row, member{"date", when.month(m)})
		}
		for c, usd := range e.Ledger[m].ByCategory() {
			row = append(row, member{categories[c] + "_usd", figure(usd)})
		}
		ledger[m] = append(row, member{"total_usd", figure(e.Ledger[m].Total())},
			member{"retrains", figure(e.Story.Retrains[m])}, member{"upgrades", figure(e.Story.Upgrades[m])})
	}
	outputs := make(object, len(e.Names))
	for i, name := range e.Names {
		outputs[i] = member{name, figure(e.Outputs[i])}
	}
	var trial any
	if e.Trial >= 0 {
		trial = e.Trial
	}
	text, err := encodeJSON(object{
		{"schema", "finetco/explain/1"}, {"scenario", e.Scenario}, {"trial", trial}, {"horizon_months", e.Horizon},
		{"inputs", inputs}, {"costs", costs},
		{"events", object{{"misses", e.Story.Misses}, {"failures", figure(e.Story.Failures)}, {"planned_go_live_month", figure(e.Story.PlannedGoLive)},
			{"go_live_month", figure(e.Story.GoLive)}, {"end_month", figure(e.Story.End)}, {"risks", strikes}}},
		{"ledger", ledger}, {"outputs", outputs},
	})
	if err != nil {
		return err
	}
	_, err = w.Write(breakLines(text, 2))
	return err
}

// ExplainCSV writes the ledger, a month a row, unrounded.
func ExplainCSV(w io.Writer, e *sim.Explanation, start time.Time) error {
	when := dates{start, e.Horizon}
	header := []string{"month"}
	for _, name := range categories {
		header = append(header, name+"_usd")
	}
	out := newSheet(w, append(header, "total_usd", "retrains", "upgrades", "requests")...)
	for m := range e.Ledger {
		row := &e.Ledger[m]
		cells := []string{strings.TrimPrefix(when.month(m), "month ")}
		for _, usd := range row.ByCategory() {
			cells = append(cells, cell(usd))
		}
		out.row(append(cells, cell(row.Total()), cell(row.Retrains), cell(row.Upgrades), cell(row.Requests))...)
	}
	return out.close()
}
