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

// since are the months from the given one on, that one as month 0.
func (s monthSet) since(month int) monthSet {
	return monthSet{s.early>>uint(month) | s.late<<uint(64-month) | s.late>>uint(month-64), s.late >> uint(month)}
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
