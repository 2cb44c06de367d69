package distributions

import "math"

// ulp returns the distance of x to the next float.
func ulp(x float64) float64 {
	x = math.Abs(x)
	return math.Nextafter(x, math.Inf(1)) - x
}

// grain returns how far apart the values around x are that floats let through a law: an x near 0 that comes from 6.4 − 6.4
// is only as fine as 6.4. Finer than that neither quantiles nor probabilities are known.
func grain(d law, x float64) float64 {
	switch d := d.(type) {
	case affine:
		return math.Max(ulp(x), ulp(d.shift)) + math.Abs(d.scale)*grain(d.base, d.back(x))
	case truncated:
		return grain(d.base, x)
	case mixture:
		coarsest := ulp(x)
		for _, c := range d.parts {
			if low, high := c.Support(); low <= x && x <= high {
				coarsest = math.Max(coarsest, grain(c.law, x))
			}
		}
		return coarsest
	case normal:
		return math.Max(ulp(x), ulp(d.mu))
	case studentT:
		return math.Max(ulp(x), ulp(d.location))
	case metalog:
		return math.Max(ulp(x), math.Max(ulp(d.a1), ulp(d.a2)))
	}
	return ulp(x)
}
