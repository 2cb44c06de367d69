package distributions

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sort"
)

// empirical interpolates between measured values: its quantile at p is the sorted values' at place (n − 1)·p
// (Hyndman and Fan 1996, type 7). Equal values make an atom.
type empirical struct {
	cell
	x        []float64 // ascending, at least two different values
	contents [16]byte  // a digest of x: the same cell may name other data in another folder
}

// newEmpirical returns nil and what is wrong with the values.
func newEmpirical(values []float64, c cell) (law, *flaw) {
	x := slices.Clone(values)
	slices.Sort(x) // NaN first
	switch {
	case len(x) == 0:
		return nil, &flaw{message: "the column holds no numbers"}
	case math.IsNaN(x[0]) || math.IsInf(x[0], 0) || math.IsInf(x[len(x)-1], 0):
		return nil, &flaw{message: "the column holds values that are not finite numbers"}
	case len(x) == 1:
		return nil, &flaw{message: "the column holds a single number", mended: formatNumber(x[0])}
	case x[0] == x[len(x)-1]:
		return nil, &flaw{message: fmt.Sprintf("all %d values are equal", len(x)), mended: formatNumber(x[0])}
	case math.IsInf(x[len(x)-1]-x[0], 0):
		return nil, &flaw{message: "numbers this far out cannot be held"}
	}
	bytes := make([]byte, 0, 8*len(x))
	for _, v := range x {
		bytes = binary.LittleEndian.AppendUint64(bytes, math.Float64bits(v))
	}
	sum := sha256.Sum256(bytes)
	return empirical{cell: c, x: x, contents: [16]byte(sum[:16])}, nil
}

// gaps returns n − 1, the number of stretches between neighboring values: each has the same probability.
func (d empirical) gaps() float64 { return float64(len(d.x) - 1) }

func (d empirical) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d empirical) inverse(p, q float64) float64 {
	last := len(d.x) - 1
	if p <= q {
		place := p * d.gaps()
		k := min(int(place), last-1)
		return d.x[k] + (place-float64(k))*(d.x[k+1]-d.x[k])
	}
	place := q * d.gaps()
	k := min(int(place), last-1)
	return d.x[last-k] - (place-float64(k))*(d.x[last-k]-d.x[last-k-1])
}

// rank returns how many stretches lie wholly at or below x, and the part of the next one that does.
func (d empirical) rank(x float64) (whole int, part float64) {
	k := sort.Search(len(d.x), func(k int) bool { return d.x[k] > x }) // values ≤ x
	switch {
	case k == 0:
		return 0, 0
	case k == len(d.x) || d.x[k-1] == x:
		return k - 1, 0
	}
	return k - 1, (x - d.x[k-1]) / (d.x[k] - d.x[k-1])
}

func (d empirical) CDF(x float64) float64 {
	whole, part := d.rank(x)
	return (float64(whole) + part) / d.gaps()
}

func (d empirical) Survival(x float64) float64 {
	if x < d.x[0] {
		return 1
	}
	whole, part := d.rank(x)
	rest := len(d.x) - 1 - whole
	if part > 0.5 { // the distance to the upper neighbor says it exactly
		part = (d.x[whole+1] - x) / (d.x[whole+1] - d.x[whole])
		return (float64(rest-1) + part) / d.gaps()
	}
	return (float64(rest) - part) / d.gaps()
}

// mass is that of the stretches between equal values.
func (d empirical) mass(x float64) float64 {
	first := sort.SearchFloat64s(d.x, x)
	whole, part := d.rank(x)
	if first == len(d.x) || d.x[first] != x || part > 0 {
		return 0
	}
	return float64(whole-first) / d.gaps()
}

func (d empirical) density(x float64) (f, slope float64) {
	k := sort.Search(len(d.x), func(k int) bool { return d.x[k] > x })
	if k == 0 || k == len(d.x) {
		return 0, 0
	}
	return 1 / (d.gaps() * (d.x[k] - d.x[k-1])), 0
}

// Mean and the moments are those of straight lines between the values.
func (d empirical) Mean() float64 {
	sum := 0.0
	for k := 1; k < len(d.x); k++ {
		sum += (d.x[k-1]-d.x[0])/2 + (d.x[k]-d.x[0])/2
	}
	return d.x[0] + sum/d.gaps()
}

// moments are those of uniform laws between neighboring values.
func (d empirical) moments() moments {
	var t tally
	mean := d.Mean()
	unit := unitOf(d.x[len(d.x)-1] - d.x[0])
	for k := 1; k < len(d.x); k++ {
		a, b := (d.x[k-1]-mean)/unit, (d.x[k]-mean)/unit
		t.add(1/d.gaps(), a+(b-a)/2, (b-a)*(b-a)/12, 0)
	}
	return t.about(mean, unit)
}

func (d empirical) SD() float64       { return d.moments().sd() }
func (d empirical) Skewness() float64 { return d.moments().skewness() }

func (d empirical) Support() (low, high float64) { return d.x[0], d.x[len(d.x)-1] }
func (d empirical) breaks() []float64            { return slices.Compact(slices.Clone(d.x)) }
func (d empirical) tails() (low, high float64)   { return math.Inf(1), math.Inf(1) }
func (d empirical) closed() (low, high bool)     { return true, true }
