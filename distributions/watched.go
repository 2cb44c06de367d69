package distributions

import "math"

// watched returns a law that is truncated to [low, high] with all the breaks that matter there, however little of its mass
// that is: those of counts end where hardly any mass is left of the whole.
func watched(d law, low, high float64) law {
	switch d := d.(type) {
	case poisson:
		d.counting.watched = d.counting.watched.watching(d, low, high)
		return d
	case binomial:
		d.counting.watched = d.counting.watched.watching(d, low, high)
		return d
	case affine:
		a, b := d.around(low, high)
		return affineOf(watched(d.base, a, b), d.scale, d.shift)
	case truncated:
		return truncate(watched(d.base, math.Max(low, d.low), math.Min(high, d.high)), d.low, d.high)
	case mixture:
		parts := make([]part, len(d.parts))
		for i, c := range d.parts {
			parts[i] = part{c.weight, watched(c.law, low, high)}
		}
		return mixture{d.cell, parts, breaksOf(parts)}
	}
	return d
}

// around returns the bounds of the base for those of the values, and as much beyond them as rounding may have moved an atom.
func (d affine) around(low, high float64) (a, b float64) {
	if !math.IsInf(low, 0) {
		low -= 8 * d.grain(low, grainOfAtom)
	}
	if !math.IsInf(high, 0) {
		high += 8 * d.grain(high, grainOfAtom)
	}
	a, b = (low-d.shift)/d.scale, (high-d.shift)/d.scale
	return math.Min(a, b), math.Max(a, b)
}
