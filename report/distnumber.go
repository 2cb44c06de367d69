package report

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// numerals writes the values of one distribution, whatever their unit: each to some significant figures, and with as many
// as tell the distribution's values apart.
type numerals struct {
	figures int
	spread  float64 // between the values of interest; 0: none
}

// write writes a value: 0.1235, 28.93, 1,235,000, 1.235e+20; NaN as a dash.
func (n numerals) write(x float64) string {
	switch size := math.Abs(x); {
	case math.IsNaN(x):
		return undefined
	case math.IsInf(x, 0):
		return sign(x) + "∞"
	case x == 0:
		return "0"
	case size < 1e-6 || size >= 1e15:
		return strconv.FormatFloat(x, 'g', n.figures+max(n.needed(x)-n.decimals(x), 0), 64)
	}
	decimals := n.needed(x)
	if decimals < 0 { // whole tens or thousands
		unit := math.Pow10(-decimals)
		x, decimals = math.Round(x/unit)*unit, 0
	}
	text := grouped(x, decimals)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// needed is the number of decimals that x is written with.
func (n numerals) needed(x float64) int {
	if !(n.spread > 0) {
		return n.decimals(x)
	}
	const most = 12 // figures beyond those of x: float64s have no more
	return max(n.decimals(x), min(n.decimals(n.spread), n.decimals(x)+most))
}

// decimals is the number of decimals that shows x to so many figures, negative where even whole ones are more.
func (n numerals) decimals(x float64) int {
	return n.figures - 1 - int(math.Floor(math.Log10(math.Abs(x))))
}

// valueTicks marks an axis of plain values at round ones, as many as have room: text is how wide a label is, room how wide
// the axis.
type valueTicks struct {
	room float64
	text func(string) float64
}

// Ticks returns the marks in [low, high].
func (t valueTicks) Ticks(low, high float64) []plot.Tick {
	var ticks []plot.Tick
	for n := 8; n > 0; n-- {
		values, step := roundValues(low, high, n)
		if ticks = labeled(values, step); t.fit(ticks, step/(high-low)) {
			break
		}
	}
	return ticks
}

// fit reports whether the labels stand apart, by a figure's width at least; the part of the axis lies between two marks.
func (t valueTicks) fit(ticks []plot.Tick, part float64) bool {
	for i := 1; i < len(ticks); i++ {
		if (t.text(ticks[i-1].Label)+t.text(ticks[i].Label))/2+1.5*t.text("0") > part*t.room {
			return false
		}
	}
	return true
}

// labeled writes multiples of a step, all in one unit: 0.25, 1,200, 40k, 2.5M.
func labeled(values []float64, step float64) []plot.Tick {
	size := 0.0
	for _, v := range values {
		size = math.Max(size, math.Abs(v))
	}
	u := units[0]
	for _, larger := range units[1:] {
		if size >= 2e4 && size >= larger.usd && decimalsOf(step/larger.usd) <= 2 {
			u = larger
		}
	}
	decimals, figures := decimalsOf(step/u.usd), 2+int(math.Ceil(math.Log10(size/step)))
	if step < 1e-9 { // decimalsOf tells no more than 9
		decimals = figures
	}
	ticks := make([]plot.Tick, len(values))
	for i, v := range values {
		label := grouped(v/u.usd, decimals) + u.suffix
		switch {
		case math.Abs(v) < step/2:
			label = "0"
		case size >= 1e16 || size < 1e-5:
			label = strconv.FormatFloat(v, 'g', figures, 64)
		}
		ticks[i] = plot.Tick{Value: v, Label: label}
	}
	return ticks
}

// unlabeled keeps marks and leaves their labels to a plot below.
type unlabeled struct{ plot.Ticker }

// Ticks returns the marks in [low, high].
func (t unlabeled) Ticks(low, high float64) []plot.Tick {
	ticks := t.Ticker.Ticks(low, high)
	for i := range ticks {
		ticks[i].Label = " "
	}
	return ticks
}

// onPaper marks the axes of pictures: the plot's width less the room for the labels of the other axis.
var onPaper = valueTicks{float64(pageWidth - 2*margin - 34), func(s string) float64 { return float64(tickHand.width(s)) }}
