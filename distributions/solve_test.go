package distributions

import (
	"math"
	"testing"
)

// TestHalfwayIsBetween: in order, and as many floats from either end.
func TestHalfwayIsBetween(t *testing.T) {
	for _, c := range [][3]float64{
		{1, 2, 1.5}, {-2, -1, -1.5}, {0, 4 * math.SmallestNonzeroFloat64, 2 * math.SmallestNonzeroFloat64}, {0, math.Inf(1), 1.5}, {-9e307, 9e307, 0},
	} {
		if got := halfway(c[0], c[1]); got != c[2] {
			t.Errorf("halfway from %v to %v is %v, want %v", c[0], c[1], got, c[2])
		}
	}
}

// TestQuantileAcrossTheRange: a law whose parts are hundreds of orders of magnitude apart, on both sides of 0.
func TestQuantileAcrossTheRange(t *testing.T) {
	for _, cell := range []string{
		"mix(0.5: normal(mean=0; sd=1); 0.5: uniform(0; 9e307)) * -1", "mix(0.5: normal(mean=0; sd=1e-200); 0.5: uniform(-9e300; 9e300))",
	} {
		d, err := Parse(cell, nil)
		if err != nil {
			t.Fatal(err)
		}
		for p := 0.01; p < 1; p += 0.01 {
			if got := d.CDF(d.Quantile(p)); math.Abs(got-p) > 1e-10 {
				t.Errorf("%s: the quantile of %.2f has probability %v", cell, p, got)
			}
		}
	}
}
