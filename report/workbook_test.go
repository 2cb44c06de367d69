package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"finetco/scenarios"
	"finetco/sim"
)

// TestWorkbookFigures reads the workbook back.
func TestWorkbookFigures(t *testing.T) {
	r := fixture()
	result := node{map[string]any(decoded(t, r))}
	in := []*scenarios.Scenario{assumed()}
	book := workbookOf(t, r, in)
	expect := func(sheet string, row, column int, n node) {
		t.Helper()
		want, got := n.number(t), cellOf(t, book, sheet, row, column)
		if math.IsNaN(want) {
			if got != "" {
				t.Errorf("%s, row %d, column %d: %q, want nothing", sheet, row, column, got)
			}
			return
		}
		if x, err := strconv.ParseFloat(got, 64); err != nil || math.Abs(x-want) > 1e-14*math.Abs(want) { // the reading library rounds to 15 digits
			t.Errorf("%s, row %d, column %d: %q, want %v", sheet, row, column, got, want)
		}
	}
	for i := range r.Scenarios {
		s := result.at("scenarios", i)
		total := s.at("metrics", "total_usd")
		for k, n := range []node{total.at("p50"), total.at("p80"), total.at("p90"), total.at("mean"), total.at("sd"), s.at("point_estimate", "usd"), s.at("point_estimate", "probability_enough"),
			s.at("contingency", "p50"), s.at("contingency", "p80"), s.at("contingency", "p90"), s.at("expected_shortfall", "p90"), s.at("metrics", "npv_usd", "p50"), s.at("metrics", "npv_usd", "p80"),
			s.at("budget_usd"), s.at("probabilities", "over_budget"), s.at("probabilities", "never_live"), s.at("probabilities", "maintenance_exceeds_build"),
			s.at("usd_per_1000_requests"), s.at("lifetime_usd_per_training_usd"), s.at("trials"), s.at("horizon_months")} {
			expect("Budget", i+2, k+3, n)
		}
	}
	cloud := result.at("scenarios", 0)
	for i, category := range categories {
		for year := range 5 {
			expect("Categories by year", i+2, year+3, cloud.at("breakdown", category, year))
		}
		expect("Categories by year", i+2, 8, cloud.at("metrics", category+"_usd", "mean"))
		for k, level := range []string{"p50", "p80", "p90"} {
			expect("Allocation", i+2, k+4, cloud.at("allocation", level, "by_category", category))
		}
	}
	for year := range 5 {
		expect("Categories by year", 9, year+3, cloud.at("metrics", fmt.Sprintf("year_%d_usd", year+1), "mean"))
		expect("Allocation", year+9, 5, cloud.at("allocation", "p80", "by_year", fmt.Sprintf("year_%d", year+1)))
	}
	for i := range r.Scenarios[0].Drivers {
		for k, key := range []string{"low_usd", "high_usd", "variance_share", "rank_correlation"} {
			expect("Drivers", i+2, k+4, cloud.at("drivers", i, key))
		}
	}
	c := result.at("comparisons", 0)
	for k, n := range []node{c.at("p_cheaper"), c.at("p_cheaper_interval", "low"), c.at("p_cheaper_interval", "high"), c.at("p_same"), c.at("difference_usd", "mean"),
		c.at("difference_usd", "p5"), c.at("difference_usd", "p10"), c.at("difference_usd", "p50"), c.at("difference_usd", "p90"), c.at("difference_usd", "p95"),
		c.at("break_even_month", "p10"), c.at("break_even_month", "p50"), c.at("break_even_month", "p90"), c.at("break_even_month", "never"), c.at("trials")} {
		expect("Comparison", 2, k+3, n)
	}
	var assumed []assumption
	for _, s := range in {
		assumed = append(assumed, assumptionsOf(s)...)
	}
	for i, a := range assumed {
		for k, field := range a.fields() {
			switch f := field.(type) {
			case float64:
				expect("Assumptions", i+2, k+1, node{jsonNumber(f)})
			case string:
				if got := cellOf(t, book, "Assumptions", i+2, k+1); got != plain(f) {
					t.Errorf("Assumptions, row %d, column %d: %q, want %q", i+2, k+1, got, plain(f))
				}
			}
		}
	}
}

func jsonNumber(x float64) any {
	if !finite(x) {
		return nil
	}
	return x
}

func workbookOf(t *testing.T, r *sim.Result, all []*scenarios.Scenario) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(bytesOf(t, func(w io.Writer) error { return Workbook(w, r, all, Options{Version: "1.2.3"}) })))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	return book
}

