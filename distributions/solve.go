package distributions

import "math"

// root finds where the increasing function g crosses 0 in [low, high]: Newton's steps from the guess x, kept
// inside the bracket by bisection. g returns its value and its slope; a slope that is useless (0, infinite, NaN)
// costs a bisection. The result is as close as the floats, or the noise of g, allow.
func root(low, high, x float64, g func(x float64) (y, slope float64)) float64 {
	if !(low <= x && x <= high) {
		x = middle(low, high)
	}
	width := high - low
	for i := range 400 {
		y, slope := g(x)
		switch {
		case y == 0:
			return x
		case y < 0:
			low = x
		default:
			high = x
		}
		next := x - y/slope
		newton := low < next && next < high && (i%8 != 7 || high-low <= width/16)
		switch {
		case newton:
		case i < manySteps:
			next = middle(low, high)
		default:
			next = halfway(low, high)
		}
		if i%8 == 7 {
			width = high - low
		}
		if newton && math.Abs(next-x) <= 0x1p-53*math.Abs(next) || next <= low || next >= high {
			return next
		}
		x = next
	}
	return x
}

// manySteps is when a bracket is too wide for its middle, as one from −1e307 to 1 is.
const manySteps = 128

// halfway is as many floats from low as from high: sixty-four times it, and any bracket is closed.
func halfway(low, high float64) float64 {
	order := func(x float64) int64 { // numbers in the order of their floats
		b := int64(math.Float64bits(x))
		return b ^ b>>63&math.MaxInt64
	}
	a, b := order(low), order(high)
	m := a>>1 + b>>1 + a&b&1
	return math.Float64frombits(uint64(m ^ m>>63&math.MaxInt64))
}

// middle halves a bracket: geometrically where it spans orders of magnitude.
func middle(low, high float64) float64 {
	switch {
	case low > 0 && high > 4*low:
		return math.Sqrt(low) * math.Sqrt(high)
	case high < 0 && low < 4*high:
		return -math.Sqrt(-low) * math.Sqrt(-high)
	}
	return low + (high-low)/2
}

// invert finds the x in [low, high] that has probability p below and q above, for a law without atoms there.
// Logarithms of the smaller tail make Newton's steps converge far out, where the tail is a power or an exponential.
func invert(d law, p, q, low, high, guess float64) float64 {
	if p <= q {
		logP := math.Log(p)
		return root(low, high, guess, func(x float64) (y, slope float64) {
			f, _ := d.density(x)
			c := d.CDF(x)
			if c == 0 {
				return math.Inf(-1), math.NaN()
			}
			return math.Log(c) - logP, f / c
		})
	}
	logQ := math.Log(q)
	return root(low, high, guess, func(x float64) (y, slope float64) {
		f, _ := d.density(x)
		s := d.Survival(x)
		if s == 0 {
			return math.Inf(1), math.NaN()
		}
		return logQ - math.Log(s), f / s
	})
}
