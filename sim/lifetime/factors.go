package lifetime

import (
	"math"

	"finetco/distributions/exp"
)

// factors is what each month does to prices and traffic: labor L, GPUs G, other prices P, APIs A, the discount D, and
// the requests of the month relative to go-live, q/requests_per_month.
type factors struct {
	labor, gpu, price, api, discount, traffic [MaxMonths]float64

	held struct{ labor, gpu, price, api, discount held }
}

// held is what a factor holds: so many months of powers of a rate.
type held struct {
	rate   float64
	months int
}

var nothing = held{rate: math.NaN()}

func newFactors() (f factors) {
	h := &f.held
	h.labor, h.gpu, h.price, h.api, h.discount = nothing, nothing, nothing, nothing, nothing
	return f
}

// fill works out the factors of the first months, (1 + rate)^h with h = (m + ½)/12 years at mid-month. The running
// products stay within 1e-13 of the powers. walk is the price walk √12·W(m), unread while volatility is 0.
func (f *factors) fill(in *Inputs, g *growth, months int, walk *[MaxMonths]float64) {
	f.held.labor.grow(&f.labor, months, in[laborInflation])
	f.held.price.grow(&f.price, months, in[priceInflation])
	f.held.api.grow(&f.api, months, in[apiPriceDrift])
	f.held.discount.grow(&f.discount, months, 1/(1+in[discountRate])-1)
	if σ := in[gpuPriceVolatility]; σ > 0 {
		f.followWalk(g.drift, σ, walk[:months])
		f.held.gpu = nothing
	} else {
		f.held.gpu.grow(&f.gpu, months, in[gpuPriceDrift])
	}
	first := min(g.first, months)
	for m := range first {
		f.traffic[m] = 1
	}
	powers(f.traffic[first:], months-first, g.traffic, g.trafficStep)
}

// grow fills the first months of a factor by mid-month powers, unless it holds them: lifetimes after each other often
// share a rate.
func (h *held) grow(factor *[MaxMonths]float64, months int, rate float64) {
	if rate == h.rate && months <= h.months {
		return
	}
	*h = held{rate, months}
	first := halfMonth(rate)
	powers(factor[:], months, first, first*first)
}

// growth is how requests and GPU prices of a lifetime grow.
type growth struct {
	first                int     // the first month whose middle is past go-live
	traffic, trafficStep float64 // its requests relative to go-live, and a month's to those of the month before
	drift                float64 // of GPU prices: log(1 + drift) a month
}

// setGrowth works the growth of lifetimes out whose go-live is known.
func (c *Cohort) setGrowth(lives []Lifetime) {
	powers := c.powers[:2*len(lives)]
	for i := range lives {
		l := &lives[i]
		l.first = int(min(l.goLive+0.5, MaxMonths))
		l.drift = math.Log1p(l.drawn.Inputs[gpuPriceDrift]) / 12
		perMonth := math.Log1p(l.drawn.Inputs[trafficGrowth]) / 12
		powers[2*i], powers[2*i+1] = perMonth*(float64(l.first)+0.5-l.goLive), perMonth
	}
	exp.All(powers)
	for i := range lives {
		lives[i].traffic, lives[i].trafficStep = powers[2*i], powers[2*i+1]
	}
}

// followWalk lets GPU prices drift and walk: (1 + drift)^h · exp(σ·W(m) − σ²·(m + 1)/24), drift being that of growth.
func (f *factors) followWalk(drift, σ float64, walk []float64) {
	perMonth, trend, start := σ/math.Sqrt(12), drift-σ*σ/24, drift/2-σ*σ/24
	gpu := f.gpu[:len(walk)]
	for m, w := range walk {
		gpu[m] = perMonth*w + (start + trend*float64(m))
	}
	exp.All(gpu)
}

// powers fills at least the first months of a factor, as far as it goes, by first, first·step, first·step², … : four at a
// time, for a product need not wait for the one before.
func powers(factor []float64, months int, first, step float64) {
	square := step * step
	a, b, c, d := first, first*step, first*square, first*step*square
	fourth := square * square
	for m := 0; m < months; m += 4 {
		if m+4 > len(factor) {
			copy(factor[m:], []float64{a, b, c})
			break
		}
		four := factor[m : m+4 : m+4]
		four[0], four[1], four[2], four[3] = a, b, c, d
		a, b, c, d = a*fourth, b*fourth, c*fourth, d*fourth
	}
}

// halfMonth is (1 + rate)^(1/24).
func halfMonth(rate float64) float64 {
	if rate < -0.3 || rate > 0.4 {
		return math.Exp(math.Log1p(rate) / 24)
	}
	x := rate / (2 + rate)
	y := x * x
	c := &halfMonthSeries
	z := y * y // powers of four apart, which need not wait for each other
	w := z * z
	low := (c[0] + x*c[1]) + y*(c[2]+x*c[3]) + z*((c[4]+x*c[5])+y*(c[6]+x*c[7]))
	high := (c[8] + x*c[9]) + y*(c[10]+x*c[11]) + z*((c[12]+x*c[13])+y*(c[14]+x*c[15]))
	return low + w*high
}

// halfMonthSeries are the coefficients of ((1 + x)/(1 − x))^a with a = 1/24, 1 + rate being (1 + x)/(1 − x): from
// (1 − x²)·f′ = 2a·f. What follows is below 1e-16 for |x| < 0.18, which holds the rates that there are.
var halfMonthSeries = func() (c [16]float64) {
	const a = 1.0 / 24
	c[0], c[1] = 1, 2*a
	for k := 1; k+1 < len(c); k++ {
		c[k+1] = (2*a*c[k] + float64(k-1)*c[k-1]) / float64(k+1)
	}
	return c
}()
