package draws

import (
	"slices"
	"testing"
)

// TestReplicasAreNestedScrambles: side by side as one by one, with the wide instructions of this machine as without.
func TestReplicasAreNestedScrambles(t *testing.T) {
	k := newKeys("test", 1, "replicas")
	s := newReplicas(k)
	g := k.generator(99)
	for n := range 70 {
		points := make([]uint64, n)
		for j := range points {
			points[j] = g.Uint64() >> (g.Uint64() % 64)
		}
		got, single := make([]float64, n*Replicates), make([]float64, n*Replicates)
		s.fill(got, points)
		s.fillOneByOne(single, points)
		if !slices.Equal(got, single) {
			t.Fatalf("%d points: %v, one by one %v", n, got, single)
		}
		for r := range Replicates {
			g := k.generator(uint64(r))
			nested := newNested(&g)
			for j, x := range points {
				if want := forward(nested.scramble(x)); got[j*Replicates+r] != want || s.uniform(x, r) != want {
					t.Fatalf("point %#x in replicate %d: %v and %v, want %v", x, r, got[j*Replicates+r], s.uniform(x, r), want)
				}
			}
		}
	}
}

// TestShuffledOneByOne: with the wide instructions of this machine as without.
func TestShuffledOneByOne(t *testing.T) {
	s := newShuffled(newKeys("test", 1, "shuffled"))
	for n := range tilePoints {
		for _, index := range []uint64{0, tilePoints, 12345 * tilePoints, 1<<59 - tilePoints} {
			got, single := make([]float64, n*Replicates), make([]float64, n*Replicates)
			s.tile(got, index)
			s.tileOneByOne(single, index)
			if !slices.Equal(got, single) {
				t.Fatalf("%d points from %d: %v, one by one %v", n, index, got, single)
			}
		}
	}
}
