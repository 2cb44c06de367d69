package draws

import "math/bits"

// Nested uniform scrambling (Owen 1995) flips each binary digit of a point by a random bit that depends on the digits
// before it: all points that share a prefix have their next digit flipped alike. Elementary intervals go to elementary
// intervals, so nets stay nets, and each point becomes uniform.
//
// Points are written backwards here, bit 0 being the first digit. Then additions, odd multiples and x ^ even·x are all
// nested scrambles, since carries run from earlier digits to later ones only (Laine and Karras 2011, Burley 2020), and
// 64 bits of product fill the digits that a point does not have with hashed ones.

// prefixes is the number of different beginnings of a point that nested keeps keys of their own for.
const prefixes = 1 << prefixDigits

const prefixDigits = 5

// nested is one nested uniform scramble. Hashes by multiplication are poor in the first digits, which matter most: what
// they do there hangs on a few bits of their key. So the first digits are scrambled exactly, by a table with a random
// bit for every node of the tree, and each of the 32 subtrees below gets a key of its own for the hash that follows.
type nested struct {
	flips [prefixes]uint64
	hash  hash
}

func newNested(g *Generator) nested {
	var n nested
	n.flips[0] = g.Uint64()
	for p := 1; p < prefixes; p++ {
		// Prefix p, of last 1 at digit t, shares with the prefix of a 0 there all digits up to t: their flips depend
		// on digits before t alone.
		t := bits.Len(uint(p)) - 1
		shared := uint64(2)<<t - 1
		n.flips[p] = n.flips[p-1<<t]&shared | g.Uint64()&^shared
	}
	n.hash = newHash(g)
	return n
}

// scramble scrambles a backward point.
func (n *nested) scramble(x uint64) uint64 {
	return n.hash.scramble(x ^ n.flips[x%prefixes])
}

// hash is a nested scramble by keyed multiplication, after Burley's (2020): x ^ even·x spreads each digit over the later
// ones, the odd factor makes a digit's flip depend on those before it in a way that the key decides.
type hash struct {
	even1, odd, even2 uint64
}

// newHash draws factors that are odd, or twice odd: the digit right before has its say in every step.
func newHash(g *Generator) hash {
	return hash{g.Uint64()&^1 | 2, g.Uint64() | 1, g.Uint64()&^1 | 2}
}

func (h hash) scramble(x uint64) uint64 {
	x ^= x * h.even1
	x *= h.odd
	return x ^ x*h.even2
}

// forward turns a backward point to a uniform in the open (0, 1).
func forward(x uint64) float64 { return open(reverse(x)) }

// reverse is bits.Reverse64, a tenth faster where the machine has no instruction for it: multiples of 2 and 4 are
// added for free, as part of an address.
func reverse(x uint64) uint64 {
	x = x>>1&0x5555555555555555 + x&0x5555555555555555*2
	x = x>>2&0x3333333333333333 + x&0x3333333333333333*4
	x = x>>4&0x0f0f0f0f0f0f0f0f + x&0x0f0f0f0f0f0f0f0f<<4
	return bits.ReverseBytes64(x)
}
