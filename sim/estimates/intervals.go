package estimates

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Confidence is what intervals aim at.
const Confidence = 0.95

// smallestSample is the number of trials below which no interval is given.
const smallestSample = 32

// Methods of an Interval.
const (
	MethodReplicates      = "replicates"       // estimate ± t₁₅·s/4, s the sd of 16 replicates' own estimates
	MethodStudent         = "student"          // mean ± t·sd/√n
	MethodOrderStatistics = "order statistics" // distribution-free, from two order statistics
	MethodClopperPearson  = "clopper-pearson"  // exact, of a proportion
	MethodNone            = "none"             // too few trials
)

// An Interval bounds an estimate. Low and High are NaN where the sample is too small to bound it.
type Interval struct {
	Low, High  float64
	Confidence float64 // really achieved: Confidence, or a little above where ranks are whole numbers; NaN if unbounded
	Method     string
}

// unbounded is the interval of an estimate that the sample is too small to bound.
func unbounded() Interval {
	return Interval{Low: math.NaN(), High: math.NaN(), Confidence: math.NaN(), Method: MethodNone}
}

// HalfWidth is the larger distance from the estimate to a bound.
func (v Interval) HalfWidth(estimate float64) float64 {
	return math.Max(estimate-v.Low, v.High-estimate)
}

// tFactor is the two-sided 95% point of Student's t.
func tFactor(degrees float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: degrees}.Quantile(1 - (1-Confidence)/2)
}

// tReplicates is tFactor of 15 degrees of freedom.
var tReplicates = tFactor(Replicates - 1)

// replicatesInterval bounds a pooled estimate by the spread of the replicates' own estimates, which are independent of
// each other whatever the design inside a replicate (Owen 1998, "Latin supercube sampling", on replicated
// quasi-Monte Carlo).
func replicatesInterval(estimate float64, own *[Replicates]float64) Interval {
	half := tReplicates * replicatesError(own)
	return Interval{Low: estimate - half, High: estimate + half, Confidence: Confidence, Method: MethodReplicates}
}

// replicatesError is the standard error of the mean of the replicates' estimates: s/4.
func replicatesError(own *[Replicates]float64) float64 {
	return MomentsOf(own[:]).SD() / math.Sqrt(Replicates)
}

// studentInterval bounds the mean of independent trials: mean ± t·sd/√n.
func studentInterval(m Moments) Interval {
	half := tFactor(float64(m.Count-1)) * m.SD() / math.Sqrt(float64(m.Count))
	return Interval{Low: m.Mean - half, High: m.Mean + half, Confidence: Confidence, Method: MethodStudent}
}

// A rankInterval bounds a percentile between two order statistics.
type rankInterval struct {
	low, high  int // ranks from 1
	confidence float64
	bounded    bool
}

// mostExactTrials is the number of trials up to which the binomial distribution is used itself. Beyond, the incomplete
// beta function behind it converges too slowly to be right, while the normal approximation, taken outward to whole
// ranks, is off by no more than a rank or two.
const mostExactTrials = 1 << 24

// orderStatisticRanks returns the ranks (from 1) of the two order statistics of n independent values that enclose the
// percentile at p (0 to 1) with at most 2.5% on either side: the number of values below it is binomial (David and
// Nagaraja 2003, Order Statistics, section 7.1). Not bounded where such a rank lies outside the sample.
func orderStatisticRanks(n int, p float64) rankInterval {
	if n > mostExactTrials {
		mean, sd := float64(n)*p, math.Sqrt(float64(n)*p*(1-p))
		half := distuv.UnitNormal.Quantile(1-(1-Confidence)/2) * sd
		return rankInterval{low: int(mean - half), high: int(math.Ceil(mean+half)) + 1, confidence: Confidence, bounded: true}
	}
	below := distuv.Binomial{N: float64(n), P: p}
	// The smallest k with P(B ≤ k) ≥ tail.
	quantile := func(tail float64) int {
		low, high := -1, n // P(B ≤ low) < tail ≤ P(B ≤ high)
		for high-low > 1 {
			if middle := (low + high) / 2; below.CDF(float64(middle)) >= tail {
				high = middle
			} else {
				low = middle
			}
		}
		return high
	}
	const tail = (1 - Confidence) / 2
	v := rankInterval{low: quantile(tail), high: quantile(1-tail) + 1}
	v.bounded = v.low >= 1 && v.high <= n
	if v.bounded {
		v.confidence = below.CDF(float64(v.high-1)) - below.CDF(float64(v.low-1))
	}
	return v
}

// binomialKey is what a rankInterval depends on.
type binomialKey struct {
	n     int
	level float64
}

// orderStatisticRanks returns the ranks of a level in percent, remembered.
func (w *Workspace) orderStatisticRanks(n int, level float64) rankInterval {
	key := binomialKey{n, level}
	v, known := w.binomial[key]
	if !known {
		if w.binomial == nil {
			w.binomial = map[binomialKey]rankInterval{}
		}
		v = orderStatisticRanks(n, level/100)
		w.binomial[key] = v
	}
	return v
}
