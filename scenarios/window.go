package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// A window passes bytes on and holds those that were not taken yet, because csv.Reader says where a row stands but
// not how it is written. It never holds more than a row and a buffer.
type window struct {
	r     io.Reader
	held  []byte
	start int64 // offset of held in the stream
	line  int   // line number of held's first byte
}

// errLongRow ends the reading of a row that does not end by itself.
var errLongRow = errors.New("the row is too long")

func (w *window) Read(p []byte) (int, error) {
	if len(w.held) > maxRowBytes+len(p) { // what is held may run a buffer ahead
		return 0, errLongRow
	}
	n, err := w.r.Read(p)
	w.held = append(w.held, p[:n]...)
	return n, err
}

// take returns the bytes up to the stream's offset end, and the number of the line that they start. They are valid
// until the next call.
func (w *window) take(end int64) (raw []byte, line int) {
	n := min(int(end-w.start), len(w.held))
	raw, line = w.held[:n:n], w.line
	w.held, w.start = w.held[n:], end
	w.line += bytes.Count(raw, []byte("\n"))
	return raw, line
}

// limited fails after that many bytes. io.LimitReader would end instead, and half a table would pass for the whole.
type limited struct {
	r    io.Reader
	left int64
	want string // what it then says
}

func limitedFile(r io.Reader) *limited {
	return &limited{r, maxFileBytes, fmt.Sprintf("want a file of at most %d MiB", maxFileBytes>>20)}
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, errors.New(l.want)
	}
	return n, err
}
