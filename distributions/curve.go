package distributions

import (
	"math"
	"slices"
	"sort"
)

// The quantile curve x(z) = Quantile(Φ(z)) of any law is smooth on the scale of the normal score z: bounded and
// power-like ends, which are singular in u, become gentle there. It is found by walking from the tail to the median:
//
//   - a step's end is first guessed by extending the previous quintic;
//   - the mass that the guess misses is ∫ (f(H(z))·H′(z) − φ(z)) dz over the step, H the quintic through both ends.
//     The integrand is nearly 0 and as smooth as φ, so four Gauss points give it to rounding;
//   - one step of Halley's method with that residue places the end, and the integrand, its density extended in a straight
//     line to the quintic that ends there, bounds that quintic's error in u.
//
// Where the integrand is too uneven the step is shortened, where it is very even lengthened.
//
// This is numerical inversion as in Derflinger, Hörmann and Leydold (2010), with the accuracy in u controlled in every
// step, but on the score's scale and with derivatives in place of extra points. The density is all it needs: six
// evaluations a step, where inverting an incomplete beta function takes microseconds. Beyond the table's reach quantiles are
// inverted when they are drawn, once in two million times: walking there would cost a third of the set-up.

const (
	reach    = 5.0     // tables cover scores within ±reach; Φ(−reach) = 2.9e-7
	stride   = 1.0 / 8 // the longest step
	shortest = stride / 256
	errorInU = 4e-10 // asked of a piece, absolute
	errorOfP = 4e-7  // asked of a piece, relative to the tail it lies in
)

// A walker traces the lower half of a law's curve.
type walker struct {
	law
	phi    *normalGrid
	pieces []piece
	halts  []float64 // where a step must end: on breaks at least
	exact  bool      // place every node by inversion
	limit  int       // of pieces, past which the present join takes what it has
	lost   bool      // the walk had gone too far when an exact point showed it
}

// trace returns the pieces of the whole curve, from −reach to reach.
func trace(d law) []piece {
	if a, ok := d.(affine); ok {
		return scaled(trace(a.base), a.scale, a.shift)
	}
	if c, ok := d.(analytic); ok {
		return follow(c)
	}
	return walked(d)
}

// walked traces from both tails to the median.
func walked(d law) []piece {
	for attempt := range 3 {
		lower, upper := newWalker(d, attempt), newWalker(mirrored(d), attempt)
		lower.walk()
		upper.walk()
		if lower.verified() && upper.verified() || attempt == 2 {
			return append(lower.pieces, reflected(upper.pieces)...)
		}
	}
	return nil
}

// newWalker takes more care with every attempt: the second one halts where the parts of a mixture lie, lest it passes over
// a narrow one, the third places every node by inversion besides.
func newWalker(d law, attempt int) *walker {
	w := &walker{law: d, phi: normals(), halts: d.breaks(), exact: attempt == 2, pieces: make([]piece, 0, strides)}
	if attempt > 0 {
		w.halts = slices.Concat(w.halts, landscape(d, -4, -3, -2, -1, 0, 1, 2, 3, 4))
		slices.Sort(w.halts)
		w.halts = slices.Compact(w.halts)
	}
	return w
}

// landscape returns the points at some scores of every part of a mixture.
func landscape(d law, scores ...float64) (at []float64) {
	low, high := d.Support()
	switch d := d.(type) {
	case mixture:
		for _, c := range d.parts {
			if stepped(c.law) {
				continue
			}
			at = append(at, landscape(c.law, scores...)...)
			for _, z := range scores {
				at = append(at, c.inverse(below(z), below(-z)))
			}
		}
	case affine:
		for _, x := range landscape(d.base, scores...) {
			at = append(at, d.scale*x+d.shift)
		}
	case truncated:
		at = landscape(d.base, scores...)
	}
	return slices.DeleteFunc(at, func(x float64) bool { return !(low < x && x < high) })
}

// verified compares the walk with the law's probabilities at every whole score and in the middle of every part of a mixture:
// what rounding added up, or a spike between the Gauss points hid, shows there, at the median at the latest.
func (w *walker) verified() bool {
	if w.lost {
		return false
	}
	for _, p := range w.pieces {
		if p.to == math.Floor(p.to) && !w.right(p.to, p.c.at(1)) {
			return false
		}
	}
	for _, x := range landscape(w.law, 0) {
		z := exactScore(w.CDF(x), w.Survival(x))
		k := sort.Search(len(w.pieces), func(k int) bool { return w.pieces[k].to >= z })
		if z > -reach && k < len(w.pieces) && !w.right(z, w.pieces[k].at(z)) {
			return false
		}
	}
	return true
}

