package distributions

import "math"

// Large shapes make the logarithms of gamma functions large, and their differences, all that matters, lose digits: ln Γ(1e8)
// is 1.7e9, known to 2e-7. What is left of them when Stirling's formula is taken out is small and known to every digit.

// stirling returns Δ(x) = ln Γ(x) − ((x − ½)·ln x − x + ½·ln 2π) for x ≥ 10 (DLMF 5.11.1).
func stirling(x float64) float64 {
	y := 1 / (x * x)
	return (1.0/12 - y*(1.0/360-y*(1.0/1260-y*(1.0/1680-y*(1.0/1188-y*(691.0/360360-y/156)))))) / x
}

// excess returns u − ln(1 + u) for u > −1, to every digit next to 0.
func excess(u float64) float64 {
	if math.Abs(u) > 0.1 {
		return u - math.Log1p(u)
	}
	r := u / (2 + u) // ln(1 + u) = 2·artanh r
	y := r * r
	return r * (u - 2*y*(1.0/3+y*(1.0/5+y*(1.0/7+y*(1.0/9+y*(1.0/11+y*(1.0/13)))))))
}

// logBeta returns ln B(a, b).
func logBeta(a, b float64) float64 {
	a, b = math.Min(a, b), math.Max(a, b)
	if b < 10 {
		x, _ := math.Lgamma(a)
		y, _ := math.Lgamma(b)
		z, _ := math.Lgamma(a + b)
		return x + (y - z)
	}
	rest := math.Log1p(-a / (a + b))
	if a < 10 {
		x, _ := math.Lgamma(a)
		return x + stirling(b) - stirling(a+b) + a - a*math.Log(a+b) + (b-0.5)*rest
	}
	return halfLog2Pi - math.Log(b)/2 + stirling(a) + stirling(b) - stirling(a+b) + (a-0.5)*math.Log(a/(a+b)) + b*rest
}

const halfLog2Pi = 0.91893853320467274178032973640562
