package draws

import (
	"math/bits"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// checkEqualCounts fails where counts are not those of equally likely cells (Pearson's chi-square).
func checkEqualCounts(t *testing.T, label string, counts []int) {
	t.Helper()
	total := 0
	for _, c := range counts {
		total += c
	}
	expected := float64(total) / float64(len(counts))
	statistic := 0.0
	for _, c := range counts {
		statistic += (float64(c) - expected) * (float64(c) - expected) / expected
	}
	law := distuv.ChiSquared{K: float64(len(counts) - 1)}
	if p := law.Survival(statistic); p < falsePositives {
		t.Errorf("%s: chi-square %.1f for %.0f degrees of freedom, p = %.1e", label, statistic, law.K, p)
	}
}

func TestReverse(t *testing.T) {
	g := NewSource(Random, 1).Generator("test", 0)
	for range 1000 {
		if x := g.Uint64(); reverse(x) != bits.Reverse64(x) {
			t.Fatalf("reverse(%#x) = %#x, want %#x", x, reverse(x), bits.Reverse64(x))
		}
	}
}

// TestScrambleIsNested: points that share their first m digits and no more do so after the scramble.
func TestScrambleIsNested(t *testing.T) {
	g := NewSource(Random, 1).Generator("test", 0)
	for range 200 {
		n := newNested(&g)
		for m := range 64 {
			x := g.Uint64()
			y := x ^ (g.Uint64()|1)<<m
			if got := bits.TrailingZeros64(n.scramble(x) ^ n.scramble(y)); got != m {
				t.Fatalf("points share %d digits, scrambled ones %d", m, got)
			}
		}
	}
}

// TestFirstDigitsAreScrambledExactly counts the flips at all 15 nodes of the first four digits: each of the 2¹⁵
// trees must come equally often.
func TestFirstDigitsAreScrambledExactly(t *testing.T) {
	const digits = 4
	g := NewSource(Random, 1).Generator("test", 0)
	counts := make([]int, 1<<(1<<digits-1))
	for range 1 << 20 {
		n := newNested(&g)
		tree, node := 0, 0
		for j := range digits {
			for prefix := range uint64(1) << j {
				tree |= int(n.scramble(prefix)>>j&1) << node
				node++
			}
		}
		counts[tree]++
	}
	checkEqualCounts(t, "seed 1", counts)
}

// TestDigitsAfterThePrefixAreIndependent is what Owen's variance rests on: once two points have parted, their digits
// are independent of one another, however alike the points are.
func TestDigitsAfterThePrefixAreIndependent(t *testing.T) {
	const digits = 4
	g := NewSource(Random, 2).Generator("test", 0)
	for _, shared := range []int{0, 1, 3, 4, 5, 6, 7, 10, 15, 20, 25, 30} {
		for label, pair := range map[string][2]uint64{
			"zeros":  {0, 1 << shared},
			"ones":   {1<<(shared+1) - 1, 1<<shared - 1},
			"random": {0x9f3a6c51d2e84b07, 0x9f3a6c51d2e84b07 ^ 0x65a94f3b82d17e1d<<shared},
		} {
			counts := make([]int, 1<<(2*digits))
			for range 1 << 15 {
				n := newNested(&g)
				x, y := n.scramble(pair[0])>>(shared+1), n.scramble(pair[1])>>(shared+1)
				counts[x%(1<<digits)<<digits|y%(1<<digits)]++
			}
			checkEqualCounts(t, label, counts)
		}
	}
}

// TestOrderIsAPermutation: an aligned block of indices goes to an aligned block, and each index comes once.
func TestOrderIsAPermutation(t *testing.T) {
	g := NewSource(Random, 3).Generator("test", 0)
	o := newOrder(&g)
	for k := range 13 {
		size := uint64(1) << k
		for _, block := range []uint64{0, 1, 5} {
			seen := make([]bool, size)
			home := o.index(block*size) / size
			for i := range size {
				index := o.index(block*size + i)
				if index/size != home {
					t.Fatalf("blocks of %d: index %d goes to block %d, the first of its block to %d", size, block*size+i, index/size, home)
				}
				if seen[index%size] {
					t.Fatalf("blocks of %d: index %d comes twice", size, index)
				}
				seen[index%size] = true
			}
		}
	}
}

// TestOrderIsRandom: over keys, each of the first eight indices is equally often in each place of its block, together
// with the index after it.
func TestOrderIsRandom(t *testing.T) {
	g := NewSource(Random, 4).Generator("test", 0)
	pairs := make([]int, 8*8)
	for range 1 << 16 {
		o := newOrder(&g)
		pairs[o.index(2)%8*8+o.index(4)%8]++
	}
	// Indices 2 and 4 part at the first of three digits: half of the 64 pairs of places are open to them.
	var possible []int
	for place, count := range pairs {
		if (place>>3^place)&4 != 0 {
			possible = append(possible, count)
		} else if count != 0 {
			t.Errorf("places %d and %d: want distinct halves", place>>3, place&7)
		}
	}
	checkEqualCounts(t, "places", possible)
}
