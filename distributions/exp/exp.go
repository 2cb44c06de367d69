// Package exp computes exponentials of many numbers: those of growth rates and of chances, a few hundred in every lifetime, and
// those that raise draws of a steep distribution from their logarithms.
package exp

import "math"

const (
	steps    = 1 << stepBits // of the table, to a doubling
	stepBits = 4
)

// numbers holds what an exponential is made of.
type numbers struct {
	table    [steps]float64 // 2^(k/16)
	perStep  float64        // 16/ln 2
	rounder  float64        // added and taken away, rounds to a whole number
	stepHigh float64        // ln 2/16 to 32 bits: its multiples are exact
	stepLow  float64        // and what they leave
	safe     float64        // beyond, math.Exp knows what to do
	nothing  float64        // below, nothing is left
	series   [8]float64     // 1/k!
}

var parts = func() numbers {
	const ln2High = 0x1.62e42fefap-1
	n := numbers{
		perStep: steps / math.Ln2, rounder: 0x1.8p52, safe: 690, nothing: -746,
		stepHigh: ln2High / steps, stepLow: (math.Ln2 - ln2High) / steps,
		series: [...]float64{1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040},
	}
	for k := range n.table {
		n.table[k] = math.Exp2(float64(k) / steps)
	}
	return n
}()

// All replaces every x by its exponential, within 1e-15: a table of powers of 2, and the series for what lies between. It takes a
// third of the time of math.Exp, and where the processor takes eight at a time a tenth.
func All(x []float64) {
	for len(x) > 0 {
		n := len(x)
		if wide {
			x = x[allWide(x, &parts):]
			n = min(len(x), 8)
		}
		for i, v := range x[:n] {
			x[i] = Of(v)
		}
		x = x[n:]
	}
}

// Of returns e^v, the same as All.
func Of(v float64) float64 {
	e := &parts
	if v < e.nothing {
		return 0
	}
	if !(v > -e.safe && v < e.safe) {
		return math.Exp(v)
	}
	shifted := v*e.perStep + e.rounder
	k := math.Float64bits(shifted) // its low bits are the whole number
	whole := shifted - e.rounder
	r := (v - whole*e.stepHigh) - whole*e.stepLow
	c := &e.series
	p := c[0] + r*(c[1]+r*(c[2]+r*(c[3]+r*(c[4]+r*(c[5]+r*(c[6]+r*c[7]))))))
	// k mod 16 chooses from the table, ⌊k/16⌋ is the exponent of 2.
	return p * math.Float64frombits(math.Float64bits(e.table[k%steps])+k>>stepBits<<52)
}
