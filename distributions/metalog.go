package distributions

import (
	"fmt"
	"math"
)

// metalog is Keelin's (2016) three-term metalog, given by its quantile function
//
//	M(y) = a₁ + (a₂ + a₃·(y − ½))·ln(y/(1 − y)),
//
// itself if unbounded, min + e^M with a lower bound, max − e^−M with an upper, and min + (max − min)/(1 + e^−M) with both. M is
// taken relative to a middle value, whose own M is 0: next to it e^M − 1 keeps the digits that the logarithm of a large one loses.
type metalog struct {
	continuous
	cell
	a1, a2, a3       float64
	min, middle, max float64 // the bounds are infinite where there are none
	known            *memo[moments]
}

// inner returns M at probabilities p and q, and its first two derivatives by w = ln(p/q).
func (d metalog) inner(p, q float64) (m, m1, m2 float64) {
	w := math.Log(p) - math.Log(q)
	half := (p - q) / 2 // y − ½
	pq := p * q
	m = d.a1 + (d.a2+d.a3*half)*w
	m1 = d.a2 + d.a3*(half+pq*w)
	m2 = d.a3 * pq * (2 - 2*half*w)
	return m, m1, m2
}

// outer maps M to the variable, with the first two derivatives by M.
func (d metalog) outer(m float64) (x, x1, x2 float64) {
	below, above := d.middle-d.min, d.max-d.middle
	next := math.Abs(m) < 0.5 // to the middle
	switch low, high := !math.IsInf(below, 0), !math.IsInf(above, 0); {
	case low && high:
		width := d.max - d.min
		below, above = below/width, above/width
		var s, t float64 // of the width, to max and from min
		if m < 0 {
			e := below * math.Exp(m)
			s, t = above/(above+e), e/(above+e)
			x = d.min + width*t
		} else {
			e := above * math.Exp(-m)
			s, t = e/(below+e), below/(below+e)
			x = d.max - width*s
		}
		if next {
			x = d.middle + width*(below*s*math.Expm1(m))
		}
		x1 = width * s * t
		return x, x1, x1 * (s - t)
	case low:
		e := below * math.Exp(m)
		if x = d.min + e; next {
			x = d.middle + below*math.Expm1(m)
		}
		return x, e, e
	case high:
		e := above * math.Exp(-m)
		if x = d.max - e; next {
			x = d.middle - above*math.Expm1(-m)
		}
		return x, e, -e
	}
	return d.middle + m, 1, 0
}

// unmap is the inverse of outer.
func (d metalog) unmap(x float64) float64 {
	low, high := !math.IsInf(d.min, 0), !math.IsInf(d.max, 0)
	switch {
	case low && high:
		return logDistance(x, d.middle, d.min) - logDistance(x, d.middle, d.max)
	case low:
		return logDistance(x, d.middle, d.min)
	case high:
		return -logDistance(x, d.middle, d.max)
	}
	return x - d.middle
}

func (d metalog) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d metalog) inverse(p, q float64) float64 {
	m, _, _ := d.inner(p, q)
	x, _, _ := d.outer(m)
	return x
}

// logit solves M(y) = m for w = ln(y/(1 − y)): nearly a straight line of w far out.
func (d metalog) logit(m float64) float64 {
	line := func(w float64) (y, slope float64) {
		p, q := expit(w)
		y, slope, _ = d.inner(p, q)
		return y - m, slope
	}
	const most = 740 // e^-740 is near the smallest float64
	if y, _ := line(-most); y >= 0 {
		return math.Inf(-1)
	}
	if y, _ := line(most); y <= 0 {
		return math.Inf(1)
	}
	return root(-most, most, (m-d.a1)/d.a2, line)
}

// expit returns 1/(1 + e^−w) and its complement.
func expit(w float64) (p, q float64) {
	if w < 0 {
		e := math.Exp(w)
		return e / (1 + e), 1 / (1 + e)
	}
	e := math.Exp(-w)
	return 1 / (1 + e), e / (1 + e)
}

func (d metalog) CDF(x float64) float64 {
	switch {
	case x <= d.min:
		return 0
	case x >= d.max:
		return 1
	}
	p, _ := expit(d.logit(d.unmap(x)))
	return p
}

func (d metalog) Survival(x float64) float64 {
	switch {
	case x <= d.min:
		return 1
	case x >= d.max:
		return 0
	}
	_, q := expit(d.logit(d.unmap(x)))
	return q
}

func (d metalog) density(x float64) (f, slope float64) {
	if x <= d.min || x >= d.max {
		return 0, 0
	}
	p, q := expit(d.logit(d.unmap(x)))
	if p == 0 || q == 0 {
		return 0, 0
	}
	m, m1, m2 := d.inner(p, q)
	_, x1, x2 := d.outer(m)
	rise := x1 * m1 // of x by w
	bend := x2*m1*m1 + x1*m2
	pq := p * q // dp/dw
	f = pq / rise
	return f, f * ((q-p)/rise - bend/(rise*rise))
}

