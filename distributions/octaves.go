package distributions

import (
	"math"
	"math/bits"
	"sort"
	"sync"
)

// An octaves table looks quantiles up by u itself: the curve of a grid, rewritten as polynomials in the smaller tail
// v = min(u, 1 − u). The cells are laid out as those of the scores, by exponent and leading binary places of v,
// for the lower half and then for the upper one. Where one polynomial does not fit, a cell is cut: it holds NaN and the
// number of the first of its pieces. Beyond leastOctave the draw goes through its score.
type octaves struct {
	*grid
	places uint   // binary places that choose the cell: 4 for 16 cells to a factor of 2
	first  uint64 // the bits of the first v, shifted
	half   uint64 // cells of each half
	cells  []polynomial
	cut    []piece // of u
}

const (
	leastOctave              = -10  // v ≥ 2^-10: all but one draw in 500
	fewestPlaces, mostPlaces = 4, 6 // more only where cells would be cut
	quarters                 = 4
)

// An edge is a tail v with its normal score.
type edge struct{ v, z, bell float64 }

// edges holds the cells' edges and quarters, at the most places.
var edges = sync.OnceValue(func() []edge {
	const shift = 52 - mostPlaces
	all := make([]edge, (-1-leastOctave)<<mostPlaces*quarters+1)
	for j := range all {
		v := math.Float64frombits((1023+leastOctave)<<52 + uint64(j)<<shift/quarters)
		z := exactScore(v, 1-v)
		all[j] = edge{v, z, bell(z)}
	}
	return all
})

// newOctaves rewrites the curve of g, with as many places as it takes that few cells are cut.
func newOctaves(g *grid) *octaves {
	o, share := fitted(g, fewestPlaces, nil)
	for share > slowShare && o.places < mostPlaces {
		o, share = fitted(g, o.places+1, o)
	}
	o.divideCut()
	return o
}

// fitted walks the curve of g from both tails to the median and marks with NaN the cells that must be cut; share is their
// probability. What fits the cells of a coarser table is taken from there.
func fitted(g *grid, places uint, coarser *octaves) (o *octaves, share float64) {
	o = &octaves{grid: g, places: places, first: (1023 + leastOctave) << places, half: (-1 - leastOctave) << places}
	o.cells = make([]polynomial, 2*o.half)
	half := int(o.half)
	k, last := 0, len(o.pieces)-1
	for i := range half {
		e := o.edges(i)
		from := e[0].z
		for o.pieces[k].to <= from {
			k++
		}
		for o.pieces[last].from >= -from {
			last--
		}
		for side, begin := range [2]int{k, last} {
			cell := i + side*half
			if !o.halve(coarser, cell) && !o.fit(cell, begin, &e, float64(1-2*side)) {
				o.cells[cell] = polynomial{math.NaN()}
				share += e[quarters].v - e[0].v
			}
		}
	}
	return o, share
}

// edges returns those of cell i of the lower half, and its quarters.
func (o *octaves) edges(i int) (e [quarters + 1]edge) {
	all, skip := edges(), 1<<(mostPlaces-o.places) // what lies between belongs to more places
	for j := range e {
		e[j] = all[(i*quarters+j)*skip]
	}
	return e
}

// halve takes a cell from the coarser table, if that has it whole.
func (o *octaves) halve(coarser *octaves, cell int) bool {
	if coarser == nil {
		return false
	}
	c := coarser.cells[cell/2] // halves have an even number of cells
	if c[0] != c[0] {
		return false
	}
	o.cells[cell] = c.within(float64(cell%2)/2, 0.5)
	return true
}

// divideCut cuts the cells that hold NaN.
func (o *octaves) divideCut() {
	half := int(o.half)
	for cell := range o.cells {
		if o.cells[cell][0] == o.cells[cell][0] {
			continue
		}
		e := o.edges(cell % half)
		from, to := e[0].z, e[quarters].z
		if cell >= half {
			from, to = -to, -from
		}
		o.divide(cell, sort.Search(len(o.pieces), func(k int) bool { return o.pieces[k].to > from }), from, to)
	}
}

