package lifetime

import "math"

// factors is what each month does to prices and traffic: labor L, GPUs G, other prices P, APIs A, the discount D, and
// the requests of the month relative to go-live, q/requests_per_month.
type factors struct {
	labor, gpu, price, api, discount, traffic [MaxMonths]float64

	apiDrift, discountRate float64 // that api and discount hold; NaN at first
}

func newFactors() factors { return factors{apiDrift: math.NaN(), discountRate: math.NaN()} }

// fill works out the factors of the first months, (1 + rate)^h with h = (m + ½)/12 years at mid-month. The running
// products stay within 1e-13 of the powers. walk is the price walk √12·W(m), unread while volatility is 0.
func (f *factors) fill(in *Inputs, goLive float64, months int, walk *[MaxMonths]float64) {
	// The four products side by side, for their steps to overlap.
	L, G, P := halfMonth(in[laborInflation]), halfMonth(in[gpuPriceDrift]), halfMonth(in[priceInflation])
	stepL, stepG, stepP := L*L, G*G, P*P
	perMonth := math.Log1p(in[trafficGrowth]) / 12
	growing := int(min(goLive+0.5, float64(months))) // the first month whose middle is past go-live
	for m := range growing {
		f.labor[m], f.gpu[m], f.price[m], f.traffic[m] = L, G, P, 1
		L, G, P = L*stepL, G*stepG, P*stepP
	}
	q, stepQ := math.Exp(perMonth*(float64(growing)+0.5-goLive)), math.Exp(perMonth)
	for m := growing; m < months; m++ {
		f.labor[m], f.gpu[m], f.price[m], f.traffic[m] = L, G, P, q
		L, G, P, q = L*stepL, G*stepG, P*stepP, q*stepQ
	}
	if σ := in[gpuPriceVolatility]; σ > 0 {
		perMonth, trend := σ/math.Sqrt(12), σ*σ/24
		var moves [MaxMonths]float64
		for m := range months {
			moves[m] = perMonth*walk[m] - trend*float64(m+1)
		}
		exponentials(moves[:months])
		for m := range months {
			f.gpu[m] *= moves[m]
		}
	}
	// These two rates are the same in most lifetimes after each other.
	if in[apiPriceDrift] != f.apiDrift {
		f.apiDrift = in[apiPriceDrift]
		grow(f.api[:], f.apiDrift)
	}
	if in[discountRate] != f.discountRate {
		f.discountRate = in[discountRate]
		grow(f.discount[:], 1/(1+f.discountRate)-1)
	}
}

// grow fills a factor by mid-month powers.
func grow(factor []float64, rate float64) {
	now := halfMonth(rate)
	step := now * now
	for m := range factor {
		factor[m] = now
		now *= step
	}
}

// halfMonth is (1 + rate)^(1/24), at a third of the cost of math.Pow.
func halfMonth(rate float64) float64 {
	if rate == 0 {
		return 1
	}
	return math.Exp(math.Log1p(rate) / 24)
}
