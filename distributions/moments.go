package distributions

import (
	"math"
	"slices"
)

// moments are the first three of a law: mean, and central ones about it. Those that do not exist are NaN.
type moments struct{ mean, variance, third float64 }

// moments of X·scale + shift.
func (m moments) moved(scale, shift float64) moments {
	return moments{m.mean*scale + shift, m.variance * scale * scale, m.third * scale * scale * scale}
}

// integrate computes the moments of a continuous law numerically, to some ten digits: between its breaks, and between
// quantiles, so that no narrow peak in a wide support is missed.
func integrate(d law) moments {
	var m moments
	center := Median(d)
	low, high := d.tails()
	heaviness := math.Min(low, high)
	edges := landmarks(d)
	central := func(k int, about float64) float64 {
		if heaviness <= float64(k) {
			return math.NaN()
		}
		total := 0.0
		for i := 1; i < len(edges); i++ {
			a, b := edges[i-1], edges[i]
			there := power(densest(d, a, b)-about, k)
			total += there*massWithin(d, a, b) + area(a, b, func(x float64) float64 {
				f, _ := d.density(x)
				return f * (power(x-about, k) - there)
			})
		}
		for _, x := range d.breaks() {
			if p := d.mass(x); p > 0 {
				total += p * math.Pow(x-about, float64(k))
			}
		}
		return total
	}
	m.mean = center + central(1, center)
	m.variance = central(2, m.mean)
	m.third = central(3, m.mean)
	return m
}

// power returns y to the power k, 1 to 3.
func power(y float64, k int) float64 {
	switch k {
	case 1:
		return y
	case 2:
		return y * y
	}
	return y * y * y
}

// densest returns the end of a stretch at which the density is higher. So much of the mass may lie next to it that no point
// of an integral sees it: what the integrand is there is taken out, and multiplied by the mass of the stretch.
func densest(d law, a, b float64) float64 {
	f, _ := d.density(a)
	g, _ := d.density(b)
	if math.IsInf(a, 0) || g > f {
		return b
	}
	return a
}

// massWithin returns the probability between a and b, without theirs.
func massWithin(d law, a, b float64) float64 {
	if upper := before(d, b); upper < 0.5 {
		return upper - d.CDF(a)
	}
	return d.Survival(a) - d.Survival(b) - d.mass(b)
}

// landmarks returns the ends of the support, the breaks and some quantiles, those of the parts of a mixture too, ascending.
func landmarks(d law) []float64 {
	scores := []float64{-8, -6, -4, -2, 0, 2, 4, 6, 8}
	low, high := d.Support()
	at := slices.Concat([]float64{low, high}, d.breaks(), landscape(d, scores...))
	for _, z := range scores {
		at = append(at, d.inverse(below(z), below(-z)))
	}
	at = slices.DeleteFunc(at, func(x float64) bool { return !(low <= x && x <= high) })
	slices.Sort(at)
	return slices.Compact(at)
}

func (d truncated) Mean() float64 { return d.moments().mean }
func (d truncated) SD() float64   { return math.Sqrt(d.moments().variance) }

func (d truncated) Skewness() float64 {
	m := d.moments()
	return skewness(m.variance, m.third)
}

// moments of a truncated count are sums, of a truncated density integrals.
func (d truncated) moments() moments {
	return d.known.or(func() moments {
		if bell, ok := d.base.(normal); ok && d.inside > 0.5 {
			return d.ofNormal(bell)
		}
		if stepped(d.base) {
			return d.ofCounts()
		}
		return integrate(d)
	})
}

// ofNormal: what most truncated cells are, a normal law that must not be negative, has its moments in closed form
// (Johnson, Kotz & Balakrishnan 1994, 13.10.1). Far out in a tail they would cancel.
func (d truncated) ofNormal(base normal) moments {
	at := func(bound float64) (z, f float64) {
		if math.IsInf(bound, 0) {
			return 0, 0
		}
		z = (bound - base.mu) / base.sigma
		return z, bell(z) / d.inside
	}
	a, fa := at(d.low)
	b, fb := at(d.high)
	mean := fa - fb
	second := 1 + a*fa - b*fb
	third := (a*a+2)*fa - (b*b+2)*fb
	return moments{mean, second - mean*mean, third - 3*mean*second + 2*mean*mean*mean}.moved(base.sigma, base.mu)
}

// ofCounts sums distances from the median: of thousands of counts, what their masses together miss of 1 would show.
func (d truncated) ofCounts() moments {
	var m moments
	center, total := Median(d), 0.0
	for _, x := range d.inner {
		m.mean += d.mass(x) * (x - center)
		total += d.mass(x)
	}
	m.mean = center + m.mean/total
	for _, x := range d.inner {
		y := x - m.mean
		m.variance += d.mass(x) / total * y * y
		m.third += d.mass(x) / total * y * y * y
	}
	return m
}

func (d metalog) Mean() float64 { return d.moments().mean }
func (d metalog) SD() float64   { return math.Sqrt(d.moments().variance) }

func (d metalog) Skewness() float64 {
	m := d.moments()
	return skewness(m.variance, m.third)
}

// moments integrates over w = ln(y/(1 − y)), on which the quantile function is nearly a line and the density of y falls
// off exponentially on both sides: the trapezoidal rule then converges exponentially.
func (d metalog) moments() moments { return d.known.or(d.workOut) }

func (d metalog) workOut() moments {
	low, high := d.tails()
	heaviness := math.Min(low, high)
	const most, step = 700, 0.125
	sum := func(k int, about float64) float64 {
		if heaviness <= float64(k) {
			return math.NaN()
		}
		total := 0.0
		for w := -most; w <= most; w += 1 {
			for s := 0.0; s < 1; s += step {
				p, q := expit(float64(w) + s)
				y := d.inverse(p, q) - about
				if term := math.Pow(y, float64(k)) * (p * q); !math.IsNaN(term) && !math.IsInf(term, 0) {
					total += term
				}
			}
		}
		return total * step
	}
	center := d.inverse(0.5, 0.5)
	var m moments
	m.mean = center + sum(1, center)
	m.variance = sum(2, m.mean)
	m.third = sum(3, m.mean)
	return m
}
