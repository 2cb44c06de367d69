package lifetime

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestMonthSet: the bits are the months, at both words and across them.
func TestMonthSet(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		var set, other monthSet
		var want [MaxMonths]bool
		for range r.IntN(MaxMonths) {
			m := r.IntN(MaxMonths)
			switch r.IntN(3) {
			case 0:
				set.remove(m)
				want[m] = false
			case 1:
				set.add(m)
				want[m] = true
			case 2:
				other.add(m)
				set = set.union(other)
				for o := range other.all() {
					want[o] = true
				}
			}
		}
		var months []int
		for m, in := range want {
			if set.has(m) != in {
				t.Fatalf("has(%d) is %v", m, !in)
			}
			if in {
				months = append(months, m)
			}
		}
		if got := slices.Collect(set.all()); !slices.Equal(got, months) {
			t.Fatalf("all are %v, want %v", got, months)
		}
		first := r.IntN(MaxMonths)
		last := min(first+r.IntN(13), MaxMonths)
		count := 0
		for m := first; m < min(first+64, MaxMonths); m++ {
			if bit := set.from(first)>>(m-first)&1 != 0; bit != want[m] {
				t.Fatalf("from(%d): month %d is %v", first, m, bit)
			}
			if m < last && want[m] {
				count++
			}
		}
		if got := set.countIn(first, last); got != count {
			t.Fatalf("countIn(%d, %d) is %d, want %d", first, last, got, count)
		}
	}
}
