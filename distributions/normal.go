package distributions

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// normal has mean mu and standard deviation sigma.
type normal struct {
	continuous
	cell
	mu, sigma float64
}

func (d normal) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d normal) inverse(p, q float64) float64 { return d.mu + d.sigma*exactScore(p, q) }

func (d normal) CDF(x float64) float64 { return below((x - d.mu) / d.sigma) }

func (d normal) Survival(x float64) float64 { return below((d.mu - x) / d.sigma) }

func (d normal) Mean() float64     { return d.mu }
func (d normal) SD() float64       { return d.sigma }
func (d normal) Skewness() float64 { return 0 }

func (d normal) Support() (low, high float64) { return math.Inf(-1), math.Inf(1) }

func (d normal) density(x float64) (f, slope float64) {
	z := (x - d.mu) / d.sigma
	f = bell(z) / d.sigma
	return f, -z / d.sigma * f
}

// below returns Φ(z), the standard normal probability below z, exact in the lower tail.
func below(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// bell returns φ(z), the standard normal density.
func bell(z float64) float64 { return math.Exp(-0.5*z*z) / math.Sqrt(2*math.Pi) }

// exactScore returns the z with probability p below and q above, from the smaller of them
// (Wichura 1988, algorithm AS 241, 1e-16).
func exactScore(p, q float64) float64 {
	switch {
	case p <= 0:
		return math.Inf(-1)
	case q <= 0:
		return math.Inf(1)
	case p <= q:
		return mathext.NormalQuantile(p)
	case p > q:
		return -mathext.NormalQuantile(q)
	}
	return math.NaN()
}

func buildNormal(g given, c cell) (law, *flaw) {
	mean, sd := g.value("mean"), g.value("sd")
	if wrong := checkSD(sd, mean); wrong != nil {
		return nil, wrong
	}
	return normal{cell: c, mu: mean, sigma: sd}, nil
}

// checkSD refuses a standard deviation that is not positive.
func checkSD(sd, mean float64) *flaw {
	switch {
	case sd < 0:
		return wrongValue("sd", "a standard deviation must be positive", formatNumber(-sd))
	case sd == 0:
		return &flaw{message: "without spread this is a constant", mended: formatNumber(mean)}
	}
	return nil
}

func fitNormal(g given, c cell) (law, *flaw) {
	low, high, wrong := ascending(g.percentiles())
	if wrong != nil {
		return nil, wrong
	}
	mu, sigma := throughTwo(low.p, low.x, high.p, high.x)
	return normal{cell: c, mu: mu, sigma: sigma}, nil
}

// throughTwo returns the normal distribution with two given quantiles.
func throughTwo(p1, x1, p2, x2 float64) (mu, sigma float64) {
	z1, z2 := exactScore(p1, 1-p1), exactScore(p2, 1-p2)
	sigma = (x2 - x1) / (z2 - z1)
	if z1 == -z2 {
		return x1 + (x2-x1)/2, sigma
	}
	return x1 - sigma*z1, sigma
}

// ascending checks that of two stated percentiles the higher one has the higher value.
func ascending(stated []quantileAt) (low, high quantileAt, wrong *flaw) {
	low, high = stated[0], stated[1]
	switch {
	case low.x == high.x:
		wrong = &flaw{message: low.name + " and " + high.name + " are equal", mended: formatNumber(low.x)}
	case low.x > high.x:
		wrong = wrongValue(low.name, low.name+" lies above "+high.name)
	}
	return low, high, wrong
}