// point follows the closed form through w = ln(Φ(z)/Φ(−z)), dw/dz = φ/(pq).
func (d metalog) point(z float64) node {
	p, q := below(z), below(-z)
	m, m1, m2 := d.inner(p, q)
	x, x1, x2 := d.outer(m)
	w1 := bell(z) / (p * q)
	w2 := -w1 * (z + w1*(q-p))
	rise := x1 * m1
	return node{z, x, rise * w1, (x2*m1*m1+x1*m2)*w1*w1 + rise*w2}
}

func (d metalog) Support() (low, high float64) { return d.min, d.max }

func (d metalog) breaks() []float64 {
	var at []float64
	if !math.IsInf(d.min, 0) {
		at = append(at, d.min)
	}
	if !math.IsInf(d.max, 0) {
		at = append(at, d.max)
	}
	return at
}

// tails: with one bound the other tail is that of a log-logistic, e^M with M rising by a₂ ± a₃/2 for every e-fold of
// the probability.
func (d metalog) tails() (low, high float64) {
	low, high = math.Inf(1), math.Inf(1)
	switch {
	case !math.IsInf(d.min, 0) && math.IsInf(d.max, 0):
		high = 1 / (d.a2 + d.a3/2)
	case math.IsInf(d.min, 0) && !math.IsInf(d.max, 0):
		low = 1 / (d.a2 - d.a3/2)
	}
	return low, high
}

func (d metalog) closed() (low, high bool) { return !math.IsInf(d.min, 0), !math.IsInf(d.max, 0) }

// steepest is the largest |a₃|/a₂ for which M rises everywhere: the reciprocal of the maximum of
// y − ½ + y(1 − y)·ln(y/(1 − y)), at (2y − 1)·ln(y/(1 − y)) = 2.
const steepest = 1.667113122

func buildMetalog(g given, c cell) (law, *flaw) {
	d := metalog{cell: c, min: math.Inf(-1), max: math.Inf(1), known: &memo[moments]{}}
	if x, ok := g.get("min"); ok {
		d.min = x
	}
	if x, ok := g.get("max"); ok {
		d.max = x
	}
	if d.min == d.max {
		return nil, equalBounds(d.min)
	}
	if d.min > d.max {
		return nil, wrongValue("min", "the low bound must lie below the high one")
	}
	stated := g.percentiles()
	d.middle = stated[1].x
	var w, half, y [3]float64
	for i, s := range stated {
		if i > 0 && s.x <= stated[i-1].x {
			return nil, wrongValue(s.name, s.name+" must lie above "+stated[i-1].name)
		}
		if s.x <= d.min || s.x >= d.max {
			return nil, wrongValue(s.name, s.name+" must lie between min and max")
		}
		w[i], half[i], y[i] = math.Log(s.p)-math.Log1p(-s.p), s.p-0.5, d.unmap(s.x)
	}
	// M(y_i) = a1 + a2·w_i + a3·half_i·w_i: two differences, then Cramer's rule.
	u1, u2 := w[1]-w[0], w[2]-w[0]
	v1, v2 := half[1]*w[1]-half[0]*w[0], half[2]*w[2]-half[0]*w[0]
	r1, r2 := y[1]-y[0], y[2]-y[0]
	det := u1*v2 - u2*v1
	d.a2, d.a3 = (r1*v2-r2*v1)/det, (u1*r2-u2*r1)/det
	d.a1 = -(d.a2 + d.a3*half[1]) * w[1]
	if !(math.Abs(d.a3) < steepest*d.a2) {
		return nil, wrongValue(stated[1].name, d.feasible(stated))
	}
	return d, nil
}

// feasible words the range of the middle percentile for which a metalog through the outer two exists.
func (d metalog) feasible(stated []quantileAt) string {
	low, high := stated[0], stated[2]
	w := func(s quantileAt) float64 { return math.Log(s.p) - math.Log1p(-s.p) }
	at := func(ratio float64) float64 { // a3 = ratio·a2 through the outer two; its middle
		basis := func(s quantileAt) float64 { return (1 + ratio*(s.p-0.5)) * w(s) }
		y0, y2 := d.unmap(low.x), d.unmap(high.x)
		a2 := (y2 - y0) / (basis(high) - basis(low))
		x, _, _ := d.outer(y0 + a2*(basis(stated[1])-basis(low)))
		return x
	}
	a, b := at(steepest), at(-steepest)
	return fmt.Sprintf("no metalog has these percentiles: with the other two, %s lies between %.6g and %.6g",
		stated[1].name, math.Min(a, b), math.Max(a, b))
}
