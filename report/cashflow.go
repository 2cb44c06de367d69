package report

import (
	"fmt"
	"math"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"finetco/sim"
)

// NewCashflow draws when the money is spent: what is spent up to each month and in each month, as the mean, the median and
// the range from P10 to P90. With a start the months are named.
func NewCashflow(result *sim.ScenarioResult, start time.Time) Picture {
	s := viewOf(result)
	name := shorten(s.name, 48)
	title := name + ": no money is spent"
	if month, ok := halfSpent(s.Cumulative.Mean); ok {
		title = name + ": half of the money is spent by " + monthName(month, start)
	}
	return Picture{
		Title:    title,
		Subtitle: "Cost up to each month (above) and in each month (below), nominal USD; band: P10 to P90",
		side:     legendWidth - 30,
		plots: func() []*plot.Plot {
			return []*plot.Plot{fanPlot(s.Cumulative, start), fanPlot(s.Monthly, start)}
		},
		cover: func(page, data draw.Canvas, _ *plot.Plot) {
			legend{{"mean", "", meanLine}, {"P50", "", medianLine}, {"P10 to P90", "", draw.LineStyle{Color: paleBlue}}}.
				draw(page, vg.Point{X: data.Max.X + 16, Y: data.Max.Y})
		},
	}
}

var (
	meanLine   = draw.LineStyle{Color: ink, Width: 1.6, Dashes: []vg.Length{4, 2}}
	medianLine = draw.LineStyle{Color: blue, Width: 2}
)

// halfSpent is the first month by whose end half of the final mean is spent.
func halfSpent(cumulative []float64) (month int, ok bool) {
	if len(cumulative) == 0 || !finite(cumulative...) || cumulative[len(cumulative)-1] <= 0 {
		return 0, false
	}
	for m, usd := range cumulative {
		if usd >= cumulative[len(cumulative)-1]/2 {
			return m, true
		}
	}
	return 0, false
}

// monthName names month m, counted from 0: month 14, or its place in the calendar where the start is known.
func monthName(m int, start time.Time) string {
	if start.IsZero() {
		return fmt.Sprintf("month %d", m+1)
	}
	return start.AddDate(0, m, 0).Format("January 2006")
}

// fanPlot draws one series, leaving out what is undefined.
func fanPlot(f sim.Fan, start time.Time) *plot.Plot {
	months, low, high := len(f.Mean), 0.0, 0.0
	for _, series := range [][]float64{f.Mean, f.P10, f.P50, f.P90} {
		for _, usd := range series {
			if finite(usd) {
				low, high = min(low, usd), max(high, usd)
			}
		}
	}
	if low == high {
		high = low + 1
	}
	p := newPlot()
	p.X.Min, p.X.Max = 0, float64(max(months, 1))
	p.Y.Min, p.Y.Max = low, high+0.03*(high-low)
	p.X.Tick.Marker, p.Y.Tick.Marker = monthTicks{start}, moneyTicks{4, scaleOf(math.Max(high, -low)).unit}
	p.Add(gridLines{}, fan{f})
	return p
}

// fan draws the band and lines of a monthly series, each value in the middle of its month.
type fan struct{ sim.Fan }

// Plot implements plot.Plotter.
func (f fan) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	points := func(series []float64) []vg.Point {
		var line []vg.Point
		for m, usd := range series {
			if finite(usd) {
				line = append(line, vg.Point{X: x(float64(m) + 0.5), Y: y(usd)})
			}
		}
		if len(series) == 1 && len(line) == 1 { // one month: a line over its length
			line = []vg.Point{{X: x(0), Y: line[0].Y}, {X: x(1), Y: line[0].Y}}
		}
		return line
	}
	band := points(f.P10)
	upper := points(f.P90)
	for i := range upper {
		band = append(band, upper[len(upper)-1-i])
	}
	if len(band) > 2 {
		c.FillPolygon(paleBlue, band)
	}
	if line := points(f.P50); len(line) > 1 {
		c.StrokeLines(medianLine, line)
	}
	if line := points(f.Mean); len(line) > 1 {
		c.StrokeLines(meanLine, line)
	}
}

// monthTicks marks an axis of months at whole years, or at months where the axis is short.
type monthTicks struct{ start time.Time }

// Ticks returns the marks in [low, high].
func (t monthTicks) Ticks(low, high float64) []plot.Tick {
	step := 12
	for _, shorter := range []int{1, 3, 6} {
		if int(high)/shorter <= 6 {
			step = shorter
			break
		}
	}
	for int(high)/step > 6 {
		step += 12
	}
	var ticks []plot.Tick
	for m := 0; float64(m) <= high; m += step {
		label := "month " + Count(m)
		if !t.start.IsZero() {
			label = t.start.AddDate(0, m, 0).Format("Jan 2006")
		} else if m == 0 {
			label = "kick-off"
		}
		ticks = append(ticks, plot.Tick{Value: float64(m), Label: label})
	}
	return ticks
}
