//go:build !amd64

package distributions

// wide is for processors with registers of eight numbers.
const wide = false

func scoresWide(dst, u []float64, cells *polynomial) (done int) { return 0 }

func gridWide(dst, z []float64, cells []polynomial, density, offset float64) (done int) { return 0 }
