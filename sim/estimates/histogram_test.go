package estimates

import (
	"math"
	"testing"
)

func TestHistogramCountsEveryValueOnce(t *testing.T) {
	for _, n := range []int{1, 2, 20, 1000, 65536} {
		for name, column := range shapes(n) {
			if name == "huge" {
				continue // spans more than a float
			}
			h := histogramOf(column)
			total := h.Below + h.Above
			for _, count := range h.Counts {
				total += count
			}
			if total != n {
				t.Errorf("%s, n=%d: %d values counted", name, n, total)
			}
			if len(h.Counts) < fewestBins || len(h.Counts) > mostBins {
				t.Errorf("%s, n=%d: %d bins", name, n, len(h.Counts))
			}
			if outside := float64(h.Below+h.Above) / float64(n); outside > 0.03 && n > 20 {
				t.Errorf("%s, n=%d: %v of the values outside [%v, %v)", name, n, outside, h.Low, h.High)
			}
			if !(h.Low < h.High) {
				t.Errorf("%s, n=%d: from %v to %v", name, n, h.Low, h.High)
			}
		}
	}
	if h := histogramOf(nil); len(h.Counts) != 0 || h.Below+h.Above != 0 {
		t.Errorf("of nothing: %+v", h)
	}
}

func TestHistogramByHand(t *testing.T) {
	column := make([]float64, 1000) // 0, 0.1, … 99.9
	for i := range column {
		column[i] = float64(i) / 10
	}
	// IQR 49.95, width 2·49.95/10 = 9.99, ten bins: too few; at least 20 in a round width are 20 of 4.995 → 2.5.
	h := histogramOf(column)
	if h.Low != 0 || h.High != 100 || len(h.Counts) != 40 || h.Below != 0 || h.Above != 0 {
		t.Fatalf("%+v", h)
	}
	for bin, count := range h.Counts {
		if count != 25 {
			t.Errorf("bin %d holds %d", bin, count)
		}
	}
}

func TestHistogramOfConstant(t *testing.T) {
	for _, value := range []float64{0, 1234.5, -7e9, 1e-300} {
		h := histogramOf([]float64{value, value, value})
		if h.Below+h.Above != 0 || h.Counts[fewestBins/2] != 3 {
			t.Errorf("constant %v: %+v", value, h)
		}
	}
}

func TestRoundDown(t *testing.T) {
	for x, want := range map[float64]float64{1: 1, 1.99: 1, 2: 2, 2.4: 2, 2.5: 2.5, 4.9: 2.5, 5: 5, 9.99: 5, 10: 10, 1000: 1000, 0.03: 0.025, 24e5: 2e6} {
		if got := roundDown(x); math.Abs(got-want) > 1e-12*want {
			t.Errorf("roundDown(%v) = %v, want %v", x, got, want)
		}
	}
}

func histogramOf(column []float64) Histogram { return rankingOf(column).Histogram(column) }
