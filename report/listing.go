package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// A Listing is what a command prints for people or programs: rows of named fields. A field is a string, a bool or a
// float64, NaN where there is none.
type Listing struct {
	header []string
	rows   [][]any
}

// ListingFormats are the formats of a Listing, the default first.
func ListingFormats() []string { return []string{"table", "csv", "json"} }

func (l *Listing) add(fields ...any) { l.rows = append(l.rows, fields) }

// Only returns the listing with the named columns alone, in their order here.
func (l *Listing) Only(columns ...string) *Listing {
	narrow := &Listing{header: columns}
	for _, row := range l.rows {
		fields := make([]any, len(columns))
		for k, column := range columns {
			fields[k] = row[slices.Index(l.header, column)]
		}
		narrow.add(fields...)
	}
	return narrow
}

// Write writes the listing in one of ListingFormats.
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

// writeTable aligns the columns and shortens numbers to four digits.
func (l *Listing) writeTable(w io.Writer) error {
	t := table.NewWriter()
	t.SuppressTrailingSpaces()
	style := table.StyleLight
	style.Options = table.Options{SeparateHeader: true}
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	t.SetStyle(style)
	t.AppendHeader(tableRow(l.header))
	for _, row := range l.rows {
		cells := make(table.Row, len(row))
		for k, field := range row {
			cells[k] = shown(field)
		}
		t.AppendRow(cells)
	}
	_, err := io.WriteString(w, t.Render()+"\n")
	return err
}

func shown(field any) string {
	switch f := field.(type) {
	case float64:
		if math.IsNaN(f) {
			return ""
		}
		return strconv.FormatFloat(f, 'g', 4, 64)
	case bool:
		return strconv.FormatBool(f)
	}
	return clean(fmt.Sprint(field))
}

func (l *Listing) writeCSV(w io.Writer) error {
	out := newSheet(w, l.header...)
	l.writeRows(out)
	return out.close()
}

func (l *Listing) writeRows(out *sheet) {
	for _, row := range l.rows {
		cells := make([]string, len(row))
		for k, field := range row {
			switch f := field.(type) {
			case float64:
				cells[k] = cell(f)
			default:
				cells[k] = plain(fmt.Sprint(f))
			}
		}
		out.row(cells...)
	}
}

// writeJSON writes an array of objects.
func (l *Listing) writeJSON(w io.Writer) error {
	rows := make([]json.RawMessage, len(l.rows))
	for i, row := range l.rows {
		var object bytes.Buffer
		for k, field := range row {
			if number, ok := field.(float64); ok {
				field = figure(number)
			}
			name, err := json.Marshal(l.header[k])
			if err != nil {
				return err
			}
			value, err := json.Marshal(field)
			if err != nil {
				return err
			}
			fmt.Fprintf(&object, "%c%s:%s", "{,"[min(k, 1)], name, value)
		}
		rows[i] = append(object.Bytes(), '}')
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(rows)
}
