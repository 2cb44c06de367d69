package scenarios

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A position is where a cell stands in its file. Line and column count from 1, columns in bytes.
type position struct {
	line, column int
	quoted       bool
	flag         bool // of the command line: it has a single line, whatever it holds
}

// at returns the position of byte offset of the cell's text. Inside quotes, a quote is two bytes in the file.
func (p position) at(text string, offset int) position {
	if offset <= 0 || offset > len(text) {
		return p
	}
	before := text[:offset]
	if p.quoted {
		p.column++
	}
	for i := range len(before) {
		switch {
		case before[i] == '\n' && !p.flag:
			p.line, p.column = p.line+1, 1
		case before[i] == '"' && p.quoted:
			p.column += 2
		default:
			p.column++
		}
	}
	return p
}

// A rawRow is one record of a table with the position of each of its cells. The positions are those of the physical
// file, however many lines the rows above it took.
type rawRow struct {
	cells     []string
	positions []position
}

// blank reports whether the row has no text at all: what spreadsheets leave below and between tables.
func (r rawRow) blank() bool {
	for _, cell := range r.cells {
		if cell != "" {
			return false
		}
	}
	return true
}

// rawRows reads a table's records. It is where the outer form of a file is judged: its encoding, its separator, its
// size and its quotes. Everything after it works on cells and their positions.
type rawRows struct {
	csv       *csv.Reader
	bytes     *window
	separator byte
	file      string
	rows      int
}

// A fault is a problem of the outer form. What is fatal ends the reading of the file.
type fault struct {
	Diagnostic
	fatal bool
}

func (f *fault) Error() string { return f.Diagnostic.String() }

// newRawRows prepares to read the table. Its error is io.EOF for an empty file, a *fault otherwise.
func newRawRows(file string, r io.Reader) (*rawRows, error) {
	buffered := bufio.NewReader(limitedFile(r))
	separator, err := sniff(buffered)
	if err != nil {
		return nil, asFault(file, err)
	}
	rows := &rawRows{bytes: &window{r: buffered, line: 1}, separator: separator, file: file}
	rows.csv = csv.NewReader(rows.bytes)
	rows.csv.Comma = rune(separator)
	rows.csv.FieldsPerRecord = -1
	return rows, nil
}

// sniff drops a byte order mark, refuses what is no UTF-8 text from its first bytes, and returns the separator: a
// header with semicolons or tabs and no comma names its own.
func sniff(r *bufio.Reader) (byte, error) {
	head, err := r.Peek(r.Size())
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return 0, err
	}
	if len(head) == 0 {
		return 0, io.EOF
	}
	wide := bytes.IndexByte(head[:min(4, len(head))], 0) >= 0 // letters of two or four bytes
	if wide || bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return 0, &fault{Diagnostic: Diagnostic{Line: 1, Column: 1, Message: wantUTF8, Reason: "got UTF-16 or no text at all; " + saveAsUTF8}, fatal: true}
	}
	if rest, found := bytes.CutPrefix(head, []byte("\ufeff")); found {
		if _, err := r.Discard(len("\ufeff")); err != nil {
			return 0, err
		}
		head = rest
	}
	header, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
	if line := bytes.TrimRight(header, "\r"); bytes.HasPrefix(line, []byte("sep=")) && len(line) <= len("sep=;") {
		return 0, &fault{Diagnostic: Diagnostic{Line: 1, Column: 1, Message: "want the header in the first line", Got: string(line),
			Reason: "only spreadsheets know this line: delete it, the separator is found without"}, fatal: true}
	}
	switch {
	case bytes.IndexByte(header, ',') >= 0:
		return ',', nil
	case bytes.IndexByte(header, ';') >= 0:
		return ';', nil
	case bytes.IndexByte(header, '\t') >= 0:
		return '\t', nil
	}
	return ',', nil
}

const (
	wantUTF8   = "want CSV text in UTF-8"
	saveAsUTF8 = `save the table as "CSV UTF-8"`
)

