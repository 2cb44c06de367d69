package report

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"

	"finetco/scenarios"
	"finetco/sim"
)

// samplesStart is how samples begin as CSV; no table of scenarios does.
const samplesStart = "scenario,trial,"

// CSVSamples writes samples as CSV, a lifetime a row. Numbers are those of summary.csv: the fewest digits that read back
// the same, an undefined one an empty cell. Rows are made by hand, at a quarter of the time that encoding/csv takes: all
// that needs quotes or disarming is the scenario's name, which is made once.
type CSVSamples struct {
	out     *bufio.Writer
	names   []string // of the columns after the keys
	text    []bool
	err     error // of the header
	of      sampled
	opening []byte // of each row of the scenario: its name and a comma
	row     []byte
	last    []lastCell
}

// lastCell is what a column wrote in the row before: constants need not be made anew.
type lastCell struct {
	bits uint64
	text []byte
}

// NewCSVSamples writes the header.
func NewCSVSamples(w io.Writer, columns *SampleColumns) *CSVSamples {
	names := columns.Names()
	c := &CSVSamples{out: bufio.NewWriterSize(w, 1<<20), names: names[len(sampleKeys):]}
	c.text = isText(c.names)
	for i, name := range names {
		names[i] = plain(name)
	}
	header := newSheet(c.out, names...)
	c.err = header.close()
	return c
}

// Scenario says whose lifetimes follow.
func (c *CSVSamples) Scenario(s *scenarios.Scenario) error {
	if c.err != nil {
		return c.err
	}
	name, err := csvRows(func(out *sheet) { out.row(plain(s.Name), "") })
	if err != nil {
		return fmt.Errorf("scenario %q: %w", s.Name, err)
	}
	c.opening = name[:len(name)-1] // without the end of the line
	c.of = newSampled(s, c.names)
	c.last = make([]lastCell, len(c.names))
	for k := range c.last {
		c.last[k].set(math.NaN())
	}
	return nil
}

// Write adds lifetimes of the scenario.
func (c *CSVSamples) Write(t *sim.Trials) error {
	for i := range t.Values[0] {
		row := append(c.row[:0], c.opening...)
		row = strconv.AppendInt(row, int64(t.First+i), 10)
		for k, from := range c.of.from {
			row = append(row, ',')
			switch {
			case c.text[k]:
				row = append(row, c.of.texts[k]...)
			case from >= 0:
				row = append(row, c.last[k].of(t.Values[from][i])...)
			}
		}
		c.row = append(row, '\n')
		if _, err := c.out.Write(c.row); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what is still held back. It does not close the writer below.
func (c *CSVSamples) Close() error {
	if c.err != nil {
		return c.err
	}
	return c.out.Flush()
}

func (l *lastCell) of(x float64) []byte {
	if math.Float64bits(x) != l.bits {
		l.set(x)
	}
	return l.text
}

func (l *lastCell) set(x float64) {
	l.bits = math.Float64bits(x)
	l.text = appendCell(l.text[:0], x)
}

// appendCell appends what cell returns, in a quarter of the time.
func appendCell(b []byte, x float64) []byte {
	switch size := math.Abs(x); {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return b
	case x == 0:
		return append(b, '0')
	case size >= 1e21 || size < 1e-6: // where JSON writes an exponent
		return append(b, cell(x)...)
	}
	return strconv.AppendFloat(b, x, 'f', -1, 64)
}
