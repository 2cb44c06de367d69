package distributions

import "math"

// The quantile curve x(z) = Quantile(Φ(z)) of any law is smooth on the scale of the normal score z: bounded and
// power-like ends, which are singular in u, become gentle there. It is found by walking from the tail to the median:
//
//   - a step's end is first guessed by extending the previous quintic;
//   - the mass that the guess misses is ∫ (f(H(z))·H′(z) − φ(z)) dz over the step, H the quintic through both ends.
//     The integrand is nearly 0 and as smooth as φ, so four Gauss points give it to rounding;
//   - one Newton step with that residue places the end, and the integrand itself bounds the quintic's error in u.
//
// This is numerical inversion as in Derflinger, Hörmann and Leydold (2010), with the accuracy in u controlled in every
// step, but on the score's scale and with derivatives in place of extra points. The density is all it needs: some
// six evaluations a step, where inverting an incomplete beta function takes microseconds.

const (
	reach    = 7.125   // tables cover scores within ±reach; Φ(−reach) = 5.2e-13
	stride   = 1.0 / 8 // the longest step
	errorInU = 4e-10   // asked of a piece, absolute
	errorOfP = 4e-7    // asked of a piece, relative to the tail it lies in
)

// A walker traces the lower half of a law's curve.
type walker struct {
	law
	phi    *normalGrid
	pieces []piece
	exact  bool // place every node by inversion
}

// trace returns the pieces of the whole curve, from −reach to reach.
func trace(d law) []piece {
	if a, ok := d.(affine); ok {
		return scaled(trace(a.base), a.scale, a.shift)
	}
	if c, ok := d.(analytic); ok {
		return follow(c)
	}
	phi := normals()
	lower := walker{law: d, phi: phi, pieces: make([]piece, 0, strides)}
	upper := walker{law: affine{d, -1, 0}, phi: phi, pieces: make([]piece, 0, strides)}
	lower.walk()
	upper.walk()
	if !meet(lower, upper) {
		lower, upper = walker{law: d, phi: phi, exact: true}, walker{law: affine{d, -1, 0}, phi: phi, exact: true}
		lower.walk()
		upper.walk()
	}
	return append(lower.pieces, reflected(upper.pieces)...)
}

// meet reports whether the walks from both tails arrive at the same median: the check on what rounding added up.
func meet(lower, upper walker) bool {
	a := lower.pieces[len(lower.pieces)-1].c.at(1)
	b := -upper.pieces[len(upper.pieces)-1].c.at(1)
	f, _ := lower.density(a)
	gap := math.Abs(a - b)
	if f == 0 || gap <= 4*ulp(a) {
		return true // an atom or a gap: nothing was added up
	}
	return gap*f <= errorInU || math.IsInf(f, 0)
}

// walk lays pieces from −reach to 0: stretches between breaks, and flat pieces on atoms.
func (w *walker) walk() {
	z := -reach
	start := math.NaN() // the break on which a stretch begins
	for _, x := range w.breaks() {
		c := w.CDF(x)
		m := w.mass(x)
		from, to := exactScore(c-m, 1), exactScore(c, 1)
		if c-m <= 0 {
			from = math.Inf(-1)
		}
		if c > 0.5 {
			to = 0
		}
		if c-m > 0.5 {
			break
		}
		if from > z {
			w.stretch(z, math.Min(from, 0), start, x)
			z = math.Min(from, 0)
		}
		if m > 0 && to > z {
			to = math.Min(to, 0)
			w.pieces = append(w.pieces, piece{z, to, polynomial{x}})
			z = to
		}
		start = x
		if z >= 0 {
			return
		}
	}
	if z < 0 {
		w.stretch(z, 0, start, math.NaN())
	}
}

// stretch walks over scores without a break from a to b. Where it begins or ends on a break, that is start or finish.
func (w *walker) stretch(a, b, start, finish float64) {
	var n node
	if a == -reach || math.IsNaN(start) {
		n = w.invertAt(a)
	} else {
		n = w.node(a, math.Nextafter(start, math.Inf(1)))
		n.x = start
	}
	var previous *piece
	for n.z < b {
		to := math.Min(b, (math.Floor(n.z/stride)+1)*stride)
		if b-to < stride/1024 {
			to = b
		}
		guess := math.NaN()
		if previous != nil && !w.exact {
			guess = previous.at(to)
		}
		if to == b && b < 0 {
			n = w.arrive(n, to, finish)
		} else {
			n = w.step(n, to, guess)
		}
		previous = &w.pieces[len(w.pieces)-1]
	}
}

// arrive takes the last step, which ends on a break.
func (w *walker) arrive(a node, to, x float64) node {
	b := w.node(to, math.Nextafter(x, math.Inf(-1)))
	b.x = x
	w.join(a, b, 0)
	return b
}

// node returns the point of the curve at score z, known to be x: φ dz = f dx.
func (w *walker) node(z, x float64) node {
	f, df := w.density(x)
	d1 := w.phi.bell(z) / f
	return node{z, x, d1, -d1 * (z + df/f*d1)}
}

// invertAt places a node by exact inversion.
func (w *walker) invertAt(z float64) node {
	x := w.inverse(below(z), below(-z))
	return w.node(z, x)
}

