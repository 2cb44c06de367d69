//go:build !amd64

package estimates

// wide is for processors with registers of eight numbers.
const wide = false

func placesWide(dst []uint16, values []float64, perUnit, offset float64, last int) (done int) {
	return 0
}

func bucketsWide(dst []uint16, column []float64, b *bucketing, extremes *[16]float64) (done int) {
	return 0
}
