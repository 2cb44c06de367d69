package distributions

import "math"

// A Distribution is one uncertain number. Implementations are immutable and safe for concurrent use.
type Distribution interface {
	// Quantile returns inf{x : CDF(x) ≥ p} for p in the open interval (0, 1).
	Quantile(p float64) float64
	// CDF returns P(X ≤ x), exact in the lower tail.
	CDF(x float64) float64
	// Survival returns P(X > x), exact in the upper tail, where 1 − CDF(x) would cancel.
	Survival(x float64) float64
	// Mean returns the expected value.
	Mean() float64
	// SD returns the standard deviation, NaN where none exists.
	SD() float64
	// Skewness returns the standardized third central moment, NaN where none exists or SD is 0.
	Skewness() float64
	// Support returns the smallest closed interval that holds the whole mass; a bound may be infinite.
	Support() (low, high float64)
	// String returns the canonical cell, which parses back to an equal distribution.
	String() string
}

// Median returns the 50th percentile: what the point estimate puts in a cell's place.
func Median(d Distribution) float64 {
	if c, ok := d.(Constant); ok {
		return float64(c)
	}
	return d.Quantile(0.5)
}

// IsConstant reports whether d has no uncertainty, and its value.
func IsConstant(d Distribution) (value float64, ok bool) {
	low, high := d.Support()
	return low, low == high && !math.IsInf(low, 0)
}
