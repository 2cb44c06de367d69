package distributions

import (
	"fmt"
	"math"
)

// Experts are asked for percentiles rather than for bounds, because the bounds they give are rarely the true ones. A
// triangular or PERT distribution with a known mode has two unknown bounds, which two percentiles determine. On the
// standard range [0, 1] its shape depends only on m, where the mode lies. With Q₁(m), Q₂(m) its two quantiles,
//
//	x₁ − mode = (Q₁(m) − m)·width,  x₂ − mode = (Q₂(m) − m)·width,
//
// which leaves one equation in m, (Q₁ − m)·(x₂ − mode) = (Q₂ − m)·(x₁ − mode), from which the width has dropped out.

// A standardQuantile is the quantile function on [0, 1] of the family's member with its mode at m.
type standardQuantile func(m, p float64) float64

// fitMode returns the bounds that give two percentiles around, above or below a mode. Where none exist the flaw names
// the percentile that cannot be met and the nearest value that can.
func fitMode(stated []quantileAt, mode float64, quantile standardQuantile) (least, most float64, wrong *flaw) {
	low, high, wrong := ascending(stated)
	if wrong != nil {
		return 0, 0, wrong
	}
	d1, d2 := low.x-mode, high.x-mode
	m, culprit, limit, bound := 0.0, low, 0.0, "most"
	if d2 >= 0 {
		m, limit = modePlace(d1, low.p, d2, high.p, quantile)
		limit += mode
	} else {
		mirrored := func(m, p float64) float64 { return 1 - quantile(1-m, 1-p) }
		m, limit = modePlace(-d2, 1-high.p, -d1, 1-low.p, mirrored)
		m, limit = 1-m, mode-limit
		culprit, bound = high, "least"
	}
	if math.IsNaN(m) {
		other := low
		if culprit == low {
			other = high
		}
		return 0, 0, wrongValue(culprit.name, fmt.Sprintf("%s cannot be met: with the mode at %s and %s at %s it is at %s %.6g",
			culprit.name, formatNumber(mode), other.name, formatNumber(other.x), bound, limit), inward(limit, mode))
	}
	width := (high.x - low.x) / (quantile(m, high.p) - quantile(m, low.p))
	least, most = mode-m*width, mode+(1-m)*width
	if math.IsInf(width, 0) || math.IsInf(least, 0) || math.IsInf(most, 0) || !(least < most) {
		return 0, 0, &flaw{message: "numbers this far out cannot be held"}
	}
	return least, most, nil
}

// inward prints a limit to five digits, on the feasible side: nearer to the mode.
func inward(limit, mode float64) string {
	d := limit - mode
	unit := math.Pow(10, math.Floor(math.Log10(math.Abs(d)))-4)
	x := mode + math.Trunc(d/unit)*unit
	return fmt.Sprintf("%.10g", x)
}

// modePlace solves for m, given the percentiles' distances from the mode, d1 < d2 and d2 ≥ 0. With d1 ≤ 0 there is
// always a solution. With both above the mode, the lower one can at most be at the largest share (Q₁ − m)/(Q₂ − m) of the
// higher one; beyond, m is NaN and limit the largest feasible d1. A triangle has it where the mode is the minimum, and so
// does a PERT unless both percentiles are high: its share first rises with m, and the fall behind the peak is taken.
func modePlace(d1, p1, d2, p2 float64, quantile standardQuantile) (m, limit float64) {
	excess := func(m float64) float64 { return (quantile(m, p1)-m)*d2 - (quantile(m, p2)-m)*d1 }
	first, last := 0.0, 1.0
	if d1 > 0 {
		share := func(m float64) float64 { return (quantile(m, p1) - m) / (quantile(m, p2) - m) }
		last = crossing(0, 1, func(m float64) float64 { return quantile(m, p1) - m }) // beyond, Q₁ lies below the mode
		if limit = d2 * share(0); d1 > limit {
			if m := peak(0, last, share); share(m) > share(0) {
				first, limit = m, d2*share(m)
			}
		}
		if d1 > limit {
			return math.NaN(), limit
		}
	}
	return crossing(first, last, excess), limit
}

// peak finds the maximum of a function that rises, then falls, by golden sections.
func peak(low, high float64, g func(float64) float64) float64 {
	const golden = 0.6180339887498949
	a, b := high-golden*(high-low), low+golden*(high-low)
	for ya, yb := g(a), g(b); high-low > 1e-9*high; {
		if ya < yb {
			low, a, ya = a, b, yb
			b = low + golden*(high-low)
			yb = g(b)
		} else {
			high, b, yb = b, a, ya
			a = high - golden*(high-low)
			ya = g(a)
		}
	}
	return low + (high-low)/2
}

// crossing finds where g, positive at low and negative at high, changes sign: false position by the Illinois rule, every
// third step a bisection.
func crossing(low, high float64, g func(float64) float64) float64 {
	yLow, yHigh := g(low), g(high)
	if yLow <= 0 {
		return low
	}
	if yHigh >= 0 {
		return high
	}
	for i := range 300 {
		x := low + (high-low)/2
		if chord := low + (high-low)*(yLow/(yLow-yHigh)); i%3 != 2 && low < chord && chord < high {
			x = chord
		}
		y := g(x)
		if y == 0 || x == low || x == high {
			return x
		}
		if y > 0 {
			low, yLow, yHigh = x, y, yHigh/2
		} else {
			high, yHigh, yLow = x, y, yLow/2
		}
		if high-low <= 0x1p-52*high {
			break
		}
	}
	return low + (high-low)/2
}

func fitTriangular(g given, c cell) (law, *flaw) {
	mode := g.value("mode")
	low, high, wrong := fitMode(g.percentiles(), mode, func(m, p float64) float64 {
		return triangular{min: 0, mode: m, max: 1}.Quantile(p)
	})
	if wrong != nil {
		return nil, wrong
	}
	return triangular{cell: c, min: low, mode: mode, max: high}, nil
}

func fitPERT(g given, c cell) (law, *flaw) {
	mode := g.value("mode")
	lambda, _, wrong := pertLambda(g)
	if wrong != nil {
		return nil, wrong
	}
	low, high, wrong := fitMode(g.percentiles(), mode, func(m, p float64) float64 {
		t, _ := newBetaShape(1+lambda*m, 1+lambda*(1-m)).inverse(p, 1-p)
		return t
	})
	if wrong != nil {
		return nil, wrong
	}
	return newPERT(low, mode, high, lambda, c), nil
}
