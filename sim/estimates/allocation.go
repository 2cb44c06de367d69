package estimates

import (
	"cmp"
	"math"
	"slices"
)

// Allocate splits a percentile of the total, at a level in percent, over the parts that add up to it in every lifetime
// (categories, or years): each part's mean over the 1% of lifetimes (at least 100, or all of fewer) nearest that rank,
// half on each side, made to sum to the percentile, in whole cents. ranking is that of the total; parts are columns by
// trial. The cents of the result sum to those of the percentile exactly, as long as it is below 2^53 cents.
func (w *Workspace) Allocate(percentile float64, ranking *Ranking, level float64, parts [][]float64) []float64 {
	near := nearestTrials(ranking.Order, level)
	means := make([]float64, len(parts))
	w.column = sized(w.column, len(near))
	for k, part := range parts {
		for i, trial := range near {
			w.column[i] = part[trial]
		}
		means[k] = Mean(w.column)
	}
	fitSum(means, percentile)
	roundToCents(means, percentile)
	return means
}

// nearestTrials returns the trials whose ranks are nearest a percentile.
func nearestTrials(order []int32, level float64) []int32 {
	n := len(order)
	size := min(n, max(100, (n+50)/100))
	rank, _ := quantilePosition(n, level)
	first := rank + 1 - size/2
	first = min(max(first, 0), n-size)
	return order[first : first+size]
}

// fitSum changes parts so that they sum to a total near their own: in proportion, or, where parts of both signs nearly
// cancel and a proportion would blow them up, by sharing the difference according to size.
func fitSum(parts []float64, total float64) {
	own := sum(parts)
	if factor := total / own; factor > 0.5 && factor < 2 {
		for k := range parts {
			parts[k] *= factor
		}
		return
	}
	var size float64
	for _, part := range parts {
		size += math.Abs(part)
	}
	for k := range parts {
		share := 1 / float64(len(parts))
		if size > 0 {
			share = math.Abs(parts[k]) / size
		}
		parts[k] += (total - own) * share
	}
}

// roundToCents rounds parts, in USD, to whole cents that sum to the total's: all are rounded down, and the cents left
// over go to the largest remainders, the first of equal ones.
func roundToCents(parts []float64, total float64) {
	if len(parts) == 0 {
		return
	}
	left := math.Round(total * 100)
	remainders := make([]float64, len(parts))
	byRemainder := make([]int, len(parts))
	for k, part := range parts {
		cents := math.Floor(part * 100)
		remainders[k], byRemainder[k] = part*100-cents, k
		parts[k] = cents
		left -= cents
	}
	slices.SortStableFunc(byRemainder, func(a, b int) int { return cmp.Compare(remainders[b], remainders[a]) })
	for _, k := range byRemainder {
		if left <= 0 {
			break
		}
		parts[k]++
		left--
	}
	// Only rounding errors of very large parts leave anything here.
	parts[byRemainder[0]] += left
	for k := range parts {
		parts[k] = parts[k]/100 + 0
	}
}
