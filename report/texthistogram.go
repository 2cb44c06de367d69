package report

import (
	"bytes"
	"math"
)

// histogram draws the totals of a scenario in text, with P50, P80, P90 and the point estimate under the axis. What lies
// beyond the bins is left out, as in the picture.
func (t *terminal) histogram(s scenarioView) {
	h := s.Histogram
	most := 0
	for _, count := range h.Counts {
		most = max(most, count)
	}
	if s.certain() || most == 0 || !finite(h.Low) || !finite(h.High) || h.High <= h.Low {
		return
	}
	drawn := shape{low: h.Low, high: h.High, top: 1}
	width := (h.High - h.Low) / float64(len(h.Counts))
	for k, count := range h.Counts {
		from := h.Low + float64(k)*width
		drawn.bins = append(drawn.bins, bin{from: from, to: from + width, height: float64(count) / float64(most)})
	}
	t.out.WriteByte('\n')
	const rows = 5
	writeBlocks(&t.out, drawn.heights(), rows)
	drawn.markedAxis(&t.out, []axisMark{
		{s.total.at(50), "P50 " + s.money(s.total.at(50))}, {s.total.at(80), "P80 " + s.money(s.total.at(80))},
		{s.total.at(90), "P90 " + s.money(s.total.at(90))}, {s.PointEstimateUSD, "point " + s.money(s.PointEstimateUSD)},
	})
	t.out.WriteByte('\n')
}

// An axisMark is a value on the axis with its label.
type axisMark struct {
	x     float64
	label string
}

// markedAxis draws an axis with marks, and their labels on as many lines as it takes for none to touch another.
func (s shape) markedAxis(out *bytes.Buffer, marks []axisMark) {
	axis := blank()
	for column := range axis {
		axis[column] = '─'
	}
	var lines []textLine
	for _, m := range marks {
		if math.IsNaN(m.x) || m.x < s.low || m.x > s.high {
			continue
		}
		column := s.column(m.x)
		axis[column] = '┬'
		placed := false
		for _, line := range lines {
			placed = placed || line.put(column, m.label)
			if placed {
				break
			}
		}
		if !placed {
			line := blank()
			line.put(column, m.label)
			lines = append(lines, line)
		}
	}
	axis.write(out)
	for _, line := range lines {
		line.write(out)
	}
}
