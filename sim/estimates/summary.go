package estimates

import (
	"math"
	"slices"
)

// A Summary is the distribution of one output over the lifetimes, with the errors of its main estimates. Undefined
// numbers are NaN.
type Summary struct {
	Moments
	Percentiles   []float64 // at the levels asked for
	P50, P80, P90 float64
	MeanSE        float64     // standard error of Mean
	Intervals     [4]Interval // of mean, P50, P80, P90: see OfMean …
}

// Places in Summary.Intervals.
const (
	OfMean = iota
	OfP50
	OfP80
	OfP90
)

// intervalLevels are the percentiles that carry intervals: those at OfP50 …
var intervalLevels = [...]float64{50, 80, 90}

// Summarize describes a sample: moments, percentiles at levels between 0 and 100 percent, and 95% intervals of the
// mean, P50, P80 and P90.
func (w *Workspace) Summarize(s Sample, levels []float64) Summary {
	n := len(s.Values)
	if n == 0 {
		return undefinedSummary(len(levels))
	}
	result := Summary{Percentiles: make([]float64, len(levels))}
	w.forgetQuestions()
	for _, level := range levels {
		w.askPercentile(pooled, n, level)
	}
	for _, level := range intervalLevels {
		w.askPercentile(pooled, n, level)
	}
	if s.replicated {
		w.replicatedIntervals(s, &result)
	} else {
		w.independentIntervals(s, &result)
	}
	for i := range levels {
		result.Percentiles[i] = w.answer(i)
	}
	return result
}

// undefinedSummary is that of an empty sample.
func undefinedSummary(levels int) Summary {
	nan := math.NaN()
	s := Summary{Moments: Moments{Mean: nan, Min: nan, Max: nan}, Percentiles: make([]float64, levels), P50: nan, P80: nan, P90: nan, MeanSE: nan}
	for i := range s.Percentiles {
		s.Percentiles[i] = nan
	}
	s.noIntervals()
	return s
}

// independentIntervals finds what is asked and the order statistics that bound P50, P80 and P90.
func (w *Workspace) independentIntervals(s Sample, result *Summary) {
	n, first := len(s.Values), len(w.asked)
	var ranks [len(intervalLevels)]rankInterval
	for i, level := range intervalLevels {
		ranks[i] = w.orderStatisticRanks(n, level)
		if ranks[i].bounded {
			w.askRank(pooled, ranks[i].low-1)
			w.askRank(pooled, ranks[i].high-1)
		}
	}
	result.Moments, _ = w.describe(s, w.oneLane(n), 1)
	result.setLevels(w.answer(first-3), w.answer(first-2), w.answer(first-1))
	result.MeanSE = result.SD() / math.Sqrt(float64(n))
	result.noIntervals()
	if n < smallestSample {
		return
	}
	result.Intervals[OfMean] = studentInterval(result.Moments)
	for i, next := 0, first; i < len(ranks); i++ {
		if ranks[i].bounded {
			result.Intervals[OfP50+i] = Interval{w.answer(next), w.answer(next + 1), ranks[i].confidence, MethodOrderStatistics}
			next += 2
		}
	}
}

// replicatedIntervals finds what is asked and the same percentiles of every replicate.
func (w *Workspace) replicatedIntervals(s Sample, result *Summary) {
	n, first := len(s.Values), len(w.asked)
	replicateOf := s.replicate
	if replicateOf == nil {
		replicateOf = w.replicateLanes(n)
	}
	sizes := s.replicateSizes()
	enough := n >= smallestSample && !slices.Contains(sizes[:], 0)
	if enough {
		for replicate, size := range sizes {
			for _, level := range intervalLevels {
				w.askPercentile(replicate, size, level)
			}
		}
	}
	moments, means := w.describe(s, replicateOf, Replicates)
	result.Moments = moments
	result.setLevels(w.answer(first-3), w.answer(first-2), w.answer(first-1))
	if !enough {
		result.MeanSE = math.NaN()
		result.noIntervals()
		return
	}
	for r, size := range sizes {
		means[r] /= float64(size)
	}
	result.MeanSE = replicatesError(&means)
	result.Intervals[OfMean] = replicatesInterval(result.Mean, &means)
	for i, estimate := range [...]float64{result.P50, result.P80, result.P90} {
		var own [Replicates]float64
		for replicate := range own {
			own[replicate] = w.answer(first + replicate*len(intervalLevels) + i)
		}
		result.Intervals[OfP50+i] = replicatesInterval(estimate, &own)
	}
}

func (r *Summary) noIntervals() {
	for i := range r.Intervals {
		r.Intervals[i] = unbounded()
	}
}

func (r *Summary) setLevels(p50, p80, p90 float64) { r.P50, r.P80, r.P90 = p50, p80, p90 }

// replicateSizes returns every replicate's number of values.
func (s Sample) replicateSizes() (sizes [Replicates]int) {
	for r := range sizes {
		sizes[r] = (len(s.Values) + Replicates - 1 - r) / Replicates
	}
	if s.replicate != nil {
		clear(sizes[:])
		for _, r := range s.replicate {
			sizes[r%Replicates]++
		}
	}
	return sizes
}

// describe answers the questions asked of a sample, and returns its moments and every replicate's sum. All of it is read
// off a stretch of the column at a time, while that is in the nearest cache. Stretches also keep the error of the sums
// small, as pairwise addition does.
func (w *Workspace) describe(s Sample, laneOf []uint8, lanes int) (Moments, [Replicates]float64) {
	const stretch = pairwiseBase * Replicates
	column := s.Values
	var moments Moments
	var sums [Replicates]float64
	w.beginCount(column, lanes)
	for from := 0; from < len(column); from += stretch {
		to := min(from+stretch, len(column))
		w.count(column, laneOf, from, to)
		own := s.sumsByReplicate(from, to)
		moments.Merge(momentsOf(column[from:to], sum(own[:]), w.low, w.high))
		for r := range sums {
			sums[r] += own[r]
		}
	}
	w.findCounted(column, laneOf, lanes)
	return moments, sums
}

// sumsByReplicate adds up the values from … to−1, from being a multiple of Replicates.
func (s Sample) sumsByReplicate(from, to int) (sums [Replicates]float64) {
	values := s.Values[from:to]
	if s.replicate != nil {
		for i, x := range values {
			sums[s.replicate[from+i]%Replicates] += x
		}
		return sums
	}
	for i, x := range values {
		sums[uint(i)%Replicates] += x
	}
	return sums
}

// PrecisionReached reports whether the intervals of the P50 and P90 of a total are within a relative half-width of the
// percentile: 0.005 asks for ±0.5%. A percentile of 0 is reached by an interval of 0 width only, and an unbounded one never.
func PrecisionReached(total Summary, relative float64) bool {
	within := func(estimate float64, v Interval) bool {
		return v.HalfWidth(estimate) <= relative*math.Abs(estimate)
	}
	return within(total.P50, total.Intervals[OfP50]) && within(total.P90, total.Intervals[OfP90])
}
