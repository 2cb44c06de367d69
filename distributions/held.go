package distributions

import "math"

// held reports whether the numbers of a law stay within the float64 range: its quantiles from 1e-12 to 1 − 1e-12 and
// their distance, and those of mean and standard deviation that exist.
func held(d law) bool {
	const (
		tail = 1e-12
		far  = 1e50 // within it, the moments of no family leave the range
	)
	if _, constant := d.(Constant); constant {
		return true
	}
	first, last := d.inverse(tail, 1-tail), d.inverse(1-tail, tail)
	if math.Abs(first) < far && math.Abs(last) < far {
		return true
	}
	numbers := []float64{first, last, last - first}
	low, high := d.tails()
	heaviness := math.Min(low, high)
	if heaviness > 1 {
		numbers = append(numbers, d.Mean())
	}
	if heaviness > 2 {
		numbers = append(numbers, d.SD())
	}
	for _, x := range numbers {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}
