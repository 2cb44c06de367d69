package distributions

import "math"

// moments are the first three of a law: the mean, and the central ones in powers of a unit, so that no square or cube leaves the
// float64 range where the moment itself does not. Those that do not exist are NaN.
type moments struct{ mean, unit, variance, third float64 }

// momentsAbout returns them from those about a point not far from the mean. A mean is rounded: at a billion, what that moves it by
// would show in the skewness.
func momentsAbout(center, unit, first, second, third float64) moments {
	return moments{center + unit*first, unit, second - first*first, third - first*(3*second-2*first*first)}
}

func (m moments) sd() float64 { return m.unit * math.Sqrt(m.variance) }

// skewness is NaN without a spread.
func (m moments) skewness() float64 {
	if m.variance == 0 {
		return math.NaN()
	}
	return m.third / (m.variance * math.Sqrt(m.variance))
}

// A tally adds up the moments of weighted points, or of parts, about a center in powers of a unit.
type tally struct{ first, second, third float64 }

// add a weight at a distance from the center, with its own central moments.
func (t *tally) add(weight, y, variance, third float64) {
	t.first += weight * y
	t.second += weight * (variance + y*y)
	t.third += weight * (third + 3*y*variance + y*y*y)
}

func (t tally) about(center, unit float64) moments {
	return momentsAbout(center, unit, t.first, t.second, t.third)
}

// unitOf returns the power of two at |x|: as a unit it costs no digit.
func unitOf(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return 1
	}
	return math.Ldexp(1, math.Ilogb(x))
}

func (d truncated) Mean() float64     { return d.moments().mean }
func (d truncated) SD() float64       { return d.moments().sd() }
func (d truncated) Skewness() float64 { return d.moments().skewness() }

// moments of a truncated count are sums, of a truncated density integrals or, where little cancels, closed forms.
func (d truncated) moments() moments {
	return d.known.or(func() moments {
		switch {
		case d.under == 0 && d.over == 0: // nothing is cut
			return moments{d.base.Mean(), d.base.SD(), 1, d.base.Skewness()}
		case stepped(d.base):
			return d.ofCounts()
		}
		m := moments{variance: math.NaN()}
		switch base := d.base.(type) {
		case normal:
			m = d.ofNormal(base)
		case lognormal:
			m = d.ofLognormal(base)
		}
		if m.variance > 0.01 {
			return m
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
	first, second, third := fa-fb, 1+a*fa-b*fb, (a*a+2)*fa-(b*b+2)*fb
	return momentsAbout(base.mu, base.sigma, first, second, third)
}

// ofLognormal: times x to the power k, the density of a lognormal is that of another one whose logarithm has a mean k·sigma² higher,
// times exp(k²·sigma²/2) medians to the power k. In the upper tail, most of a moment may lie where no float64 is. The unit is the
// root mean square.
func (d truncated) ofLognormal(base lognormal) moments {
	if !math.IsInf(d.high, 1) {
		return moments{variance: math.NaN()}
	}
	square, bound := base.sigma*base.sigma, base.score(math.Max(d.low, 0))
	log := func(k float64) float64 { // of the moment about 0, in medians
		return k*k*square/2 + math.Log(below(k*base.sigma-bound)/d.inside)
	}
	first, second, third := log(1), log(2), log(3)
	return moments{
		mean:     base.median * math.Exp(first),
		unit:     base.median * math.Exp(second/2),
		variance: -math.Expm1(2*first - second),
		third:    (1 - 3*math.Exp(first+second-third) + 2*math.Exp(3*first-third)) * math.Exp(third-1.5*second),
	}
}

// ofCounts sums distances from the median: of thousands of counts, what their masses together miss of 1 would show.
func (d truncated) ofCounts() moments {
	var t tally
	center, total := Median(d), 0.0
	unit := unitOf(d.inner[len(d.inner)-1] - d.inner[0])
	for _, x := range d.inner {
		p := d.mass(x)
		t.add(p, (x-center)/unit, 0, 0)
		total += p
	}
	return tally{t.first / total, t.second / total, t.third / total}.about(center, unit)
}

func (d metalog) Mean() float64     { return d.moments().mean }
func (d metalog) SD() float64       { return d.moments().sd() }
func (d metalog) Skewness() float64 { return d.moments().skewness() }

// moments integrates over w = ln(y/(1 − y)), on which the quantile function is nearly a line and the density of y falls
// off exponentially on both sides: the trapezoidal rule then converges exponentially.
func (d metalog) moments() moments { return d.known.or(d.workOut) }

// workOut goes so far that the terms of a heavy tail, whose probability is a power of x, go on as a geometric series.
func (d metalog) workOut() moments {
	const most = 200
	steps := 8.0 // to a unit of w
	if !math.IsInf(d.max-d.min, 0) {
		steps *= math.Ceil(math.Max(1, d.a2+math.Abs(d.a3))) // as steep as between two bounds
	}
	center := d.inverse(0.5, 0.5)
	unit := unitOf(d.inverse(0.75, 0.25) - d.inverse(0.25, 0.75))
	var sums [3]float64
	add := func(w float64, times func(k float64) float64) {
		p, q := expit(w)
		term, y := p*q/steps, (d.inverse(p, q)-center)/unit
		for k := range sums {
			term *= y
			sums[k] += term * times(float64(k+1))
		}
	}
	for i := 1 - most*steps; i < most*steps; i++ {
		add(i/steps, func(float64) float64 { return 1 })
	}
	series := func(power float64) func(k float64) float64 {
		return func(k float64) float64 {
			if k >= power {
				return math.NaN()
			}
			return -1 / math.Expm1((k/power-1)/steps)
		}
	}
	low, high := d.tails()
	add(-most, series(low))
	add(most, series(high))
	return momentsAbout(center, unit, sums[0], sums[1], sums[2])
}
