package draws

import "math/bits"

// shuffled is the van der Corput sequence in 16 replicates with scrambles of their own, its indices shuffled by a
// nested permutation: aligned blocks of 2^k indices go to such blocks. So every aligned block of 2^k points holds one
// point in each of 2^k equal intervals, and several streams together are a Latin hypercube.
type shuffled struct {
	orders [Replicates]order
	values [Replicates]nested
}

func newShuffled(k keys) *shuffled {
	var s shuffled
	for r := range s.values {
		g := k.generator(uint64(r))
		s.orders[r] = newOrder(&g)
		s.values[r] = newNested(&g)
	}
	return &s
}

// at relies on the backward van der Corput point of an index being the index.
func (s *shuffled) at(trial uint64) float64 {
	r := trial % Replicates
	return forward(s.values[r].scramble(s.orders[r].index(trial / Replicates)))
}

func (s *shuffled) fill(dst []float64, first uint64) {
	fillTiles(s, dst, first)
}

func (s *shuffled) tile(dst []float64, index uint64) {
	var points [tilePoints]uint64
	n := len(dst) / Replicates
	for r := range s.values {
		s.orders[r].fill(points[:n], index)
		s.values[r].fill(dst[r:], points[:n])
	}
}

// order is a nested permutation of indices: a nested scramble of the index read as a binary fraction. Its last digits,
// those in which consecutive indices differ, depend on all others, and none of the others on them.
type order struct {
	offset uint64
	hash   hash
}

func newOrder(g *Generator) order { return order{g.Uint64(), newHash(g)} }

// index returns the shuffled index.
func (o *order) index(index uint64) uint64 {
	return bits.Reverse64(o.hash.scramble(bits.Reverse64(index) ^ o.offset))
}

// fill sets dst to the shuffled indices of index, index + 1, … within one tile. These differ in the last digits alone,
// and so do the shuffled ones.
func (o *order) fill(dst []uint64, index uint64) {
	h := o.hash
	start := bits.Reverse64(index&^(tilePoints-1)) ^ o.offset
	block := o.index(index) &^ (tilePoints - 1)
	for j := range dst {
		digits := uint64(reversedDigits[(int(index)+j)%tilePoints]) << tileShift
		dst[j] = block | uint64(reversedDigits[h.scramble(start^digits)>>tileShift])
	}
}

// tileShift is where the digits that differ within a tile stand in a backward index.
const tileShift = 64 - 6 // 2⁶ = tilePoints

// reversedDigits holds the numbers below tilePoints, their digits reversed.
var reversedDigits = func() (reversed [tilePoints]uint8) {
	for i := range reversed {
		reversed[i] = bits.Reverse8(uint8(i)) >> 2
	}
	return reversed
}()
