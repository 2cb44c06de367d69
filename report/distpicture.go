package report

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"finetco/distributions"
)

// NewDistribution draws one cell that CanDraw: where its values lie, with P10, P50, P90 and the mean, and below it the probability of
// at most each value.
func NewDistribution(d distributions.Distribution) Picture {
	const detail = 12 // bins of a point's width
	s := shapeOf(d, detail)
	marks := s.marks()
	return Picture{
		Title:    s.title(),
		Subtitle: s.subtitle(),
		Note:     s.note(),
		head:     calloutHeight,
		plots: func() []*plot.Plot {
			above, below := newPlot(), newPlot()
			above.X.Min, above.X.Max, above.Y.Min, above.Y.Max = s.low, s.high, 0, s.top
			above.X.Tick.Marker, above.Y.Tick.Marker = unlabeled{onPaper}, shareTicks{4}
			above.Add(gridLines{}, densityArea{s}, spikes{s, marks})
			below.X.Min, below.X.Max, below.Y.Min, below.Y.Max = s.low, s.high, 0, 1
			below.X.Tick.Marker, below.Y.Tick.Marker = onPaper, shareTicks{5}
			below.Add(gridLines{}, drops{marks}, curveLine{s.cumulative(), draw.LineStyle{Color: blue, Width: 2}}, dots{marks})
			return []*plot.Plot{above, below}
		},
		cover: func(page, data draw.Canvas, p *plot.Plot) { callouts(page, data, p, marks) },
	}
}

// title says in what range the values lie.
func (s shape) title() string {
	name := lettering(shorten(s.d.String(), 60))
	n := s.numerals(3)
	low, high := s.d.Quantile(0.05), s.d.Quantile(0.95)
	switch {
	case s.certain():
		return name + ": no other value is possible"
	case s.alike(low, high):
		return fmt.Sprintf("%s: %s of outcomes are %s", name, Percent(s.massOn(low)), n.write(low))
	}
	share := Percent(s.within(low-s.near(low), high+s.near(high))) + " of"
	if share == "100% of" {
		share = "all"
	}
	return fmt.Sprintf("%s: %s outcomes lie between %s and %s", name, share, n.write(low), n.write(high))
}

// massOn is the probability of a value.
func (s shape) massOn(x float64) float64 { return s.within(x-s.near(x), x+s.near(x)) }

// certain reports whether the whole probability lies on one value.
func (s shape) certain() bool {
	return len(s.bins) == 0 && len(s.atoms) == 1 && s.atoms[0].probability == 1
}

func (s shape) subtitle() string {
	step := numerals{figures: 3}.write(s.step)
	switch {
	case len(s.bins) == 0:
		return "Above: the probability of each value. Below: the probability of at most so much"
	case len(s.atoms) > 0:
		return "Above: the probability per step of " + step + ", and of single values (orange). Below: of at most so much"
	}
	return "Above: the probability per step of " + step + ". Below: the probability of at most so much"
}

// note says what the picture leaves out.
func (s shape) note() string {
	n := s.numerals(3)
	const least = 1e-9 // less is rounding
	var left, notes []string
	if s.below > least {
		left = append(left, Percent(s.below)+" below "+n.write(s.low))
	}
	if s.above > least {
		left = append(left, Percent(s.above)+" above "+n.write(s.high))
	}
	if left != nil {
		notes = append(notes, "Not shown: "+strings.Join(left, "; ")+".")
	}
	if s.cut {
		notes = append(notes, "What reaches the upper edge goes on beyond it.")
	}
	return strings.Join(notes, " ")
}

// numerals writes the distribution's values with so many figures.
func (s shape) numerals(figures int) numerals {
	return numerals{figures, s.d.Quantile(0.95) - s.d.Quantile(0.05)}
}

// marks are P10, P50, P90 and the mean in rising order; those that coincide are one.
func (s shape) marks() []mark {
	n := s.numerals(3)
	if s.certain() {
		x := s.atoms[0].x
		return []mark{{usd: x, name: "every outcome", value: n.write(x), share: 1}}
	}
	mean := s.d.Mean()
	marks := []mark{{usd: mean, name: "mean", value: n.write(mean), share: math.NaN(), point: true}}
	for _, level := range []int{10, 50, 90} {
		x := s.d.Quantile(float64(level) / 100)
		marks = append(marks, mark{usd: x, name: levelName(level), value: n.write(x), share: float64(level) / 100})
	}
	marks = slices.DeleteFunc(marks, func(m mark) bool { return !finite(m.usd) })
	slices.SortStableFunc(marks, func(a, b mark) int { return cmpFloat(a.usd, b.usd) })
	merged := marks[:0]
	for _, m := range marks {
		if k := len(merged) - 1; k >= 0 && s.alike(merged[k].usd, m.usd) {
			merged[k].name += " = " + m.name
			if merged[k].point = merged[k].point && m.point; !m.point {
				merged[k].share = m.share
			}
			continue
		}
		merged = append(merged, m)
	}
	return merged
}

// cumulative is the probability of at most each value, upright where an atom is.
func (s shape) cumulative() curve {
	var c curve
	add := func(x, at float64) { c.usd, c.share = append(c.usd, x), append(c.share, s.d.CDF(at)) }
	const points = 480
	atoms := s.atoms
	for i := range points + 1 {
		x := s.low + (s.high-s.low)*(float64(i)/points)
		for len(atoms) > 0 && atoms[0].x <= x {
			a := atoms[0].x
			add(a, a-2*s.near(a))
			add(a, a+2*s.near(a))
			atoms = atoms[1:]
		}
		add(x, x)
	}
	return c
}

