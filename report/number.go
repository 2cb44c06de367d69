package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// How every report writes its numbers. Money keeps three figures, because the fourth is never known of a budget; all
// rounding is to the nearest, so that a figure reads the same in the terminal, in a plot and in a document.

// undefined stands for a number that does not exist (NaN), such as a cost per request without requests.
const undefined = "–"

// A unit is a power of ten that money is counted in.
type unit struct {
	usd    float64 // dollars in one unit
	suffix string  // behind the figure
}

var units = beyondTrillions([]unit{{1, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "B"}, {1e12, "T"}})

// beyondTrillions continues the units where there are no more words, in steps of a thousand: $3.20e15.
func beyondTrillions(units []unit) []unit {
	for exponent := 15; exponent <= 306; exponent += 3 {
		units = append(units, unit{math.Pow10(exponent), fmt.Sprintf("e%d", exponent)})
	}
	return units
}

// tooLong is the amount from which a figure without a unit is written with an exponent: no digit of its cents is known.
const tooLong = 1e15

// Money writes an amount of USD by itself: $0.0012, $13.20, $1,234, $81.3k, $1.27M, $3.20e15; NaN as a dash.
func Money(usd float64) string {
	return scaleOf(usd).Money(usd)
}

// A scale is one unit and one number of decimals, for figures that are read together.
type scale struct {
	unit     unit
	decimals int
}

// scaleOf chooses the scale that shows the amount to three figures. Below $1000 it shows cents, below $10,000 dollars.
func scaleOf(usd float64) scale {
	size := roundTo3(math.Abs(usd))
	switch {
	case math.IsNaN(size) || size == 0:
		return scale{units[0], 0}
	case size < 1:
		return scale{units[0], min(max(2, 1-int(math.Floor(math.Log10(size)))), 12)}
	case size < 1000:
		return scale{units[0], 2}
	case size < 10_000:
		return scale{units[0], 0}
	}
	u := units[1]
	for _, larger := range units[2:] {
		if size >= larger.usd {
			u = larger
		}
	}
	switch in := size / u.usd; {
	case in < 10:
		return scale{u, 2}
	case in < 100:
		return scale{u, 1}
	}
	return scale{u, 0}
}

// Money writes an amount in the scale's unit, or in its own where the scale would leave it fewer than two figures or a
// thousand units: $0.81M beside $1.25M, but $3,200, not $0.00M.
func (s scale) Money(usd float64) string {
	switch in := math.Abs(usd) / s.unit.usd; {
	case math.IsNaN(usd):
		return undefined
	case math.IsInf(usd, 0):
		return sign(usd) + "$∞"
	case usd == 0:
		return "$0"
	case in*math.Pow10(s.decimals) < 9.95, roundTo3(in) >= 1000 && s.unit.usd > 1 && s.unit != units[len(units)-1], s.unit.usd == 1 && s.decimals == 0 && in < 1000:
		s = scaleOf(usd)
	}
	return sign(usd) + "$" + grouped(math.Abs(usd)/s.unit.usd, s.decimals) + s.unit.suffix
}

// signedMoney is Money with a plus in front of what is above 0, for differences.
func signedMoney(usd float64) string {
	if usd > 0 {
		return "+" + Money(usd)
	}
	return Money(usd)
}

// Percent writes a fraction: 0.32 as 32%; below 1% and above 99% with a decimal; NaN as a dash. Only exactly 0 and 1
// are written 0% and 100%: a chance of one in a million is not none.
func Percent(fraction float64) string {
	p := 100 * fraction
	switch {
	case math.IsNaN(p):
		return undefined
	case p == 0:
		return "0%"
	case p > 0 && p < 0.1:
		return "<0.1%"
	case p > 99.9 && p < 100:
		return ">99.9%"
	case p > 0 && p < 0.95, p > 99 && p < 100:
		return strconv.FormatFloat(p, 'f', 1, 64) + "%"
	}
	return grouped(p, 0) + "%"
}

// Count writes a whole number with its thousands apart: 65,536.
func Count(n int) string { return grouped(float64(n), 0) }

// Counted is a count with its noun: 1 month, 60 months.
func Counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Count(n) + " " + noun
}

// grouped writes a number with the given decimals and commas between thousands; a very large one with an exponent. What
// rounds to nothing has no sign.
func grouped(x float64, decimals int) string {
	switch size := math.Abs(x); {
	case math.IsNaN(x):
		return undefined
	case size >= tooLong && !math.IsInf(x, 0):
		return strings.Replace(strconv.FormatFloat(x, 'e', 2, 64), "+", "", 1)
	case size*math.Pow10(decimals) < 0.5:
		x = 0
	}
	return english.Sprint(number.Decimal(x, number.Scale(decimals)))
}

// english groups digits by threes. It is never written to.
var english = message.NewPrinter(language.English)

// roundTo3 rounds to three significant figures, so that $999,960 counts as $1.00M.
func roundTo3(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 2, 64), 64) // a float's own text parses
	return rounded
}

func sign(x float64) string {
	if x < 0 {
		return "-"
	}
	return ""
}

// columnScale chooses one unit and number of decimals for the figures of a table: the smallest unit and the most decimals
// with which no figure takes more than width characters; where none does, the largest unit.
func columnScale(width int, figures []float64) scale {
	for _, u := range units {
		for _, decimals := range []int{2, 1, 0} {
			s := scale{u, decimals}
			if s.fits(width, figures) {
				return s
			}
		}
	}
	return scale{units[len(units)-1], 0}
}

// fits reports whether the scale shows the figures within the width.
func (s scale) fits(width int, figures []float64) bool {
	if s.unit.usd > 1 && s.decimals > 1 {
		return false // cents are for dollars
	}
	for _, x := range figures {
		if len(s.figure(x)) > width && !math.IsNaN(x) {
			return false
		}
	}
	return true
}

// figure writes an amount in the scale's unit without sign of currency or suffix, as in a table whose title names them.
// Less than one unit gets a decimal: only nothing reads 0.
func (s scale) figure(usd float64) string {
	in := usd / s.unit.usd
	switch {
	case usd == 0:
		return "0"
	case s.decimals == 0 && math.Abs(in) < 0.95:
		return grouped(in, 1)
	}
	return grouped(in, s.decimals)
}

// roundMoney writes a round amount without the zeros behind it: $50k, $2.5M.
func roundMoney(usd float64) string {
	s := scaleOf(usd)
	if decimals := decimalsOf(usd / s.unit.usd); s.unit.usd > 1 && decimals < s.decimals {
		s.decimals = decimals
	}
	return s.Money(usd)
}

// name is the unit as a table's title gives it: $, $k, $M.
func (s scale) name() string { return "$" + s.unit.suffix }
