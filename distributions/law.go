package distributions

import "math"

// A law is what the package's own distributions know beyond Distribution: enough to be scaled, truncated, mixed
// and compiled without knowing one another.
type law interface {
	Distribution
	// inverse is Quantile for a point given by both its probabilities, p below and q above, p + q = 1: the
	// smaller one is exact, so that the upper tail loses nothing to 1 − p.
	inverse(p, q float64) float64
	// density returns the density of the continuous part, and its derivative. Both may be infinite at an end.
	density(x float64) (f, slope float64)
	// mass returns P(X = x).
	mass(x float64) float64
	// breaks returns in ascending order the points inside the support where the density is not smooth, and the atoms.
	breaks() []float64
	// tails returns the exponents below which the moments of the lower and the upper tail exist: E|X|^k is finite
	// if and only if k is less than both. Light tails have +Inf.
	tails() (low, high float64)
	// closed reports which ends of the support are values that the cell names, rather than limits never reached.
	closed() (low, high bool)
}

// reached reports whether P(X ≤ x), with P(X > x) = over, reaches the point with p below and q above. In the upper tail q
// decides, but a step at 80% is met by 0.8 although 1 − 0.8 is not quite 0.2.
func reached(under, over, p, q float64) bool {
	if p <= q {
		return under >= p
	}
	return over <= q || q > 1e-3 && under >= p
}

// before returns P(X < x).
func before(d law, x float64) float64 {
	if low, _ := d.Support(); x <= low {
		return 0
	}
	return math.Max(d.CDF(x)-d.mass(x), 0)
}

// extreme is inverse for probabilities that may be 0, 1 or beyond: those are the ends of the support.
func extreme(d law, p, q float64) float64 {
	low, high := d.Support()
	switch {
	case p <= 0:
		return low
	case q <= 0:
		return high
	case p != p || q != q:
		return math.NaN()
	}
	return d.inverse(p, q)
}

// continuous holds the answers of a law with a smooth density, light tails and open ends.
type continuous struct{}

func (continuous) mass(float64) float64       { return 0 }
func (continuous) breaks() []float64          { return nil }
func (continuous) tails() (low, high float64) { return math.Inf(1), math.Inf(1) }
func (continuous) closed() (low, high bool)   { return false, false }

// bounded is a continuous law between two written ends.
type bounded struct{ continuous }

func (bounded) closed() (low, high bool) { return true, true }

// cell is the canonical text that a law was built from.
type cell string

func (c cell) String() string { return string(c) }
