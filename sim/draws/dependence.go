package draws

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/gonum/mat"
)

// A Dependence is the Gaussian copula of one scenario's uncertain inputs, compiled: it turns columns of independent
// normal scores into correlated ones. Immutable and safe for concurrent use.
//
// Input i becomes loading·F + Σ weight·e over itself and earlier inputs of its group: F is the common factor, which
// carries default_correlation, the weights a row of the Cholesky factor of what the group's target leaves over,
// target − r·d·dᵀ. So an input's draw depends on its own stream, the common factor and its group, no more.
type Dependence struct {
	rows    []row
	used    []bool // by input: some other row reads it
	aimedAt *mat.SymDense
}

// A row makes one correlated score. Terms rise by input and end with the input itself.
type row struct {
	common float64 // loading of the common factor
	terms  []term
}

type term struct {
	input  int
	weight float64
}

// NewDependence compiles the copula of the uncertain inputs, given in catalog order by direction (+1 raises cost, −1
// lowers it, 0 takes no part in the default) and name (for messages), under the rank correlation defaultRank (0 … 0.9)
// between any two of them, save for those that pairs speak of. pairs holds each pair once, whatever its order; a rank
// correlation of 0 frees a pair from the default.
//
// Warnings tell of correlations that cannot all hold and what was done about it, or of a structure in which adding an
// input moves others' draws. The error joins everything that is wrong with the arguments.
func NewDependence(directions []int, names []string, defaultRank float64, pairs []RankPair) (*Dependence, []string, error) {
	ask := asked{directions, names, defaultRank, pairs}
	if err := ask.check(); err != nil {
		return nil, nil, err
	}
	if len(names) == 0 {
		return &Dependence{aimedAt: &mat.SymDense{}}, nil, nil
	}
	target := ask.target()
	rows, stuck := factorByGroups(ask, target)
	if stuck == nil {
		return newDependence(rows, target), nil, nil
	}
	target, warning := mend(ask, target)
	if warning == "" {
		warning = fmt.Sprintf("default_correlation %.4g leaves no room for the pair rows of %s", defaultRank, listed(names, stuck))
	}
	rows, ok := factorWhole(target)
	if !ok {
		return nil, nil, fmt.Errorf("no factor of the correlation matrix of %s", strings.Join(names, ", "))
	}
	warning += "; all uncertain inputs share one factor in catalog order, so an added input can move the draws of others"
	return newDependence(rows, target), []string{warning}, nil
}

func newDependence(rows []row, target *mat.SymDense) *Dependence {
	d := &Dependence{rows: rows, used: make([]bool, len(rows)), aimedAt: target}
	for _, r := range rows {
		for _, t := range r.terms[:len(r.terms)-1] {
			d.used[t.input] = true
		}
	}
	return d
}

// factorByGroups is the structure in which a draw depends on little: the common factor, and a triangular factor within
// each group. Where some group's remainder is not positive definite (to the floor of mend.go) it returns that group.
//
// Its success shows that the whole target is sound without looking at it: the target is r·d·dᵀ plus the remainders,
// and adding a positive semidefinite matrix lowers no eigenvalue.
func factorByGroups(ask asked, target *mat.SymDense) (rows []row, stuck []int) {
	r := ask.common()
	rows = make([]row, len(ask.directions))
	for i, direction := range ask.directions {
		d := float64(direction)
		rows[i] = row{common: math.Sqrt(r) * d, terms: []term{{i, math.Sqrt(1 - r*d*d)}}}
	}
	for _, group := range ask.groups() {
		remainder := mat.NewSymDense(len(group), nil)
		for a, i := range group {
			for b, j := range group[:a+1] {
				remainder.SetSym(a, b, target.At(i, j)-r*float64(ask.directions[i]*ask.directions[j]))
			}
		}
		if !sound(remainder) {
			return nil, group
		}
		weights, ok := lower(remainder)
		if !ok {
			return nil, group
		}
		for a, i := range group {
			rows[i].terms = rowTerms(weights, a, group)
		}
	}
	return rows, nil
}

// factorWhole is the triangular factor of the whole matrix in catalog order, without a common factor.
func factorWhole(target *mat.SymDense) (rows []row, ok bool) {
	weights, ok := lower(target)
	if !ok {
		return nil, false
	}
	n := target.SymmetricDim()
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	rows = make([]row, n)
	for i := range rows {
		rows[i].terms = rowTerms(weights, i, all)
	}
	return rows, true
}

// rowTerms returns row a of a lower-triangular factor, its zeros left out, for the inputs that the matrix speaks of.
func rowTerms(weights *mat.TriDense, a int, inputs []int) []term {
	var terms []term
	for b := range a + 1 {
		if w := weights.At(a, b); w != 0 || a == b {
			terms = append(terms, term{inputs[b], w})
		}
	}
	return terms
}

// lower returns the Cholesky factor L of m = L·Lᵀ, and whether m has one.
func lower(m *mat.SymDense) (*mat.TriDense, bool) {
	var cholesky mat.Cholesky
	if !cholesky.Factorize(m) {
		return nil, false
	}
	var l mat.TriDense
	cholesky.LTo(&l)
	return &l, true
}

// Scores makes independent standard normal scores dependent, in place: columns[k] holds those of input k for a block
// of trials, common those of the common factor. All columns are as long as common; columns of inputs that are
// Independent are not touched and may be nil, common may be nil unless UsesCommon. It allocates nothing, and what a
// trial gets does not depend on its block.
func (d *Dependence) Scores(columns [][]float64, common []float64) {
	// From the last input to the first: a row reads earlier inputs only, whose columns are still the independent ones.
	for i := len(d.rows) - 1; i >= 0; i-- {
		if d.rows[i].plain() {
			continue
		}
		d.rows[i].apply(columns, common)
	}
}

// plain reports whether the row hands its own score through.
func (r row) plain() bool { return r.common == 0 && len(r.terms) == 1 && r.terms[0].weight == 1 }

// apply replaces the row's own column, the last of its terms.
func (r row) apply(columns [][]float64, common []float64) {
	own := r.terms[len(r.terms)-1]
	dst := columns[own.input]
	if r.common != 0 {
		for t, f := range common[:len(dst)] {
			dst[t] = own.weight*dst[t] + r.common*f
		}
	} else {
		for t := range dst {
			dst[t] *= own.weight
		}
	}
	for _, other := range r.terms[:len(r.terms)-1] {
		for t, e := range columns[other.input][:len(dst)] {
			dst[t] += other.weight * e
		}
	}
}

// Independent reports whether input k takes no part: its score passes through unchanged and enters no other input's,
// so that its raw uniform can be used as it is.
func (d *Dependence) Independent(k int) bool { return d.rows[k].plain() && !d.used[k] }

// UsesCommon reports whether any input follows the common factor.
func (d *Dependence) UsesCommon() bool {
	for _, r := range d.rows {
		if r.common != 0 {
			return true
		}
	}
	return false
}

// Target returns the correlation matrix of the scores that the Dependence realizes: the one asked for on the normal
// scale, or the mended one.
func (d *Dependence) Target() mat.Symmetric { return d.aimedAt }

// listed names some inputs for a message.
func listed(names []string, inputs []int) string {
	var chosen []string
	for _, i := range inputs {
		chosen = append(chosen, names[i])
	}
	return strings.Join(chosen, ", ")
}
