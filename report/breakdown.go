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

// NewBreakdown draws what the money is spent on: the mean cost of each category in each year, stacked. With a start the
// years are named by their first month.
func NewBreakdown(result *sim.ScenarioResult, start time.Time) Picture {
	s := viewOf(result)
	stack := stackOf(s.Breakdown)
	name := shorten(s.name, 48)
	title := name + ": no money is spent"
	if largest := stack.largest(); largest >= 0 {
		title = fmt.Sprintf("%s: %s is the largest part, %s on average", name, stack.names[largest], s.money(stack.sum(largest)))
	}
	subtitle := "Mean cost by category and year from kick-off, nominal USD"
	if !start.IsZero() {
		subtitle += "; years named by their beginning"
	}
	return Picture{
		Title:    title,
		Subtitle: subtitle,
		side:     legendWidth,
		plots:    func() []*plot.Plot { return []*plot.Plot{stack.plot(start)} },
		cover: func(page, data draw.Canvas, _ *plot.Plot) {
			var l legend
			for k := len(stack.names) - 1; k >= 0; k-- { // as they are stacked: the last on top
				if stack.sum(k) != 0 {
					l = append(l, legend{{stack.names[k], s.money(stack.sum(k)), draw.LineStyle{Color: series[k%len(series)]}}}...)
				}
			}
			l.draw(page, vg.Point{X: data.Max.X + 16, Y: data.Max.Y})
		},
	}
}

// A stack holds the cost of each category (row) in each year; what is undefined counts nothing.
type stack struct {
	names []string
	usd   [][]float64
	years int
}

func stackOf(breakdown []sim.CategoryYears) stack {
	var s stack
	for _, c := range breakdown {
		s.names = append(s.names, clean(c.Category))
		row := make([]float64, len(c.Years))
		for i, usd := range c.Years {
			if finite(usd) {
				row[i] = usd
			}
		}
		s.usd = append(s.usd, row)
		s.years = max(s.years, len(row))
	}
	return s
}

// sum is a category's cost over the years.
func (s stack) sum(k int) float64 {
	sum := 0.0
	for _, usd := range s.usd[k] {
		sum += usd
	}
	return sum
}

// largest is the category with the highest cost, −1 where none costs anything.
func (s stack) largest() int {
	largest, most := -1, 0.0
	for k := range s.names {
		if sum := s.sum(k); sum > most {
			largest, most = k, sum
		}
	}
	return largest
}

func (s stack) plot(start time.Time) *plot.Plot {
	low, high := 0.0, 0.0
	ticks := make([]plot.Tick, s.years)
	for year := range s.years {
		cost, saving := 0.0, 0.0
		for _, row := range s.usd {
			if usd := zeroBeyond(row, year); usd > 0 {
				cost += usd
			} else {
				saving += usd
			}
		}
		low, high = min(low, saving), max(high, cost)
		label := fmt.Sprintf("year %d", year+1)
		switch {
		case !start.IsZero() && s.years > 6:
			label = start.AddDate(year, 0, 0).Format("2006")
		case !start.IsZero():
			label = start.AddDate(year, 0, 0).Format("Jan 2006")
		case s.years > 8:
			label = fmt.Sprint(year + 1)
		}
		ticks[year] = plot.Tick{Value: float64(year), Label: label}
	}
	if low == high {
		high = low + 1
	}
	p := newPlot()
	p.X.Min, p.X.Max = -0.6, float64(max(s.years, 1))-0.4
	p.Y.Min, p.Y.Max = low, high+0.04*(high-low)
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.ConstantTicks(ticks), moneyTicks{6, scaleOf(math.Max(high, -low)).unit}
	p.X.Tick.Width = 0
	p.Add(gridLines{}, s)
	return p
}

// Plot implements plot.Plotter: costs stack upward from $0, savings downward.
func (s stack) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for year := range s.years {
		up, down := 0.0, 0.0
		left, right := x(float64(year)-0.32), x(float64(year)+0.32)
		for k, row := range s.usd {
			if usd := zeroBeyond(row, year); usd > 0 {
				fill(c, series[k%len(series)], left, y(up), right, y(up+usd))
				up += usd
			} else {
				fill(c, series[k%len(series)], left, y(down+usd), right, y(down))
				down += usd
			}
		}
	}
	c.StrokeLine2(draw.LineStyle{Color: gray, Width: 0.5}, c.Min.X, y(0), c.Max.X, y(0))
}

func zeroBeyond(xs []float64, i int) float64 {
	if i < len(xs) {
		return xs[i]
	}
	return 0
}
