package distributions

import "math"

// area integrates g over (a, b): by Gauss where that is exact, as between measured values, else by the tanh-sinh rule.
func area(a, b float64, g func(x float64) float64) float64 {
	if !math.IsInf(a, 0) && !math.IsInf(b, 0) {
		m := a + (b-a)/2
		whole, halves := fourPoint(a, b, g), fourPoint(a, m, g)+fourPoint(m, b, g)
		if math.Abs(whole-halves) < 1e-14*math.Abs(halves) { // not where all of them see nothing
			return halves
		}
	}
	return doubleExponential(a, b, g)
}

// fourPoint integrates polynomials to the seventh degree exactly.
func fourPoint(a, b float64, g func(x float64) float64) float64 {
	sum := 0.0
	for _, point := range gauss {
		sum += point.w * g(a+point.s*(b-a))
	}
	return sum * (b - a)
}

// doubleExponential integrates g over the open interval (a, b) by the tanh-sinh rule (Takahasi and Mori 1974), which
// forgives singular ends: halved steps until the result stands. Either end may be infinite.
func doubleExponential(a, b float64, g func(x float64) float64) float64 {
	var point func(t float64) (x, weight float64)
	switch {
	case math.IsInf(a, -1) && math.IsInf(b, 1):
		point = func(t float64) (x, weight float64) {
			s := math.Pi / 2 * math.Sinh(t)
			return math.Sinh(s), math.Pi / 2 * math.Cosh(t) * math.Cosh(s)
		}
	case math.IsInf(b, 1):
		point = func(t float64) (x, weight float64) {
			e := math.Exp(math.Pi / 2 * math.Sinh(t))
			return a + e, math.Pi / 2 * math.Cosh(t) * e
		}
	case math.IsInf(a, -1):
		return doubleExponential(-b, math.Inf(1), func(x float64) float64 { return g(-x) })
	default:
		width := b - a
		point = func(t float64) (x, weight float64) {
			s := math.Pi / 2 * math.Sinh(t)
			e := math.Exp(-2 * math.Abs(s))
			near := width * e / (1 + e) // distance to the nearer end
			weight = width * math.Pi * math.Cosh(t) * e / ((1 + e) * (1 + e))
			if s < 0 {
				return a + near, weight
			}
			return b - near, weight
		}
	}
	const span = 4.5
	sum := func(from, step float64) float64 {
		total := 0.0
		for t := from; t <= span; t += step {
			x, w := point(t)
			if x <= a || x >= b || math.IsInf(x, 0) || w == 0 {
				continue
			}
			if y := g(x) * w; !math.IsNaN(y) && !math.IsInf(y, 0) {
				total += y
			}
		}
		return total
	}
	step := 0.5
	total := sum(-span, step)
	result := total * step
	for range 7 {
		total += sum(-span+step/2, step)
		step /= 2
		refined := total * step
		if math.Abs(refined-result) <= 1e-12*math.Abs(refined) && step < 0.2 {
			return refined
		}
		result = refined
	}
	return result
}
