package draws

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func smallestEigenvalue(t *testing.T, m mat.Symmetric) float64 {
	t.Helper()
	var eigen mat.EigenSym
	if !eigen.Factorize(m, false) {
		t.Fatal("no eigenvalues")
	}
	return eigen.Values(nil)[0]
}

// checkRealizes fails unless d is a correlation matrix of eigenvalues of at least floor and multiplies out to it.
func checkRealizes(t *testing.T, d *Dependence) {
	t.Helper()
	if d.Target().SymmetricDim() == 0 {
		return
	}
	if low := smallestEigenvalue(t, d.Target()); low < floor-1e-14 {
		t.Errorf("smallest eigenvalue %g, want at least %g", low, floor)
	}
	product := realized(d)
	for i := range d.rows {
		if d.Target().At(i, i) != 1 {
			t.Errorf("variance of input %d: %v", i, d.Target().At(i, i))
		}
		for j := range d.rows {
			if got, want := product.At(i, j), d.Target().At(i, j); math.Abs(got-want) > 1e-12 {
				t.Errorf("inputs %d and %d: factors give %v, want %v", i, j, got, want)
			}
		}
	}
}

// symmetric returns the 3 × 3 correlation matrix with the given elements above the diagonal.
func symmetric(ab, ac, bc float64) *mat.SymDense {
	return mat.NewSymDense(3, []float64{1, ab, ac, ab, 1, bc, ac, bc, 1})
}

func TestNearestCorrelation(t *testing.T) {
	for _, test := range []struct {
		source    string
		asked     *mat.SymDense
		want      [3]float64
		tolerance float64
	}{
		{"published, to what its source iterated to", symmetric(.9, 0, .8), [3]float64{.77523696, .07905637, .69097837}, 2e-6},
		{"the same, by search over the surface of singular matrices", symmetric(.9, 0, .8), [3]float64{.77523800, .07905575, .69097926}, 2e-8},
		{"Higham 2002, section 4", symmetric(1, 0, 1), [3]float64{.7607, .1573, .7607}, 5e-5},
		{"sound already", symmetric(.5, .2, .3), [3]float64{.5, .2, .3}, 0},
	} {
		got := nearestCorrelation(test.asked)
		for k, element := range []float64{got.At(0, 1), got.At(0, 2), got.At(1, 2)} {
			if math.Abs(element-test.want[k]) > test.tolerance {
				t.Errorf("%s: element %d is %.9f, want %.9f", test.source, k, element, test.want[k])
			}
		}
		if !sound(got) {
			t.Errorf("%s: smallest eigenvalue %g", test.source, smallestEigenvalue(t, got))
		}
	}
}

// TestDefaultGivesWayFirst: three free inputs and a fourth that the default ties to each. Their matrix has the
// smallest eigenvalue 1 − √3·r, so that the largest sound r is (1 − 1e-8)/√3.
func TestDefaultGivesWayFirst(t *testing.T) {
	const asked = .6
	pairs := []RankPair{{0, 1, 0}, {0, 2, 0}, {1, 2, 0}}
	d, warnings := compiled(t, ones(4), asked, pairs...)
	checkRealizes(t, d)
	factor := rankCorrelation((1-floor)/math.Sqrt(3)) / asked
	if got := largestFactor(asked4(asked, pairs)); math.Abs(got-factor) > 2e-12 {
		t.Errorf("factor %.15f, want %.15f", got, factor)
	}
	for _, pair := range pairs {
		if got := d.Target().At(pair.A, pair.B); got != 0 {
			t.Errorf("the pair of %d and %d moved to %v", pair.A, pair.B, got)
		}
	}
	if len(warnings) != 1 || !strings.Contains(warnings[0], "default_correlation 0.6 was multiplied by 0.9321") {
		t.Errorf("warnings %q", warnings)
	}
}

func asked4(defaultRank float64, pairs []RankPair) asked {
	return asked{ones(4), numbered(4), defaultRank, pairs}
}

// TestNearestNamesThePair: what no default can help goes to the nearest matrix, and the warning names the pair that
// moved most, the first in catalog order of equals.
func TestNearestNamesThePair(t *testing.T) {
	for _, test := range []struct {
		pairs []RankPair
		want  string
	}{
		{[]RankPair{{0, 1, .9}, {1, 2, .8}, {0, 2, 0}}, "x0 with x1 most, from 0.9000 to 0."},
		{[]RankPair{{2, 1, -.9}, {0, 2, -.9}, {0, 1, -.9}}, "x0 with x1 most, from -0.9000 to -0.48"}, // −½ on the normal scale
		{[]RankPair{{0, 1, 1}}, "x0 with x1 most, from 1.000000000 to 0.999999989"},
		{[]RankPair{{0, 2, -1}}, "x0 with x2 most, from -1.000000000 to -0.999999989"},
	} {
		d, warnings := compiled(t, ones(3), 0, test.pairs...)
		checkRealizes(t, d)
		if len(warnings) != 1 || !strings.Contains(warnings[0], test.want) {
			t.Errorf("warnings %q, want %q", warnings, test.want)
		}
	}
}

// TestWholeFactorKeepsTheMatrix: pairs below what the common factor gives leave a group no positive definite
// remainder, but the matrix is sound and must come out as asked.
func TestWholeFactorKeepsTheMatrix(t *testing.T) {
	pairs := []RankPair{{1, 2, .1}}
	d, warnings := compiled(t, []int{1, 1, 1, -1, 0}, .55, pairs...)
	checkRealizes(t, d)
	want := asked{[]int{1, 1, 1, -1, 0}, numbered(5), .55, pairs}.target()
	if !mat.Equal(d.Target(), want) {
		t.Error("the matrix moved")
	}
	if d.UsesCommon() {
		t.Error("a whole factor has no use for the common one")
	}
	if len(warnings) != 1 || !strings.Contains(warnings[0], "leaves no room for the pair rows of x1, x2") {
		t.Errorf("warnings %q", warnings)
	}
	if !d.Independent(4) {
		t.Error("an input without direction and pair takes part")
	}
}

// TestAnyCorrelationsWork: whatever is asked for, what comes out is a correlation matrix, and it is what was asked for
// unless a warning says otherwise.
func TestAnyCorrelationsWork(t *testing.T) {
	g := NewSource(Random, 1).Generator("test", 0)
	kinds := map[string]int{}
	for range 300 {
		n := 1 + int(8*g.Uniform())
		ask := asked{make([]int, n), numbered(n), .9 * g.Uniform(), nil}
		for i := range n {
			ask.directions[i] = int(3*g.Uniform()) - 1
			for j := range i {
				if g.Uniform() < .3 {
					ask.pairs = append(ask.pairs, RankPair{i, j, math.Round(20*g.Uniform()-10) / 10})
				}
			}
		}
		d, warnings := compiled(t, ask.directions, ask.defaultRank, ask.pairs...)
		checkRealizes(t, d)
		switch {
		case len(warnings) == 0:
			kinds["as asked"]++
		case strings.Contains(warnings[0], "no room"):
			kinds["whole"]++
		case strings.Contains(warnings[0], "multiplied"):
			kinds["scaled"]++
			continue
		default:
			kinds["nearest"]++
			continue
		}
		if !mat.Equal(d.Target(), ask.target()) {
			t.Errorf("%+v: the matrix moved without a word", ask)
		}
	}
	for _, kind := range []string{"as asked", "whole", "scaled", "nearest"} {
		if kinds[kind] < 5 {
			t.Errorf("%d structures %s of 300: the test tries too few", kinds[kind], kind)
		}
	}
}
