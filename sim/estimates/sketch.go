package estimates

import "math"

// SketchError is the largest relative error of a percentile read off a Sketch.
const SketchError = 1.0 / 8192

// A Sketch counts the values of one output in narrow bins, for more trials than fit a column. Counts are whole
// numbers, so sketches of parts merge to the sketch of the whole in any order, bit for bit. It keeps counts by
// replicate, so that percentiles have intervals. Make it with NewSketch.
//
// A bin holds the values that agree in sign, exponent and the first twelve bits of the mantissa: its middle is off by
// at most SketchError, like the linearly interpolated mapping of DDSketch (Masson, Rim and Lee 2019). Amounts below
// 2^−30 (a billionth of a dollar) count as 0. Memory follows the range of the values: 4,096 bins for each doubling, of
// 64 bytes with replicates and 4 without, taken in pages of 1,024 bins.
//
// Rejected: github.com/DataDog/sketches-go. Its counts are floating-point, it reads off bins without interpolation, wants
// a sketch for every replicate, takes three times as long for a value, and brings the protobuf runtime along.
type Sketch struct {
	replicated bool
	lanes      int
	counts     [Replicates]uint64
	pages      [][]uint32 // by page of keys; nil while empty; [key within page·lanes + lane]
}

const (
	sketchMantissa = 12                                         // bits of the mantissa that tell bins apart
	sketchShift    = 52 - sketchMantissa                        // bits of the pattern inside a bin
	smallestBits   = (1023 - 30) << 52                          // the pattern of 2^−30
	sketchZero     = (0x7ff0<<48-smallestBits)>>sketchShift + 1 // the key of 0: more than there are bins of a sign
	pageBits       = 10
	pageKeys       = 1 << pageBits
)

// NewSketch returns an empty sketch. replicated tells whether trial i belongs to replicate i mod 16 of an even design
// or all trials are independent.
func NewSketch(replicated bool) *Sketch {
	s := &Sketch{replicated: replicated, lanes: 1, pages: make([][]uint32, 2*sketchZero/pageKeys+1)}
	if replicated {
		s.lanes = Replicates
	}
	return s
}

// sketchKey numbers bins from the most negative to the largest.
func sketchKey(x float64) int {
	pattern := math.Float64bits(x)
	size := int64(pattern&^(1<<63)) - smallestBits
	if size < 0 {
		return sketchZero
	}
	key := int(size>>sketchShift) + 1
	if pattern>>63 != 0 {
		return sketchZero - key
	}
	return sketchZero + key
}

// sketchValue is the middle of a bin.
func sketchValue(key int) float64 {
	distance := key - sketchZero
	if distance == 0 {
		return 0
	}
	size := int64(max(distance, -distance)-1)<<sketchShift + smallestBits
	low := math.Float64frombits(uint64(size))
	middle := math.Float64frombits(uint64(size + 1<<(sketchShift-1)))
	if math.IsInf(low, 0) {
		middle = low
	}
	return math.Copysign(middle, float64(distance))
}

// Add counts a block of finite values, those of trials first, first+1, …
func (s *Sketch) Add(first uint64, values []float64) {
	laneMask := uint64(s.lanes - 1)
	for i, x := range values {
		key := sketchKey(x)
		page := s.pages[key>>pageBits]
		if page == nil {
			page = make([]uint32, pageKeys*s.lanes)
			s.pages[key>>pageBits] = page
		}
		lane := int((first + uint64(i)) & laneMask)
		page[key%pageKeys*s.lanes+lane]++
		s.counts[lane]++
	}
}

// Merge adds the counts of another sketch of the same output. Fewer than 2^32 values may share a bin and replicate.
func (s *Sketch) Merge(other *Sketch) {
	for p, page := range other.pages {
		if page == nil {
			continue
		}
		if s.pages[p] == nil {
			s.pages[p] = make([]uint32, len(page))
		}
		for i, count := range page {
			s.pages[p][i] += count
		}
	}
	for lane, count := range other.counts {
		s.counts[lane] += count
	}
}

// Count is the number of values.
func (s *Sketch) Count() int {
	var n uint64
	for _, count := range s.counts {
		n += count
	}
	return int(n)
}

// Bytes is the memory that the counts take.
func (s *Sketch) Bytes() int {
	const header = 24 // of a slice
	total := header * len(s.pages)
	for _, page := range s.pages {
		total += 4 * len(page)
	}
	return total
}

// Percentiles writes the percentiles at levels between 0 and 100 percent into dst, by linear interpolation between
// order statistics as for columns, each within SketchError of its value. NaN where nothing was counted.
func (s *Sketch) Percentiles(dst, levels []float64) {
	for i, level := range levels {
		dst[i] = s.percentile(pooled, s.Count(), level)
	}
}

func (s *Sketch) percentile(lane, n int, level float64) float64 {
	if n == 0 {
		return math.NaN()
	}
	rank, fraction := quantilePosition(n, level)
	return between(s.atRank(lane, rank), s.atRank(lane, min(rank+1, n-1)), fraction)
}

// atRank is the order statistic of a rank (from 0) of a replicate, or of all values.
func (s *Sketch) atRank(lane, rank int) float64 {
	passed := 0
	for p, page := range s.pages {
		for i := 0; i < len(page); i += s.lanes {
			if lane == pooled {
				for _, count := range page[i : i+s.lanes] {
					passed += int(count)
				}
			} else {
				passed += int(page[i+lane])
			}
			if passed > rank {
				return sketchValue(p*pageKeys + i/s.lanes)
			}
		}
	}
	return math.NaN()
}

// Summarize describes a sketched output as Workspace.Summarize does a column, given its moments: percentiles and their
// intervals are within SketchError besides.
func (s *Sketch) Summarize(w *Workspace, moments *ReplicateMoments, levels []float64) Summary {
	n := s.Count()
	if n == 0 {
		return undefinedSummary(len(levels))
	}
	result := Summary{Moments: moments.All(), Percentiles: make([]float64, len(levels))}
	s.Percentiles(result.Percentiles, levels)
	var main [len(intervalLevels)]float64
	s.Percentiles(main[:], intervalLevels[:])
	result.setLevels(main[0], main[1], main[2])
	result.noIntervals()
	if n < smallestSample {
		return result
	}
	if !s.replicated {
		result.MeanSE = result.SD() / math.Sqrt(float64(n))
		result.Intervals[OfMean] = studentInterval(result.Moments)
		for i, level := range intervalLevels {
			if ranks := w.orderStatisticRanks(n, level); ranks.bounded {
				result.Intervals[OfP50+i] = Interval{s.atRank(pooled, ranks.low-1), s.atRank(pooled, ranks.high-1), ranks.confidence, MethodOrderStatistics}
			}
		}
		return result
	}
	var own [Replicates]float64
	for r := range own {
		own[r] = moments[r].Mean
	}
	result.MeanSE = replicatesError(&own)
	result.Intervals[OfMean] = replicatesInterval(result.Mean, &own)
	for i, level := range intervalLevels {
		for r := range own {
			own[r] = s.percentile(r, int(s.counts[r]), level)
		}
		result.Intervals[OfP50+i] = replicatesInterval(main[i], &own)
	}
	return result
}
