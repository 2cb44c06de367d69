package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// A Listing is what a command prints for people or programs: rows of named fields. A field is a string, a bool or a
// float64, NaN where there is none. The rows are not held but made anew each time that they are gone through, so that
// there may be more of them than memory has room for.
type Listing struct {
	header []string
	rows   iter.Seq2[[]any, error] // ends with an error
}

// ListingFormats are the formats of a Listing, the default first.
func ListingFormats() []string { return []string{"table", "csv", "json"} }

// Only returns the listing with the named columns alone, in their order here.
func (l *Listing) Only(columns ...string) *Listing {
	return &Listing{header: columns, rows: func(yield func([]any, error) bool) {
		for row, err := range l.rows {
			fields := make([]any, len(columns))
			if err == nil {
				for k, column := range columns {
					fields[k] = row[slices.Index(l.header, column)]
				}
			}
			if !yield(fields, err) {
				return
			}
		}
	}}
}

// Write writes the listing in one of ListingFormats. A table is gone through twice, for the widths of its columns
// first; so an error of the rows comes before the first line of a table, but may end CSV or JSON.
func (l *Listing) Write(w io.Writer, format string) error {
	switch format {
	case "table":
		return l.writeTable(w)
	case "csv":
		return l.writeCSV(w)
	case "json":
		return l.writeJSON(w)
	}
	return fmt.Errorf("unknown format %q: want %s", format, strings.Join(ListingFormats(), ", "))
}

// writeTable aligns the columns and shortens numbers to four digits, larger ones to whole numbers.
func (l *Listing) writeTable(w io.Writer) error {
	widths, err := l.widths()
	if err != nil {
		return err
	}
	t := newPiece(widths)
	t.AppendHeader(tableRow(l.header))
	for row, err := range l.rows {
		if err != nil {
			return err
		}
		if t.Length() == rowsOfPiece {
			if _, err := io.WriteString(w, t.Render()+"\n"); err != nil {
				return err
			}
			t = newPiece(widths)
		}
		cells := make(table.Row, len(row))
		for k, field := range row {
			cells[k] = shown(field)
		}
		t.AppendRow(cells)
	}
	_, err = io.WriteString(w, t.Render()+"\n")
	return err
}

// A table is drawn in pieces of so many rows, all with the same widths.
const rowsOfPiece = 512

func newPiece(widths []int) table.Writer {
	t := table.NewWriter()
	t.SuppressTrailingSpaces()
	style := table.StyleLight
	style.Options = table.Options{SeparateHeader: true}
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	t.SetStyle(style)
	columns := make([]table.ColumnConfig, len(widths))
	for k, width := range widths {
		columns[k] = table.ColumnConfig{Number: k + 1, WidthMin: width}
	}
	t.SetColumnConfigs(columns)
	return t
}

// widths are the columns' widths on the screen.
func (l *Listing) widths() ([]int, error) {
	widths := make([]int, len(l.header))
	for k, title := range l.header {
		widths[k] = screenWidth(title)
	}
	for row, err := range l.rows {
		if err != nil {
			return nil, err
		}
		for k, field := range row {
			widths[k] = max(widths[k], screenWidth(shown(field)))
		}
	}
	return widths, nil
}

// screenWidth is the number of columns that a text takes. Finding the letters that belong together takes most of a long
// listing's time, and nearly no text has any.
func screenWidth(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return text.StringWidth(s)
		}
	}
	return len(s)
}

func shown(field any) string {
	switch f := field.(type) {
	case float64:
		if math.IsNaN(f) {
			return ""
		}
		if size := math.Abs(f); size >= 9999.5 && size < tooLong { // no exponent, and no zeros for digits that are known
			return strconv.FormatFloat(f, 'f', 0, 64)
		}
		return strconv.FormatFloat(f, 'g', 4, 64)
	case bool:
		return strconv.FormatBool(f)
	}
	return clean(fmt.Sprint(field))
}

func (l *Listing) writeCSV(w io.Writer) error {
	out := newSheet(w, l.header...)
	for row, err := range l.rows {
		if err != nil {
			return errors.Join(err, out.close())
		}
		out.fields(row)
	}
	return out.close()
}

// writeJSON writes an array of objects.
func (l *Listing) writeJSON(w io.Writer) error {
	out := bufio.NewWriter(w) // keeps its first error until it is flushed
	before := "["
	for row, err := range l.rows {
		if err != nil {
			return errors.Join(err, out.Flush())
		}
		object, err := l.object(row)
		if err != nil {
			return err
		}
		out.WriteString(before + "\n  ")
		out.Write(object)
		before = ","
	}
	if before == "[" {
		out.WriteString("[]\n")
	} else {
		out.WriteString("\n]\n")
	}
	return out.Flush()
}

// object is a row in JSON, indented as in an array.
func (l *Listing) object(row []any) ([]byte, error) {
	fields := make(object, len(row))
	for k, field := range row {
		if number, ok := field.(float64); ok {
			field = figure(number)
		}
		fields[k] = member{l.header[k], field}
	}
	compact, err := encodeJSON(fields)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	err = json.Indent(&text, compact, "  ", "  ")
	return text.Bytes(), err
}
