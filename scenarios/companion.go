package scenarios

import (
	"fmt"
	"slices"
)

// forAll in a companion's scenario column says that a row holds for every scenario.
const forAll = "*"

// A companion is a table of things that belong to scenarios: risks, costs or pairs.
type companion[T any] struct {
	file string
	rows map[string][]*entry[T] // by scenario or forAll, in table order
	list []*entry[T]
}

// An entry is one row of a companion.
type entry[T any] struct {
	value    T
	key      string // a scenario's own row replaces a row for all with the same key
	scenario cell   // name cleaned
	at       position
}

// of returns what holds for a scenario: its own entries, then those for all that they do not replace.
func (c *companion[T]) of(scenario string) []*entry[T] {
	entries := slices.Clone(c.rows[scenario])
	own := len(entries)
	for _, e := range c.rows[forAll] { // at most maxEntries by as many
		replaces := func(o *entry[T]) bool { return o.key == e.key }
		if !slices.ContainsFunc(entries[:own], replaces) {
			entries = append(entries, e)
		}
	}
	return entries
}

// values returns the entries' values.
func values[T any](entries []*entry[T]) []T {
	values := make([]T, len(entries))
	for i, e := range entries {
		values[i] = e.value
	}
	return values
}

// A companionKind says how the rows of one of the companion tables, decoded into R, become entries of T.
type companionKind[R, T any] struct {
	want            string // its columns, in words
	known, required []string
	scenario        func(R) string

	// entry reads a row. The key is what a scenario may have once, the title is that in words. Not ok: problems were
	// added.
	entry func(r reader, t *table, row tableRow, stated R) (value T, key, title string, ok bool)
}

// readCompanion fills c from a table. Duplicate rows and rows with problems are reported and left out.
func readCompanion[R, T any](c *companion[T], kind companionKind[R, T], t *table, g *grammar) {
	c.rows = map[string][]*entry[T]{}
	if !t.checkHeader(kind.want, kind.known, kind.required) {
		return
	}
	r := reader{g, t.file, t.problems}
	first := map[[2]string]position{}
	for row, stated := range decoded[R](t) {
		e := &entry[T]{scenario: cell{clean(kind.scenario(stated)), t.at(row, scenarioColumn)}}
		name := e.scenario.text
		if name == "" {
			d := t.diagnostic(e.scenario.at)
			d.Message, d.Reason = "scenario: want the name of a scenario, or * for all", "got a blank cell"
			t.problems.add(d)
		}
		c.list = append(c.list, e)
		if row.ragged {
			continue
		}
		value, key, title, ok := kind.entry(r, t, row, stated)
		if !ok || name == "" {
			continue
		}
		e.value, e.key, e.at = value, key, row.positions[0]
		at := [2]string{name, key}
		if before, found := first[at]; found {
			d := t.diagnostic(row.positions[0])
			d.Message = fmt.Sprintf("%s of scenario %s: want one row", title, quote(name))
			d.Reason = fmt.Sprintf("the table has another at line %d", before.line)
			t.problems.add(d)
			continue
		}
		first[at] = row.positions[0]
		if len(c.rows[name]) == maxEntries {
			d := t.diagnostic(row.positions[0])
			d.Message = fmt.Sprintf("%s of scenario %s: want at most %d rows for a scenario", title, quote(name), maxEntries)
			t.problems.add(d)
			continue
		}
		c.rows[name] = append(c.rows[name], e)
	}
}

// checkScenarios reports the rows of scenarios that do not exist.
func (c *companion[T]) checkScenarios(names *names, problems *problems) {
	for _, e := range c.list {
		name := e.scenario.text
		if name == "" || name == forAll || names.known(name) {
			continue
		}
		problems.add(Diagnostic{
			File: c.file, Line: e.scenario.at.line, Column: e.scenario.at.column,
			Message: "scenario: want the name of a scenario of this file, or * for all",
			Got:     name, Reason: "no such scenario", Hint: names.nearest(name, problems),
		})
	}
}
