package distributions

import "math"

// A gamma of shape k below 1 has quantiles like u^(1/k) at its lower end, too steep for long pieces of the score. Their
// logarithm is nearly straight: it is walked instead, and raised piece by piece, at one exponential each where a walk
// takes a dozen.

// logGamma is the logarithm of a gamma of scale 1, as far as walkers ask.
type logGamma struct{ gamma }

// powerLaw is the logarithm below which the lower tail is a power of x to every digit.
const powerLaw = -40

// logBelow returns the logarithm of the probability below y there.
func (d logGamma) logBelow(y float64) float64 { return d.k*y - d.log - math.Log(d.k) }

func (d logGamma) inverse(p, q float64) float64 {
	if y := (math.Log(p) + d.log + math.Log(d.k)) / d.k; y < powerLaw {
		return y
	}
	return math.Log(d.gammaShape.inverse(p, q))
}

func (d logGamma) CDF(y float64) float64 {
	if y < powerLaw {
		return math.Exp(d.logBelow(y))
	}
	return d.below(math.Exp(y))
}

func (d logGamma) Survival(y float64) float64 {
	if y < powerLaw {
		return -math.Expm1(d.logBelow(y))
	}
	return d.above(math.Exp(y))
}

func (d logGamma) Support() (low, high float64) { return math.Inf(-1), math.Inf(1) }
func (d logGamma) breaks() []float64            { return nil }

func (d logGamma) density(y float64) (f, slope float64) {
	x := math.Exp(y)
	f = math.Exp(d.logRate(x, y))
	return f, f * (d.k - x)
}

// raised returns the pieces of scale·e^y for those of y, each in as many parts, a power of two, as its steepness asks for.
func raised(pieces []piece, scale float64) []piece {
	out := make([]piece, 0, 8*len(pieces))
	phi := normals()
	at := func(p *piece, s float64) node {
		h := p.to - p.from
		x, d1, d2 := scale*math.Exp(p.c.at(s)), p.c.slope(s)/h, p.c.bend(s)/(h*h)
		return node{p.from + s*h, x, x * d1, x * (d1*d1 + d2)}
	}
	a := at(&pieces[0], 0)
	for i := range pieces {
		p := &pieces[i]
		h, parts := p.to-p.from, 1.0
		rate := math.Max(p.c[1], p.c.slope(1)) / h
		if scale*math.Exp(p.c.at(1))*(rate*h)*(rate*h) > ulp(0) { // else no coefficient counts
			near, far := math.Max(0, math.Max(p.from, -p.to)), math.Max(-p.from, p.to)
			allowed := 0.5 * math.Min(errorInU, errorOfP*phi.below(-far)) / phi.bell(near)
			for math.Pow(rate*h/parts, 6) > 46080*allowed*rate { // the error of a quintic that follows an exponential
				parts *= 2
			}
		}
		for k := 1.0; k <= parts; k++ {
			b := at(p, k/parts)
			out = append(out, piece{a.z, b.z, hermite(a, b)})
			a = b
		}
		out[len(out)-1].to, a.z = p.to, p.to
	}
	return out
}
