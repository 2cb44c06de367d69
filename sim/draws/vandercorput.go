package draws

import "math/bits"

// shuffled is the van der Corput sequence in 16 replicates with scrambles of their own, its indices shuffled by a
// nested permutation: aligned blocks of 2^k indices go to such blocks. So every aligned block of 2^k points holds one
// point in each of 2^k equal intervals, and several streams together are a Latin hypercube.
type shuffled struct {
	orders orders
	values replicas
}

func newShuffled(k keys) *shuffled {
	var s shuffled
	for r := range Replicates {
		g := k.generator(uint64(r))
		s.orders.set(r, newOrder(&g))
		s.values.set(r, newNested(&g))
	}
	return &s
}

// at relies on the backward van der Corput point of an index being the index.
func (s *shuffled) at(trial uint64) float64 {
	r := int(trial % Replicates)
	return s.values.uniform(s.orders.of(r).index(trial/Replicates), r)
}

func (s *shuffled) fill(dst []float64, first uint64) {
	fillTiles(s, dst, first)
}

func (s *shuffled) tile(dst []float64, index uint64) {
	if wide {
		shuffledWide(dst, index, s)
		return
	}
	s.tileOneByOne(dst, index)
}

func (s *shuffled) tileOneByOne(dst []float64, index uint64) {
	var points [tilePoints]uint64
	n := len(dst) / Replicates
	for r := range Replicates {
		order := s.orders.of(r)
		order.fill(points[:n], index)
		for j, x := range points[:n] {
			dst[j*Replicates+r] = s.values.uniform(x, r)
		}
	}
}

// order is a nested permutation of indices: a nested scramble of the index read as a binary fraction. Its last digits,
// those in which consecutive indices differ, depend on all others, and none of the others on them.
type order struct {
	offset uint64
	hash   hash
}

func newOrder(g *Generator) order { return order{g.Uint64(), newHash(g)} }

// orders are those of all replicates side by side.
type orders struct {
	offset, even1, odd, even2 [Replicates]uint64
}

func (s *orders) set(replicate int, o order) {
	s.offset[replicate] = o.offset
	s.even1[replicate], s.odd[replicate], s.even2[replicate] = o.hash.even1, o.hash.odd, o.hash.even2
}

func (s *orders) of(replicate int) order {
	return order{s.offset[replicate], hash{s.even1[replicate], s.odd[replicate], s.even2[replicate]}}
}

// index returns the shuffled index.
func (o order) index(index uint64) uint64 {
	return bits.Reverse64(o.hash.scramble(bits.Reverse64(index) ^ o.offset))
}

// fill sets dst to the shuffled indices of index, index + 1, … within one tile. These differ in the last digits alone,
// and so do the shuffled ones.
func (o order) fill(dst []uint64, index uint64) {
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
