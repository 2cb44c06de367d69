package estimates

import "testing"

func TestFans(t *testing.T) {
	// Eleven lifetimes i: month 0 costs i, month 1 costs 2·(10 − i), month 2 nothing.
	monthly := [][]float64{make([]float64, 11), make([]float64, 11), make([]float64, 11)}
	for i := range 11 {
		monthly[0][i], monthly[1][i] = float64(i), 2*float64(10-i)
	}
	each, cumulative := new(Workspace).Fans(monthly)
	for _, c := range []struct {
		name string
		got  []float64
		want [3]float64
	}{
		{"mean", each.Mean, [3]float64{5, 10, 0}},
		{"P10", each.P10, [3]float64{1, 2, 0}},
		{"P50", each.P50, [3]float64{5, 10, 0}},
		{"P90", each.P90, [3]float64{9, 18, 0}},
		{"cumulative mean", cumulative.Mean, [3]float64{5, 15, 15}},
		{"cumulative P10", cumulative.P10, [3]float64{1, 11, 11}},
		{"cumulative P50", cumulative.P50, [3]float64{5, 15, 15}},
		{"cumulative P90", cumulative.P90, [3]float64{9, 19, 19}},
	} {
		for month, want := range c.want {
			near(t, c.name, c.got[month], want, 1e-15)
		}
	}
	if monthly[1][0] != 20 {
		t.Error("the series was altered")
	}
}
