package distributions

import (
	"math"
	"strings"
)

// lognormal is a median times the exponential of a normal with mean 0 and standard deviation sigma. (Differences of logarithms would
// lose digits: between 999,999 and 1,000,001 they are good to nine.)
type lognormal struct {
	continuous
	cell
	median, sigma float64
}

func (d lognormal) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d lognormal) inverse(p, q float64) float64 {
	return d.median * math.Exp(d.sigma*exactScore(p, q))
}

// score returns the z that x lies at.
func (d lognormal) score(x float64) float64 { return logRatio(x, d.median) / d.sigma }

// logRatio returns ln(x/y).
func logRatio(x, y float64) float64 { return logDistance(x, y, 0) }

// logDistance returns the logarithm of the distance of x from an end in units of that of y, to every digit where x is next to y.
func logDistance(x, y, end float64) float64 {
	if u := (x - y) / (y - end); math.Abs(u) < 0.5 {
		return math.Log1p(u)
	}
	return math.Log(math.Abs(x-end)) - math.Log(math.Abs(y-end))
}

func (d lognormal) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return below(d.score(x))
}

func (d lognormal) Survival(x float64) float64 {
	if x <= 0 {
		return 1
	}
	return below(-d.score(x))
}

func (d lognormal) Mean() float64 { return d.median * math.Exp(d.sigma*d.sigma/2) }

func (d lognormal) SD() float64 { return d.Mean() * math.Sqrt(math.Expm1(d.sigma*d.sigma)) }

func (d lognormal) Skewness() float64 {
	e := math.Expm1(d.sigma * d.sigma)
	return (e + 3) * math.Sqrt(e)
}

func (d lognormal) Support() (low, high float64) { return 0, math.Inf(1) }
func (d lognormal) breaks() []float64            { return []float64{0} }

func (d lognormal) density(x float64) (f, slope float64) {
	if x <= 0 {
		return 0, 0
	}
	z := d.score(x)
	f = bell(z) / (d.sigma * x)
	return f, -f / x * (1 + z/d.sigma)
}

// z95 is the standard normal's 95th percentile.
var z95 = exactScore(0.95, 0.05)

// lognormalRange is low to high: the 5th and the 95th percentile.
func lognormalRange(low, high float64) lognormal {
	text := cell(formatNumber(low) + " to " + formatNumber(high))
	return lognormal{cell: text, median: math.Sqrt(low) * math.Sqrt(high), sigma: logRatio(high, low) / (2 * z95)}
}

func buildLognormal(g given, c cell) (law, *flaw) {
	mean, sd := g.value("mean"), g.value("sd")
	if mean <= 0 {
		return nil, wrongValue("mean", "a lognormal lies above 0, and so does its mean")
	}
	if wrong := checkSD(sd, mean); wrong != nil {
		return nil, wrong
	}
	spread := sd / mean
	return checkLognormal(lognormal{cell: c, median: mean / math.Hypot(1, spread), sigma: math.Sqrt(math.Log1p(spread * spread))})
}

func buildLognormalLog(g given, c cell) (law, *flaw) {
	mu, sigma := g.value("mu"), g.value("sigma")
	if wrong := checkSigma(sigma, math.Exp(mu)); wrong != nil {
		return nil, wrong
	}
	return checkLognormal(lognormal{cell: c, median: math.Exp(mu), sigma: sigma})
}

func buildLognormalMedian(g given, c cell) (law, *flaw) {
	median, sigma := g.value("median"), g.value("sigma")
	if median <= 0 {
		return nil, wrongValue("median", "a lognormal lies above 0, and so does its median")
	}
	if wrong := checkSigma(sigma, median); wrong != nil {
		return nil, wrong
	}
	return checkLognormal(lognormal{cell: c, median: median, sigma: sigma})
}

func fitLognormal(g given, c cell) (law, *flaw) {
	low, high, wrong := ascending(g.percentiles())
	if wrong != nil {
		return nil, wrong
	}
	if low.x <= 0 {
		return nil, wrongValue(low.name, "a lognormal lies above 0, and so do its percentiles")
	}
	mu, sigma := throughTwo(low.p, 0, high.p, logRatio(high.x, low.x)) // of the logarithm, from that of the lower one
	return checkLognormal(lognormal{cell: c, median: low.x * math.Exp(mu), sigma: sigma})
}

// checkSigma refuses a log-scale standard deviation that is not positive.
func checkSigma(sigma, median float64) *flaw {
	switch {
	case sigma < 0:
		return wrongValue("sigma", "a standard deviation must be positive", formatNumber(-sigma))
	case sigma == 0:
		return &flaw{message: "without spread this is a constant", mended: formatNumber(median)}
	}
	return nil
}

// checkLognormal refuses parameters whose numbers leave the float64 range.
func checkLognormal(d lognormal) (law, *flaw) {
	if m := d.Mean(); math.IsInf(m, 0) || d.median == 0 || math.IsInf(d.SD(), 0) || !(d.sigma > 0) {
		return nil, &flaw{message: "numbers this far out cannot be held"}
	}
	return d, nil
}

// isRange reports whether the cell is written low to high.
func (d lognormal) isRange() bool { return strings.Contains(string(d.cell), " to ") }