// densityArea draws the bins as one filled outline.
type densityArea struct{ shape }

// Plot implements plot.Plotter.
func (a densityArea) Plot(c draw.Canvas, p *plot.Plot) {
	if len(a.bins) == 0 {
		return
	}
	x, y := p.Transforms(&c)
	var outline []vg.Point
	for _, b := range a.bins {
		height := y(math.Min(b.height, a.top))
		outline = append(outline, vg.Point{X: x(b.from), Y: height}, vg.Point{X: x(b.to), Y: height})
	}
	area := append([]vg.Point{{X: outline[0].X, Y: c.Min.Y}}, outline...)
	c.FillPolygon(paleBlue, append(area, vg.Point{X: outline[len(outline)-1].X, Y: c.Min.Y}))
	c.StrokeLines(draw.LineStyle{Color: blue, Width: 1.4}, outline)
}

// spikes draws the atoms: bars where nothing else is drawn, else spikes, the probable ones named where there is room.
type spikes struct {
	shape
	marks []mark
}

// Plot implements plot.Plotter.
func (s spikes) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	width, paint := vg.Length(3.6), color.Color(orange)
	if len(s.bins) == 0 {
		width, paint = s.barWidth(x), skyBlue
	}
	for _, a := range s.atoms {
		top := max(y(math.Min(a.probability, s.top)), c.Min.Y+0.5)
		fill(c, paint, x(a.x)-width/2, c.Min.Y, x(a.x)+width/2, top)
	}
	s.label(c, p, width)
}

// barWidth leaves a gap between neighboring bars.
func (s spikes) barWidth(x func(float64) vg.Length) vg.Length {
	width := vg.Length(28)
	for i := 1; i < len(s.atoms); i++ {
		width = min(width, 0.8*(x(s.atoms[i].x)-x(s.atoms[i-1].x)))
	}
	return max(width, 1)
}

// label names the probabilities beside the tops of the bars, the highest first, where no other bar, label or mark's line
// is in the way.
func (s spikes) label(c draw.Canvas, p *plot.Plot, width vg.Length) {
	x, y := p.Transforms(&c)
	var taken []vg.Rectangle
	for _, a := range s.atoms {
		taken = append(taken, box(x(a.x)-width/2, c.Min.Y, x(a.x)+width/2, y(math.Min(a.probability, s.top))))
	}
	for _, m := range s.marks {
		taken = append(taken, box(x(m.usd)-1, c.Min.Y, x(m.usd)+1, c.Max.Y))
	}
	for _, a := range s.named() {
		text := Percent(a.probability)
		w, h := labelHand.width(text), labelHand.lineHeight()
		top := y(math.Min(a.probability, s.top))
		for _, at := range []vg.Point{
			{X: x(a.x) - w/2, Y: top + 2}, // above
			{X: x(a.x) + width/2 + 4, Y: top - h},
			{X: x(a.x) - width/2 - 4 - w, Y: top - h},
		} {
			place := box(at.X, at.Y, at.X+w, at.Y+h)
			const gap = 4
			wide := box(at.X-gap, at.Y, at.X+w+gap, at.Y+h)
			if place.Min.X < c.Min.X || place.Max.X > c.Max.X || place.Min.Y < c.Min.Y || place.Max.Y > c.Max.Y ||
				slices.ContainsFunc(taken, func(r vg.Rectangle) bool { return overlap(r, wide) }) {
				continue
			}
			taken = append(taken, place)
			fill(c, color.White, place.Min.X-1, place.Min.Y, place.Max.X+1, place.Max.Y-1)
			labelHand.write(c, at.X, at.Y+2.5, 0, text)
			break
		}
	}
}

// named are the atoms that are labeled, the most probable first.
func (s shape) named() []atom {
	if len(s.atoms) > mostNamed {
		return nil
	}
	ranked := slices.Clone(s.atoms)
	slices.SortStableFunc(ranked, func(a, b atom) int { return cmpFloat(b.probability, a.probability) })
	return ranked
}

func box(x0, y0, x1, y1 vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: x0, Y: y0}, Max: vg.Point{X: x1, Y: y1}}
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

// drops lead from the upper plot's marks and from the y axis to the marks on a curve.
type drops struct{ marks []mark }

// Plot implements plot.Plotter.
func (l drops) Plot(c draw.Canvas, p *plot.Plot) {
	dotted := draw.LineStyle{Color: gray, Width: 0.6, Dashes: []vg.Length{2, 2}}
	onCurve(c, p, l.marks, func(at vg.Point) {
		c.StrokeLine2(dotted, at.X, c.Max.Y, at.X, at.Y)
		c.StrokeLine2(dotted, c.Min.X, at.Y, at.X, at.Y)
	})
}

// dots are the marks on a curve.
type dots struct{ marks []mark }

// Plot implements plot.Plotter.
func (d dots) Plot(c draw.Canvas, p *plot.Plot) {
	onCurve(c, p, d.marks, func(at vg.Point) { disk(c, at, 3.4, ink) })
}

func onCurve(c draw.Canvas, p *plot.Plot, marks []mark, do func(vg.Point)) {
	x, y := p.Transforms(&c)
	for _, m := range marks {
		if p.X.Min <= m.usd && m.usd <= p.X.Max && !math.IsNaN(m.share) {
			do(vg.Point{X: x(m.usd), Y: y(m.share)})
		}
	}
}
