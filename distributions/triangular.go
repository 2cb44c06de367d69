package distributions

import "math"

// triangular rises straight from min to mode and falls straight to max.
type triangular struct {
	continuous
	cell
	min, mode, max float64
	written        bool // the bounds stand in the cell, rather than percentiles
}

func (d triangular) closed() (low, high bool) { return d.written, d.written }

func (d triangular) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

// inverse takes the half of the triangle in which the point lies, from the end or, where the mode is nearer to the
// end than the point, from the mode: no difference of nearly equal numbers decides a tail.
func (d triangular) inverse(p, q float64) float64 {
	width, left, right := d.max-d.min, d.mode-d.min, d.max-d.mode
	switch onLeft := p*width <= left; {
	case onLeft && p <= q:
		return d.min + math.Sqrt(p*width)*math.Sqrt(left)
	case onLeft:
		return d.mode - beyondMode(q-right/width, width, left)
	case p < q:
		return d.mode + beyondMode(p-left/width, width, right)
	}
	return d.max - math.Sqrt(q*width)*math.Sqrt(right)
}

// beyondMode returns the distance y from the mode at which the side of the given length has gathered mass p:
// p = 2y/width − y²/(width·side).
func beyondMode(p, width, side float64) float64 {
	return p * width / (1 + math.Sqrt(math.Max(0, 1-p*(width/side))))
}

func (d triangular) CDF(x float64) float64 {
	switch {
	case x <= d.min:
		return 0
	case x >= d.max:
		return 1
	}
	return wedge(x-d.min, d.max-x, d.mode-d.min, d.max-d.mode)
}

func (d triangular) Survival(x float64) float64 {
	switch {
	case x <= d.min:
		return 1
	case x >= d.max:
		return 0
	}
	return wedge(d.max-x, x-d.min, d.max-d.mode, d.mode-d.min)
}

// wedge returns the mass within t of the end that is left from the mode, s being the distance to the other end and
// right its distance from the mode: a triangle, and beyond the mode the trapezoid next to it.
func wedge(t, s, left, right float64) float64 {
	width := left + right
	if t <= left {
		return t / width * (t / left)
	}
	return left/width + (t-left)/width*(1+s/right)
}

// Mean and the moments are taken from the mode, so that a far-away location costs no digits.
func (d triangular) Mean() float64 { return d.mode + ((d.min-d.mode)+(d.max-d.mode))/3 }

func (d triangular) SD() float64 {
	a, b := d.sides()
	return (d.max - d.min) * math.Sqrt((a*a+a*b+b*b)/18)
}

func (d triangular) Skewness() float64 {
	a, b := d.sides()
	s := a*a + a*b + b*b
	return math.Sqrt2 * (b - a) * (2*a + b) * (a + 2*b) / (5 * s * math.Sqrt(s))
}

// sides returns the parts of the width on both sides of the mode.
func (d triangular) sides() (left, right float64) {
	width := d.max - d.min
	return (d.mode - d.min) / width, (d.max - d.mode) / width
}

func (d triangular) Support() (low, high float64) { return d.min, d.max }

func (d triangular) breaks() []float64 {
	if d.mode == d.min || d.mode == d.max {
		return []float64{d.min, d.max}
	}
	return []float64{d.min, d.mode, d.max}
}

func (d triangular) density(x float64) (f, slope float64) {
	peak := 2 / (d.max - d.min)
	switch {
	case x < d.min || x > d.max:
		return 0, 0
	case x < d.mode:
		side := d.mode - d.min
		return peak * ((x - d.min) / side), peak / side
	case x == d.mode && d.mode == d.max:
		return peak, peak / (d.max - d.min)
	}
	side := d.max - d.mode
	return peak * ((d.max - x) / side), -peak / side
}

func buildTriangular(g given, c cell) (law, *flaw) {
	low, mode, high := g.value("min"), g.value("mode"), g.value("max")
	if wrong := checkMode("triangular", low, mode, high, ""); wrong != nil {
		return nil, wrong
	}
	return triangular{cell: c, min: low, mode: mode, max: high, written: true}, nil
}
