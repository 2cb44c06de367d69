package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"finetco/scenarios"
	"finetco/sim"
)

// Workbook writes summary.xlsx for those who go on calculating: the budget of each scenario, how they compare, their costs
// by category and year, the budget's parts, drivers and assumptions. Figures are numbers in full precision with a format,
// an undefined one is an empty cell. Texts are strings, never formulas, and carry an apostrophe where a spreadsheet that
// reads them elsewhere would run them. Of many scenarios all stand, ranked, in the sheets Budget and Comparison, and the
// first ones in the others. An error is the writer's.
func Workbook(w io.Writer, r *sim.Result, all []*scenarios.Scenario, options Options) (err error) {
	views, detailed := ranked(r)
	b := workbook{file: excelize.NewFile()}
	defer func() {
		if closing := b.file.Close(); err == nil {
			err = closing
		}
	}()
	b.styles()
	b.keep(b.file.SetSheetName(b.file.GetSheetName(0), "Budget")) // the sheet that a new file has, and opens at
	b.budget(views)
	if len(r.Comparisons) > 0 {
		b.comparison(r.Comparisons)
	}
	b.byYear(detailed, options)
	b.allocation(detailed, options)
	b.drivers(detailed)
	b.assumptions(assumedBy(detailed, all))
	b.method(r, options)
	// The file's own dates are fixed: a report depends on the result alone.
	b.keep(b.file.SetDocProps(&excelize.DocProperties{Title: "Budget with odds", Creator: "finetco", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}))
	if b.err != nil {
		return fmt.Errorf("summary.xlsx: %w", b.err)
	}
	return b.pack(w)
}

// assumedBy finds the assumptions of the scenarios.
func assumedBy(views []scenarioView, all []*scenarios.Scenario) []*scenarios.Scenario {
	var list []*scenarios.Scenario
	for _, s := range views {
		if i := slices.IndexFunc(all, func(in *scenarios.Scenario) bool { return in.Name == s.Scenario }); i >= 0 {
			list = append(list, all[i])
		}
	}
	return list
}

func (b *workbook) budget(views []scenarioView) {
	out := b.sheet("Budget", 1, b.name("scenario"), b.word("preset"), b.money("P50 USD"), b.money("P80 USD"), b.money("P90 USD"), b.money("mean USD"), b.money("sd USD"),
		b.money("point estimate USD"), b.chance("chance it is enough"), b.money("contingency P50 USD"), b.money("contingency P80 USD"), b.money("contingency P90 USD"),
		b.money("mean of dearest tenth USD"), b.money("present value P50 USD"), b.money("present value P80 USD"), b.money("budget USD"), b.chance("over budget"), b.chance("never live"), b.chance("maintenance exceeds build"),
		b.money("USD per 1000 requests"), b.money("lifetime USD per training USD"), column{"lifetimes", 11, b.count}, column{"horizon, months", 10, b.count})
	for _, s := range views {
		npv := metricOf(s.ScenarioResult, "npv_usd")
		out.add(s.Scenario, s.Preset, s.total.at(50), s.total.at(80), s.total.at(90), s.total.Mean, s.total.SD,
			s.PointEstimateUSD, s.PointEstimatePercentile, s.Contingency.P50, s.Contingency.P80, s.Contingency.P90,
			s.ExpectedShortfallP90, npv.at(50), npv.at(80), s.BudgetUSD, s.OverBudget, s.NeverLive, s.MaintenanceExceedsBuild,
			s.USDPer1000Requests, s.LifetimeUSDPerTrainUSD, s.Trials, s.HorizonMonths)
	}
	out.close()
}

func (b *workbook) comparison(all []sim.Comparison) {
	columns := []column{b.name("scenario"), b.name("baseline"), b.chance("cheaper"), b.chance("interval from"), b.chance("interval to"), b.chance("same"), b.money("difference, mean USD")}
	for _, level := range sim.DifferenceLevels {
		columns = append(columns, b.money(fmt.Sprintf("difference, P%d USD", level)))
	}
	for _, level := range sim.BreakEvenLevels {
		columns = append(columns, b.plainNumber(fmt.Sprintf("break-even month, P%d", level)))
	}
	out := b.sheet("Comparison", 1, append(columns, b.chance("never breaks even"), column{"lifetimes", 11, b.count})...)
	for _, c := range all {
		fields := []any{c.Scenario, c.Baseline, c.PCheaper, c.PCheaperInterval.Low, c.PCheaperInterval.High, c.PSame, c.DifferenceMean}
		for k := range sim.DifferenceLevels {
			fields = append(fields, at(c.Difference, k))
		}
		for k := range sim.BreakEvenLevels {
			fields = append(fields, at(c.BreakEven, k))
		}
		out.add(append(fields, c.BreakEvenNever, c.Trials)...)
	}
	out.close()
}

