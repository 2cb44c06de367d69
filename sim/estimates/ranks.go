package estimates

import (
	"math"
	"slices"
)

// A Ranking orders the lifetimes by one column. Fill it with Workspace.Rank; it can be filled again.
type Ranking struct {
	Order    []int32   // trials from the lowest value to the highest, equal ones by trial
	MidRanks []float64 // by trial: rank from 1, equal values sharing the middle of theirs
}

// A rankedValue is a value and its trial.
type rankedValue struct {
	value float64
	trial int32
}

func (a rankedValue) compare(b rankedValue) int {
	switch {
	case a.value < b.value:
		return -1
	case a.value > b.value:
		return 1
	}
	return int(a.trial - b.trial)
}

// Rank orders a column of finite values.
func (w *Workspace) Rank(ranking *Ranking, column []float64) {
	n := len(column)
	ranking.Order, ranking.MidRanks = sized(ranking.Order, n), sized(ranking.MidRanks, n)
	if n == 0 {
		return
	}
	// Values go to their bucket's place, in the order of trials; then every bucket is sorted.
	w.bucketOf = sized(w.bucketOf, n)
	buckets := 256
	for buckets < 1<<14 && buckets < n/4 {
		buckets *= 2
	}
	w.counts, w.cursor = sized(w.counts, buckets), sized(w.cursor, buckets)
	clear(w.counts)
	w.bucketing = newBucketing(column, w.probe[:], buckets)
	w.bucketing.count(w.bucketOf, w.counts, column, w.oneLane(n))
	start := int32(0)
	for bucket, count := range w.counts {
		w.cursor[bucket] = start
		start += int32(count)
	}
	w.ranked = sized(w.ranked, n)
	ranked := w.ranked
	for i, bucket := range w.bucketOf {
		at := w.cursor[bucket]
		ranked[at] = rankedValue{column[i], int32(i)}
		w.cursor[bucket] = at + 1
	}
	for bucket, count := range w.counts {
		end := w.cursor[bucket]
		sortRanked(ranked[end-int32(count) : end])
	}
	for first := 0; first < n; {
		end := first + 1
		for end < n && ranked[end].value == ranked[first].value {
			end++
		}
		middle := float64(first+1+end) / 2
		for i := first; i < end; i++ {
			ranking.Order[i] = ranked[i].trial
			ranking.MidRanks[ranked[i].trial] = middle
		}
		first = end
	}
}

// Percentiles is Workspace.Percentiles for the ranked column, to the same bit.
func (r *Ranking) Percentiles(dst, column, levels []float64) {
	n := len(column)
	for i, level := range levels {
		if n == 0 {
			dst[i] = math.NaN()
			continue
		}
		rank, fraction := quantilePosition(n, level)
		at := func(rank int) float64 { return column[r.Order[rank]] + 0 } // −0 + 0 is 0
		dst[i] = between(at(rank), at(min(rank+1, n-1)), fraction)
	}
}

// sortRanked sorts a bucket whose values stand in the order of their trials.
func sortRanked(values []rankedValue) {
	const short = 64
	if len(values) > short {
		constant := true
		for _, v := range values {
			constant = constant && v.value == values[0].value
		}
		if !constant {
			slices.SortFunc(values, rankedValue.compare)
		}
		return
	}
	for i := 1; i < len(values); i++ {
		v, at := values[i], i
		for ; at > 0 && v.value < values[at-1].value; at-- {
			values[at] = values[at-1]
		}
		values[at] = v
	}
}

// RankCorrelations returns Spearman's rank correlations between columns, with mid-ranks for equal values: NaN in the
// row and column of a constant one. The columns are equally long; give it prefixes, since ranking costs more than
// percentiles do.
func (w *Workspace) RankCorrelations(columns [][]float64) [][]float64 {
	scores := make([][]float64, len(columns)) // standardized ranks
	var ranking Ranking
	for k, column := range columns {
		w.Rank(&ranking, column)
		scores[k] = slices.Clone(ranking.MidRanks)
		m := MomentsOf(scores[k])
		for i := range scores[k] {
			scores[k][i] = (scores[k][i] - m.Mean) / math.Sqrt(m.Squares)
		}
	}
	matrix := make([][]float64, len(columns))
	for k := range matrix {
		matrix[k] = make([]float64, len(columns))
		for l := range k {
			matrix[k][l] = clamp(sumProducts(scores[k], scores[l], 0, 0), -1, 1)
			matrix[l][k] = matrix[k][l]
		}
		matrix[k][k] = 1
		if len(columns[k]) == 0 || math.IsNaN(scores[k][0]) {
			matrix[k][k] = math.NaN()
		}
	}
	return matrix
}

// clamp keeps x in [low, high]; NaN stays.
func clamp(x, low, high float64) float64 { return math.Max(low, math.Min(high, x)) }
