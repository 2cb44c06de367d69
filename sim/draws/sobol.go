package draws

import "math/bits"

// sobol is one dimension of the Sobol' sequence in 16 scrambled replicates.
type sobol struct {
	columns  [64]uint64
	replicas *replicas
}

func newSobol(k keys, dimension int) *sobol {
	return &sobol{directions(dimension), newReplicas(k)}
}

// point returns the backward, unscrambled point of an index. Points come in Gray-code order (Antonov and Saleev 1979):
// the next differs by one column, and every aligned block of 2^k holds the same points as in natural order.
func (s *sobol) point(index uint64) uint64 {
	var x uint64
	for gray := index ^ index>>1; gray != 0; gray &= gray - 1 {
		x ^= s.columns[bits.TrailingZeros64(gray)]
	}
	return x
}

func (s *sobol) at(trial uint64) float64 {
	return s.replicas.uniform(s.point(trial/Replicates), int(trial%Replicates))
}

func (s *sobol) fill(dst []float64, first uint64) {
	fillTiles(s, dst, first)
}

func (s *sobol) tile(dst []float64, index uint64) {
	var points [tilePoints]uint64
	n := len(dst) / Replicates
	x := s.point(index)
	for j := range n {
		points[j] = x
		index++
		x ^= s.columns[bits.TrailingZeros64(index)]
	}
	s.replicas.fill(dst, points[:n])
}