func (b *workbook) byYear(views []scenarioView, options Options) {
	columns := []column{b.name("scenario"), b.word("category")}
	most := 0
	for _, s := range views {
		most = max(most, len(years(s.ScenarioResult)))
	}
	for i := range most {
		columns = append(columns, b.money(options.yearName(i)+", mean USD"))
	}
	out := b.sheet("Categories by year", 2, append(columns, b.money("all years, mean USD"))...)
	for _, s := range views {
		row := func(category string, of func(i int) float64, all float64) {
			fields := []any{s.Scenario, category}
			for i := range most {
				fields = append(fields, of(i))
			}
			out.add(append(fields, all)...)
		}
		for _, c := range s.Breakdown {
			row(c.Category, func(i int) float64 { return at(c.Years, i) }, metricOf(s.ScenarioResult, c.Category+"_usd").Mean)
		}
		row("total", func(i int) float64 { return metricOf(s.ScenarioResult, fmt.Sprintf("year_%d_usd", i+1)).Mean }, s.total.Mean)
	}
	out.close()
}

func (b *workbook) allocation(views []scenarioView, options Options) {
	out := b.sheet("Allocation", 3, b.name("scenario"), b.word("by"), b.word("part"), b.money("of P50 USD"), b.money("of P80 USD"), b.money("of P90 USD"))
	for _, s := range views {
		for i, category := range categories[:min(len(categories), len(s.Allocation[0].ByCategory))] {
			out.add(s.Scenario, "category", category, at(s.Allocation[0].ByCategory, i), at(s.Allocation[1].ByCategory, i), at(s.Allocation[2].ByCategory, i))
		}
		for i := range s.Allocation[0].ByYear {
			out.add(s.Scenario, "year", options.yearName(i), at(s.Allocation[0].ByYear, i), at(s.Allocation[1].ByYear, i), at(s.Allocation[2].ByYear, i))
		}
	}
	out.close()
}

func (b *workbook) drivers(views []scenarioView) {
	out := b.sheet("Drivers", 2, b.name("scenario"), b.input("driver"), b.word("kind"), b.money("mean total at its low USD"), b.money("mean total at its high USD"), b.chance("share of variance"), b.plainNumber("rank correlation"))
	for _, s := range views {
		for _, d := range s.Drivers {
			out.add(s.Scenario, d.Name, d.Kind, d.LowUSD, d.HighUSD, d.VarianceShare, d.RankCorrelation)
		}
	}
	out.close()
}

func (b *workbook) assumptions(all []*scenarios.Scenario) {
	columns := make([]column, len(cellsHeader))
	for k, title := range cellsHeader {
		columns[k] = b.word(title)
	}
	for _, title := range []string{"mean", "sd", "p5", "p50", "p95"} {
		columns[slices.Index(cellsHeader, title)].style = b.number
	}
	for title, width := range map[string]float64{"scenario": 26, "name": 38, "unit": 24, "cell": 34, "source": 60} {
		columns[slices.Index(cellsHeader, title)].width = width
	}
	out := b.sheet("Assumptions", 3, columns...)
	for _, s := range all {
		for _, a := range assumptionsOf(s) {
			out.add(a.fields()...)
		}
	}
	out.close()
}

func (b *workbook) method(r *sim.Result, options Options) {
	out := b.sheet("Method", 1, column{"what", 38, b.text}, column{"value", 90, b.text})
	out.add("program", "finetco "+strings.TrimSpace(options.Version))
	out.add("money", "nominal USD")
	out.add("sampling", r.Sampling)
	out.add("seed", fmt.Sprint(r.Seed))
	out.add("lifetimes asked for", Count(r.Trials))
	for _, f := range r.Inputs {
		out.add("SHA-256 of "+f.File, f.SHA256)
	}
	for _, line := range warningLines(r.Warnings) {
		out.add("warning", line)
	}
	out.close()
}
