// Package report turns a finished result into what people and programs read: a report in the terminal, result.json,
// summary.csv, assumptions.csv and pictures. It computes no statistics: every figure it writes stands in the result.
//
// The way through: Files lists the files of a run, each a path and a function over an io.Writer. Terminal, HTML, Markdown,
// Workbook, JSON, Summary and Assumptions are such functions; NewHistogram, NewSCurve, … make a Picture, which writes itself as PNG,
// SVG or PDF. All of them depend on their arguments alone, so that the same result gives the same bytes.
//
// What people read is made once: tables.go holds the tables and figures of all reports, a document their order in words,
// which HTML and Markdown write out.
//
// Texts of users are hostile until shown otherwise: control characters are made visible, cells of CSV files that a
// spreadsheet would run as formulas are disarmed, names of folders are never paths.
package report

import (
	"io"
	"path"
	"time"

	"finetco/scenarios"
	"finetco/sim"
)

// Options are what a report needs to know beyond the result.
type Options struct {
	Version string    // of the program, for result.json
	Color   bool      // whether the terminal shows emphasis
	Start   time.Time // the month of kick-off; zero: months and years are counted, not named
	Plots   []Format  // formats of the pictures; none: no pictures
}

// A File is one file that a run writes.
type File struct {
	Path  string // relative, with forward slashes
	Write func(w io.Writer) error
}

// MostScenarios is the number of scenarios above which a run gets a result.jsonl, and reports details of the first few,
// the cheapest FirstScenarios by P80.
const (
	MostScenarios  = 200
	FirstScenarios = 20
)

// Files lists the files of a run of at most MostScenarios in the order of their importance. The scenarios are those of
// the result, for their assumptions. The writers are independent and may run at the same time.
func Files(r *sim.Result, all []*scenarios.Scenario, options Options) []File {
	files := []File{
		{"result.json", func(w io.Writer) error { return JSON(w, r, options) }},
		{SummaryFile, func(w io.Writer) error { return Summary(w, r) }},
		{AssumptionsFile, func(w io.Writer) error { return Assumptions(w, all) }},
	}
	var folders []string // of the scenarios' pictures
	if len(options.Plots) > 0 {
		files = append(files, appendPictures(nil, "", comparisonPictures(r), options.Plots)...)
		named := NewFolders()
		for _, s := range r.Scenarios {
			folders = append(folders, named.Name(s.Scenario))
			files = append(files, Pictures(s, folders[len(folders)-1], options)...)
		}
	}
	return append(Documents(r, all, folders, options), files...)
}

// Documents lists the files that people read: of more than MostScenarios they show a ranked table and the first few,
// and need the scenarios of these alone. folders are those of the pictures, by scenario; none without pictures.
func Documents(r *sim.Result, all []*scenarios.Scenario, folders []string, options Options) []File {
	return []File{
		{"report.html", func(w io.Writer) error { return HTML(w, r, all, options) }},
		{"report.md", func(w io.Writer) error { return Markdown(w, r, all, folders, options) }},
		{"summary.xlsx", func(w io.Writer) error { return Workbook(w, r, all, options) }},
	}
}

// Pictures lists the pictures of one scenario, in its folder.
func Pictures(s *sim.ScenarioResult, folder string, options Options) []File {
	return appendPictures(nil, folder, scenarioPictures(s, options), options.Plots)
}

// A drawing is a picture to be made and the name of its file, without ending.
type drawing struct {
	file string
	make func() Picture
}

// scenarioPictures lists the pictures of one scenario. Those without data, as a tornado without drivers, are left out.
func scenarioPictures(s *sim.ScenarioResult, options Options) []drawing {
	list := []drawing{
		{"histogram", func() Picture { return NewHistogram(s) }},
		{"scurve", func() Picture { return NewSCurve(s) }},
	}
	if len(s.Drivers) > 0 {
		list = append(list, drawing{"tornado", func() Picture { return NewTornado(s) }})
	}
	if len(s.Cumulative.Mean) > 0 {
		list = append(list, drawing{"cashflow", func() Picture { return NewCashflow(s, options.Start) }})
	}
	if len(s.Breakdown) > 0 {
		list = append(list, drawing{"breakdown", func() Picture { return NewBreakdown(s, options.Start) }})
	}
	return list
}

// comparisonFile is the name of the comparison's pictures without their extension.
const comparisonFile = "comparison"

// comparisonPictures lists the pictures that set several scenarios side by side.
func comparisonPictures(r *sim.Result) []drawing {
	if len(r.Scenarios) < 2 {
		return nil
	}
	return []drawing{{comparisonFile, func() Picture { return NewComparison(r.Scenarios) }}}
}

func appendPictures(files []File, folder string, drawings []drawing, formats []Format) []File {
	for _, d := range drawings {
		for _, format := range formats {
			files = append(files, File{path.Join(folder, d.file+"."+string(format)), func(w io.Writer) error { return d.make().Write(w, format) }})
		}
	}
	return files
}

// Warnings returns what a reader of the reports should know about the reports themselves: names that the pictures can
// not show in full. Append them to the result's warnings before writing.
func Warnings(r *sim.Result) []sim.Warning {
	var warnings []sim.Warning
	for _, s := range r.Scenarios {
		if name := lettering(s.Scenario); drawable(name) != name {
			warnings = append(warnings, sim.Warning{Scenario: s.Scenario, Code: "glyphs_missing",
				Text: "the font of PNG and PDF pictures lacks characters of this name; they show it as " + drawable(name)})
		}
	}
	return warnings
}