// right reports whether x is the law's quantile at score z, to the accuracy of a piece or of the floats.
func (w *walker) right(z, x float64) bool {
	want, under := below(z), w.CDF(x)
	if under-w.mass(x) <= want && want <= under || math.Abs(under-want) <= math.Min(errorInU, errorOfP*want) {
		return true
	}
	off := 4 * grain(w.law, x)
	return w.CDF(x-off) <= want && want <= w.CDF(x+off)
}

// walk lays pieces from −reach to 0: stretches between breaks, and flat pieces on atoms.
func (w *walker) walk() {
	z := -reach
	start := math.NaN() // the break on which a stretch begins
	for _, x := range w.halts {
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
			w.stretch(z, from, start, x)
			z = from
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

// stretch walks over scores without a break from a to b, in steps as long as the accuracy allows. Where it begins or ends
// on a break, that is start or finish.
func (w *walker) stretch(a, b, start, finish float64) {
	var n node
	if a == -reach || math.IsNaN(start) {
		n = w.invertAt(a)
	} else {
		n = w.node(a, math.Nextafter(start, math.Inf(1)))
		n.x = start
	}
	length, begun := stride, false
	for n.z < b {
		to := math.Min(b, (math.Floor(n.z/length)+1)*length)
		if b-to < stride/1024 {
			to = b
		}
		switch {
		case to == b && !math.IsNaN(finish):
			w.arrive(n, to, finish)
			return
		case begun && !w.exact && n.sound() && !w.blurred(n):
			m, ratio := w.step(n, to)
			switch {
			case ratio <= 1:
				n = m
				if ratio < 1.0/64 && length < stride && math.Mod(to, 2*length) == 0 {
					length *= 2
				}
				continue
			case length > shortest: // the error is of sixth order
				length /= math.Exp2(math.Ceil(math.Min(math.Log2(ratio)/6, 2)))
				continue
			}
		}
		m := w.invertAt(to)
		w.join(n, m)
		n, begun = m, true
		for last := w.pieces[len(w.pieces)-1]; length > shortest && length > 1.5*(last.to-last.from); {
			length /= 2
		}
	}
}

// arrive takes the last step, which ends on a break.
func (w *walker) arrive(a node, to, x float64) {
	b := w.node(to, math.Nextafter(x, math.Inf(-1)))
	b.x = x
	w.join(a, b)
}

// node returns the point of the curve at score z, known to be x: φ dz = f dx.
func (w *walker) node(z, x float64) node { return w.nodeWith(w.phi.bell(z), z, x) }

// nodeWith is node for a z whose φ is known.
func (w *walker) nodeWith(bell, z, x float64) node {
	f, df := w.density(x)
	d1 := bell / f
	return node{z, x, d1, -d1 * (z + df/f*d1)}
}

// invertAt places a node by exact inversion.
func (w *walker) invertAt(z float64) node {
	x := w.inverse(below(z), below(-z))
	return w.node(z, x)
}

// step extends the curve from a to the score z and returns the node there, and its quintic's error as a multiple of what
// is allowed. The piece is laid if that is at most 1.
func (w *walker) step(a node, z float64) (b node, ratio float64) {
	h, bell, bells := z-a.z, w.phi.bell(z), w.phi.inside(a.z, z)
	tail := w.phi.below(a.z)
	allowed := math.Min(errorInU, errorOfP*tail)
	b = w.nodeWith(bell, z, w.pieces[len(w.pieces)-1].at(z))
	for range 4 {
		if !b.sound() || b.d1 == 0 || b.x <= a.x {
			break
		}
		c := hermite(a, b)
		s := w.sample(&c)
		missed, _ := s.residue(&c, h, &bells)
		b = w.nodeWith(bell, z, b.back(missed/bell))
		c = hermite(a, b)
		_, uneven := s.residue(&c, h, &bells)
		ratio = 0.3 * h * uneven / allowed
		if missed*missed < 0.03*allowed*tail { // else the samples are too far from the curve to judge it
			if ratio <= 1 && b.sound() {
				w.pieces = append(w.pieces, piece{a.z, z, c})
			}
			return b, ratio
		}
	}
	return b, math.Inf(1)
}

// join lays one piece between two known nodes if it is good enough, else halves the way.
func (w *walker) join(a, b node) {
	w.lost = w.lost || b.x < a.x-4*grain(w.law, a.x)
	w.limit = len(w.pieces) + 256 // some 30 lead to a singular point; more are needed where noise is mistaken for the curve
	if steep(w.law) {
		w.limit += 4096 // a thousand lead to a steep pole
	}
	w.halve(a, b)
}

// halve lays the piece, or else the two halves, which meet in an exact point.
func (w *walker) halve(a, b node) {
	if w.narrow(a, b) || len(w.pieces) > w.limit || b.z-a.z < 1e-14 || math.IsNaN(a.x) || math.IsNaN(b.x) {
		w.pieces = append(w.pieces, piece{a.z, b.z, polynomial{a.x, b.x - a.x}})
		return
	}
	middle, guess := a.z+(b.z-a.z)/2, a.x+(b.x-a.x)/2
	c := hermite(a, b)
	good := a.sound() && b.sound()
	blurred := w.blurred(a) || math.IsInf(b.x-a.x, 0)
	if good && !blurred {
		bells := w.phi.inside(a.z, b.z)
		s := w.sample(&c)
		_, uneven := s.residue(&c, b.z-a.z, &bells)
		good = 0.3*(b.z-a.z)*uneven <= w.allowed(a)
		guess = c.at(0.5)
	}
	var m node
	switch {
	case w.exact || blurred:
		m = w.invertAt(middle)
		good = good && w.fits(&c, m)
	case !good:
		m = w.node(middle, invert(w.law, below(middle), below(-middle), a.x, b.x, guess))
	}
	if good {
		w.pieces = append(w.pieces, piece{a.z, b.z, c})
		return
	}
	w.halve(a, m)
	w.halve(m, b)
}

// blurred reports whether the rounding of x alone moves the probability too far for the density to tell a quintic's
// quality: next to a bound that is not 0. There only exact points can.
func (w *walker) blurred(a node) bool {
	return grain(w.law, a.x)*w.phi.bell(a.z) > 1e-9*w.phi.below(a.z)*a.d1
}

// fits compares the middle of a quintic, where its error is largest, with an exact point.
func (w *walker) fits(c *polynomial, exact node) bool {
	off := math.Abs(c.at(0.5) - exact.x)
	return off <= grain(w.law, exact.x) || off*w.phi.bell(exact.z) <= exact.d1*w.allowed(exact)
}

// allowed returns the error in u that a piece from a on may have.
func (w *walker) allowed(a node) float64 { return math.Min(errorInU, errorOfP*w.phi.below(a.z)) }

// narrow reports whether any rising line between the nodes is within the accuracy.
func (w *walker) narrow(a, b node) bool {
	if b.x-a.x <= 2*grain(w.law, a.x) {
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

// A sampling is a law's density at the Gauss points of a step, and its derivative there.
type sampling [len(gauss)]struct{ x, f, slope float64 }

func (w *walker) sample(c *polynomial) (s sampling) {
	for i, g := range gauss {
		x := c.at(g.s)
		f, slope := w.density(x)
		s[i].x, s[i].f, s[i].slope = x, f, slope
	}
	return s
}

// residue integrates f(H(z))·H′(z) − φ(z) over a step of length h, with φ at its Gauss points: the mass between its ends
// less what there should be. H is the quintic that was sampled or one close by, for which the density is extended in a
// straight line. uneven is the largest absolute value of the integrand, the error of the quintic's slope in u: the error of
// its value is at most 0.29·h times as large.
func (s *sampling) residue(c *polynomial, h float64, bells *[len(gauss)]float64) (missed, uneven float64) {
	for i, g := range gauss {
		at := &s[i]
		rise := c.slope(g.s)
		if rise < 0 {
			return math.Inf(1), math.Inf(1)
		}
		excess := (at.f+at.slope*(c.at(g.s)-at.x))*rise/h - bells[i]
		missed += g.w * h * excess
		uneven = math.Max(uneven, math.Abs(excess))
	}
	if math.IsNaN(missed) || math.IsNaN(uneven) {
		return math.Inf(1), math.Inf(1)
	}
	return missed, uneven
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
