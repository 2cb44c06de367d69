package report

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"finetco/sim"
)

// NewHistogram draws how often a lifetime costs how much, with P50, P80, P90 and the point estimate.
func NewHistogram(result *sim.ScenarioResult) Picture {
	s := viewOf(result)
	bins := binsOf(s.Histogram, s.total)
	marks := marksOf(s)
	p80 := s.total.at(80)
	subtitle := "Share of " + lifetimes(s.Trials) + " by total cost over " + months(s.HorizonMonths) + ", nominal USD"
	if s.certain() {
		p80 = math.Inf(1) // there is no dearest fifth
	} else if p80 < bins.high() {
		subtitle = "Share of " + lifetimes(s.Trials) + " in steps of " + roundMoney(bins.width) + "; total over " + months(s.HorizonMonths) + ", nominal USD; orange: dearest fifth"
	}
	return Picture{
		Title:    histogramTitle(s),
		Subtitle: subtitle,
		Note:     bins.note(s),
		head:     calloutHeight,
		plots: func() []*plot.Plot {
			p := newPlot()
			p.X.Min, p.X.Max = bins.axis(marks)
			p.Y.Min, p.Y.Max = 0, 1.04*bins.highest()
			p.X.Tick.Marker, p.Y.Tick.Marker = moneyTicks{8, s.scale.unit}, shareTicks{5}
			p.Add(gridLines{}, bars{bins, p80})
			return []*plot.Plot{p}
		},
		cover: func(page, data draw.Canvas, p *plot.Plot) { callouts(page, data, p, marks) },
	}
}

func histogramTitle(s scenarioView) string {
	name := shorten(s.name, 48)
	switch {
	case math.IsNaN(s.total.at(80)):
		return name + ": no cost is known"
	case s.Trials == 1:
		return name + ": the one simulated lifetime costs " + s.money(s.total.Mean)
	case s.certain():
		return name + ": every lifetime costs " + s.money(s.total.Mean)
	}
	return name + ": 80% of lifetimes cost less than " + s.money(s.total.at(80))
}

// bins are the part of a histogram that is drawn.
type bins struct {
	low, width float64
	shares     []float64 // of all lifetimes
	below      float64   // shares left out on either side
	above      float64
}

const (
	mostBins = 80   // more are merged: thinner bars than 6 points read as noise
	mostCut  = 0.01 // share of lifetimes that may be left out on the right to show the rest at a sensible size
)

// binsOf prepares a histogram for drawing: it leaves out a long thin tail, merges bins that are too fine, and gives a
// histogram without width, as of a certain cost, one bin around it.
func binsOf(h sim.Histogram, total metricView) bins {
	n := h.Below + h.Above
	for _, count := range h.Counts {
		n += count
	}
	if n == 0 {
		return bins{0, 1, []float64{0}, 0, 0}
	}
	width := (h.High - h.Low) / float64(len(h.Counts))
	if !(width > 1e-9*math.Max(math.Abs(h.Low), math.Abs(h.High))) || math.IsInf(width, 0) {
		center := total.Mean
		if math.IsNaN(center) || math.IsInf(center, 0) {
			return bins{0, 1, []float64{0}, 0, 0}
		}
		return bins{center - around(center)/4, around(center) / 2, []float64{1}, 0, 0}
	}

	counts, above := h.Counts, h.Above
	last, cut := len(counts), above
	for last > 1 && float64(cut+counts[last-1]) <= mostCut*float64(n) {
		last--
		cut += counts[last]
	}
	if float64(last) < 0.8*float64(len(counts)) { // else the tail is short enough to be shown
		counts, above = counts[:last], cut
	}
	merge := (len(counts) + mostBins - 1) / mostBins
	b := bins{low: h.Low, width: width * float64(merge), below: float64(h.Below) / float64(n), above: float64(above) / float64(n)}
	for i := 0; i < len(counts); i += merge {
		share := 0.0
		for _, count := range counts[i:min(i+merge, len(counts))] {
			share += float64(count) / float64(n)
		}
		b.shares = append(b.shares, share)
	}
	return b
}

func (b bins) high() float64 { return b.low + b.width*float64(len(b.shares)) }

func (b bins) highest() float64 {
	highest := 0.0
	for _, share := range b.shares {
		highest = math.Max(highest, share)
	}
	if highest == 0 {
		return 1
	}
	return highest
}

// axis is the range of money to draw: the bins, and the marks that lie near them.
func (b bins) axis(marks []mark) (low, high float64) {
	low, high = b.low, b.high()
	reach := 0.35 * (high - low)
	if len(b.shares) == 1 {
		reach = 40 * (high - low)
		low, high = low-2*b.width, high+2*b.width
	}
	return axisWith(low, high, reach, marks)
}

// note says what the picture leaves out.
func (b bins) note(s scenarioView) string {
	var cut []string
	if b.below > 0 {
		cut = append(cut, tailNote(s, b.below, "below", b.low, "down to", s.total.Min))
	}
	if b.above > 0 {
		cut = append(cut, tailNote(s, b.above, "above", b.high(), "up to", s.total.Max))
	}
	if cut == nil {
		return ""
	}
	return "Not shown: " + strings.Join(cut, "; ") + "."
}

// tailNote names a part of the lifetimes and its ends: "1% of lifetimes above $2.62M, up to $7.36M".
func tailNote(s scenarioView, share float64, side string, edge float64, reach string, end float64) string {
	note := fmt.Sprintf("%s of lifetimes %s %s", Percent(share), side, s.money(edge))
	if s.money(edge) != s.money(end) {
		note += ", " + reach + " " + s.money(end)
	}
	return note
}

// bars draws the bins; those of the dearest fifth, right of P80, are orange.
type bars struct {
	bins
	p80 float64
}

// Plot implements plot.Plotter.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	gap := vg.Length(0.8) // between bars
	if x(b.low+b.width)-x(b.low) < 3 {
		gap = 0
	}
	for i, share := range b.shares {
		if share == 0 {
			continue
		}
		from, to := b.low+float64(i)*b.width, b.low+float64(i+1)*b.width
		split := math.Min(math.Max(b.p80, from), to)
		if math.IsNaN(split) {
			split = to
		}
		top := max(y(share), c.Min.Y+0.5) // a bar of one lifetime still shows
		end := x(to) - gap
		fill(c, skyBlue, x(from), c.Min.Y, min(x(split), end), top)
		fill(c, orange, x(split), c.Min.Y, end, top)
	}
}

// fill paints a rectangle; one without extent is left out.
func fill(c draw.Canvas, paint color.Color, x0, y0, x1, y1 vg.Length) {
	if x1 <= x0 || y1 <= y0 {
		return
	}
	c.FillPolygon(paint, []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}})
}

// gridLines draws pale lines across the plot at the marks of the y axis.
type gridLines struct{}

// Plot implements plot.Plotter.
func (gridLines) Plot(c draw.Canvas, p *plot.Plot) {
	_, y := p.Transforms(&c)
	for _, tick := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		if tick.Value > p.Y.Min && !tick.IsMinor() {
			c.StrokeLine2(draw.LineStyle{Color: paleGray, Width: 0.75}, c.Min.X, y(tick.Value), c.Max.X, y(tick.Value))
		}
	}
}

func lifetimes(n int) string {
	if n == 1 {
		return "one simulated lifetime"
	}
	return Counted(n, "simulated lifetime")
}

func months(n int) string { return Counted(n, "month") }
