package draws

import (
	"math"
	"testing"
)

// TestKeyedCountersAreUnrelated: streams whose counters meet must still be different functions of the counter, not
// stretches of one sequence.
func TestKeyedCountersAreUnrelated(t *testing.T) {
	const n = 1 << 18
	stream := func(name string) Stream { return Stream{counter{0, newKeys("test", 1, name)[0]}} }
	for _, names := range [][2]string{{"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "e"}, {"e", "f"}, {"f", "a"}} {
		a, b := filled(stream(names[0]), n), filled(stream(names[1]), n)
		if r, chance := correlation(a, b), chanceCorrelation(n); math.Abs(r) > chance {
			t.Errorf("%s: correlation %.5f, by chance up to %.5f", names, r, chance)
		}
		cells := make([]int, 64*64)
		for i := range n {
			cells[int(a[i]*64)*64+int(b[i]*64)]++
		}
		checkEqualCounts(t, names[0]+" and "+names[1], cells)
	}
}
