package distributions

import "math"

// apart returns what a law leaves of itself in [low, high], and the mass there, for a gap between two parts of a mixture, where
// its own probabilities say nothing: the parts are truncated, and atoms added up. It is printed as the whole law. A law with
// neither is returned as it is.
func apart(d law, low, high float64) (left law, inside float64) {
	switch d := d.(type) {
	case affine:
		a, b := d.around(low, high)
		left, inside = apart(d.base, a, b)
		return affineOf(left, d.scale, d.shift), inside
	case truncated:
		left, inside = apart(d.base, math.Max(low, d.low), math.Min(high, d.high))
		return truncate(left, d.low, d.high), inside / d.inside
	case mixture:
		var parts []part
		for _, c := range d.parts {
			if k, mass := kept(c.law, low, high); mass > 0 {
				parts = append(parts, part{c.weight * mass, k})
				inside += c.weight * mass
			}
		}
		if len(parts) > 0 {
			return mixtureOf(parts, d.cell), inside
		}
	case discrete:
		var atoms []atom
		for k, x := range d.x {
			if low <= x && x <= high {
				atoms = append(atoms, atom{x, d.p[k]})
				inside += d.p[k]
			}
		}
		if len(atoms) > 0 {
			return discreteOf(atoms, d.cell), inside
		}
	}
	return d, 1
}
