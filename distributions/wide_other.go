//go:build !amd64

package distributions

// wide is for processors with registers of eight numbers.
const wide = false

// Nothing calls what follows.

func scoresWide(dst, u []float64, cells *polynomial) (done int, left uint8) { return 0, 0 }

func gridWide(dst, z []float64, cells []polynomial, density, offset float64) (done int, left uint8) {
	return 0, 0
}

func octavesWide(dst, u []float64, cells *polynomial, places, first, half uint64) (done int, left uint8) {
	return 0, 0
}
