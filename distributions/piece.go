package distributions

import "math"

// polynomial holds c0 + c1·s + … + c5·s⁵ for s in [0, 1], and nothing to the end of the cache line, which one load fetches.
type polynomial [8]float64

// degree of the polynomials.
const degree = 5

func (c *polynomial) at(s float64) float64 {
	return c[0] + s*(c[1]+s*(c[2]+s*(c[3]+s*(c[4]+s*c[5]))))
}

// slope is the derivative by s.
func (c *polynomial) slope(s float64) float64 {
	return c[1] + s*(2*c[2]+s*(3*c[3]+s*(4*c[4]+s*5*c[5])))
}

// bend is the second derivative by s.
func (c *polynomial) bend(s float64) float64 {
	return 2*c[2] + s*(6*c[3]+s*(12*c[4]+s*20*c[5]))
}

// within rewrites the polynomial for the part of [0, 1] that begins at a and is w wide.
func (c polynomial) within(a, w float64) polynomial {
	for i := range degree { // Taylor shift by repeated synthetic division
		for j := degree - 1; j >= i; j-- {
			c[j] += a * c[j+1]
		}
	}
	scale := 1.0
	for i := range degree + 1 {
		c[i] *= scale
		scale *= w
	}
	return c
}

// A node is a point of the quantile curve x(z) = Quantile(Φ(z)), with its first two derivatives.
type node struct{ z, x, d1, d2 float64 }

// sound reports whether the derivatives can be used.
func (n node) sound() bool {
	return n.d1 >= 0 && !math.IsInf(n.d1, 0) && !math.IsInf(n.d2, 0) && !math.IsNaN(n.d2)
}

// back returns the x below which lies less by the mass dz·φ(z) than below the node: F(x − δ) = F(x) − f·δ + f′·δ²/2 solved for
// δ to second order (Halley's method), in terms of the curve's derivatives.
func (n node) back(dz float64) float64 { return n.x - dz*(n.d1-dz/2*(n.z*n.d1+n.d2)) }

// hermite returns the quintic through two nodes with their derivatives. Its error is x⁗″·h⁶/46080 at most.
func hermite(a, b node) polynomial {
	h := b.z - a.z
	rise := b.x - a.x
	v0, v1 := h*a.d1, h*b.d1
	w0, w1 := h*h*a.d2, h*h*b.d2
	return polynomial{
		a.x,
		v0,
		w0 / 2,
		10*rise - 6*v0 - 4*v1 - 1.5*w0 + 0.5*w1,
		-15*rise + 8*v0 + 7*v1 + 1.5*w0 - w1,
		6*rise - 3*(v0+v1) - 0.5*(w0-w1),
	}
}

// Rewriting the curve from scores to uniforms may cost this much in u, besides the error of its pieces.
const (
	rewriting       = 2e-10
	rewritingOfTail = 2e-7
)

// A piece of the quantile curve: x(z) for z in (from, to].
type piece struct {
	from, to float64
	c        polynomial // in s = (z − from)/(to − from)
}

func (p *piece) at(z float64) float64 { return p.c.at((z - p.from) / (p.to - p.from)) }

// byUniform returns the curve's point at score z as one of x(u), u = Φ(z): du = φ dz.
func (p *piece) byUniform(z, u, bell float64) node {
	h := p.to - p.from
	s := (z - p.from) / h
	d1 := p.c.slope(s) / h / bell
	return node{u, p.c.at(s), d1, (p.c.bend(s)/(h*h)/bell + z*d1) / bell}
}

// near reports whether a polynomial in u meets a point of the curve at s, v being the tail that it lies in.
func near(c *polynomial, s float64, n node, v float64) bool {
	off := math.Abs(c.at(s) - n.x)
	return off <= 2*ulp(n.x) || off <= math.Abs(n.d1)*math.Min(rewriting, rewritingOfTail*v)
}

// rewrite appends to pieces of u the part of p between two scores, whose uniforms are u and v, halved until a polynomial fits.
func (p *piece) rewrite(pieces []piece, from, u, to, v float64, depth int) []piece {
	if !(u < v) {
		return pieces // no float lies between
	}
	c := hermite(p.byUniform(from, u, bell(from)), p.byUniform(to, v, bell(to)))
	fits := true
	for i := 1; i <= 3 && fits; i++ {
		at := u + (v-u)*float64(i)/4
		z := NormalScore(at)
		fits = near(&c, float64(i)/4, p.byUniform(z, at, bell(z)), math.Min(at, 1-at))
	}
	if fits || depth == 8 {
		return append(pieces, piece{u, v, c})
	}
	m := from + (to-from)/2
	pieces = p.rewrite(pieces, from, u, m, below(m), depth+1)
	return p.rewrite(pieces, m, below(m), to, v, depth+1)
}

// reflected turns pieces of the curve of −X into those of X.
func reflected(pieces []piece) []piece {
	turned := make([]piece, len(pieces))
	for i, p := range pieces {
		c := p.c.within(1, -1)
		for k := range c {
			c[k] = -c[k]
		}
		turned[len(pieces)-1-i] = piece{-p.to, -p.from, c}
	}
	return turned
}

// scaled turns pieces of the curve of X into those of scale·X + shift.
func scaled(pieces []piece, scale, shift float64) []piece {
	if scale < 0 {
		pieces, scale = reflected(pieces), -scale
	}
	out := make([]piece, len(pieces))
	for i, p := range pieces {
		for k := range p.c {
			p.c[k] *= scale
		}
		p.c[0] += shift
		out[i] = p
	}
	return out
}
