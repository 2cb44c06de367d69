package distributions

import (
	"math"
	"slices"
	"sort"
	"strings"
)

// An atom is a value and its probability.
type atom struct{ x, p float64 }

// discrete has its mass on finitely many values.
type discrete struct {
	cell
	x     []float64 // ascending
	p     []float64
	lower []float64 // P(X ≤ x[k])
	upper []float64 // P(X > x[k])
}

// newDiscrete normalizes the weights, whose sum the parser has checked; values without weight are dropped.
func newDiscrete(atoms []atom) discrete {
	atoms = slices.Clone(atoms)
	slices.SortFunc(atoms, func(a, b atom) int {
		if a.x < b.x {
			return -1
		}
		return 1
	})
	var pairs []string
	for _, a := range atoms {
		pairs = append(pairs, formatNumber(a.x)+": "+formatNumber(a.p))
	}
	return discreteOf(atoms, cell("discrete("+strings.Join(pairs, "; ")+")"))
}

func discreteOf(atoms []atom, c cell) discrete {
	d := discrete{cell: c}
	total := 0.0
	for _, a := range atoms {
		if a.p > 0 {
			d.x, d.p = append(d.x, a.x), append(d.p, a.p)
			total += a.p
		}
	}
	n := len(d.x)
	d.lower, d.upper = make([]float64, n), make([]float64, n)
	sum := 0.0
	for k := range d.x {
		sum += d.p[k]
		d.lower[k] = sum / total
	}
	d.lower[n-1] = 1
	sum = 0
	for k := n - 1; k > 0; k-- {
		sum += d.p[k]
		d.upper[k-1] = sum / total
	}
	for k := range d.p {
		d.p[k] /= total
	}
	return d
}

func (d discrete) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d discrete) inverse(p, q float64) float64 {
	k := sort.Search(len(d.x), func(k int) bool { return reached(d.lower[k], d.upper[k], p, q) })
	return d.x[min(k, len(d.x)-1)]
}

// last returns how many values are at most x.
func (d discrete) last(x float64) int {
	return sort.Search(len(d.x), func(k int) bool { return d.x[k] > x })
}

func (d discrete) CDF(x float64) float64 {
	if k := d.last(x); k > 0 {
		return d.lower[k-1]
	}
	return 0
}

func (d discrete) Survival(x float64) float64 {
	if k := d.last(x); k > 0 {
		return d.upper[k-1]
	}
	return 1
}

func (d discrete) mass(x float64) float64 {
	if k := d.last(x); k > 0 && d.x[k-1] == x {
		return d.p[k-1]
	}
	return 0
}

func (d discrete) moments() moments {
	var t tally
	mean := d.Mean()
	unit := unitOf(math.Max(mean-d.x[0], d.x[len(d.x)-1]-mean))
	for i, x := range d.x {
		t.add(d.p[i], (x-mean)/unit, 0, 0)
	}
	return t.about(mean, unit)
}

func (d discrete) Mean() float64 {
	sum := 0.0
	for i, x := range d.x {
		sum += d.p[i] * (x - d.x[0])
	}
	return d.x[0] + sum
}

func (d discrete) SD() float64       { return d.moments().sd() }
func (d discrete) Skewness() float64 { return d.moments().skewness() }

func (d discrete) Support() (low, high float64)       { return d.x[0], d.x[len(d.x)-1] }
func (d discrete) density(float64) (f, slope float64) { return 0, 0 }
func (d discrete) breaks() []float64                  { return d.x }
func (d discrete) tails() (low, high float64)         { return math.Inf(1), math.Inf(1) }
func (d discrete) closed() (low, high bool)           { return true, true }

func buildBernoulli(g given, c cell) (law, *flaw) {
	p := g.value("p")
	if wrong := probability(p); wrong != nil {
		return nil, wrong
	}
	return discreteOf([]atom{{0, 1 - p}, {1, p}}, c), nil
}

// probability checks the argument p.
func probability(p float64) *flaw {
	switch {
	case 0 <= p && p <= 1:
		return nil
	case 1 < p && p <= 100:
		return wrongValue("p", "a probability lies between 0 and 1", formatNumber(p)+"%")
	}
	return wrongValue("p", "a probability lies between 0 and 1")
}
