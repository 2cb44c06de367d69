package estimates

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Comparison sets a scenario's total against a baseline's over common lifetimes. Differences are scenario − baseline.
type Comparison struct {
	PCheaper         float64 // share of lifetimes in which the scenario costs less, equality not counted
	PSame            float64 // share in which they cost the same, within Tolerance
	PCheaperInterval Interval
	DifferenceMean   float64
	Difference       []float64 // percentiles at the levels asked for
}

// Compare compares two totals, trial by trial: both drawn alike and equally long.
func (w *Workspace) Compare(scenario, baseline Sample, levels []float64) Comparison {
	n := len(scenario.Values)
	result := Comparison{Difference: make([]float64, len(levels))}
	w.column = sized(w.column, n)
	var cheaper, trials [Replicates]float64
	same := 0
	for i, x := range scenario.Values {
		y := baseline.Values[i]
		w.column[i] = x - y
		trials[i%Replicates]++
		switch {
		case Same(x, y):
			same++
		case x < y:
			cheaper[i%Replicates]++
		}
	}
	count := sum(cheaper[:])
	result.PCheaper, result.PSame = count/float64(n), float64(same)/float64(n)
	result.DifferenceMean = Mean(w.column)
	w.Percentiles(result.Difference, w.column, levels)
	if scenario.replicated && count > 0 && count < float64(n) && n >= smallestSample {
		for r := range cheaper {
			cheaper[r] /= trials[r]
		}
		interval := replicatesInterval(result.PCheaper, &cheaper)
		interval.Low, interval.High = max(interval.Low, 0), min(interval.High, 1)
		result.PCheaperInterval = interval
		return result
	}
	result.PCheaperInterval = proportionInterval(int(count), n)
	return result
}

// proportionInterval bounds the probability of what happened in k of n independent trials (Clopper and Pearson 1934).
// It serves even designs, too, where all trials agree and the replicates show no spread: there it is on the safe side.
func proportionInterval(k, n int) Interval {
	if n < smallestSample {
		return unbounded()
	}
	const tail = (1 - Confidence) / 2
	v := Interval{Low: 0, High: 1, Confidence: Confidence, Method: MethodClopperPearson}
	if k > 0 {
		v.Low = distuv.Beta{Alpha: float64(k), Beta: float64(n - k + 1)}.Quantile(tail)
	}
	if k < n {
		v.High = distuv.Beta{Alpha: float64(k + 1), Beta: float64(n - k)}.Quantile(1 - tail)
	}
	return v
}

// Never is the break-even month of a lifetime that never breaks even.
var Never = math.Inf(1)

// BreakEvenMonth is the first month (from 0) from which the running sum of a monthly cost stays below the baseline's
// cumulative cost to the end of the shorter series; amounts that are the Same are not below. Never if there is none.
func BreakEvenMonth(monthly, baseline []float64) float64 {
	months := min(len(monthly), len(baseline))
	monthly, baseline = monthly[:months], baseline[:months]
	first, soFar := 0, 0.0
	for m, usd := range monthly {
		soFar += usd
		if !below(soFar, baseline[m]) {
			first = m + 1
		}
	}
	if first == months {
		return Never
	}
	return float64(first)
}

// BreakEven returns percentiles of break-even months and the share that is Never. Never counts as later than all
// months: a percentile that lands on it, or between a month and it, is NaN.
func (w *Workspace) BreakEven(months, levels []float64) (percentiles []float64, never float64) {
	percentiles = make([]float64, len(levels))
	n := len(months)
	if n == 0 {
		for i := range percentiles {
			percentiles[i] = math.NaN()
		}
		return percentiles, math.NaN()
	}
	finite := sized(w.column, n)[:0]
	for _, month := range months {
		if month < Never {
			finite = append(finite, month)
		}
	}
	w.column = finite
	w.forgetQuestions()
	for i, level := range levels {
		rank, fraction := quantilePosition(n, level)
		percentiles[i] = math.NaN()
		if rank < len(finite) && (fraction == 0 || rank+1 < len(finite)) {
			percentiles[i] = float64(len(w.asked)) // the number of its question
			w.ask(pooled, rank, fraction)
		}
	}
	if len(w.asked) > 0 {
		w.find(finite, w.oneLane(len(finite)), 1)
	}
	for i, question := range percentiles {
		if !math.IsNaN(question) {
			percentiles[i] = w.answer(int(question))
		}
	}
	return percentiles, float64(n-len(finite)) / float64(n)
}
