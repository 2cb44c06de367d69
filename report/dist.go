package report

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"finetco/distributions"
	"finetco/sim"
)

// distSchema names the JSON of one cell and its version.
const distSchema = "finetco/dist/1"

// Distribution describes one cell in one of ListingFormats:
//
//   - table, for people: moments, support, percentiles and a small picture;
//   - json: {"schema": "finetco/dist/1", "cell", "mean", "sd", "skew", "min", "max", "p1", "p5", … "p95", "p99"}, numbers
//     in the fewest digits that read back the same, null where undefined or infinite;
//   - csv: one row under the names of the JSON, so that the rows of many cells make one table; an undefined or infinite
//     number is an empty field.
//
// The cell is in its canonical form. An error is the writer's, or an unknown format.
func Distribution(w io.Writer, d distributions.Distribution, format string) error {
	names, values := statistics(d)
	switch format {
	case "table":
		return distributionTable(w, d)
	case "csv":
		out := newSheet(w, append([]string{"cell"}, names...)...)
		row := []string{plain(d.String())}
		for _, x := range values {
			row = append(row, cell(x))
		}
		out.row(row...)
		return out.close()
	case "json":
		compact, err := encodeJSON(append(object{{"schema", distSchema}, {"cell", d.String()}}, named(names, values)...))
		if err != nil {
			return err
		}
		_, err = w.Write(breakLines(compact, 1))
		return err
	}
	return fmt.Errorf("unknown format %q: want %s", format, strings.Join(ListingFormats(), ", "))
}

// statistics are what is told of a cell, in the order of the JSON.
func statistics(d distributions.Distribution) (names []string, values []float64) {
	low, high := d.Support()
	names = []string{"mean", "sd", "skew", "min", "max"}
	values = []float64{d.Mean(), d.SD(), d.Skewness(), low, high}
	for _, level := range sim.PercentileLevels {
		names = append(names, fmt.Sprintf("p%d", level))
		values = append(values, d.Quantile(float64(level)/100))
	}
	return names, values
}

func distributionTable(w io.Writer, d distributions.Distribution) error {
	var s shape
	n := numerals{figures: 4}
	if CanDraw(d) {
		s = shapeOf(d, textDetail)
		n = s.numerals(4)
	}
	low, high := d.Support()
	var out bytes.Buffer
	for _, line := range [][2]string{
		{"cell", clean(d.String())},
		{"mean", n.write(unrounded(d.Mean(), d.SD()))},
		{"sd", n.write(d.SD())},
		{"skewness", numerals{figures: 4}.write(unrounded(d.Skewness(), 1))},
		{"support", n.write(low) + " to " + n.write(high)},
	} {
		fmt.Fprintf(&out, "%-10s%s\n", line[0], line[1])
	}
	out.WriteByte('\n')
	percentileColumns(&out, d, n)
	out.WriteByte('\n')
	if s.d == nil {
		out.WriteString("Not drawn: its values lie too far out, or too close together.\n")
	} else {
		s.draw(&out)
		if note := s.note(); note != "" {
			out.WriteString("\n" + text.WrapSoft(note, terminalWidth) + "\n")
		}
	}
	_, err := out.WriteTo(w)
	return err
}

// unrounded is x, or 0 where x is so small beside the unit that only rounding keeps it from 0.
func unrounded(x, unit float64) float64 {
	if math.Abs(x) < 1e-12*unit {
		return 0
	}
	return x
}

// percentileColumns writes P1 to P99 in three columns, or two where the numbers are long, to be read downwards, decimal
// points below each other.
func percentileColumns(out *bytes.Buffer, d distributions.Distribution, n numerals) {
	const name, gap = 4, 4
	whole, fraction := make([]string, len(sim.PercentileLevels)), make([]string, len(sim.PercentileLevels))
	left, right := 0, 0
	for i, level := range sim.PercentileLevels {
		shown := n.write(d.Quantile(float64(level) / 100))
		point := strings.IndexAny(shown+".", ".e")
		whole[i], fraction[i] = shown[:point], shown[point:]
		left, right = max(left, text.StringWidth(whole[i])), max(right, len(fraction[i]))
	}
	columns := 3
	if columns*(name+left+right)+(columns-1)*gap > terminalWidth {
		columns = 2
	}
	lines := make([]string, (len(sim.PercentileLevels)+columns-1)/columns)
	for i, level := range sim.PercentileLevels {
		lines[i%len(lines)] += text.Pad(levelName(level), name, ' ') + text.AlignRight.Apply(whole[i], left) + text.Pad(fraction[i], right+gap, ' ')
	}
	for _, line := range lines {
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
