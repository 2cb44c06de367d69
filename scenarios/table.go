package scenarios

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// chunkRows is how many rows are decoded at a time: enough for gocsv's look at the header to cost nothing, few
// enough for the memory of a long table to stay flat.
const chunkRows = 256

// A table is a CSV table whose header has been read.
type table struct {
	file     string
	rows     *rawRows
	header   rawRow         // names trimmed
	columns  map[string]int // the first column of each name
	problems *problems
	torn     bool // rows were lost to an error of form, so names may be missing
}

// openTable reads the header. It returns nil, with the reason among the problems, for what is no table.
func openTable(file string, r io.Reader, problems *problems) *table {
	rows, err := newRawRows(file, r)
	t := &table{file: file, rows: rows, problems: problems, columns: map[string]int{}}
	if err == nil {
		t.header, err = rows.next()
	}
	var f *fault
	switch {
	case errors.As(err, &f):
		problems.add(f.Diagnostic)
		return nil
	case err != nil: // io.EOF
		problems.add(Diagnostic{File: file, Message: "want a table with a header", Reason: "got an empty file"})
		return nil
	}
	for i, name := range t.header.cells {
		name = strings.TrimSpace(name)
		t.header.cells[i] = name
		if _, found := t.columns[name]; !found {
			t.columns[name] = i
		}
	}
	return t
}

func (t *table) has(columns ...string) bool {
	for _, column := range columns {
		if _, found := t.columns[column]; !found {
			return false
		}
	}
	return true
}

// checkHeader reports every column that is unknown or stands twice and every required one that is missing. It
// returns whether all the required ones are there. gocsv would pass over each of these in silence and leave zeros.
func (t *table) checkHeader(want string, known, required []string) bool {
	suggested := map[string]bool{}
	for i, name := range t.header.cells {
		d := t.diagnostic(t.header.positions[i])
		d.Message, d.Got = fmt.Sprintf("column %s: want %s", quote(name), want), name
		switch {
		case name == "": // a spreadsheet's empty column; its cells must be blank
			continue
		case !slices.Contains(known, name):
			d.Reason, d.Hint = "no such column", nearest(name, known)
			suggested[d.Hint] = true
			t.problems.add(d)
		case t.columns[name] != i:
			first := t.header.positions[t.columns[name]]
			d.Reason = fmt.Sprintf("the column stands twice, first at %d:%d", first.line, first.column)
			t.problems.add(d)
		}
	}
	complete := true
	for _, name := range required {
		if t.has(name) {
			continue
		}
		complete, t.torn = false, true
		if !suggested[name] {
			d := t.diagnostic(t.header.positions[0])
			d.Message, d.Reason = "header: want a column named "+name, "got none"
			t.problems.add(d)
		}
	}
	return complete
}

// A tableRow is a row with exactly the header's number of cells. One that had another number in the file is ragged:
// which cell belongs to which column is then a guess, and only the first is worth a look.
type tableRow struct {
	rawRow
	ragged bool
}

// chunks streams the rows, some at a time. Syntax errors join the problems; after one, reading goes on with the next
// row.
func (t *table) chunks() iter.Seq[[]tableRow] {
	return func(yield func([]tableRow) bool) {
		chunk := make([]tableRow, 0, chunkRows)
		for done := false; !done; {
			row, err := t.rows.next()
			var f *fault
			switch {
			case err == nil:
				chunk = append(chunk, t.fit(row))
			case errors.As(err, &f):
				t.torn, done = true, f.fatal
				t.problems.add(f.Diagnostic)
			default: // io.EOF
				done = true
			}
			if len(chunk) == chunkRows || done && len(chunk) > 0 {
				if !yield(chunk) {
					return
				}
				chunk = make([]tableRow, 0, chunkRows)
			}
		}
	}
}

// fit gives the row the header's number of cells and reports one that has another, blank cells at its end aside.
func (t *table) fit(row rawRow) tableRow {
	want, got := len(t.header.cells), len(row.cells)
	for i := range row.cells {
		surplus := i >= want || t.header.cells[i] == ""
		if !surplus || strings.TrimSpace(row.cells[i]) == "" {
			continue
		}
		d := t.diagnostic(row.positions[i])
		d.Message, d.Got = "want no cell here", row.cells[i]
		if i < want {
			d.Reason = "the column has no name"
			t.problems.add(d)
			continue
		}
		d.Message = fmt.Sprintf("want %d cells, as in the header", want)
		d.Reason = fmt.Sprintf("the row has %d", got)
		if slices.ContainsFunc(row.cells, opensParenthesis) {
			d.Reason += "; in parentheses, separate by " + t.otherSeparator() + " or put the cell in quotes"
		}
		t.problems.add(d)
		return tableRow{rawRow{row.cells[:want], row.positions[:want]}, true}
	}
	if got >= want {
		return tableRow{rawRow{row.cells[:want], row.positions[:want]}, false}
	}
	d := t.diagnostic(row.positions[got-1])
	d.Message = fmt.Sprintf("want %d cells, as in the header", want)
	d.Reason = fmt.Sprintf("the row ends here, with %d", got)
	t.problems.add(d)
	for len(row.cells) < want {
		row.cells = append(row.cells, "")
		row.positions = append(row.positions, row.positions[got-1])
	}
	return tableRow{row, true}
}

// opensParenthesis recognizes the first piece of a cell that an unquoted separator has cut.
func opensParenthesis(cell string) bool {
	return strings.Count(cell, "(") > strings.Count(cell, ")")
}

func (t *table) otherSeparator() string {
	if t.rows.separator == ';' {
		return "commas"
	}
	return "semicolons"
}

// at returns the position of the row's cell in the column of that name, or of its first cell where there is no such
// column.
func (t *table) at(row tableRow, column string) position {
	return row.positions[t.columns[column]]
}

func (t *table) diagnostic(at position) Diagnostic {
	return Diagnostic{File: t.file, Line: at.line, Column: at.column}
}
