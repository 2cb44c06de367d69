package distributions

import (
	"math"
	"math/bits"
)

// Scores of uniforms are looked up in cells that are laid out by the bits of the smaller tail v = min(u, 1 − u): its
// exponent and first four binary places choose the cell, so that there are 16 to every factor of 2, as fine relative
// to v in the tail as in the middle, and the remaining bits are the place within it.
const (
	leastExponent = -41 // 2^-41 = 4.5e-13; below, scores are computed
	scoreBits     = 4
	scoreShift    = 52 - scoreBits
	mantissa      = 1<<52 - 1
	one           = 0x3ff << 52
	signBit       = 1 << 63

	firstScoreCell = (1023 + leastExponent) << scoreBits // the bits of 2^leastExponent, shifted
	scoreCells     = (-1-leastExponent)<<scoreBits + 1   // the last one is u = 1/2 itself
)

// scoreTable holds −Φ⁻¹(v).
var scoreTable = newScoreTable()

func newScoreTable() *[scoreCells]polynomial {
	var cells [scoreCells]polynomial
	at := func(k int) node {
		v := math.Float64frombits((firstScoreCell + uint64(k)) << scoreShift)
		z := exactScore(v, 1-v)
		return node{v, -z, -1 / bell(z), -z / (bell(z) * bell(z))}
	}
	for k := range scoreCells - 1 {
		cells[k] = hermite(at(k), at(k+1))
	}
	return &cells
}

// NormalScores sets dst[i] = Φ⁻¹(u[i]), within 1e-10 of u (relative to the smaller tail). dst may be u.
func NormalScores(dst, u []float64) {
	if wide {
		for len(u) >= 8 {
			done, left := scoresWide(dst, u, &scoreTable[0])
			for ; left != 0; left &= left - 1 {
				i := done - 8 + bits.TrailingZeros8(left)
				scores(dst[i:], u[i:i+1])
			}
			dst, u = dst[done:], u[done:]
		}
	}
	scores(dst, u)
}

// scores is NormalScores one by one.
func scores(dst, u []float64) {
	dst = dst[:len(u)]
	for i, u := range u {
		bits, above := smallerTail(u)
		k := bits>>scoreShift - firstScoreCell
		if k >= scoreCells {
			dst[i] = tailScore(u)
			continue
		}
		dst[i] = signed(scoreTable[k].at(place(bits, scoreBits)), above)
	}
}

// NormalScore returns Φ⁻¹(u), the same as NormalScores.
func NormalScore(u float64) float64 {
	bits, above := smallerTail(u)
	k := bits>>scoreShift - firstScoreCell
	if k >= scoreCells {
		return tailScore(u)
	}
	return signed(scoreTable[k].at(place(bits, scoreBits)), above)
}

// smallerTail returns the bits of min(u, 1 − u), and all ones for a u above 1/2, else 0. Positive floats are ordered like
// their bits, and a difference costs less than a branch that is wrong every second time.
func smallerTail(u float64) (bits, above uint64) {
	lower, upper := math.Float64bits(u), math.Float64bits(1-u)
	above = uint64(int64(upper-lower) >> 63)
	return lower + (upper-lower)&above, above
}

// place returns where between 0 and 1 in its cell a tail lies: what follows the binary places that chose the cell.
func place(bits uint64, places uint) float64 {
	return math.Float64frombits(bits<<places&mantissa|one) - 1
}

// signed turns the size of a score into the score: negative below the median.
func signed(size float64, above uint64) float64 {
	return math.Float64frombits(math.Float64bits(size) | signBit&^above)
}

// tailScore computes the score of a u that no cell covers: beyond 5e-13, or outside (0, 1).
func tailScore(u float64) float64 {
	switch {
	case u <= 0:
		return math.Inf(-1)
	case u >= 1:
		return math.Inf(1)
	case u != u:
		return u
	}
	return exactScore(u, 1-u)
}
