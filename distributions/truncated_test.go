package distributions

import (
	"fmt"
	"math"
	"testing"
)

// A bound holds the atom that it names, whatever float the atom became under a scale and a shift, and no draw passes it.
func TestBoundsHoldTheirAtoms(t *testing.T) {
	for _, family := range []string{"poisson(3)", "binomial(20; 0.3)", "discrete(1: 0.1; 2: 0.2; 3: 0.1; 4: 0.1; 6: 0.3; 9: 0.2)",
		"mix(0.5: poisson(3); 0.5: normal(mean=1e17; sd=1e16))"} { // floats around 1e17 are 16 apart
		for _, o := range []struct {
			text           string
			scale, by, add float64 // the atom k lies at k·scale/by + add
		}{
			{"* 0.1", 1, 10, 0}, {"/ 3", 1, 3, 0}, {"* 1.1", 11, 10, 0}, {"* -0.1", -1, 10, 0}, {"* 0.7 / 3", 7, 30, 0},
			{"* 0.1 + 0.7", 1, 10, 0.7}, {"* -0.1 + 0.3", -1, 10, 0.3},
		} {
			for low := 1.0; low <= 6; low++ {
				for high := low + 1; high <= 9; high++ {
					place := func(k float64) float64 { return math.Round((k*o.scale/o.by+o.add)*1e15) / 1e15 }
					a, b := math.Min(place(low), place(high)), math.Max(place(low), place(high))
					whole := parse(t, fmt.Sprintf("%s trunc[%g; %g]", family, low, high))
					d := parse(t, fmt.Sprintf("%s %s trunc[%s; %s]", family, o.text, formatNumber(a), formatNumber(b)))
					mean, sd := whole.Mean()*o.scale/o.by+o.add, whole.SD()*math.Abs(o.scale)/o.by
					if math.Abs(d.Mean()-mean) > 1e-12 || math.Abs(d.SD()-sd) > 1e-12 {
						t.Errorf("%s has mean %v and sd %v, want %v and %v", d, d.Mean(), d.SD(), mean, sd)
					}
					table, x := Compile(d), []float64{-6, 6}
					table.FromScores(x, x)
					if x = append(x, table.At(1e-9), table.At(1-1e-9)); x[0] < a || x[2] < a || x[1] > b || x[3] > b {
						t.Errorf("%s draws %v", d, x)
					}
				}
			}
		}
	}
}
