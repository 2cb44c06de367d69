package scenarios

import (
	"iter"

	"github.com/gocarina/gocsv"
)

// A chunk is a piece of a table as gocsv reads it: the header and the rows below it. The positions of the cells
// do not pass through gocsv, which would misnumber lines after a cell of several; row i of the result is row i here.
type chunk struct {
	header []string
	rows   []tableRow
}

func (c chunk) ReadAll() ([][]string, error) {
	records := make([][]string, 0, len(c.rows)+1)
	records = append(records, c.header)
	for _, row := range c.rows {
		records = append(records, row.cells)
	}
	return records, nil
}

func (c chunk) Read() ([]string, error) { return c.header, nil }

// decode fills out, a pointer to a slice of structs, and reports whether it could. The fields are strings, all of
// them: given a number to fill, gocsv reads "1,250" as 1.25 and a blank cell as 0. The cell grammar reads the numbers.
func (t *table) decode(rows []tableRow, out any) bool {
	if err := gocsv.UnmarshalCSV(chunk{t.header.cells, rows}, out); err != nil {
		t.problems.add(Diagnostic{File: t.file, Message: "cannot be read", Reason: err.Error()})
		return false
	}
	return true
}

// decoded streams the rows of a table as structs of strings beside the raw rows they come from.
func decoded[T any](t *table) iter.Seq2[tableRow, T] {
	return func(yield func(tableRow, T) bool) {
		for rows := range t.chunks() {
			var structs []T
			if !t.decode(rows, &structs) {
				return
			}
			for i, row := range rows {
				if !yield(row, structs[i]) {
					return
				}
			}
		}
	}
}
