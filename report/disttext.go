package report

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf8"
)

const (
	textDetail  = 2                        // columns in a window's cell
	textColumns = textDetail * windowCells // 76
	textRows    = 7
)

// eighths of a block, from none to all.
var eighths = []rune(" ▁▂▃▄▅▆▇█")

// draw draws the shape with blocks in 76 columns: the probabilities of the atoms where there is room, the density and
// the atoms, the axis.
func (s shape) draw(out *bytes.Buffer) {
	heights := s.heights()
	half := s.textBar((s.high - s.low) / textColumns)
	labels := blank()
	for _, a := range s.atoms {
		center := s.column(a.x)
		for column := max(center-half, 0); column <= min(center+half, textColumns-1); column++ {
			heights[column] = math.Max(heights[column], a.probability/s.top)
		}
	}
	for _, a := range s.named() {
		labels.put(s.column(a.x), Percent(a.probability))
	}
	if len(s.named()) > 0 {
		labels.write(out)
	}
	writeBlocks(out, heights, textRows)
	s.axis(out)
}

// heights are the mean heights of the bins by column; 1 is the upper edge.
func (s shape) heights() []float64 {
	heights := make([]float64, textColumns)
	width := (s.high - s.low) / textColumns
	for column := range heights {
		from := s.low + float64(column)*width
		heights[column] = s.height(from, from+width) / s.top
	}
	return heights
}

// writeBlocks draws columns of the given heights in so many rows.
func writeBlocks(out *bytes.Buffer, heights []float64, rows int) {
	for row := rows - 1; row >= 0; row-- {
		line := blank()
		for column, height := range heights {
			fill := math.Min(height, 1)*float64(rows) - float64(row)
			line[column] = eighths[int(math.Round(8*math.Max(0, math.Min(fill, 1))))]
		}
		line.write(out)
	}
}

// height is the mean height of the bins over a stretch.
func (s shape) height(from, to float64) float64 {
	sum := 0.0
	for _, b := range s.bins {
		if overlap := math.Min(to, b.to) - math.Max(from, b.from); overlap > 0 {
			sum += b.height * overlap
		}
	}
	return sum / (to - from)
}

// textBar is how many columns a bar takes on either side of its middle.
func (s shape) textBar(width float64) int {
	if len(s.bins) > 0 {
		return 0
	}
	half := 1
	for i := 1; i < len(s.atoms); i++ {
		half = min(half, (s.column(s.atoms[i].x)-s.column(s.atoms[i-1].x)-2)/2)
	}
	return max(half, 0)
}

func (s shape) column(x float64) int {
	return min(max(int((x-s.low)/(s.high-s.low)*textColumns), 0), textColumns-1)
}

// axis draws the axis with its marks and labels.
func (s shape) axis(out *bytes.Buffer) {
	line, labels := blank(), blank()
	for column := range line {
		line[column] = '─'
	}
	onScreen := valueTicks{textColumns, func(s string) float64 { return float64(utf8.RuneCountInString(s)) }}
	for _, tick := range onScreen.Ticks(s.low, s.high) {
		column := s.column(tick.Value)
		if half := utf8.RuneCountInString(tick.Label) / 2; column-half < -1 || column+half > textColumns { // it would stand beside its mark
			continue
		}
		if labels.put(column, tick.Label) {
			line[column] = '┬'
		}
	}
	line.write(out)
	labels.write(out)
}

// A textLine is a line of the drawing.
type textLine []rune

func blank() textLine { return []rune(strings.Repeat(" ", textColumns)) }

// put writes a word around a column, or not at all where another one is in the way.
func (l textLine) put(center int, word string) bool {
	letters := []rune(word)
	from := min(max(center-len(letters)/2, 0), len(l)-len(letters))
	if from < 0 {
		return false
	}
	for _, taken := range l[max(from-1, 0):min(from+len(letters)+1, len(l))] {
		if taken != ' ' {
			return false
		}
	}
	copy(l[from:], letters)
	return true
}

func (l textLine) write(out *bytes.Buffer) {
	out.WriteString(strings.TrimRight(string(l), " ") + "\n")
}
