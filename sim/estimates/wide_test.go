package estimates

import (
	"math"
	"slices"
	"testing"
)

// TestWideIsNarrow: eight values at a time find the same buckets and places as one at a time, and the same extremes.
func TestWideIsNarrow(t *testing.T) {
	if !wide {
		t.Skip("this processor takes one at a time")
	}
	for _, n := range []int{1, 7, 8, 17, 100, 4099} {
		for name, column := range shapes(n) {
			b := newBucketing(column, make([]float64, 256), 2048)
			got := make([]uint16, n)
			low, high := b.assign(got, column)
			wantLow, wantHigh := b.floor, b.ceiling
			for i, x := range column {
				if want := b.bucket(x); int(got[i]) != want {
					t.Fatalf("%s, n=%d: %v lies in bucket %d, want %d", name, n, x, got[i], want)
				}
				wantLow, wantHigh = min(wantLow, x), max(wantHigh, x)
			}
			if low != wantLow || high != wantHigh {
				t.Errorf("%s, n=%d: from %v to %v, want %v to %v", name, n, low, high, wantLow, wantHigh)
			}
			ScorePlaces(got, column)
			one := make([]uint16, 1)
			for i, x := range column {
				if ScorePlaces(one, []float64{x}); got[i] != one[0] {
					t.Fatalf("%s, n=%d: %v lies in place %d, want %d", name, n, x, got[i], one[0])
				}
			}
		}
	}
	far := []float64{math.Inf(-1), -1e300, -1e19, -9, 9, 1e19, 1e300, math.Inf(1)}
	got, want := make([]uint16, 8), []uint16{}
	ScorePlaces(got, far)
	for _, x := range far {
		one := make([]uint16, 1)
		ScorePlaces(one, []float64{x})
		want = append(want, one[0])
	}
	if !slices.Equal(got, want) {
		t.Errorf("far out: %v, want %v", got, want)
	}
}