// next returns the next row that is not blank, io.EOF after the last, or a *fault; after one that is not
// fatal the reading can go on.
func (r *rawRows) next() (rawRow, error) {
	for {
		record, err := r.csv.Read()
		if err == io.EOF {
			return rawRow{}, io.EOF
		}
		raw, line := r.bytes.take(r.csv.InputOffset())
		long := errors.Is(err, errLongRow)
		if at := firstInvalid(raw); at >= 0 && !(long && at > len(raw)-utf8.UTFMax) { // what is cut off may be a letter
			where := locate(raw, line, at)
			return rawRow{}, r.fatal(where, wantUTF8, fmt.Sprintf("got the byte 0x%02X; %s", raw[at], saveAsUTF8))
		}
		if long {
			return rawRow{}, r.longRow(raw, line)
		}
		if err != nil {
			return rawRow{}, r.syntaxFault(err, raw, line)
		}
		row := rawRow{cells: record, positions: r.positions(len(record), raw, line)}
		if row.blank() {
			continue
		}
		if r.rows++; r.rows > maxRows {
			return rawRow{}, r.fatal(row.positions[0], fmt.Sprintf("want at most %d rows", maxRows), "split the table")
		}
		if len(record) > maxColumns {
			return rawRow{}, r.fatal(row.positions[maxColumns], fmt.Sprintf("want at most %d columns", maxColumns),
				fmt.Sprintf("got %d", len(record)))
		}
		for i, cell := range record {
			if len(cell) > maxCellBytes {
				return rawRow{}, r.fatal(row.positions[i], fmt.Sprintf("want cells of at most %d bytes", maxCellBytes),
					fmt.Sprintf("got %d bytes; is a quote missing?", len(cell)))
			}
			if at := strings.IndexByte(cell, '\r'); at >= 0 && !row.positions[i].quoted {
				return rawRow{}, r.fatal(row.positions[i].at(cell, at), "want lines that end in LF or CRLF", "got a carriage return alone; "+saveAsUTF8)
			}
		}
		return row, nil
	}
}

func (r *rawRows) fatal(at position, message, reason string) *fault {
	return &fault{Diagnostic: Diagnostic{File: r.file, Line: at.line, Column: at.column, Message: message, Reason: reason}, fatal: true}
}

// longRow says where the row begins, or the quote that keeps it from ending.
func (r *rawRows) longRow(raw []byte, line int) *fault {
	at, reason := 0, "got more"
	if quote := unclosedQuote(raw, r.separator); quote >= 0 {
		at, reason = quote, "the quote that opens here is not closed"
	}
	return r.fatal(locate(raw, line, at), fmt.Sprintf("want rows of at most %d MiB", maxRowBytes>>20), reason)
}

// positions looks up where the record's cells stand, and whether they stand in quotes, in its raw bytes.
func (r *rawRows) positions(n int, raw []byte, line int) []position {
	positions := make([]position, n)
	start := 0
	for i := range positions {
		p := position{}
		p.line, p.column = r.csv.FieldPos(i)
		for ; line < p.line; line++ {
			start += bytes.IndexByte(raw[start:], '\n') + 1
		}
		at := start + p.column - 1
		p.quoted = at < len(raw) && raw[at] == '"'
		positions[i] = p
	}
	return positions
}

// syntaxFault says which quote is to blame.
func (r *rawRows) syntaxFault(err error, raw []byte, line int) error {
	var syntax *csv.ParseError
	if !errors.As(err, &syntax) {
		return asFault(r.file, err)
	}
	f := &fault{Diagnostic: Diagnostic{
		File: r.file, Line: syntax.Line, Column: syntax.Column,
		Message: "want a cell that holds quotes to stand in quotes itself, each inner quote written twice",
	}}
	if at := unclosedQuote(raw, r.separator); at >= 0 {
		where := locate(raw, line, at)
		f.Line, f.Column = where.line, where.column
		f.Message, f.Reason = "want a closing quote", "the quote that opens here is never closed"
	} else if errors.Is(syntax.Err, csv.ErrBareQuote) {
		f.Reason = `got a quote inside a cell without quotes, write "data(""my file.csv"":column)"`
	} else {
		f.Reason = "got text after the closing quote of a cell"
	}
	return f
}

// asFault makes an error of reading a fault of the whole file.
func asFault(file string, err error) error {
	if err == io.EOF {
		return err
	}
	var f *fault
	if !errors.As(err, &f) {
		f = &fault{Diagnostic: Diagnostic{Message: "cannot be read", Reason: plain(err)}}
	}
	f.File, f.fatal = file, true
	return f
}

// unclosedQuote returns the offset of the quote in raw that opens a cell and finds no end, −1 for none.
func unclosedQuote(raw []byte, separator byte) int {
	open, cellStart := -1, true
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case open >= 0 && c == '"' && i+1 < len(raw) && raw[i+1] == '"':
			i++ // a doubled quote is text
		case open >= 0 && c == '"':
			open = -1
		case open < 0 && c == '"' && cellStart:
			open = i
		}
		cellStart = open < 0 && (c == separator || c == '\n')
	}
	return open
}

// locate returns the position of byte at of raw, whose first byte starts the line of that number.
func locate(raw []byte, line, at int) position {
	before := raw[:at]
	return position{line: line + bytes.Count(before, []byte("\n")), column: at - bytes.LastIndexByte(before, '\n')}
}

// firstInvalid returns the offset of the first byte that is no UTF-8 text, −1 for none. A zero byte is UTF-8, but of no
// text.
func firstInvalid(raw []byte) int {
	if utf8.Valid(raw) {
		return bytes.IndexByte(raw, 0)
	}
	for at := 0; ; {
		r, size := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && size == 1 || r == 0 {
			return at
		}
		at += size
	}
}
