package estimates

import "math"

// Percentiles writes the percentiles of a column at levels between 0 and 100 percent into dst, by linear interpolation
// between order statistics (Hyndman and Fan 1996, type 7). The column is not altered; its values are finite. An empty
// column has NaN. dst and levels are equally long.
//
// The result equals that of sorting, to the bit (−0 counts as 0), at a fraction of the cost: see Workspace.find.
func (w *Workspace) Percentiles(dst, column, levels []float64) {
	w.forgetQuestions()
	if len(column) == 0 {
		for i := range dst {
			dst[i] = math.NaN()
		}
		return
	}
	for _, level := range levels {
		w.askPercentile(pooled, len(column), level)
	}
	w.find(column, w.oneLane(len(column)), 1)
	for i := range dst {
		dst[i] = w.answer(i)
	}
}

// quantilePosition places a percentile among n sorted values: a rank from 0, and the fraction of the way to the next.
func quantilePosition(n int, level float64) (rank int, fraction float64) {
	position := float64(n-1) * level / 100
	rank = min(int(position), n-1)
	return rank, position - float64(rank)
}

// between interpolates so that equal neighbors give themselves.
func between(below, above, fraction float64) float64 {
	if fraction == 0 || below == above {
		return below
	}
	return below + fraction*(above-below)
}

// sortedPercentile reads a percentile off sorted values.
func sortedPercentile(sorted []float64, level float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	rank, fraction := quantilePosition(len(sorted), level)
	return between(sorted[rank], sorted[min(rank+1, len(sorted)-1)], fraction)
}
