package lifetime

import (
	"iter"
	"math/bits"
)

// A monthSet is a set of months, 0 … MaxMonths − 1: a bit each. Two words and no array, which a month would have to be
// looked up in: a shift by 64 or more leaves nothing.
type monthSet struct{ early, late uint64 }

func (s *monthSet) add(month int) {
	s.early |= 1 << uint(month)
	s.late |= 1 << uint(month-64)
}

func (s *monthSet) remove(month int) {
	s.early &^= 1 << uint(month)
	s.late &^= 1 << uint(month-64)
}

func (s monthSet) union(t monthSet) monthSet { return monthSet{s.early | t.early, s.late | t.late} }

// number is 1 for a month of the set, else 0.
func (s monthSet) number(month int) uint64 {
	return (s.early>>uint(month) | s.late>>uint(month-64)) & 1
}

func (s monthSet) has(month int) bool { return s.number(month) != 0 }

// from are the months from the given one on, that one in the lowest bit, of which there are no more than 64.
func (s monthSet) from(month int) uint64 {
	return s.early>>uint(month) | s.late<<uint(64-month) | s.late>>uint(month-64)
}

// countIn is how many of the months first … last − 1 the set has, at most 64 of them.
func (s monthSet) countIn(first, last int) int {
	return bits.OnesCount64(s.from(first) &^ (^uint64(0) << (last - first)))
}

// all are the months of the set in order.
func (s monthSet) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for half, rest := range [...]uint64{s.early, s.late} {
			for ; rest != 0; rest &= rest - 1 {
				if !yield(half<<6 | bits.TrailingZeros64(rest)) {
					return
				}
			}
		}
	}
}
