package estimates

import "math"

// Moments are the count, mean, spread and range of a column. They merge exactly enough to be kept block by block
// (Chan, Golub and LeVeque 1979), and depend on the order of merging in the last bits only:
// merge in block order. The zero value is an empty column.
type Moments struct {
	Count    int
	Mean     float64
	Squares  float64 // Σ(x − Mean)²
	Min, Max float64 // 0 while Count is 0
}

// MomentsOf returns the moments of a column in two passes, with pairwise sums in a fixed order.
func MomentsOf(column []float64) Moments {
	if len(column) == 0 {
		return Moments{}
	}
	low, high := column[0], column[0]
	for _, x := range column {
		if x < low {
			low = x
		}
		if x > high {
			high = x
		}
	}
	return momentsOf(column, sum(column), low, high)
}

// momentsOf is MomentsOf a column whose sum and range are known.
func momentsOf(column []float64, sum, low, high float64) Moments {
	m := Moments{Count: len(column), Min: low, Max: high}
	if low == high { // a rounded mean would leave a spread where there is none
		m.Mean = low
		return m
	}
	m.Mean = sum / float64(len(column))
	m.Squares = sumSquares(column, m.Mean)
	return m
}

// Merge adds the moments of a later block.
func (m *Moments) Merge(later Moments) {
	switch {
	case later.Count == 0:
		return
	case m.Count == 0:
		*m = later
		return
	}
	n, k := float64(m.Count), float64(later.Count)
	delta := later.Mean - m.Mean
	m.Mean += delta * k / (n + k)
	m.Squares += later.Squares + delta*delta*n*k/(n+k)
	m.Count += later.Count
	m.Min, m.Max = min(m.Min, later.Min), max(m.Max, later.Max)
}

// Variance is the sample's (n − 1), NaN below two values.
func (m Moments) Variance() float64 {
	if m.Count < 2 {
		return math.NaN()
	}
	return m.Squares / float64(m.Count-1)
}

// SD is the sample's standard deviation (n − 1), NaN below two values.
func (m Moments) SD() float64 { return math.Sqrt(m.Variance()) }

// ReplicateMoments are the moments of every replicate, of more trials than fit a column. Merge blocks in their order.
type ReplicateMoments [Replicates]Moments

// ReplicateMomentsOf returns the moments of a block, the values of trials first, first+1, …
func ReplicateMomentsOf(first uint64, block []float64) ReplicateMoments {
	var result ReplicateMoments
	own := make([]float64, 0, len(block)/Replicates+1)
	for r := range result {
		own = own[:0]
		for i := int((uint64(r) - first) % Replicates); i < len(block); i += Replicates {
			own = append(own, block[i])
		}
		result[r] = MomentsOf(own)
	}
	return result
}

// Merge adds the moments of a later block.
func (m *ReplicateMoments) Merge(later *ReplicateMoments) {
	for r := range m {
		m[r].Merge(later[r])
	}
}

// All returns the moments of all replicates together.
func (m *ReplicateMoments) All() Moments {
	var all Moments
	for _, own := range m {
		all.Merge(own)
	}
	return all
}

// Mean returns the mean of a column, NaN for an empty one.
func Mean(column []float64) float64 { return sum(column) / float64(len(column)) }

// pairwiseBase is the length below which a sum runs straight through: long enough to hide the recursion, short enough
// for the error to grow with log n.
const pairwiseBase = 256

// sum adds pairwise. Its order depends on the length alone.
func sum(column []float64) float64 {
	if len(column) > pairwiseBase {
		half := len(column) / 2
		return sum(column[:half]) + sum(column[half:])
	}
	var a, b, c, d float64
	for ; len(column) >= 4; column = column[4:] {
		a += column[0]
		b += column[1]
		c += column[2]
		d += column[3]
	}
	for _, x := range column {
		a += x
	}
	return (a + b) + (c + d)
}

// sumSquares adds the squared distances from center pairwise.
func sumSquares(column []float64, center float64) float64 {
	if len(column) > pairwiseBase {
		half := len(column) / 2
		return sumSquares(column[:half], center) + sumSquares(column[half:], center)
	}
	var a, b, c, d float64
	for ; len(column) >= 4; column = column[4:] {
		p, q, r, s := column[0]-center, column[1]-center, column[2]-center, column[3]-center
		a += p * p
		b += q * q
		c += r * r
		d += s * s
	}
	for _, x := range column {
		a += (x - center) * (x - center)
	}
	return (a + b) + (c + d)
}

// sumProducts adds (x − centerX)·(y − centerY) pairwise; the columns are equally long.
func sumProducts(x, y []float64, centerX, centerY float64) float64 {
	if len(x) > pairwiseBase {
		half := len(x) / 2
		return sumProducts(x[:half], y[:half], centerX, centerY) + sumProducts(x[half:], y[half:], centerX, centerY)
	}
	var total float64
	for i, v := range x {
		total += (v - centerX) * (y[i] - centerY)
	}
	return total
}
