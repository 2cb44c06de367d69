package distributions

import "math"

// uniform is flat between min and max.
type uniform struct {
	bounded
	cell
	min, max float64
}

func (d uniform) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d uniform) inverse(p, q float64) float64 {
	if p <= q {
		return d.min + p*(d.max-d.min)
	}
	return d.max - q*(d.max-d.min)
}

func (d uniform) CDF(x float64) float64      { return clamp01((x - d.min) / (d.max - d.min)) }
func (d uniform) Survival(x float64) float64 { return clamp01((d.max - x) / (d.max - d.min)) }

func (d uniform) Mean() float64     { return d.min + (d.max-d.min)/2 }
func (d uniform) SD() float64       { return (d.max - d.min) / math.Sqrt(12) }
func (d uniform) Skewness() float64 { return 0 }

func (d uniform) Support() (low, high float64) { return d.min, d.max }
func (d uniform) breaks() []float64            { return []float64{d.min, d.max} }

func (d uniform) density(x float64) (f, slope float64) {
	if x < d.min || x > d.max {
		return 0, 0
	}
	return 1 / (d.max - d.min), 0
}

func clamp01(x float64) float64 { return math.Max(0, math.Min(1, x)) }

func buildUniform(g given, c cell) (law, *flaw) {
	low, high := g.value("min"), g.value("max")
	switch {
	case low == high:
		return nil, equalBounds(low)
	case low > high:
		return nil, &flaw{message: "the low bound stands first",
			mended: "uniform(" + formatNumber(high) + "; " + formatNumber(low) + ")"}
	case math.IsInf(high-low, 0):
		return nil, &flaw{message: "numbers this far out cannot be held"}
	}
	return uniform{cell: c, min: low, max: high}, nil
}

func equalBounds(x float64) *flaw {
	return &flaw{message: "the bounds are equal", mended: formatNumber(x)}
}

// checkMode refuses bounds and a mode out of order; family and tail serve to print the mended call.
func checkMode(family string, low, mode, high float64, tail string) *flaw {
	switch {
	case low == high && mode == low:
		return equalBounds(low)
	case low <= mode && mode <= high && !math.IsInf(high-low, 0) && low < high:
		return nil
	case math.IsInf(high-low, 0):
		return &flaw{message: "numbers this far out cannot be held"}
	}
	message := "the mode lies between the bounds"
	if low > high {
		message = "the low bound stands first, the high one last"
	}
	a, c := min(low, mode, high), max(low, mode, high)
	b := max(min(low, mode), min(max(low, mode), high))
	return &flaw{message: message, mended: family + "(" + formatNumber(a) + "; " + formatNumber(b) + "; " + formatNumber(c) + tail + ")"}
}
