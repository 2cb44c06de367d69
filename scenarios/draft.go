package scenarios

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// A draft is a scenario as its table states it, before any cell is read. The wide and the long form both come to this.
type draft struct {
	name, preset, notes cell
	values, sources     []cell // by catalog index
	ragged              bool   // the row is out of step with the header: only its name can be told
}

func newDraft() *draft {
	n := len(catalog())
	return &draft{values: make([]cell, n), sources: make([]cell, n)}
}

const (
	scenarioColumn = "scenario"
	presetColumn   = "preset"
	notesColumn    = "notes"
	sourceSuffix   = ":source"
)

// A wide row has a column for each of the catalog's inputs and one for the source of each, so its type is made from
// the catalog: a struct of strings, the fixed columns first.
var fixedColumns = []string{scenarioColumn, presetColumn, notesColumn}

var wideColumns = sync.OnceValue(func() []string {
	columns := slices.Clone(fixedColumns)
	for _, input := range catalog() {
		columns = append(columns, input.Name, input.Name+sourceSuffix)
	}
	return columns
})

var wideRows = sync.OnceValue(func() reflect.Type {
	var fields []reflect.StructField
	for i, column := range wideColumns() {
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("Column%d", i), Type: reflect.TypeFor[string](), Tag: reflect.StructTag(fmt.Sprintf("csv:%q", column)),
		})
	}
	return reflect.SliceOf(reflect.StructOf(fields))
})

// drafts streams the scenarios of a table in either form. A table of neither is a problem.
func (t *table) drafts() iter.Seq[*draft] {
	none := func(func(*draft) bool) {}
	switch {
	case t.has("risk", "phase"), t.has("cost", "timing"), t.has("input_a", "input_b"):
		d := t.diagnostic(t.header.positions[0])
		d.Message, d.Reason = "want a table of scenarios", "got a companion table; name the scenario file alone, companions are found beside it"
		t.problems.add(d)
		t.torn = true
		return none
	case t.has("input", "value"):
		if t.checkHeader("a column of the long form: scenario, input, value or source", longColumns, longColumns[:3]) {
			return t.long()
		}
	case t.checkHeader("scenario, preset, notes, an input of the catalog or INPUT:source", wideColumns(), wideColumns()[:1]):
		return t.wide()
	}
	return none
}

// wide streams the drafts of a table with a scenario a row.
func (t *table) wide() iter.Seq[*draft] {
	return func(yield func(*draft) bool) {
		for chunk := range t.chunks() {
			decoded := reflect.New(wideRows())
			if !t.decode(chunk, decoded.Interface()) {
				return
			}
			for i, row := range chunk {
				if !yield(t.wideDraft(row, decoded.Elem().Index(i))) {
					return
				}
			}
		}
	}
}

func (t *table) wideDraft(row tableRow, decoded reflect.Value) *draft {
	d := newDraft()
	d.ragged = row.ragged
	columns := wideColumns()
	for field := range columns {
		c, found := t.columns[columns[field]]
		if !found {
			continue
		}
		value := cell{decoded.Field(field).String(), row.positions[c]}
		switch field {
		case 0:
			d.name = value
		case 1:
			d.preset = value
		case 2:
			d.notes = value
		default:
			input := (field - len(fixedColumns)) / 2
			if (field-len(fixedColumns))%2 == 0 {
				d.values[input] = value
			} else {
				d.sources[input] = value
			}
		}
	}
	return d
}

// A longRow states one input of one scenario.
type longRow struct {
	Scenario string `csv:"scenario"`
	Input    string `csv:"input"`
	Value    string `csv:"value"`
	Source   string `csv:"source"`
}

var longColumns = []string{scenarioColumn, "input", "value", "source"}

// long streams the drafts of a table with an input a row. A scenario's rows stand together, so that the table can be
// read from top to bottom like a wide one.
func (t *table) long() iter.Seq[*draft] {
	return func(yield func(*draft) bool) {
		var current *draft
		for row, stated := range decoded[longRow](t) {
			name := cell{stated.Scenario, t.at(row, scenarioColumn)}
			if current == nil || clean(current.name.text) != clean(name.text) {
				if current != nil && !yield(current) {
					return
				}
				current = newDraft()
				current.name = name
			}
			if !row.ragged {
				t.state(current, row, stated)
			}
		}
		if current != nil {
			yield(current)
		}
	}
}

// state adds a row of the long form to its scenario's draft.
func (t *table) state(d *draft, row tableRow, stated longRow) {
	value := cell{stated.Value, t.at(row, "value")}
	name := strings.TrimSpace(stated.Input)
	var slot *cell
	if i, found := InputIndex(name); found {
		slot = &d.values[i]
		if t.has("source") {
			d.sources[i] = cell{stated.Source, t.at(row, "source")}
		}
	} else if name == presetColumn {
		slot = &d.preset
	} else if name == notesColumn {
		slot = &d.notes
	}
	p := t.diagnostic(t.at(row, "input"))
	p.Message = fmt.Sprintf("input of scenario %s: want an input of the catalog, preset or notes", quote(clean(d.name.text)))
	p.Got = stated.Input
	switch {
	case name == "":
		p.Reason = "got a blank cell"
	case slot == nil:
		p.Reason, p.Hint = "no such input", t.problems.nearest(name, inputNames(presetColumn, notesColumn))
	case slot.at.line > 0:
		p.Reason = fmt.Sprintf("the scenario states it twice, first at line %d", slot.at.line)
	default:
		*slot = value
		return
	}
	t.problems.add(p)
}

// inputNames returns the names of the catalog's inputs after some others.
func inputNames(others ...string) []string {
	names := slices.Clone(others)
	for _, input := range catalog() {
		names = append(names, input.Name)
	}
	return names
}
