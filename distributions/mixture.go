package distributions

import (
	"math"
	"slices"
	"sort"
	"strings"
)

// A part is a component of a mixture and the share of cases that it describes.
type part struct {
	weight float64
	law
}

// mixture draws from one of its parts. An event is one: nothing happens, or something does.
type mixture struct {
	cell
	parts []part
	at    []float64 // breaks of all parts
}

// newMix normalizes the weights, whose sum the parser has checked; parts without weight are dropped.
func newMix(parts []part) mixture {
	var pairs []string
	for _, c := range parts {
		pairs = append(pairs, formatNumber(c.weight)+": "+c.String())
	}
	return mixtureOf(parts, cell("mix("+strings.Join(pairs, "; ")+")"))
}

// newEvent is d with probability p, else 0.
func newEvent(p float64, d law) mixture {
	return mixtureOf([]part{{1 - p, Constant(0)}, {p, d}}, cell("event("+formatNumber(p)+"; "+d.String()+")"))
}

func mixtureOf(parts []part, c cell) mixture {
	d := mixture{cell: c}
	sum := 0.0
	for _, c := range parts {
		sum += c.weight
	}
	for _, c := range parts {
		if c.weight > 0 {
			d.parts = append(d.parts, part{c.weight / sum, c.law})
		}
	}
	d.at = breaksOf(d.parts)
	return d
}

// breaksOf returns those of all parts, ascending.
func breaksOf(parts []part) (at []float64) {
	for _, c := range parts {
		at = append(at, c.breaks()...)
	}
	slices.Sort(at)
	return slices.Compact(at)
}

func (d mixture) sum(f func(law) float64) float64 {
	sum := 0.0
	for _, c := range d.parts {
		sum += c.weight * f(c.law)
	}
	return sum
}

func (d mixture) CDF(x float64) float64 {
	return d.sum(func(c law) float64 { return c.CDF(x) })
}

func (d mixture) Survival(x float64) float64 {
	return d.sum(func(c law) float64 { return c.Survival(x) })
}

func (d mixture) mass(x float64) float64 {
	return d.sum(func(c law) float64 { return c.mass(x) })
}

func (d mixture) density(x float64) (f, slope float64) {
	for _, c := range d.parts {
		g, dg := c.density(x)
		f, slope = f+c.weight*g, slope+c.weight*dg
	}
	return f, slope
}

func (d mixture) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

// inverse looks for the stretch between two breaks that holds the point, then solves inside it: between the
// quantiles of the parts, where that of the mixture must lie.
func (d mixture) inverse(p, q float64) float64 {
	if len(d.parts) == 1 {
		return d.parts[0].inverse(p, q)
	}
	k := sort.Search(len(d.at), func(k int) bool { return reached(d.CDF(d.at[k]), d.Survival(d.at[k]), p, q) })
	from, to := math.Inf(-1), math.Inf(1)
	if k > 0 {
		from = d.at[k-1]
	}
	if k < len(d.at) {
		to = d.at[k]
		if m := d.mass(to); m > 0 && (p <= q && d.CDF(to)-m < p || p > q && d.Survival(to)+m > q) {
			return to
		}
	}
	if x, ok := d.alone(p, q, from, to); ok {
		return x
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, c := range d.parts {
		x := c.inverse(p, q)
		low, high = math.Min(low, x), math.Max(high, x)
	}
	low, high = math.Max(low, from), math.Min(high, to)
	switch {
	case low >= high:
		return high
	case stepped(d):
		return d.firstReached(p, q, low, high)
	}
	return invert(d, p, q, low, high, middle(low, high))
}

// firstReached finds the atom of a mixture of counts, beyond those that breaks lists: the smallest float64 whose CDF
// reaches p, which halving the bracket finds exactly.
func (d mixture) firstReached(p, q, low, high float64) float64 {
	met := func(x float64) bool { return reached(d.CDF(x), d.Survival(x), p, q) }
	if met(low) {
		return low
	}
	for {
		x := middle(low, high)
		if x <= low || x >= high {
			return high
		}
		if met(x) {
			high = x
		} else {
			low = x
		}
	}
}

// alone inverts where only one part has mass between two breaks: there it can be asked itself.
func (d mixture) alone(p, q, from, to float64) (x float64, ok bool) {
	var only *part
	for i := range d.parts {
		c := &d.parts[i]
		low, high := c.Support()
		if to <= low || high <= from || stepped(c.law) {
			p -= c.weight * c.CDF(from)
			q -= c.weight * c.Survival(from)
			continue
		}
		if only != nil {
			return 0, false
		}
		only = c
	}
	if only == nil {
		return to, !math.IsInf(to, 1)
	}
	p, q = clamp01(p/only.weight), clamp01(q/only.weight)
	if p == 0 || q == 0 {
		return 0, false
	}
	return math.Max(from, math.Min(to, only.inverse(p, q))), true
}

func (d mixture) Mean() float64 { return d.sum(law.Mean) }

func (d mixture) SD() float64       { return d.moments().sd() }
func (d mixture) Skewness() float64 { return d.moments().skewness() }

// moments come from those of the parts.
func (d mixture) moments() moments {
	mean, largest := d.Mean(), 0.0
	for _, c := range d.parts {
		largest = math.Max(largest, math.Max(math.Abs(c.Mean()-mean), c.SD()))
	}
	var t tally
	unit := unitOf(largest)
	for _, c := range d.parts {
		variance, third := centralMoments(c.law, unit)
		t.add(c.weight, (c.Mean()-mean)/unit, variance, third)
	}
	return t.about(mean, unit)
}

// centralMoments returns the second and third central moments of a law in powers of the unit.
func centralMoments(d law, unit float64) (variance, third float64) {
	sd := d.SD() / unit
	if sd == 0 {
		return 0, 0
	}
	return sd * sd, d.Skewness() * sd * sd * sd
}

func (d mixture) Support() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, c := range d.parts {
		a, b := c.Support()
		low, high = math.Min(low, a), math.Max(high, b)
	}
	return low, high
}

func (d mixture) breaks() []float64 { return d.at }

func (d mixture) tails() (low, high float64) {
	low, high = math.Inf(1), math.Inf(1)
	for _, c := range d.parts {
		a, b := c.tails()
		low, high = math.Min(low, a), math.Min(high, b)
	}
	return low, high
}

func (d mixture) closed() (low, high bool) {
	least, most := d.Support()
	for _, c := range d.parts {
		a, b := c.Support()
		atLow, atHigh := c.closed()
		low = low || a == least && atLow
		high = high || b == most && atHigh
	}
	return low, high
}
