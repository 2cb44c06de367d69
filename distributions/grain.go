package distributions

import "math"

// ulp returns the distance of x to the next float. Next to 0, where a gamma of shape 0.01 has some of its mass, values are told
// apart as long as they are no closer than 3e-151: then the slope of a density still fits a float64.
func ulp(x float64) float64 {
	x = math.Abs(x)
	return math.Max(math.Nextafter(x, math.Inf(1))-x, 0x1p-500)
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
