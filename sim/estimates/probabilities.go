package estimates

import (
	"math"
	"sort"
)

// Tolerance is the relative difference within which amounts of money count as equal.
const Tolerance = 1e-9

// Same reports whether two amounts are equal within Tolerance of the larger.
func Same(a, b float64) bool {
	apart := math.Abs(a - b)
	return a == b || apart <= Tolerance*math.Abs(a) || apart <= Tolerance*math.Abs(b)
}

// below reports whether an amount is less than another, and not the Same.
func below(a, b float64) bool {
	apart := b - a
	return apart > Tolerance*math.Abs(a) && apart > Tolerance*math.Abs(b)
}

// ProbabilityOver is the share of the ranked column above an amount: an overrun does not include equality. NaN if the
// column is empty or the amount NaN.
func (r *Ranking) ProbabilityOver(column []float64, amount float64) float64 {
	return r.over(column, amount) / float64(len(column))
}

// ProbabilityEnough is the share of the ranked column for which an amount is enough: at most it, or equal within
// Tolerance. NaN as for ProbabilityOver.
func (r *Ranking) ProbabilityEnough(column []float64, amount float64) float64 {
	n := float64(len(column))
	return (n - r.over(column, amount)) / n
}

// over is the number of values above an amount; NaN for an amount that is.
func (r *Ranking) over(column []float64, amount float64) float64 {
	if math.IsNaN(amount) {
		return math.NaN()
	}
	enough := sort.Search(len(r.Order), func(i int) bool {
		return below(amount, column[r.Order[i]])
	})
	return float64(len(r.Order) - enough)
}

// ShareAbove is the share of trials in which a is greater than the sum of the parts; the columns are equally long.
func ShareAbove(a []float64, parts ...[]float64) float64 {
	above := 0
	for i, x := range a {
		sum := 0.0
		for _, part := range parts {
			sum += part[i]
		}
		if x > sum {
			above++
		}
	}
	return float64(above) / float64(len(a))
}

// ShareAtLeast is the share of a column at or above a bound, such as lifetimes that go live at the horizon or later.
func ShareAtLeast(column []float64, bound float64) float64 {
	reached := 0
	for _, x := range column {
		if x >= bound {
			reached++
		}
	}
	return float64(reached) / float64(len(column))
}

// RatioOfMeans is the mean of a over the mean of b, NaN where that is 0.
func RatioOfMeans(a, b []float64) float64 {
	below := Mean(b)
	if below == 0 {
		return math.NaN()
	}
	return Mean(a) / below
}

// ExpectedShortfall is the mean of the worst tenth of a column: of exactly a tenth of its weight, so that the lifetime
// on the border may count in part (Rockafellar and Uryasev 2002, proposition 8). ranking is that of the column.
func (w *Workspace) ExpectedShortfall(column []float64, ranking *Ranking) float64 {
	n := len(column)
	if n == 0 {
		return math.NaN()
	}
	whole, tenths := n/10, n%10
	w.column = sized(w.column, whole)
	for i, trial := range ranking.Order[n-whole:] {
		w.column[i] = column[trial]
	}
	worst := sum(w.column)
	if tenths > 0 {
		border := column[ranking.Order[n-whole-1]]
		if whole == 0 {
			return border
		}
		worst += border * float64(tenths) / 10
	}
	return worst / (float64(n) / 10)
}

// EventLuckShare is the part of a total's variance that its inputs, known exactly, would leave: 1 − Cov(Y, Y′)/Var(Y),
// in [0, 1], where Y′ are the totals of the same inputs with fresh events. Y and Y′ have one law, so Var(Y) is taken
// from both; then the share is exactly 0 where no events happen. NaN for a total without variance.
func EventLuckShare(total, fresh []float64) float64 {
	meanY, meanF := Mean(total), Mean(fresh)
	variance := (sumProducts(total, total, meanY, meanY) + sumProducts(fresh, fresh, meanF, meanF)) / 2
	if !(variance > 0) {
		return math.NaN()
	}
	return clamp(1-sumProducts(total, fresh, meanY, meanF)/variance, 0, 1)
}
