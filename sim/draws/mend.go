package draws

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// floor is the smallest eigenvalue, on the normal scale, that counts as positive.
const floor = 1e-8

// sound reports whether the smallest eigenvalue of m exceeds floor: whether m − floor·I has a Cholesky factor. That
// costs a tenth of the eigenvalues and is as exact, to a few units in the last place of the matrix.
func sound(m *mat.SymDense) bool {
	n := m.SymmetricDim()
	shifted := mat.NewSymDense(n, nil)
	shifted.CopySym(m)
	for i := range n {
		shifted.SetSym(i, i, m.At(i, i)-floor)
	}
	var cholesky mat.Cholesky
	return cholesky.Factorize(shifted)
}

// mend returns the target asked for, or a sound one in its place and a warning that says what gave way. What the user
// said gives way last: first default_correlation, which is a convention, then the pair rows.
func mend(ask asked, target *mat.SymDense) (mended *mat.SymDense, warning string) {
	if sound(target) {
		return target, ""
	}
	alone := ask
	alone.defaultRank = 0
	if sound(alone.target()) {
		factor := largestFactor(ask)
		alone.defaultRank = factor * ask.defaultRank
		return alone.target(), fmt.Sprintf("the correlations cannot all hold: default_correlation %.4g was multiplied by %.4f",
			ask.defaultRank, factor)
	}
	mended = nearestCorrelation(target)
	a, b := mostChanged(target, mended)
	before, after := rankCorrelation(target.At(a, b)), rankCorrelation(mended.At(a, b))
	digits := 4
	if math.Abs(before-after) < 1e-4 {
		digits = 9 // a rank correlation of 1 moves by 1e-8
	}
	return mended, fmt.Sprintf("the correlations cannot all hold and were moved to the nearest that can: %s with %s most, from %.*f to %.*f",
		ask.names[a], ask.names[b], digits, before, digits, after)
}

// largestFactor returns the largest factor below 1, to 1e-12, that makes the matrix sound when default_correlation is
// multiplied by it, given that 0 does and 1 does not. Bisection finds it, since matrices whose smallest eigenvalue
// reaches a floor form a convex set and the default moves the matrix along a line.
func largestFactor(ask asked) float64 {
	trial := ask
	good, bad := 0.0, 1.0
	for bad-good > 1e-12 {
		middle := (good + bad) / 2
		trial.defaultRank = middle * ask.defaultRank
		if sound(trial.target()) {
			good = middle
		} else {
			bad = middle
		}
	}
	return good
}

// nearestCorrelation returns the matrix of unit diagonal and eigenvalues of at least floor that is nearest to m in the
// Frobenius norm: Higham's alternating projections (2002, algorithm 3.3) with Dykstra's correction.
func nearestCorrelation(m *mat.SymDense) *mat.SymDense {
	const (
		tolerance  = 1e-11 // largest move of an element in a step
		iterations = 5000  // 66 inputs that contradict one another everywhere take a hundred
	)
	n := m.SymmetricDim()
	y := mat.NewSymDense(n, nil)
	y.CopySym(m)
	correction := mat.NewSymDense(n, nil)
	for range iterations {
		corrected := difference(y, correction)
		x := raiseEigenvalues(corrected)
		correction = difference(x, corrected)
		moved := 0.0
		for i := range n {
			for j := range i {
				moved = math.Max(moved, math.Abs(x.At(i, j)-y.At(i, j)))
				y.SetSym(i, j, x.At(i, j))
			}
		}
		if moved <= tolerance {
			break
		}
	}
	return shrinkUntilSound(y)
}

func difference(a, b *mat.SymDense) *mat.SymDense {
	n := a.SymmetricDim()
	d := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			d.SetSym(i, j, a.At(i, j)-b.At(i, j))
		}
	}
	return d
}

// raiseEigenvalues is the projection to matrices whose eigenvalues are at least floor.
func raiseEigenvalues(m *mat.SymDense) *mat.SymDense {
	var eigen mat.EigenSym
	if !eigen.Factorize(m, true) {
		return m // no convergence: cannot happen for finite symmetric matrices
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	values := eigen.Values(nil)
	n := m.SymmetricDim()
	raised := mat.NewSymDense(n, nil)
	raised.CopySym(m)
	for k, value := range values {
		if value < floor { // few are: add what they lack
			raised.SymRankOne(raised, floor-value, vectors.ColView(k))
		}
	}
	return raised
}

// shrinkUntilSound pulls a correlation matrix towards the identity by the hair that the projections left it short.
func shrinkUntilSound(m *mat.SymDense) *mat.SymDense {
	n := m.SymmetricDim()
	shrunk := mat.NewSymDense(n, nil)
	for step := 0.0; ; step = math.Max(2*step, 1e-14) {
		for i := range n {
			shrunk.SetSym(i, i, 1)
			for j := range i {
				shrunk.SetSym(i, j, (1-math.Min(step, 1))*m.At(i, j))
			}
		}
		if sound(shrunk) {
			return shrunk
		}
	}
}

// mostChanged returns the pair of inputs whose rank correlation moved most, the first in catalog order among equals.
func mostChanged(from, to *mat.SymDense) (a, b int) {
	const tie = 1e-9 // what the iteration cannot tell apart
	n := from.SymmetricDim()
	b = min(1, n-1)
	most := 0.0
	for i := range n {
		for j := i + 1; j < n; j++ {
			change := math.Abs(rankCorrelation(to.At(i, j)) - rankCorrelation(from.At(i, j)))
			if change > most+tie {
				a, b, most = i, j, change
			}
		}
	}
	return a, b
}
