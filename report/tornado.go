package report

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"finetco/sim"
)

// NewTornado draws what the total depends on most: the mean total in each driver's lowest and highest tenth.
func NewTornado(result *sim.ScenarioResult) Picture {
	const shown = 10
	s := viewOf(result)
	t := tornado{scenarioView: s, mean: s.total.Mean}
	for _, d := range s.Drivers {
		if finite(d.LowUSD, d.HighUSD) && len(t.drivers) < shown {
			t.drivers = append(t.drivers, d)
		}
	}
	if !finite(t.mean) {
		t.drivers, t.mean = nil, 0 // bars around nothing
	}
	note := "Shares of correlated drivers overlap: the bars do not add up."
	if n := len(s.Drivers) - len(t.drivers); n > 0 {
		note += " Not shown: " + Counted(n, "further driver") + "."
	}
	return Picture{
		Title:    tornadoTitle(s, t.drivers),
		Subtitle: "Mean total in a driver's lowest tenth (blue) and highest tenth (orange); for a risk without and with it",
		Note:     note,
		head:     10, // the mean's label
		plots:    t.plots,
	}
}

func tornadoTitle(s scenarioView, drivers []sim.Driver) string {
	name := shorten(s.name, 40)
	if len(drivers) == 0 {
		return name + ": nothing drives the total"
	}
	swing := func(d sim.Driver) float64 { return math.Abs(d.HighUSD - d.LowUSD) }
	widest := slices.MaxFunc(drivers, func(a, b sim.Driver) int { return cmpFloat(swing(a), swing(b)) })
	driver := shorten(clean(widest.Name), 40)
	return name + ": " + driver + " moves the mean cost most, by " + s.money(swing(widest))
}

// A tornado draws bars around the mean, the most important driver on top.
type tornado struct {
	scenarioView
	drivers []sim.Driver
	mean    float64
}

func (t tornado) plots() []*plot.Plot {
	low, high := t.mean, t.mean
	ticks := make([]plot.Tick, len(t.drivers))
	for i, d := range t.drivers {
		low, high = min(low, d.LowUSD, d.HighUSD), max(high, d.LowUSD, d.HighUSD)
		name := lettering(d.Name)
		if d.Kind != "input" {
			name = clean(d.Kind) + ": " + name
		}
		ticks[i] = plot.Tick{Value: float64(-i), Label: tickHand.spaced(tickHand.fit(name, 170))}
	}
	if !finite(low, high) {
		low, high = 0, 1
	}
	room := 0.24 * (high - low) // for the amounts at the bars' ends
	if same(low, high) {
		room = around(high)
	}
	p := newPlot()
	p.X.Min, p.X.Max = low-room, high+room
	p.Y.Min, p.Y.Max = 0.4-float64(max(len(t.drivers), 1)), 0.6
	p.X.Tick.Marker, p.Y.Tick.Marker = moneyTicks{6, t.scale.unit}, plot.ConstantTicks(ticks)
	p.Y.Tick.Label.Color = ink
	p.Add(t)
	return []*plot.Plot{p}
}

// Plot implements plot.Plotter.
func (t tornado) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for i, d := range t.drivers {
		middle := y(float64(-i))
		half := min(0.36*(y(1)-y(0)), 9)
		bar := func(paint color.Color, usd float64) {
			fill(c, paint, x(min(t.mean, usd)), middle-half, x(max(t.mean, usd)), middle+half)
		}
		if math.Abs(d.LowUSD-t.mean) > math.Abs(d.HighUSD-t.mean) { // where both lie on one side, the shorter one in front
			bar(skyBlue, d.LowUSD)
			bar(orange, d.HighUSD)
		} else {
			bar(orange, d.HighUSD)
			bar(skyBlue, d.LowUSD)
		}

		left, right := min(d.LowUSD, d.HighUSD), max(d.LowUSD, d.HighUSD)
		baseline := middle - 0.35*labelHand.face.Font.Size
		labelHand.write(c, min(x(left), x(t.mean))-4, baseline, 1, t.money(left))
		labelHand.write(c, max(x(right), x(t.mean))+4, baseline, 0, t.money(right))
	}
	c.StrokeLine2(draw.LineStyle{Color: ink, Width: 1}, x(t.mean), c.Min.Y, x(t.mean), c.Max.Y)
	strongHand.write(c, x(t.mean), c.Max.Y+2, 0.5, "mean "+t.money(t.mean))
}

// finite reports whether all numbers can be drawn.
func finite(xs ...float64) bool {
	for _, x := range xs {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}

// A legend names colors, one below the other, from the top left corner at.
type legend []struct {
	name, value string
	line        draw.LineStyle
}

// legendWidth is the room that a legend needs, with its distance from the plot.
const legendWidth = vg.Length(138)

// draw writes the legend with swatches of 10 points: lines where they have a width, else squares.
func (l legend) draw(c draw.Canvas, at vg.Point) {
	y := at.Y - 10
	for _, entry := range l {
		if entry.line.Width > 0 {
			c.StrokeLine2(entry.line, at.X, y+3, at.X+14, y+3)
		} else {
			fill(c, entry.line.Color, at.X+2, y-1, at.X+12, y+8)
		}
		labelHand.write(c, at.X+20, y, 0, labelHand.fit(entry.name, legendWidth-42))
		y -= labelHand.lineHeight()
		if entry.value != "" {
			tickHand.write(c, at.X+20, y, 0, tickHand.fit(entry.value, legendWidth-42))
			y -= labelHand.lineHeight()
		}
		y -= 3
	}
}
