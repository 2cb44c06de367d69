package report

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"finetco/sim"
)

// NewComparison draws the S-curves of several scenarios on one axis: the further left, the cheaper. Of more than seven
// it draws those with the lowest P80.
func NewComparison(results []*sim.ScenarioResult) Picture {
	views := make([]scenarioView, 0, len(results))
	for _, r := range results {
		if v := viewOf(r); finite(v.total.at(80), v.total.at(95)) && len(curveOf(v).usd) > 0 {
			views = append(views, v)
		}
	}
	slices.SortStableFunc(views, func(a, b scenarioView) int { return cmpFloat(a.total.at(80), b.total.at(80)) })
	var notes []string
	if n := len(views) - len(series); n > 0 {
		views = views[:len(series)]
		notes = append(notes, "Not shown: "+Counted(n, "scenario")+" with a higher P80.")
	}
	low, high, last := 0.0, 0.0, 0.0
	for i, v := range views {
		c := curveOf(v)
		end := c.usd[len(c.usd)-1]
		near := min(end, v.total.at(95)+0.15*math.Abs(v.total.at(95))) // a thin tail may leave the page
		if i == 0 {
			low, high, last = c.usd[0], near, end
		}
		low, high, last = min(low, c.usd[0]), max(high, near), max(last, end)
	}
	if last > high && len(views) > 0 {
		notes = append(notes, "Not shown: what lies above "+scaleOf(high).Money(high)+", at most 5% of a scenario's lifetimes.")
	}
	if same(low, high) {
		low, high = low-around(low), high+around(high)
	}
	low, high = axisWith(low, high, 0, nil)
	unit := scaleOf(high).unit
	return Picture{
		Title:    comparisonTitle(views),
		Subtitle: "Share of simulated lifetimes that cost at most so much, nominal USD",
		Note:     strings.Join(notes, " "),
		side:     legendWidth,
		plots: func() []*plot.Plot {
			p := newPlot()
			p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = low, high, 0, 1
			p.X.Tick.Marker, p.Y.Tick.Marker = moneyTicks{6, unit}, shareTicks{6}
			p.Add(gridLines{})
			for i, v := range views {
				p.Add(curveLine{curveOf(v), seriesLine(i)})
			}
			return []*plot.Plot{p}
		},
		cover: func(page, data draw.Canvas, _ *plot.Plot) {
			var l legend
			for i, v := range views {
				l = append(l, legend{{lettering(v.name), "P80 " + v.money(v.total.at(80)), seriesLine(i)}}...)
			}
			l.draw(page, vg.Point{X: data.Max.X + 16, Y: data.Max.Y})
		},
	}
}

func comparisonTitle(views []scenarioView) string {
	if len(views) == 0 {
		return "No scenario's cost is known"
	}
	first, last := views[0], views[len(views)-1]
	name := shorten(first.name, 32)
	if len(views) == 1 || same(first.total.at(80), last.total.at(80)) {
		return name + ": 80% of lifetimes cost less than " + first.money(first.total.at(80))
	}
	dearest := shorten(last.name, 32)
	return name + " is cheapest at 80% odds, " + first.money(first.total.at(80)) + "; " + dearest + " takes " + last.money(last.total.at(80))
}

// seriesLine is the line of the i-th of several curves: told apart by dashes too, for print without color.
func seriesLine(i int) draw.LineStyle {
	dashes := [][]vg.Length{nil, {6, 2}, {2, 2}, {8, 2, 2, 2}, {12, 3}, {4, 1.5, 1, 1.5}, {1, 1.5}}
	return draw.LineStyle{Color: series[i%len(series)], Width: 2, Dashes: dashes[i%len(dashes)]}
}