// cellOf is a cell's value without its format; row and column count from 1.
func cellOf(t *testing.T, book *excelize.File, sheet string, row, column int) string {
	t.Helper()
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		t.Fatal(err)
	}
	value, err := book.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// TestWorkbookTexts checks that no text of a user runs as a formula: not here, and not in the spreadsheet that reads it next.
func TestWorkbookTexts(t *testing.T) {
	r, in := hostile()
	for _, text := range []string{"=1+1", "+1+1", "-2+3", "@SUM(A1)"} {
		s := lognormalScenario(text, 1e5, 0.5, 64)
		s.Drivers = []sim.Driver{{Name: text, Kind: "input"}}
		r.Scenarios = append(r.Scenarios, s)
		r.Comparisons = append(r.Comparisons, sim.Comparison{Scenario: text, Baseline: text})
	}
	book := workbookOf(t, r, append(in, assumed()))
	want := []string{"Budget", "Comparison", "Categories by year", "Allocation", "Drivers", "Assumptions", "Method"}
	if got := book.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %v, want %v", got, want)
	}
	apostrophes := 0
	for _, sheet := range want {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for k, text := range row {
				at, err := excelize.CoordinatesToCellName(k+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				formula, err := book.GetCellFormula(sheet, at)
				if err != nil || formula != "" {
					t.Errorf("%s %s: formula %q, %v", sheet, at, formula, err)
				}
				kind, err := book.GetCellType(sheet, at)
				isText := kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString
				if err != nil || isText && plain(text) != text {
					t.Errorf("%s %s: %q would run elsewhere", sheet, at, text)
				}
				if strings.HasPrefix(text, "'") {
					apostrophes++
				}
			}
		}
	}
	if apostrophes < 10 {
		t.Errorf("%d texts carry an apostrophe, want more: the test looks at the wrong cells", apostrophes)
	}
}

// TestWorkbookLooks checks formats, widths and the header that stays in sight.
func TestWorkbookLooks(t *testing.T) {
	book := workbookOf(t, fixture(), []*scenarios.Scenario{assumed()})
	for cell, want := range map[string]string{"C2": "$828,070.12", "I2": "34.6%", "V2": "2,048"} {
		if got, err := book.GetCellValue("Budget", cell); err != nil || got != want {
			t.Errorf("Budget %s shows %q, %v; want %q", cell, got, err, want)
		}
	}
	for _, sheet := range book.GetSheetList() {
		panes, err := book.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: panes %+v, %v", sheet, panes, err)
		}
		if width, err := book.GetColWidth(sheet, "A"); err != nil || width < 14 {
			t.Errorf("%s: column A is %g wide, %v", sheet, width, err)
		}
	}
}

// TestWorkbookRepeats checks what the bytes could depend on: the order of maps and the clock.
func TestWorkbookRepeats(t *testing.T) {
	write := func() []byte {
		return bytesOf(t, func(w io.Writer) error {
			return Workbook(w, fixture(), []*scenarios.Scenario{assumed()}, Options{})
		})
	}
	first := write()
	for range 5 {
		if !bytes.Equal(write(), first) {
			t.Error("two writings differ")
		}
	}
	archive, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(archive.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the parts are not in order")
	}
	for _, file := range archive.File {
		if !file.Modified.Equal(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s is of %v", file.Name, file.Modified)
		}
	}
}

// Texts that take several lines have the room for them, in every program: not all find the heights of rows by themselves.
// Every page has the header.
func TestWorkbookHeights(t *testing.T) {
	in := assumed()
	in.Risks[0].Source = strings.Repeat("a long reason ", 30)
	in.Costs[0].Source = strings.Repeat("a reason longer than any row is high ", 300)
	book := workbookOf(t, fixture(), []*scenarios.Scenario{in})
	height := func(sheet string, row int) float64 {
		h, err := book.GetRowHeight(sheet, row)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	if h := height("Drivers", 1); h != 2*lineHeight {
		t.Errorf("a header of two lines is %v points high", h)
	}
	heights := map[float64]bool{}
	for i := range 120 {
		heights[height("Assumptions", i+2)] = true
	}
	if !heights[8*lineHeight] || !heights[excelize.MaxRowHeight] || height("Drivers", 2) != lineHeight {
		t.Errorf("the heights of long texts are %v, that of a short one %v", heights, height("Drivers", 2))
	}
	if names := book.GetDefinedName(); len(names) != len(book.GetSheetList()) {
		t.Errorf("%d sheets repeat their headers: %v", len(names), names)
	}
}
