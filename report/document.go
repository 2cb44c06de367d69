package report

import (
	"slices"
	"time"

	"finetco/scenarios"
	"finetco/sim"
)

// What report.html and report.md say. A document is made once from the result and written out by two renderers, so that
// the page and the wiki never differ in a word or a figure. Texts are cleaned of control characters here; escaping is
// the renderers' part.

// A document is a title, the answer, and sections. Fields are exported for the page's template.
type document struct {
	Title    string
	Lead     []block // the first screen
	Sections []section
}

// A section has a heading, blocks, and sections inside it.
type section struct {
	ID       string // unique in the document, made of letters, digits and dashes
	Title    string
	Blocks   []block
	Sections []section
}

// A block is one of the things that a section is made of: the field that is not empty.
type block struct {
	Answer  string   // the words that the report is for
	Text    string   // a paragraph
	Note    string   // how to read what stands above
	Cards   []card   // the figures to remember
	Facts   []fact   // figures with names
	Items   []string // a list
	Alerts  []string // a list of what a reader should know
	Table   *tableau
	Figures []plate // pictures side by side; with a table: beside it

	TableFirst bool // before the pictures
}

// A card is a figure to remember: P80, $1.25M, "80% of lifetimes cost at most so much".
type card struct{ Name, Value, Note string }

// A tableau is a table in a document.
type tableau struct {
	Caption string
	Folded  bool   // shown on request only, where the medium can
	Texts   []int  // columns beside the first that hold words
	Note    string // how to read it
	*grid
}

// Header returns the titles of the columns.
func (t *tableau) Header() []string { return t.header }

// Groups returns the rows between the lines.
func (t *tableau) Groups() [][][]string {
	var groups [][][]string
	from := 0
	for i := 0; i <= len(t.rows); i++ {
		if i == len(t.rows) || t.rows[i] == nil {
			if i > from {
				groups = append(groups, t.rows[from:i])
			}
			from = i + 1
		}
	}
	return groups
}

// IsText reports whether a column beside the first holds words; else figures.
func (t *tableau) IsText(column int) bool { return column == 0 || slices.Contains(t.Texts, column) }

// A plate is a picture in a document.
type plate struct {
	Picture
	Alternative string // what the picture shows, for those who do not see it
	File        string // of the picture beside the report, with forward slashes and no ending
}

// newDocument tells the result as a report. Folders are the scenarios', in the order of the result; the assumptions are
// found by the scenarios' names.
func newDocument(r *sim.Result, all []*scenarios.Scenario, folders []string, options Options) *document {
	views, detailed := ranked(r)
	a := author{result: r, views: views, options: options, assumed: map[string]*scenarios.Scenario{}, folders: map[string]string{}}
	for _, s := range all {
		a.assumed[s.Name] = s
	}
	for i, s := range r.Scenarios {
		a.folders[s.Scenario] = at0(folders, i)
	}
	d := &document{Title: a.title(), Lead: a.lead()}
	if len(views) > 1 {
		d.Sections = append(d.Sections, a.overview())
		if len(r.Comparisons) > 0 {
			d.Sections = append(d.Sections, a.comparisons())
		}
	}
	for i, s := range detailed {
		chapter := a.chapter(s, i)
		if len(views) == 1 { // no level of its own for the only one
			d.Lead = append(d.Lead, chapter.Blocks...)
			d.Sections = append(d.Sections, chapter.Sections...)
			continue
		}
		d.Sections = append(d.Sections, chapter)
	}
	d.Sections = append(d.Sections, a.method())
	return d
}

// An author turns the parts of a result into sections.
type author struct {
	result  *sim.Result
	views   []scenarioView
	assumed map[string]*scenarios.Scenario
	folders map[string]string
	options Options
}

// ranked returns the views of a result's scenarios in the order of the overview, and those that are reported in detail.
// Many scenarios are ranked, the cheapest P80 first, and the first ones detailed.
func ranked(r *sim.Result) (views, detailed []scenarioView) {
	for _, s := range r.Scenarios {
		views = append(views, viewOf(s))
	}
	if len(views) <= MostScenarios {
		return views, views
	}
	slices.SortStableFunc(views, byP80)
	return views, views[:FirstScenarios]
}

// byP80 orders scenarios by what makes 80% sure; those of which nothing is known come last.
func byP80(a, b scenarioView) int {
	x, y := a.total.at(80), b.total.at(80)
	switch {
	case x != x || y != y:
		return map[bool]int{true: 1}[x != x] - map[bool]int{true: 1}[y != y]
	}
	return cmpFloat(x, y)
}

func at0(texts []string, i int) string {
	if i < len(texts) {
		return texts[i]
	}
	return ""
}

// calendar names a month of the kick-off; "" where it is not known.
func calendar(start time.Time) string {
	if start.IsZero() {
		return ""
	}
	return start.Format("January 2006")
}

// Wordy reports whether the table holds sentences, which have to be broken.
func (t *tableau) Wordy() bool { return len(t.Texts) > 1 }