// step extends the curve from a to the score z and returns the node there.
func (w *walker) step(a node, z, guess float64) node {
	if w.exact || math.IsNaN(guess) || !a.sound() || w.blurred(a) {
		b := w.invertAt(z)
		w.join(a, b, 0)
		return b
	}
	b := w.node(z, guess)
	if b.sound() && b.x > a.x {
		c := hermite(a, b)
		missed, uneven := w.residue(&c, a.z, z)
		if math.Abs(missed) < 1e-6*w.phi.below(a.z) && b.d1 > 0 {
			b = w.node(z, b.x-missed*b.d1/w.phi.bell(z))
			if b.sound() {
				if w.acceptable(a, b, uneven) {
					w.pieces = append(w.pieces, piece{a.z, z, hermite(a, b)})
				} else {
					w.join(a, b, 0)
				}
				return b
			}
		}
	}
	b = w.invertAt(z)
	w.join(a, b, 0)
	return b
}

// join lays one piece between two known nodes if it is good enough, else halves the way.
func (w *walker) join(a, b node, depth int) {
	if w.narrow(a, b) || depth > 60 {
		w.pieces = append(w.pieces, piece{a.z, b.z, polynomial{a.x, b.x - a.x}})
		return
	}
	m := node{x: math.NaN()}
	if a.sound() && b.sound() {
		c := hermite(a, b)
		good := false
		if w.blurred(a) {
			m = w.invertAt(a.z + (b.z-a.z)/2)
			good = w.fits(&c, 0.5, m) && w.fits(&c, 0.8, w.invertAt(a.z+(b.z-a.z)*0.8))
		} else {
			_, uneven := w.residue(&c, a.z, b.z)
			good = w.acceptable(a, b, uneven)
		}
		if good {
			w.pieces = append(w.pieces, piece{a.z, b.z, c})
			return
		}
	}
	if math.IsNaN(m.x) {
		m = w.invertAt(a.z + (b.z-a.z)/2)
	}
	w.join(a, m, depth+1)
	w.join(m, b, depth+1)
}

// blurred reports whether the rounding of x alone moves the probability too far for the density to tell a quintic's
// quality: next to a bound that is not 0. There only exact points can.
func (w *walker) blurred(a node) bool {
	return ulp(a.x)*w.phi.bell(a.z) > 1e-9*w.phi.below(a.z)*a.d1
}

// fits compares a quintic with an exact point.
func (w *walker) fits(c *polynomial, s float64, exact node) bool {
	off := math.Abs(c.at(s) - exact.x)
	p := below(exact.z)
	return off <= ulp(exact.x) || off*bell(exact.z) <= exact.d1*math.Min(errorInU, errorOfP*p)
}

// narrow reports whether any rising line between the nodes is within the accuracy.
func (w *walker) narrow(a, b node) bool {
	if b.x-a.x <= ulp(a.x) {
		return true
	}
	p := w.phi.below(a.z)
	return b.z-a.z < 1e-3 && below(b.z)-p <= math.Min(errorInU, errorOfP*p)
}

// gauss holds the abscissas and weights of four-point Gauss–Legendre integration over [0, 1].
var gauss = [4]struct{ s, w float64 }{
	{0.06943184420297371, 0.17392742256872693},
	{0.33000947820757187, 0.32607257743127307},
	{0.6699905217924281, 0.32607257743127307},
	{0.9305681557970263, 0.17392742256872693},
}

// residue integrates f(H(z))·H′(z) − φ(z) over the step: the mass between its ends less what there should be.
// uneven is the largest absolute value of the integrand.
func (w *walker) residue(c *polynomial, from, to float64) (missed, uneven float64) {
	h := to - from
	bells := w.phi.inside(from, to)
	for i, g := range gauss {
		f, _ := w.density(c.at(g.s))
		excess := f*c.slope(g.s)/h - bells[i]
		missed += g.w * h * excess
		uneven = math.Max(uneven, math.Abs(excess))
	}
	if math.IsNaN(missed) || math.IsNaN(uneven) {
		return math.Inf(1), math.Inf(1)
	}
	return missed, uneven
}

// acceptable judges a quintic by its slope's error at the Gauss points: the error of a quintic's value is at most
// 0.29·h times the largest error of its slope.
func (w *walker) acceptable(a, b node, uneven float64) bool {
	return 0.3*(b.z-a.z)*uneven <= math.Min(errorInU, errorOfP*w.phi.below(a.z))
}

// ulp returns the distance of x to the next float.
func ulp(x float64) float64 {
	x = math.Abs(x)
	return math.Nextafter(x, math.Inf(1)) - x
}

// analytic is a law whose curve has a closed form.
type analytic interface {
	law
	// point returns the node at score z.
	point(z float64) node
}

// follow lays pieces along a closed form, each checked at its middle.
func follow(d analytic) []piece {
	var pieces []piece
	var join func(a, b node)
	join = func(a, b node) {
		m := d.point(a.z + (b.z-a.z)/2)
		c := hermite(a, b)
		off := math.Abs(c.at(0.5)-m.x) - 2*ulp(m.x)
		p := below(-math.Max(math.Abs(a.z), math.Abs(b.z)))
		if b.z-a.z > 1e-3 && off*bell(m.z) > m.d1*math.Min(errorInU, errorOfP*p) {
			join(a, m)
			join(m, b)
			return
		}
		pieces = append(pieces, piece{a.z, b.z, c})
	}
	a := d.point(-reach)
	for z := -reach + stride; z <= reach; z += stride {
		b := d.point(z)
		join(a, b)
		a = b
	}
	return pieces
}

func (d normal) point(z float64) node { return node{z, d.mu + d.sigma*z, d.sigma, 0} }

func (d lognormal) point(z float64) node {
	x := math.Exp(d.mu + d.sigma*z)
	return node{z, x, d.sigma * x, d.sigma * d.sigma * x}
}
