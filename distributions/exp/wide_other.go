//go:build !amd64

package exp

// wide is for processors with registers of eight numbers.
const wide = false

func allWide(x []float64, numbers *numbers) (done int) { return 0 }
