package report

import (
	"image/color"
	"math"
	"strings"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The visual language of all pictures: paper, colors, type, axes. A new picture takes its looks from here and brings
// only its data.

// The paper is 7.5 by 4.2 inches, the text width of a letter or A4 page: at print size the type is what it says.
const (
	pageWidth  = 540 * vg.Length(1)
	pageHeight = 303.75 * vg.Length(1)
	margin     = 14 * vg.Length(1)
)

// Colors that readers with any kind of color vision tell apart (Okabe & Ito 2008), on white, with grays for what is not data.
var (
	blue      = color.NRGBA{0x00, 0x72, 0xB2, 0xFF}
	skyBlue   = color.NRGBA{0x56, 0xB4, 0xE9, 0xFF}
	orange    = color.NRGBA{0xE6, 0x9F, 0x00, 0xFF}
	vermilion = color.NRGBA{0xD5, 0x5E, 0x00, 0xFF}
	green     = color.NRGBA{0x00, 0x9E, 0x73, 0xFF}
	yellow    = color.NRGBA{0xF0, 0xE4, 0x42, 0xFF}
	purple    = color.NRGBA{0xCC, 0x79, 0xA7, 0xFF}
	ink       = color.NRGBA{0x22, 0x22, 0x22, 0xFF}
	gray      = color.NRGBA{0x66, 0x66, 0x66, 0xFF}
	paleGray  = color.NRGBA{0xE3, 0xE3, 0xE3, 0xFF}
	paleBlue  = color.NRGBA{0xC4, 0xE3, 0xF7, 0xFF} // sky blue on paper
)

// series are the colors of things of equal rank, in the order they are handed out.
var series = []color.NRGBA{blue, orange, green, purple, skyBlue, vermilion, yellow}

// A hand writes text in one size, weight and color.
type hand struct {
	face  font.Face
	color color.Color
}

var (
	titleHand    = newHand(13.5, xfont.WeightBold, ink)
	subtitleHand = newHand(10, xfont.WeightNormal, gray)
	labelHand    = newHand(9.5, xfont.WeightNormal, ink)
	strongHand   = newHand(9.5, xfont.WeightBold, ink)
	pointHand    = newHand(9.5, xfont.WeightBold, vermilion)
	tickHand     = newHand(9.5, xfont.WeightNormal, gray)
	noteHand     = newHand(8.5, xfont.WeightNormal, gray)
)

func newHand(size vg.Length, weight xfont.Weight, c color.Color) hand {
	f := font.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight}
	return hand{font.DefaultCache.Lookup(f, size), c}
}

// lineHeight is the distance between the baselines of two lines.
func (h hand) lineHeight() vg.Length { return h.face.Font.Size * 1.22 }

// width is how wide a line is, whatever font shows what Liberation Sans lacks.
func (h hand) width(s string) vg.Length {
	known, wide := split(s)
	return h.face.Width(known) + vg.Length(wide)*h.face.Font.Size/2
}

// write puts one line with its baseline at y. Of its width the share align lies left of x: 0 begins there, 0.5 is
// centered, 1 ends there.
func (h hand) write(c draw.Canvas, x, y vg.Length, align float64, s string) {
	if s == "" {
		return
	}
	c.SetColor(h.color)
	c.FillString(h.face, vg.Point{X: x - vg.Length(align)*h.width(s), Y: y}, s)
}

// wrap breaks a text at spaces into lines of at most the width; the last of maxLines ends in an ellipsis if there is more.
func (h hand) wrap(s string, width vg.Length, maxLines int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		longer := strings.TrimLeft(line+" "+word, " ")
		if line == "" || h.width(longer) <= width {
			line = longer
			continue
		}
		lines, line = append(lines, line), word
	}
	if line != "" {
		lines = append(lines, line)
	}
	if len(lines) > maxLines {
		lines[maxLines-1] += " …"
		lines = lines[:maxLines]
	}
	for i, line := range lines {
		lines[i] = h.fit(line, width)
	}
	return lines
}

