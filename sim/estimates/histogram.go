package estimates

import "math"

// A Histogram counts values in equal bins over [Low, High); what lies outside is counted apart.
type Histogram struct {
	Low, High    float64
	Counts       []int
	Below, Above int
}

const (
	fewestBins = 20
	mostBins   = 80
)

// Histogram counts a column of finite values, of which this is the ranking. The bins are as wide as Freedman and Diaconis (1981) say, 2·IQR/∛n, made
// a round number (1, 2, 2.5 or 5 times a power of ten) and kept between 20 and 80. They reach over all values, but
// leave a long tail out: then from P0.5, to P99. A column without spread has its bins around its value; an empty one
// has no bins.
func (r *Ranking) Histogram(column []float64) Histogram {
	if len(column) == 0 {
		return Histogram{}
	}
	var at [6]float64
	r.Percentiles(at[:], column, []float64{0, 0.5, 25, 75, 99, 100})
	least, low, quarter, threeQuarters, high, most := at[0], at[1], at[2], at[3], at[4], at[5]
	const longTail = 0.25 // of the span without it
	span := high - low
	if low-least <= longTail*span {
		low = least
	}
	if most-high <= longTail*span {
		high = most
	}
	width, first, bins := roundBins(low, high, 2*(threeQuarters-quarter)/math.Cbrt(float64(len(column))))
	h := Histogram{Low: first * width, High: (first + float64(bins)) * width, Counts: make([]int, bins)}
	for _, x := range column {
		switch {
		case x < h.Low:
			h.Below++
		case x >= h.High:
			h.Above++
		default: // the division may round across a border
			h.Counts[min(max(int((x-h.Low)/width), 0), bins-1)]++
		}
	}
	return h
}

// roundBins covers [low, high] with bins of a round width near the one wanted, the first starting at first·width.
func roundBins(low, high, wanted float64) (width, first float64, bins int) {
	size := math.Max(math.Abs(low), math.Abs(high))
	span := high - low
	const smallest = 1e-290 // below it a power of ten is hardly a number
	if !(span > Tolerance*size) || span < smallest || math.IsInf(span, 0) {
		width = 1
		if size > smallest {
			width = roundDown(size / 100)
		}
		return width, math.Floor(low/width) - fewestBins/2, fewestBins
	}
	number := clamp(span/wanted, fewestBins, mostBins-2)
	if !(wanted > 0) {
		number = mostBins / 2
	}
	// The widest round width that makes at least half as many bins: less than the next wider's double.
	width = roundDown(span / math.Max(fewestBins, number/2))
	first = math.Floor(low / width)
	return width, first, int(math.Floor(high/width)-first) + 1
}

// roundDown returns the largest of 1, 2, 2.5, 5 times a power of ten that is at most x > 0.
func roundDown(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, step := range [...]float64{10, 5, 2.5, 2, 1} {
		if step*power <= x {
			return step * power
		}
	}
	return power // a rounded logarithm
}
