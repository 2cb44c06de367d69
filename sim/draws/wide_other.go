//go:build !amd64

package draws

// wide is for processors with registers of eight numbers.
const wide = false

func replicasWide(dst []float64, points []uint64, s *replicas) {}

func shuffledWide(dst []float64, index uint64, s *shuffled) {}

func hashesWide(dst []float64, counter, key uint64) {}
