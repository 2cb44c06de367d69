package estimates

import (
	"math"
	"slices"
)

// A bucketing maps values to buckets so that a larger value never lands in a lower bucket. Its boundaries are guessed
// from a few of the column's values; a bad guess makes crowded buckets, never wrong answers.
//
//	bucket 0:                 x ≤ floor
//	buckets 1 … last−1:       equal steps from start to ceiling: of the value, or of its bit pattern (that of a positive
//	                          float rises with it, almost like its logarithm) where this spreads the values better
//	bucket last:              x ≥ ceiling
//
// The lowest value seen has a bucket to itself and what lies below: many outputs pile up at their lowest value (no
// risk occurred, no retrain), and a bucket of one value needs no sorting.
type bucketing struct {
	floor, start, ceiling float64
	perStep               float64 // buckets per unit of value; unused if geometric
	geometric             bool
	startBits             int64
	last                  int
	shift                 uint // bits of the pattern per bucket, a power of two
}

// newBucketing guesses the boundaries of a number of buckets for a non-empty column, with scratch for a probe of it.
func newBucketing(column, probe []float64, buckets int) bucketing {
	probe = probe[:max(1, min(len(probe), len(column)/128))]
	if len(column) <= len(probe) {
		probe = probe[:copy(probe, column)]
	} else {
		// Places follow the golden ratio: a fixed stride would meet the same few points of a Sobol' sequence.
		const golden = 0.6180339887498949
		for k := range probe {
			_, place := math.Modf(float64(k+1) * golden)
			probe[k] = column[int(place*float64(len(column)))]
		}
	}
	slices.Sort(probe)
	b := bucketing{floor: probe[0], ceiling: probe[len(probe)-1], last: buckets - 1}
	above, _ := slices.BinarySearchFunc(probe, b.floor, func(x, floor float64) int {
		if x > floor {
			return 1
		}
		return -1
	})
	if above == len(probe) {
		b.start = b.ceiling
		return b
	}
	b.start = probe[above]
	if b.start > 0 {
		// Take the scale on which the middle of the probe spreads wider over the buckets.
		low, high := probe[len(probe)/8], probe[len(probe)-1-len(probe)/8]
		pattern := func(x float64) float64 { return float64(math.Float64bits(max(x, b.start))) }
		b.geometric = (pattern(high)-pattern(low))*(b.ceiling-b.start) > (high-low)*(pattern(b.ceiling)-pattern(b.start))
	}
	if b.geometric {
		b.startBits = int64(math.Float64bits(b.start))
		for span := int64(math.Float64bits(b.ceiling)) - b.startBits; span>>b.shift > int64(b.last-2); {
			b.shift++
		}
		return b
	}
	b.perStep = float64(b.last-2) / (b.ceiling - b.start)
	if !(b.perStep > 0 && b.perStep < math.MaxFloat64) { // a span of 0, or past the range of floats
		b.ceiling = b.start
	}
	return b
}

// count assigns every value its bucket and counts values by bucket and lane: counts[lane·buckets + bucket]. It
// returns the smallest and the largest value, which lie in the outer buckets.
func (b *bucketing) count(bucketOf []uint16, counts []uint32, column []float64, laneOf []uint8) (low, high float64) {
	low, high = b.assign(bucketOf, column)
	laneOf = laneOf[:len(bucketOf)]
	buckets := b.last + 1
	for i, bucket := range bucketOf {
		counts[int(laneOf[i])*buckets+int(bucket)]++
	}
	return low, high
}

// assign finds the bucket of every value, and the smallest and the largest value, as far as these are beyond floor and
// ceiling.
func (b *bucketing) assign(bucketOf []uint16, column []float64) (low, high float64) {
	low, high = b.floor, b.ceiling
	done := 0
	if wide {
		var extremes [16]float64
		for i := range 8 {
			extremes[i], extremes[8+i] = low, high
		}
		done = bucketsWide(bucketOf, column, b, &extremes)
		low, high = slices.Min(extremes[:8]), slices.Max(extremes[8:])
	}
	for i, x := range column[done:] {
		bucketOf[done+i] = uint16(b.bucket(x))
		if x < low {
			low = x
		}
		if x > high {
			high = x
		}
	}
	return low, high
}

// bucket is that of a value.
func (b *bucketing) bucket(x float64) int {
	switch {
	case !(x > b.floor):
		return 0
	case x >= b.ceiling:
		return b.last
	case !(x > b.start):
		return 1
	case b.geometric:
		return 1 + int((int64(math.Float64bits(x))-b.startBits)>>(b.shift&63))
	}
	return 1 + int((x-b.start)*b.perStep)
}
