package report

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

func init() {
	// go-pretty asks the locale whether characters such as – and … are wide; a report must not depend on it.
	text.OverrideRuneWidthEastAsianWidth(false)
}

// A grid is a table as people read it, written out the same way in the terminal, the page and the wiki: names in the
// first columns, figures in the others.
type grid struct {
	header []string
	rows   [][]string // nil: a line between rows
}

func newGrid(header ...string) *grid { return &grid{header: header} }

func (g *grid) row(cells ...string) { g.rows = append(g.rows, cells) }

func (g *grid) line() { g.rows = append(g.rows, nil) }

// write draws the grid for the terminal: the first column left, the others right, one space apart, within its width:
// names in the first column are shortened to the room that the figures leave them. It is drawn by go-pretty, which counts
// what a character takes on the screen where text/tabwriter counts characters, and so aligns accents and East Asian names.
func (g *grid) write(out *bytes.Buffer) {
	room := terminalWidth
	for k := 1; k < len(g.header); k++ {
		widest := text.StringWidth(g.header[k])
		for _, row := range g.rows {
			if k < len(row) {
				widest = max(widest, text.StringWidth(row[k]))
			}
		}
		room -= widest + 1
	}
	t := table.NewWriter()
	t.SuppressTrailingSpaces()
	style := table.StyleLight
	style.Options = table.Options{SeparateHeader: true}
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = " ", "" // the first column's is cut off below
	t.SetStyle(style)
	configs := []table.ColumnConfig{}
	for k := 1; k < len(g.header); k++ {
		configs = append(configs, table.ColumnConfig{Number: k + 1, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t.SetColumnConfigs(configs)
	t.AppendHeader(tableRow(g.header))
	for _, row := range g.rows {
		if row == nil {
			t.AppendSeparator()
			continue
		}
		cells := tableRow(row)
		cells[0] = shorten(row[0], max(room, 8))
		t.AppendRow(cells)
	}
	for line := range strings.Lines(t.Render()) {
		_, width := utf8.DecodeRuneInString(line)
		out.WriteString(strings.TrimRight(line[width:], " \n") + "\n")
	}
}

func tableRow(cells []string) table.Row {
	row := make(table.Row, len(cells))
	for i, c := range cells {
		row[i] = c
	}
	return row
}
