package distributions

import (
	"math"
	"slices"
)

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
		return d.grain(x, grain)
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
		return math.Max(ulp(x), ulp(d.middle))
	}
	return ulp(x)
}

// grain returns how far apart the values around x are, by the grain of the base.
func (d affine) grain(x float64, inner func(law, float64) float64) float64 {
	return math.Max(ulp(x), ulp(d.shift)) + math.Abs(d.scale)*inner(d.base, d.back(x))
}

// grainOfAtom is grain for an atom, which has nothing to do with how fine the rest of a mixture is.
func grainOfAtom(d law, x float64) float64 {
	switch d := d.(type) {
	case affine:
		return d.grain(x, grainOfAtom)
	case truncated:
		return grainOfAtom(d.base, x)
	case mixture:
		coarsest := ulp(x)
		for _, c := range d.parts {
			if c.mass(x) > 0 {
				coarsest = math.Max(coarsest, grainOfAtom(c.law, x))
			}
		}
		return coarsest
	}
	return ulp(x)
}

// stray returns the farthest atom below a bound (side −1) or above it (side 1) that only rounding put there, and the mass of
// all such atoms; the bound itself and 0 if there are none. Decimals that scale and shift an atom, its image and the bound are
// each rounded once.
func stray(d law, bound float64, side int) (farthest, mass float64) {
	at := d.breaks()
	k, found := slices.BinarySearch(at, bound)
	switch {
	case side < 0:
		k--
	case found:
		k++
	}
	farthest = bound
	for ; 0 <= k && k < len(at); k += side {
		m := d.mass(at[k])
		if m == 0 || math.Abs(at[k]-bound) > 4*grainOfAtom(d, at[k]) {
			break
		}
		farthest, mass = at[k], mass+m
	}
	return farthest, mass
}
