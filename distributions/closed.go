package distributions

import "math"

// The laws below have closed curves x(z), whose points are exact and cost little. They are made of the normal score itself or of
// the standard exponential at it.

func (d normal) point(z float64) node { return node{z, d.mu + d.sigma*z, d.sigma, 0} }

func (d lognormal) point(z float64) node {
	x := d.median * math.Exp(d.sigma*z)
	return node{z, x, d.sigma * x, d.sigma * d.sigma * x}
}

// exponentialPoint is E(z) = −ln Φ(−z): it rises by the hazard h = φ(z)/Φ(−z), and that by h·(h − z).
func exponentialPoint(z float64) node {
	over := below(-z)
	hazard := bell(z) / over
	e := -math.Log(over)
	if z < 0 {
		e = -math.Log1p(-below(z))
	}
	return node{z, e, hazard, hazard * (hazard - z)}
}

// logarithm of a positive curve.
func (n node) logarithm() node {
	d1 := n.d1 / n.x
	return node{n.z, math.Log(n.x), d1, n.d2/n.x - d1*d1}
}

// exponential of a curve.
func (n node) exponential() node {
	x := math.Exp(n.x)
	return node{n.z, x, x * n.d1, x * (n.d2 + n.d1*n.d1)}
}

// times is a multiple of a curve.
func (n node) times(factor float64) node {
	return node{n.z, n.x * factor, n.d1 * factor, n.d2 * factor}
}

func (d weibull) point(z float64) node {
	e := exponentialPoint(z)
	if d.shape == 1 {
		return e.times(d.scale)
	}
	return e.logarithm().times(1 / d.shape).exponential().times(d.scale)
}

func (d logWeibull) point(z float64) node { return exponentialPoint(z).logarithm().times(1 / d.shape) }

func (d pareto) point(z float64) node {
	return exponentialPoint(z).times(1 / d.alpha).exponential().times(d.min)
}
