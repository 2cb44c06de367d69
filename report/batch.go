package report

import (
	"bytes"
	"fmt"

	"finetco/scenarios"
	"finetco/sim"
)

// A Part is a piece of the files that grow with every scenario: result.jsonl, summary.csv and assumptions.csv. The files
// of many scenarios are the Opening, a PartOf each in row order, and the Closing, one after another.
type Part struct{ Results, Summary, Assumptions []byte }

// Names of the files that Parts make up.
const (
	ResultsFile     = "result.jsonl"
	SummaryFile     = "summary.csv"
	AssumptionsFile = "assumptions.csv"
)

// Opening is what the files begin with: a line with the run, and the headers.
func Opening(r *sim.Result, options Options) (Part, error) {
	return newPart(headJSON(r, options), newSheetOf(summaryHeader), newSheetOf(cellsHeader))
}

// PartOf is what a scenario adds: a line as in result.json, its figures and its cells.
func PartOf(result *sim.ScenarioResult, s *scenarios.Scenario) (Part, error) {
	return newPart(scenarioJSON(result),
		func(out *sheet) { summarize(out, result) },
		func(out *sheet) {
			for _, a := range assumptionsOf(s) {
				out.fields(a.fields())
			}
		})
}

// Closing is what the results end with: a line with the number of scenarios, the comparisons and the warnings.
func Closing(r *sim.Result) (Part, error) {
	return newPart(object{{"scenarios", len(r.Scenarios)}, {"comparisons", comparisonsJSON(r.Comparisons)}, {"warnings", warningsJSON(r.Warnings)}}, noRows, noRows)
}

func noRows(*sheet) {}

func newSheetOf(header []string) func(*sheet) { return func(out *sheet) { out.row(header...) } }

func newPart(line object, summary, assumptions func(*sheet)) (Part, error) {
	results, err := encodeJSON(line)
	if err != nil {
		return Part{}, fmt.Errorf("%s: %w", ResultsFile, err)
	}
	p := Part{Results: append(results, '\n')}
	if p.Summary, err = csvRows(summary); err != nil {
		return Part{}, fmt.Errorf("%s: %w", SummaryFile, err)
	}
	if p.Assumptions, err = csvRows(assumptions); err != nil {
		return Part{}, fmt.Errorf("%s: %w", AssumptionsFile, err)
	}
	return p, nil
}

// csvRows are the bytes of some rows of CSV.
func csvRows(write func(*sheet)) ([]byte, error) {
	var text bytes.Buffer
	out := newSheet(&text)
	write(out)
	err := out.close()
	return text.Bytes(), err
}

// Slim returns what a ranked table needs of a scenario, a hundredth of the whole.
func Slim(s *sim.ScenarioResult) *sim.ScenarioResult {
	return &sim.ScenarioResult{
		Scenario: s.Scenario, Preset: s.Preset, Trials: s.Trials, HorizonMonths: s.HorizonMonths, PercentilesFrom: s.PercentilesFrom,
		Metrics:          append([]sim.Metric(nil), s.Metrics[:2]...), // total and present value
		PointEstimateUSD: s.PointEstimateUSD, PointEstimatePercentile: s.PointEstimatePercentile, Contingency: s.Contingency,
		BudgetUSD: s.BudgetUSD, OverBudget: s.OverBudget, NeverLive: s.NeverLive, MaintenanceExceedsBuild: s.MaintenanceExceedsBuild,
		ExpectedShortfallP90: s.ExpectedShortfallP90, EventLuckShare: s.EventLuckShare,
		USDPer1000Requests: s.USDPer1000Requests, LifetimeUSDPerTrainUSD: s.LifetimeUSDPerTrainUSD,
	}
}