// divide cuts a cell, which lies between two scores and begins in piece k. The last of its pieces catches what rounding
// puts behind the cell.
func (o *octaves) divide(cell, k int, from, to float64) {
	o.cells[cell] = polynomial{math.NaN(), float64(len(o.cut))}
	if k > 0 && o.pieces[k].from == from { // the score from itself belongs to the piece before
		o.cut = append(o.cut, piece{0, below(from), polynomial{o.pieces[k-1].c.at(1)}})
	}
	for ; k < len(o.pieces) && o.pieces[k].from < to; k++ {
		a, b := math.Max(from, o.pieces[k].from), math.Min(to, o.pieces[k].to)
		o.cut = o.pieces[k].rewrite(o.cut, a, below(a), b, below(b), 0)
	}
	end := &o.pieces[k-1]
	o.cut = append(o.cut, piece{below(to), 1, polynomial{end.at(math.Min(to, end.to))}})
}

// fit lays the quintic over the edges e, which lie in the lower half (side 1) or the upper (side −1), and checks it at
// the quarters and where a piece begins. The first edge lies in piece k.
func (o *octaves) fit(cell, k int, e *[quarters + 1]edge, side float64) bool {
	first, last := e[0], e[quarters]
	if side > 0 && k > 0 && o.pieces[k].from == first.z && jumps(&o.pieces[k-1], &o.pieces[k]) {
		return false // the first edge itself still belongs to the piece before
	}
	end := k
	for o.beyond(end, last, side) {
		end += int(side)
	}
	c := hermite(o.node(&o.pieces[k], first, side), o.node(&o.pieces[end], last, side))
	for i := 1; i <= quarters; i++ {
		q := e[i]
		for o.beyond(k, q, side) {
			k += int(side)
			p := &o.pieces[k]
			z := p.from
			if side < 0 {
				z = p.to
			}
			v := below(-math.Abs(z))
			n := o.node(p, edge{v, side * z, bell(z)}, side)
			if !near(&c, (v-first.v)/(last.v-first.v), n, v) {
				return false
			}
		}
		if !near(&c, float64(i)/quarters, o.node(&o.pieces[k], q, side), q.v) {
			return false
		}
	}
	o.cells[cell] = c
	return true
}

// beyond reports whether an edge lies nearer to the median than piece k.
func (o *octaves) beyond(k int, e edge, side float64) bool {
	if side > 0 {
		return o.pieces[k].to < e.z
	}
	return o.pieces[k].from > -e.z
}

// node returns the point of the curve at an edge, with its derivatives by v.
func (o *octaves) node(p *piece, e edge, side float64) node {
	n := p.byUniform(side*e.z, e.v, e.bell)
	n.d1 *= side
	return n
}

func (o *octaves) fromUniforms(dst, u []float64) {
	if wide {
		for len(u) >= 8 {
			done, left := octavesWide(dst, u, &o.cells[0], uint64(o.places), o.first, o.half)
			for ; left != 0; left &= left - 1 {
				i := done - 8 + bits.TrailingZeros8(left)
				o.lookUp(dst[i:], u[i:i+1])
			}
			dst, u = dst[done:], u[done:]
		}
	}
	o.lookUp(dst, u)
}

// lookUp is fromUniforms one by one.
func (o *octaves) lookUp(dst, u []float64) {
	for i, u := range u {
		dst[i] = o.atUniform(u)
	}
}

func (g *grid) at(u float64) float64 { return g.byUniform().atUniform(u) }

// atUniform is one step of fromUniforms.
func (o *octaves) atUniform(u float64) float64 {
	bits, above := smallerTail(u)
	k := bits>>((52-o.places)&63) - o.first
	if k >= o.half {
		return o.throughScore(u)
	}
	c := &o.cells[k+o.half&above]
	x := c.at(place(bits, o.places))
	if x != x {
		return o.piece(c, u).at(u)
	}
	return x
}

// piece finds the piece of a cut cell.
func (o *octaves) piece(c *polynomial, u float64) *piece {
	k := int(c[1])
	for o.cut[k].to < u {
		k++
	}
	return &o.cut[k]
}

func (o *octaves) throughScore(u float64) float64 { return o.atScore(NormalScore(u)) }
