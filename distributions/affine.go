package distributions

import (
	"math"
	"slices"
)

// affine is scale·X + shift.
type affine struct {
	base         law
	scale, shift float64
	at, inner    []float64 // the breaks, ascending, and those of the base that they come from
}

// mirrored is −X.
func mirrored(d law) affine { return affineOf(d, -1, 0) }

func affineOf(base law, scale, shift float64) affine {
	d := affine{base: base, scale: scale, shift: shift, inner: base.breaks()}
	if scale < 0 {
		d.inner = slices.Clone(d.inner)
		slices.Reverse(d.inner)
	}
	d.at = make([]float64, len(d.inner))
	for i, y := range d.inner {
		d.at[i] = scale*y + shift
	}
	return d
}

// newAffine folds scales and shifts into one another. It returns nil where the numbers leave the float64 range.
func newAffine(base law, scale, shift float64) law {
	if inner, ok := base.(affine); ok {
		base, scale, shift = inner.base, scale*inner.scale, scale*inner.shift+shift
	}
	if math.IsInf(scale, 0) || math.IsInf(shift, 0) || scale == 0 {
		return nil
	}
	d := affineOf(base, scale, shift)
	for _, p := range []float64{1e-12, 0.5, 1 - 1e-12} {
		if x := d.Quantile(p); math.IsInf(x, 0) || math.IsNaN(x) {
			return nil
		}
	}
	return d
}

func (d affine) String() string {
	text := d.base.String()
	if base, ok := d.base.(lognormal); ok && base.isRange() {
		text = "(" + text + ")"
	}
	if d.scale != 1 {
		text += " * " + formatNumber(d.scale)
	}
	switch {
	case d.shift > 0:
		text += " + " + formatNumber(d.shift)
	case d.shift < 0:
		text += " - " + formatNumber(-d.shift)
	case d.scale == 1:
		text += " + 0"
	}
	return text
}

// back returns the x of the base for a value: a break for its image alone, so that no atom is hit from beside it.
func (d affine) back(x float64) float64 {
	if d.scale == -1 && d.shift == 0 {
		return -x // every float64 has its image
	}
	i, found := slices.BinarySearch(d.at, x)
	if found {
		return d.inner[i]
	}
	y := (x - d.shift) / d.scale
	ahead := math.Copysign(math.Inf(1), d.scale) // where y goes as x rises
	if i > 0 && (y-d.inner[i-1])*d.scale <= 0 {
		return math.Nextafter(d.inner[i-1], ahead)
	}
	if i < len(d.inner) && (y-d.inner[i])*d.scale >= 0 {
		return math.Nextafter(d.inner[i], -ahead)
	}
	return y
}

func (d affine) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d affine) inverse(p, q float64) float64 {
	if d.scale > 0 {
		return d.shift + d.scale*d.base.inverse(p, q)
	}
	y := d.base.inverse(q, p)
	if d.base.mass(y) > 0 && d.base.Survival(y) >= p { // on a step exactly: turned around, the next atom is the infimum
		p = math.Nextafter(p, 0)
		y = d.base.inverse(math.Nextafter(q, 1), p)
	}
	return d.shift + d.scale*y
}

func (d affine) CDF(x float64) float64 {
	y := d.back(x)
	if d.scale > 0 {
		return d.base.CDF(y)
	}
	return d.base.Survival(y) + d.base.mass(y)
}

func (d affine) Survival(x float64) float64 {
	y := d.back(x)
	if d.scale > 0 {
		return d.base.Survival(y)
	}
	return before(d.base, y)
}

func (d affine) Mean() float64 { return d.scale*d.base.Mean() + d.shift }
func (d affine) SD() float64   { return math.Abs(d.scale) * d.base.SD() }

func (d affine) Skewness() float64 { return math.Copysign(1, d.scale) * d.base.Skewness() }

func (d affine) Support() (low, high float64) {
	a, b := d.base.Support()
	a, b = d.scale*a+d.shift, d.scale*b+d.shift
	return math.Min(a, b), math.Max(a, b)
}

func (d affine) density(x float64) (f, slope float64) {
	f, slope = d.base.density(d.back(x))
	return f / math.Abs(d.scale), slope / (d.scale * math.Abs(d.scale))
}

func (d affine) mass(x float64) float64 { return d.base.mass(d.back(x)) }

func (d affine) breaks() []float64 { return d.at }

func (d affine) tails() (low, high float64) {
	low, high = d.base.tails()
	if d.scale < 0 {
		low, high = high, low
	}
	return low, high
}

func (d affine) closed() (low, high bool) {
	low, high = d.base.closed()
	if d.scale < 0 {
		low, high = high, low
	}
	return low, high
}
