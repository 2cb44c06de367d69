package lifetime

import "math"

// expSteps is the number of steps of the table to a doubling.
const expSteps = 64

// expTable holds 2^(k/64), and twoTo64th the split of ln 2/64 into a part with a short mantissa and the rest.
var expTable = func() (t [expSteps]float64) {
	for k := range t {
		t[k] = math.Exp2(float64(k) / expSteps)
	}
	return t
}()

const (
	stepHigh = 0x1.62e42fefap-1 / expSteps              // ln 2 to 32 bits: its multiples are exact
	stepLow  = (math.Ln2 - 0x1.62e42fefap-1) / expSteps // and what they leave
	rounder  = 0x1.8p52                                 // added and taken away, rounds to a whole number
	safeExp  = 690                                      // beyond, math.Exp knows what to do
)

// exponentials replaces every x by its exponential, within 1e-15. It takes a third of the time of math.Exp, which once a
// month was a good part of a lifetime: a table of powers of 2, and a polynomial for what lies between.
func exponentials(x []float64) {
	for i, v := range x {
		if !(v > -safeExp && v < safeExp) {
			x[i] = math.Exp(v)
			continue
		}
		shifted := v*(expSteps/math.Ln2) + rounder
		k := int64(math.Float64bits(shifted)) // its low bits are the whole number
		whole := shifted - rounder
		r := (v - whole*stepHigh) - whole*stepLow
		p := 1 + r*(1+r*(1.0/2+r*(1.0/6+r*(1.0/24+r*(1.0/120)))))
		// k mod 64 chooses from the table, ⌊k/64⌋ is the exponent of 2.
		exponent := uint64(k<<12>>12) >> 6 << 52
		x[i] = p * math.Float64frombits(math.Float64bits(expTable[k&(expSteps-1)])+exponent)
	}
}
