package draws

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
)

// keys are 256 bits that say which stream this is.
type keys [4]uint64

// newKeys hashes (role, seed, name). A cryptographic hash owes no proof that seeds 1 and 2, or risks "a" and "b", are
// unrelated; at a tenth of a microsecond a stream, nothing weaker is worth explaining. role is one of this package's
// own words without a NUL and the seed has a fixed width, so different triples never hash the same bytes.
func newKeys(role string, seed uint64, name string) keys {
	var space [128]byte // on the stack; longer names grow out of it
	text := append(space[:0], "finetco/draws/1\x00"...)
	text = append(text, role...)
	text = append(text, 0)
	text = binary.LittleEndian.AppendUint64(text, seed)
	text = append(text, name...)
	sum := sha256.Sum256(text)
	var k keys
	for i := range k {
		k[i] = binary.LittleEndian.Uint64(sum[8*i:])
	}
	return k
}

// weyl is the step of the counters that mix is fed with: 2⁶⁴ divided by the golden ratio, odd.
const weyl = 0x9e3779b97f4a7c15

// mix is the output function of SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators,
// OOPSLA 2014; constants by Stafford) with a key between its two rounds. Without that key two streams would be
// stretches of one sequence, a shift apart; with it they are different functions of the counter. Keys must be hashes
// themselves: two that differ in a few bits make functions that are alike.
func mix(x, key uint64) uint64 {
	x = (x ^ x>>30) * mixFactor1
	x = (x ^ x>>27 ^ key) * mixFactor2
	return x ^ x>>31
}

const (
	oneBits    = 0x3ff << 52 // of the float 1
	mixFactor1 = 0xbf58476d1ce4e5b9
	mixFactor2 = 0x94d049bb133111eb
)

// open maps 64 random bits to (k + ½)·2⁻⁵², k the upper 52 of them: the finest even grid inside (0, 1) that float64
// holds exactly. With 53 bits, k + ½ takes 54 and the last one rounds to 1, where a quantile is +Inf.
func open(x uint64) float64 {
	return math.Float64frombits(oneBits|x>>12) - (1 - 0x1p-53)
}
