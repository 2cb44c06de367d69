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
		since := set.since(first)
		for m := range MaxMonths {
			if got := since.has(m); got != (first+m < MaxMonths && want[first+m]) {
				t.Fatalf("since(%d): month %d is %v", first, m, got)
			}
		}
	}
}
