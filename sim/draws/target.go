package draws

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// A RankPair is a pair row: the Spearman rank correlation asked for between two uncertain inputs.
type RankPair struct {
	A, B int     // indices of the inputs, in either order
	Rank float64 // −1 … 1
}

// normalCorrelation converts a Spearman rank correlation to the correlation of the two normal scores under a Gaussian
// copula (Pearson 1907).
func normalCorrelation(rank float64) float64 { return 2 * math.Sin(math.Pi*rank/6) }

// rankCorrelation is the inverse of normalCorrelation.
func rankCorrelation(normal float64) float64 { return 6 / math.Pi * math.Asin(normal/2) }

// asked is the correlation that a scenario asks for, as it says it.
type asked struct {
	directions  []int
	names       []string
	defaultRank float64 // of two inputs of direction +1 that no pair row names
	pairs       []RankPair
}

// check reports everything that is no correlation at all.
func (a asked) check() error {
	var problems []error
	fail := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if len(a.names) != len(a.directions) {
		return fmt.Errorf("%d directions for %d inputs", len(a.directions), len(a.names))
	}
	for i, direction := range a.directions {
		if direction < -1 || direction > 1 {
			fail("direction %d of %s: want -1, 0 or 1", direction, a.names[i])
		}
	}
	if !(a.defaultRank >= 0 && a.defaultRank <= 0.9) {
		fail("default_correlation %v: want 0 to 0.9", a.defaultRank)
	}
	seen := map[[2]int]bool{}
	for _, pair := range a.pairs {
		low, high := min(pair.A, pair.B), max(pair.A, pair.B)
		switch {
		case low < 0 || high >= len(a.names):
			fail("pair (%d, %d): want indices from 0 to %d", pair.A, pair.B, len(a.names)-1)
		case low == high:
			fail("pair of %s with itself", a.names[low])
		case seen[[2]int{low, high}]:
			fail("more than one pair of %s and %s", a.names[low], a.names[high])
		case !(pair.Rank >= -1 && pair.Rank <= 1):
			fail("rank correlation %v of %s and %s: want -1 to 1", pair.Rank, a.names[low], a.names[high])
		}
		seen[[2]int{low, high}] = true
	}
	return errors.Join(problems...)
}

// common returns the normal-scale correlation of two inputs of direction +1 that share the common factor alone.
func (a asked) common() float64 { return normalCorrelation(a.defaultRank) }

// target returns the matrix asked for on the normal scale: pair rows where there are some, else the default.
func (a asked) target() *mat.SymDense {
	n := len(a.directions)
	target := mat.NewSymDense(n, nil)
	r := a.common()
	for i := range n {
		target.SetSym(i, i, 1)
		for j := range i {
			target.SetSym(i, j, r*float64(a.directions[i]*a.directions[j]))
		}
	}
	for _, pair := range a.pairs {
		target.SetSym(pair.A, pair.B, normalCorrelation(pair.Rank))
	}
	return target
}

// groups returns the inputs that pair rows connect, directly or through others: each group in rising order, groups by
// their first input. Inputs without a pair row are in none.
func (a asked) groups() [][]int {
	root := make([]int, len(a.directions))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	paired := make([]bool, len(root))
	for _, pair := range a.pairs {
		paired[pair.A], paired[pair.B] = true, true
		p, q := find(pair.A), find(pair.B)
		root[max(p, q)] = min(p, q) // the smallest member stays the root
	}
	members := map[int][]int{}
	for i := range root {
		if paired[i] {
			members[find(i)] = append(members[find(i)], i)
		}
	}
	var groups [][]int
	for i := range root {
		if group, ok := members[i]; ok {
			groups = append(groups, group)
		}
	}
	return groups
}
