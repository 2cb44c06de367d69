package report

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A mark is an amount worth pointing at on a money axis: a percentile or the point estimate.
type mark struct {
	usd   float64
	name  string  // "P80"
	value string  // "$1.25M"
	share float64 // of lifetimes that cost at most so much
	point bool    // the estimate without risk: dashed and in its own color
	off   bool    // beyond the paper
}

// marksOf returns P50, P80, P90 and the point estimate of a scenario's total in rising order; those that coincide are one.
func marksOf(s scenarioView) []mark {
	if s.total.Percentiles == nil {
		return nil
	}
	if s.certain() && same(s.total.Mean, s.PointEstimateUSD) {
		return []mark{{usd: s.total.Mean, name: "every lifetime", value: s.money(s.total.Mean), share: 1}}
	}
	var marks []mark
	for _, level := range []int{50, 80, 90} {
		marks = append(marks, mark{usd: s.total.at(level), name: levelName(level), value: s.money(s.total.at(level)), share: float64(level) / 100})
	}
	marks = append(marks, mark{usd: s.PointEstimateUSD, name: "estimate without risk", point: true,
		value: s.money(s.PointEstimateUSD) + ", enough in " + Percent(s.PointEstimatePercentile), share: s.PointEstimatePercentile})
	marks = slices.DeleteFunc(marks, func(m mark) bool { return math.IsNaN(m.usd) || math.IsInf(m.usd, 0) })
	slices.SortStableFunc(marks, func(a, b mark) int {
		if same(a.usd, b.usd) {
			return 0
		}
		return cmpFloat(a.usd, b.usd)
	})
	merged := marks[:0]
	for _, m := range marks {
		if n := len(merged); n > 0 && same(merged[n-1].usd, m.usd) {
			merged[n-1].name += " = " + m.name
			merged[n-1].share = max(merged[n-1].share, m.share)
			if m.point {
				merged[n-1].value = m.value
			}
			continue
		}
		merged = append(merged, m)
	}
	return merged
}

// same reports whether two amounts count as equal: within 1e-9 relative, as everywhere in the results.
func same(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (m mark) hand() hand {
	if m.point {
		return pointHand
	}
	return strongHand
}

func (m mark) line() draw.LineStyle {
	if m.point {
		return draw.LineStyle{Color: vermilion, Width: 1.4, Dashes: []vg.Length{4, 2.5}}
	}
	return draw.LineStyle{Color: ink, Width: 1}
}

// axisWith widens the range of a money axis to the marks that lie within reach of it, and to $0 where that is near.
func axisWith(low, high, reach float64, marks []mark) (float64, float64) {
	from, to := low, high
	for _, m := range marks {
		if m.usd < from && m.usd > low-reach {
			from = m.usd - 0.02*(high-low)
		}
		if m.usd > to && m.usd < high+reach {
			to = m.usd + 0.02*(high-low)
		}
	}
	if low >= 0 && from < 0.25*(to-from) {
		from = 0
	}
	return from, to
}

// around is how far to look on either side of a certain amount: 5% of it, a little over a dollar around nothing.
func around(usd float64) float64 {
	if usd == 0 {
		return 1.2
	}
	return 0.05 * math.Abs(usd)
}

// calloutHeight is the room that callouts need above the plot.
const calloutHeight = vg.Length(38)

// callouts draws a line through the plot at each mark and its label above. Labels keep the marks' order and never
// overlap: each stands as near its line as the others let it, joined by a slanted leader.
func callouts(page, data draw.Canvas, p *plot.Plot, marks []mark) {
	x, _ := p.Transforms(&data)
	marks = slices.Clone(marks)
	var labels []span
	for i := range marks {
		m := &marks[i]
		switch { // an amount off the paper is named at its edge
		case m.usd < p.X.Min:
			m.usd, m.name, m.off = p.X.Min, "← "+m.name, true
		case m.usd > p.X.Max:
			m.usd, m.name, m.off = p.X.Max, m.name+" →", true
		}
		width := max(m.hand().width(m.name), labelHand.width(m.value))
		labels = append(labels, span{x(m.usd) - width/2, width})
	}
	spread(labels, 14, page.Min.X+margin, page.Max.X-margin)
	for i, m := range marks {
		at, label := x(m.usd), labels[i]
		under := min(max(at, label.start), label.start+label.width)
		if !m.off {
			page.StrokeLines(m.line(), []vg.Point{{X: at, Y: data.Min.Y}, {X: at, Y: data.Max.Y + 2}, {X: under, Y: data.Max.Y + 12}})
		}
		center := label.start + label.width/2
		m.hand().write(page, center, data.Max.Y+15+labelHand.lineHeight(), 0.5, m.name)
		value := labelHand
		value.color = m.hand().color
		value.write(page, center, data.Max.Y+15, 0.5, m.value)
	}
}

// A span is a stretch of a line.
type span struct{ start, width vg.Length }

// spread moves spans, given in order, apart to at least the gap and into [low, high] with the least sum of squared
// moves: isotonic regression by pooling adjacent violators on the starts less the room that the spans before need.
func spread(spans []span, gap, low, high vg.Length) {
	type pool struct {
		sum vg.Length
		n   int
	}
	var pools []pool
	var before vg.Length
	for _, s := range spans {
		pools = append(pools, pool{s.start - before, 1})
		before += s.width + gap
		for n := len(pools); n > 1; n = len(pools) {
			a, b := pools[n-2], pools[n-1]
			if a.sum/vg.Length(a.n) <= b.sum/vg.Length(b.n) {
				break
			}
			pools = append(pools[:n-2], pool{a.sum + b.sum, a.n + b.n})
		}
	}
	room := high - (before - gap) // the largest start, less the room before, that leaves the last span inside
	i := 0
	before = 0
	for _, p := range pools {
		for range p.n {
			spans[i].start = max(min(p.sum/vg.Length(p.n), room), low) + before
			before += spans[i].width + gap
			i++
		}
	}
}

// levelName writes a percentile: P80.
func levelName(level int) string { return fmt.Sprintf("P%d", level) }