// fit shortens a line that is wider than the width and ends it with an ellipsis.
func (h hand) fit(s string, width vg.Length) string {
	if h.width(s) <= width {
		return s
	}
	runes := []rune(s)
	low, high := 0, len(runes) // the longest beginning that fits, by bisection
	for low < high {
		mid := (low + high + 1) / 2
		if h.width(string(runes[:mid])+"…") <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ") + "…"
}

// newPlot returns an empty plot in the house style: no frame, a dark baseline, pale horizontal grid lines.
func newPlot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil // the picture paints the paper
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Padding = 0
		axis.Color = gray
		axis.Tick.Color = gray
		axis.Tick.Label.Font = tickHand.face.Font
		axis.Tick.Label.Color = gray
		axis.Label.TextStyle.Font = subtitleHand.face.Font
		axis.Label.TextStyle.Color = gray
		axis.Label.Padding = 3
		axis.Tick.Length = 4
	}
	p.Y.Width, p.Y.Tick.Width = 0, 0
	return p
}

// moneyTicks marks an axis of USD at round amounts, all in one unit: $0, $0.5M, $1.0M.
type moneyTicks struct {
	atMost int  // marks
	unit   unit // as the labels in the picture have it
}

// Ticks returns the marks in [low, high].
func (t moneyTicks) Ticks(low, high float64) []plot.Tick {
	values, step := roundValues(low, high, t.atMost)
	u := t.unit
	if size := math.Max(math.Abs(low), math.Abs(high)); size >= 2000*u.usd {
		u = scaleOf(size).unit // $3M rather than $3,000k
	}
	decimals := decimalsOf(step / u.usd)
	if u.usd == 1 && decimals == 1 {
		decimals = 2 // cents come in pairs
	}
	ticks := make([]plot.Tick, len(values))
	for i, v := range values {
		label := "$0"
		if v != 0 {
			label = sign(v) + "$" + grouped(math.Abs(v)/u.usd, decimals) + u.suffix
		}
		ticks[i] = plot.Tick{Value: v, Label: label}
	}
	return ticks
}

// shareTicks marks an axis of fractions in percent.
type shareTicks struct{ atMost int }

// Ticks returns the marks in [low, high].
func (t shareTicks) Ticks(low, high float64) []plot.Tick {
	values, step := roundValues(low, high, t.atMost)
	ticks := make([]plot.Tick, len(values))
	for i, v := range values {
		ticks[i] = plot.Tick{Value: v, Label: grouped(100*v, decimalsOf(100*step)) + "%"}
	}
	return ticks
}

// roundValues returns at most n multiples of a round step (1, 2, 2.5 or 5 times a power of ten) within [low, high].
func roundValues(low, high float64, n int) (values []float64, step float64) {
	if !(high > low) || math.IsInf(high-low, 0) {
		return nil, 1
	}
	power := math.Pow(10, math.Floor(math.Log10((high-low)/float64(n)))) // Log10 of a subnormal range is still finite
	for _, factor := range []float64{1, 2, 2.5, 5, 10} {
		step = factor * power
		if math.Floor(high/step+1e-9)-math.Ceil(low/step-1e-9) < float64(n) {
			break
		}
	}
	first, last := math.Ceil(low/step-1e-9), math.Floor(high/step+1e-9)
	for k := first; k <= last && len(values) < n; k++ {
		values = append(values, k*step)
	}
	return values, step
}

// decimalsOf is the number of decimals that shows every multiple of a round step, at most 9.
func decimalsOf(step float64) int {
	for decimals := range 9 {
		scaled := step * math.Pow(10, float64(decimals))
		if math.Abs(scaled-math.Round(scaled)) < 1e-6*scaled && scaled > 0.5 {
			return decimals
		}
	}
	return 9
}
