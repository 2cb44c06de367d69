package report

import (
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"finetco/sim"
)

// NewSCurve draws how sure a budget of each size makes: the share of lifetimes that cost at most so much, with P50, P80,
// P90 and the point estimate on it.
func NewSCurve(result *sim.ScenarioResult) Picture {
	s := viewOf(result)
	curve := curveOf(s)
	marks := marksOf(s)
	low, high, note := curve.axis(s, marks)
	return Picture{
		Title:    sCurveTitle(s),
		Subtitle: "Share of " + lifetimes(s.Trials) + " over " + months(s.HorizonMonths) + " that cost at most so much, nominal USD",
		Note:     note,
		head:     4,
		plots: func() []*plot.Plot {
			p := newPlot()
			p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = low, high, 0, 1
			p.X.Tick.Marker, p.Y.Tick.Marker = moneyTicks{8, s.scale.unit}, shareTicks{6}
			p.Add(gridLines{}, curveLine{curve, draw.LineStyle{Color: blue, Width: 2}})
			return []*plot.Plot{p}
		},
		cover: func(page, data draw.Canvas, p *plot.Plot) { curveMarks(page, data, p, marks) },
	}
}

func sCurveTitle(s scenarioView) string {
	name := shorten(s.name, 48)
	switch {
	case math.IsNaN(s.total.at(80)) || s.certain():
		return histogramTitle(s)
	case math.IsNaN(s.PointEstimatePercentile) || math.IsNaN(s.PointEstimateUSD):
		return name + ": " + s.money(s.total.at(80)) + " is enough in 80% of lifetimes"
	}
	return name + ": the estimate without risk is enough in " + Percent(s.PointEstimatePercentile) + " of lifetimes"
}

// A curve is a cumulative distribution: the share of lifetimes that cost at most usd[i], both rising.
type curve struct{ usd, share []float64 }

// curveOf takes a scenario's S-curve; where it has none, its percentiles.
func curveOf(s scenarioView) curve {
	var c curve
	add := func(usd, percent float64) {
		if !math.IsNaN(usd) && !math.IsInf(usd, 0) {
			c.usd, c.share = append(c.usd, usd), append(c.share, percent/100)
		}
	}
	if levels := sim.SCurveLevels(); len(s.SCurve) == len(levels) {
		for i, usd := range s.SCurve {
			add(usd, levels[i])
		}
	} else {
		for i, usd := range s.total.Percentiles {
			add(usd, float64(sim.PercentileLevels[i]))
		}
	}
	if n := len(c.usd); n > 0 && same(c.usd[0], c.usd[n-1]) { // certain: a step
		c.usd, c.share = []float64{c.usd[0], c.usd[0]}, []float64{0, 1}
	}
	return c
}

// axis is the range of money to draw: from the curve's foot to its head, unless a thin tail would press the rest
// together; then the note says what was left out.
func (c curve) axis(s scenarioView, marks []mark) (low, high float64, note string) {
	n := len(c.usd)
	if n == 0 {
		return 0, 1, ""
	}
	low, high = c.usd[0], c.usd[n-1]
	if p95 := s.total.at(95); p95 > low {
		for i := n - 1; i >= 0 && c.share[i] > 0.95 && high-low > 2*(p95-low); i-- {
			high = c.usd[i]
		}
		if high < c.usd[n-1] {
			above := 0.0
			for i, usd := range c.usd {
				if usd <= high {
					above = 1 - c.share[i]
				}
			}
			note = "Not shown: " + tailNote(s, above, "above", high, "up to", s.total.Max) + "."
		}
	}
	if same(low, high) {
		low, high = low-around(low), high+around(high)
	}
	low, high = axisWith(low, high, 0.35*(high-low), marks)
	for _, m := range marks {
		switch {
		case m.usd < low:
			note += " " + capital(m.name) + ", " + m.value + ", lies left of the picture."
		case m.usd > high:
			note += " " + capital(m.name) + ", " + m.value + ", lies right of the picture."
		}
	}
	return low, high, strings.TrimSpace(note)
}

// curveLine draws a curve within the plot's range.
type curveLine struct {
	curve
	style draw.LineStyle
}

// Plot implements plot.Plotter.
func (l curveLine) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	var points []vg.Point
	for i, usd := range l.usd {
		points = append(points, vg.Point{X: x(usd), Y: y(l.share[i])})
	}
	c.StrokeLines(l.style, c.ClipLinesXY(points)...)
}

// curveMarks points at the marks on the curve. Right below a rising curve and left above it nothing is drawn, so a
// label goes right below its dot, or left above where there is no room; labels of a side keep a line's distance.
func curveMarks(page, data draw.Canvas, p *plot.Plot, marks []mark) {
	x, y := p.Transforms(&data)
	line := labelHand.lineHeight()
	var right, left []curveLabel
	for i := len(marks) - 1; i >= 0; i-- { // from the top down
		m := marks[i]
		if m.usd < p.X.Min || m.usd > p.X.Max || math.IsNaN(m.share) {
			continue
		}
		dot := vg.Point{X: x(m.usd), Y: y(m.share)}
		page.StrokeLine2(draw.LineStyle{Color: gray, Width: 0.6, Dashes: []vg.Length{2, 2}}, data.Min.X, dot.Y, dot.X, dot.Y)
		disk(page, dot, 3.4, m.line().Color)

		l := curveLabel{mark: m, width: m.hand().width(m.name+"  ") + labelHand.width(m.value)}
		fitsRight := dot.X+7+l.width <= page.Max.X-margin && dot.Y-line > data.Min.Y
		if fitsLeft := dot.X-7-l.width > data.Min.X; fitsRight || !fitsLeft {
			l.x, l.y = dot.X+7, max(dot.Y-line+1, data.Min.Y+4)
			if n := len(right); n > 0 {
				l.y = min(l.y, right[n-1].y-line)
			}
			right = append(right, l)
		} else {
			l.x, l.y = dot.X-7-l.width, dot.Y+4
			left = append(left, l)
		}
	}
	for i := len(left) - 2; i >= 0; i-- { // from the bottom up
		left[i].y = max(left[i].y, left[i+1].y+line)
	}
	for _, l := range append(right, left...) {
		l.write(page)
	}
}

// A curveLabel is a mark's label in one line, its left end on the baseline at x, y.
type curveLabel struct {
	mark
	x, y, width vg.Length
}

func (l curveLabel) write(page draw.Canvas) {
	fill(page, color.White, l.x-1, l.y-2, l.x+l.width+1, l.y+8) // paper below, where a line runs under the label
	value := labelHand
	value.color = l.hand().color
	l.hand().write(page, l.x, l.y, 0, l.name)
	value.write(page, l.x+l.hand().width(l.name+"  "), l.y, 0, l.value)
}

func disk(c draw.Canvas, center vg.Point, radius vg.Length, paint color.Color) {
	var circle vg.Path
	circle.Move(vg.Point{X: center.X + radius, Y: center.Y})
	circle.Arc(center, radius, 0, 2*math.Pi)
	circle.Close()
	c.SetColor(paint)
	c.Fill(circle)
}

// capital starts a sentence.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
