package report

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/xuri/excelize/v2"
)

// The workings of the workbook: styles, sheets with their columns, rows, and a file whose bytes repeat.

// A workbook collects sheets; the first error stays.
type workbook struct {
	file                                         *excelize.File
	head, above, text, usd, share, number, count int // styles; above: the head of figures
	err                                          error
}

func (b *workbook) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *workbook) styles() {
	style := func(s excelize.Style) int {
		id, err := b.file.NewStyle(&s)
		b.keep(err)
		return id
	}
	format := func(code string) int {
		return style(excelize.Style{CustomNumFmt: &code, Alignment: &excelize.Alignment{Vertical: "top"}})
	}
	head := func(side string) int {
		return style(excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top", Horizontal: side},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E3E3E3"}}})
	}
	b.head, b.above = head("left"), head("right")
	b.text = style(excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}) // 49: text
	b.usd = format(`[$$-409]#,##0.00;[Red]-[$$-409]#,##0.00`)
	b.share = format("0.0%")
	b.number = format("#,##0.00##")
	b.count = format("#,##0")
}

// A column is one of a sheet: its title, width in characters and style.
type column struct {
	title string
	width float64
	style int
}

// sheet begins a sheet with its header in sight while the rest scrolls, as do the given number of columns, and on every
// page in print.
func (b *workbook) sheet(name string, frozen int, columns ...column) *sheetRows {
	_, err := b.file.NewSheet(name)
	b.keep(err)
	landscape, wide, tall, a4 := "landscape", 1, 0, 9
	b.keep(b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall, Size: &a4}))
	fit := true
	b.keep(b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	out, err := b.file.NewStreamWriter(name)
	b.keep(err)
	r := &sheetRows{book: b, out: out, columns: columns}
	if b.err != nil {
		return r
	}
	header := make([]any, len(columns))
	for k, c := range columns {
		b.keep(out.SetColWidth(k+1, k+1, c.width))
		header[k] = excelize.Cell{StyleID: b.head, Value: c.title}
		if c.style != b.text {
			header[k] = excelize.Cell{StyleID: b.above, Value: c.title}
		}
	}
	b.keep(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + name + "'!$1:$1", Scope: name}))
	corner, err := excelize.CoordinatesToCellName(frozen+1, 2)
	b.keep(err)
	b.keep(out.SetPanes(&excelize.Panes{Freeze: true, XSplit: frozen, YSplit: 1, TopLeftCell: corner, ActivePane: "bottomRight"}))
	r.put(header)
	return r
}

// sheetRows writes a sheet from the top.
type sheetRows struct {
	book    *workbook
	out     *excelize.StreamWriter
	columns []column
	n       int
}

// add writes a row of strings, numbers, counts and truths, in the styles of the columns.
func (r *sheetRows) add(fields ...any) {
	cells := make([]any, len(fields))
	for k, field := range fields {
		cell := excelize.Cell{StyleID: r.columns[k].style, Value: field}
		switch f := field.(type) {
		case string:
			cell.Value, cell.StyleID = plain(clean(f)), r.book.text
		case float64:
			if !finite(f) {
				cell.Value = nil
			}
		case bool:
			cell.StyleID = 0 // TRUE and FALSE, which any other format shows as 1 and 0
		}
		cells[k] = cell
	}
	r.put(cells)
}

func (r *sheetRows) put(cells []any) {
	if r.book.err != nil {
		return
	}
	r.n++
	at, err := excelize.CoordinatesToCellName(1, r.n)
	r.book.keep(err)
	r.book.keep(r.out.SetRow(at, cells, excelize.RowOpts{Height: min(lineHeight*float64(r.lines(cells)), excelize.MaxRowHeight)}))
}

// lineHeight is that of a line of the workbook's font, in points.
const lineHeight = 15

// lines is how many lines the longest text of a row takes. Not every program finds the heights of rows by itself.
func (r *sheetRows) lines(cells []any) int {
	most := 1
	for k, c := range cells {
		cell, _ := c.(excelize.Cell)
		if s, ok := cell.Value.(string); ok {
			room := r.columns[k].width
			if r.n == 1 {
				room *= 0.9 // bold
			}
			most = max(most, 1+strings.Count(text.WrapSoft(s, int(room)), "\n"))
		}
	}
	return most
}

func (r *sheetRows) close() {
	if r.book.err == nil {
		r.book.keep(r.out.Flush())
	}
}

func (b *workbook) name(title string) column   { return column{title, 26, b.text} }
func (b *workbook) input(title string) column  { return column{title, 38, b.text} } // the longest name of the catalog
func (b *workbook) word(title string) column   { return column{title, 16, b.text} }
func (b *workbook) money(title string) column  { return column{title, 16, b.usd} }
func (b *workbook) chance(title string) column { return column{title, 13, b.share} }
func (b *workbook) plainNumber(title string) column {
	return column{title, 13, b.number}
}

// pack writes the file with its parts in the order of their names, since excelize takes them in the order of a map, and
// with a date, since it gives them none. They stay compressed as they are.
func (b *workbook) pack(w io.Writer) error {
	var loose bytes.Buffer
	if _, err := b.file.WriteTo(&loose); err != nil {
		return err
	}
	archive, err := zip.NewReader(bytes.NewReader(loose.Bytes()), int64(loose.Len()))
	if err != nil {
		return err
	}
	slices.SortFunc(archive.File, func(x, y *zip.File) int { return strings.Compare(x.Name, y.Name) }) // [Content_Types].xml first
	out := zip.NewWriter(w)
	for _, file := range archive.File {
		header := file.FileHeader
		//lint:ignore SA1019 it is the only date that CreateRaw writes
		header.ModifiedDate = (2000-1980)<<9 | 1<<5 | 1 // 2000-01-01
		part, err := out.CreateRaw(&header)
		if err != nil {
			return err
		}
		content, err := file.OpenRaw()
		if err != nil {
			return err
		}
		if _, err := io.Copy(part, content); err != nil {
			return err
		}
	}
	return out.Close()
}
