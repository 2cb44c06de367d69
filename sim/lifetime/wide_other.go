//go:build !amd64

package lifetime

// wide is for processors with registers of eight numbers.
const wide = false

func bookWide(s *service, monthly []float64, yearly *[Categories][MaxYears]float64, f *factors, first, last int, retrained monthSet, sums *served) {
}
