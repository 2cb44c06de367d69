package lifetime

import "math"

// factors is what each month does to prices and traffic: labor L, GPUs G, other prices P, APIs A, the discount D, and
// the requests of the month relative to go-live, q/requests_per_month.
type factors struct{ labor, gpu, price, api, discount, traffic [MaxMonths]float64 }

// fill works out the factors of the first months. walk is the price walk √12·W(m), unread while volatility is 0.
func (f *factors) fill(in *Inputs, goLive float64, months int, walk *[MaxMonths]float64) {
	grow(f.labor[:months], in[laborInflation])
	grow(f.price[:months], in[priceInflation])
	grow(f.api[:months], in[apiPriceDrift])
	grow(f.discount[:months], 1/(1+in[discountRate])-1)
	grow(f.gpu[:months], in[gpuPriceDrift])
	if σ := in[gpuPriceVolatility]; σ > 0 {
		perMonth, trend := σ/math.Sqrt(12), σ*σ/24
		for m := range months {
			f.gpu[m] *= math.Exp(perMonth*walk[m] - trend*float64(m+1))
		}
	}
	f.fillTraffic(in[trafficGrowth], goLive, months)
}

// grow fills (1 + rate)^h at mid-month, h = (m + ½)/12 years. The running product stays within 1e-13 of the power.
func grow(factor []float64, rate float64) {
	if rate == 0 {
		for m := range factor {
			factor[m] = 1
		}
		return
	}
	step := halfMonth(rate)
	now := step
	step *= step
	for m := range factor {
		factor[m] = now
		now *= step
	}
}

// halfMonth is (1 + rate)^(1/24), at a third of the cost of math.Pow.
func halfMonth(rate float64) float64 { return math.Exp(math.Log1p(rate) / 24) }

// fillTraffic fills (1 + rate)^(max(0, m + ½ − g)/12).
func (f *factors) fillTraffic(rate, goLive float64, months int) {
	now, step := 0.0, math.Pow(1+rate, 1.0/12)
	for m := range months {
		switch sinceGoLive := float64(m) + 0.5 - goLive; {
		case sinceGoLive <= 0:
			f.traffic[m] = 1
		case now == 0:
			now = math.Pow(1+rate, sinceGoLive/12)
			f.traffic[m] = now
		default:
			now *= step
			f.traffic[m] = now
		}
	}
}
