package distributions

import (
	"math"
	"slices"
)

// lines draws from measured values, or between the two bounds of a uniform: interpolation needs no table, and costs less.
type lines struct {
	law
	x []float64
}

// Far out in the tails interpolation loses the digits of the nearer end: there the quantile is computed exactly.
const (
	farScore = 4.0
	farTail  = 1.0 / (1 << 15) // Φ(−4), nearly
)

func (d lines) fromUniforms(dst, u []float64) {
	gaps := float64(len(d.x) - 1)
	for i, u := range u {
		if !(farTail < u && u < 1-farTail) {
			dst[i] = extreme(d.law, u, 1-u)
			continue
		}
		place := u * gaps
		k := int(place)
		pair := d.x[k : k+2 : k+2]
		dst[i] = pair[0] + (place-float64(k))*(pair[1]-pair[0])
	}
}

func (d lines) at(u float64) float64 {
	if !(farTail < u && u < 1-farTail) {
		return extreme(d.law, u, 1-u)
	}
	place := u * float64(len(d.x)-1)
	k := int(place)
	return d.x[k] + (place-float64(k))*(d.x[k+1]-d.x[k])
}

// fromScores goes through the probability, in blocks that stay in the processor's cache.
func (d lines) fromScores(dst, z []float64) {
	probability, gaps := probabilities(), float64(len(d.x)-1)
	var u [256]float64
	for len(z) > 0 {
		n := min(len(z), len(u))
		probability.fromScores(u[:n], z[:n])
		for i, u := range u[:n] {
			if !(math.Abs(z[i]) < farScore) {
				dst[i] = extreme(d.law, below(z[i]), below(-z[i]))
				continue
			}
			place := u * gaps
			k := int(place)
			pair := d.x[k : k+2 : k+2]
			dst[i] = pair[0] + (place-float64(k))*(pair[1]-pair[0])
		}
		dst, z = dst[n:], z[n:]
	}
}

// newLines returns the points of a uniform or of measured data, scaled, or reports that d is something else.
func newLines(d law) (drawer, bool) {
	x, ok := corners(d)
	return lines{d, x}, ok
}

func corners(d law) ([]float64, bool) {
	switch d := d.(type) {
	case uniform:
		return []float64{d.min, d.max}, true
	case empirical:
		return d.x, true
	case affine:
		inner, ok := corners(d.base)
		x := make([]float64, len(inner))
		for k, v := range inner {
			x[k] = d.scale*v + d.shift
		}
		if d.scale < 0 {
			slices.Reverse(x)
		}
		return x, ok
	}
	return nil, false
}
