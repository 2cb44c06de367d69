package distributions

import (
	"math"
	"sync"
)

// A Table is a distribution compiled for drawing: polynomials that give its quantiles within 1e-9 of u, and within
// 1e-6 of the smaller of u and 1 − u; beyond 1e-12 the exact quantile. It is immutable, safe for concurrent use,
// and builds itself at the first draw.
type Table struct {
	of    Distribution
	build sync.Once
	draw  drawer
}

// A drawer is what a table is inside: a constant, a line, steps or a grid.
type drawer interface {
	fromUniforms(dst, u []float64)
	fromScores(dst, z []float64)
}

func (t *Table) ready() drawer {
	t.build.Do(func() { t.draw = newDrawer(t.of) })
	return t.draw
}

// FromUniforms sets dst[i] = Quantile(u[i]) for u in the open interval (0, 1). dst may be u.
func (t *Table) FromUniforms(dst, u []float64) { t.ready().fromUniforms(dst[:len(u)], u) }

// FromScores sets dst[i] = Quantile(Φ(z[i])): what a Gaussian copula asks for. dst may be z.
func (t *Table) FromScores(dst, z []float64) { t.ready().fromScores(dst[:len(z)], z) }

// At returns Quantile(u), the same as FromUniforms.
func (t *Table) At(u float64) float64 {
	x := [1]float64{u}
	t.FromUniforms(x[:], x[:])
	return x[0]
}

func newDrawer(d Distribution) drawer {
	if x, constant := IsConstant(d); constant {
		return constantDrawer(x)
	}
	own, ok := d.(law)
	switch {
	case !ok:
		return exactDrawer{d}
	case stepped(own):
		return newSteps(own)
	}
	if measured, ok := newLines(own); ok {
		return measured
	}
	return newGrid(own)
}

// probabilities is the shared table of Φ: the uniform's quantile at a score.
var probabilities = sync.OnceValue(func() *grid { return newGrid(uniform{min: 0, max: 1}) })

type constantDrawer float64

func (c constantDrawer) fromUniforms(dst, _ []float64) {
	for i := range dst {
		dst[i] = float64(c)
	}
}

func (c constantDrawer) fromScores(dst, z []float64) { c.fromUniforms(dst, z) }

// exactDrawer serves distributions of other packages, which can only be asked for their quantiles.
type exactDrawer struct{ Distribution }

func (d exactDrawer) fromUniforms(dst, u []float64) {
	for i, u := range u {
		dst[i] = d.Quantile(u)
	}
}

func (d exactDrawer) fromScores(dst, z []float64) {
	for i, z := range z {
		dst[i] = d.Quantile(below(z))
	}
}

// A grid cuts the scores within ±reach into equal cells, each with its polynomial. Cells that a break or a steep
// place cuts into several pieces hold NaN, which sends the draw the slow way.
type grid struct {
	law
	density float64 // cells per unit of score
	cells   []polynomial
	first   []int32 // cut cells: the first of their pieces
	pieces  []piece
}

const (
	coarsest, finest = 8, 64 // cells per unit of score
	slowShare        = 0.015 // of draws, to be reached by a finer grid if possible
)

func newGrid(d law) *grid {
	pieces := trace(d)
	density := coarsest
	for density < finest && cutShare(pieces, density) > slowShare {
		density *= 2
	}
	return layOut(d, pieces, density)
}

// cutShare returns the probability of the cells that a grid would have to cut.
func cutShare(pieces []piece, density int) float64 {
	share, done := 0.0, math.Inf(-1)
	for _, p := range pieces[1:] {
		if cell := math.Floor(p.from * float64(density)); cell/float64(density) != p.from && cell != done {
			done = cell
			share += bell(p.from) / float64(density)
		}
	}
	return share
}

// layOut lays pieces into a grid.
func layOut(d law, pieces []piece, density int) *grid {
	n := int(2 * reach * float64(density))
	g := &grid{law: d, density: float64(density), cells: make([]polynomial, n)}
	k := 0
	for i := range g.cells {
		from, to := float64(i)/g.density-reach, float64(i+1)/g.density-reach
		for pieces[k].to <= from {
			k++
		}
		p := &pieces[k]
		jump := k > 0 && p.from == from && jumps(&pieces[k-1], p)
		if p.from <= from && to <= p.to && !jump {
			g.cells[i] = p.c
			if p.from != from || p.to != to {
				width := p.to - p.from
				g.cells[i] = p.c.within((from-p.from)/width, (to-from)/width)
			}
			if g.first != nil {
				g.first[i+1] = g.first[i]
			}
			continue
		}
		if g.first == nil {
			g.first = make([]int32, n+1)
		}
		g.first[i] = int32(len(g.pieces))
		if jump { // its score itself still belongs to the piece before
			g.pieces = append(g.pieces, pieces[k-1])
		}
		for ; k < len(pieces) && pieces[k].from < to; k++ {
			g.pieces = append(g.pieces, pieces[k])
		}
		k--
		g.first[i+1] = int32(len(g.pieces))
		g.cells[i] = polynomial{math.NaN()}
	}
	return g
}

// jumps reports whether the curve jumps between two pieces, by more than rounding.
func jumps(a, b *piece) bool {
	x, y := a.c.at(1), b.c[0]
	return math.Abs(x-y) > 64*math.Max(ulp(x), ulp(y))
}

func (g *grid) fromUniforms(dst, u []float64) {
	NormalScores(dst, u)
	g.fromScores(dst, dst)
}

func (g *grid) fromScores(dst, z []float64) {
	density, offset, cells := g.density, reach*g.density, g.cells
	for i, z := range z {
		t := z*density + offset
		k := int(t)
		if uint(k) >= uint(len(cells)) || t < 0 {
			dst[i] = g.tail(z)
			continue
		}
		c := &cells[k]
		s := t - float64(k)
		x := c[0] + s*(c[1]+s*(c[2]+s*(c[3]+s*(c[4]+s*c[5]))))
		if x != x {
			x = g.slow(z, k)
		}
		dst[i] = x
	}
}

// tail inverts exactly where no cell reaches.
func (g *grid) tail(z float64) float64 { return extreme(g.law, below(z), below(-z)) }

// slow finds the piece of a cut cell: the last one that begins before z.
func (g *grid) slow(z float64, k int) float64 {
	low, high := g.first[k], g.first[k+1]
	for high-low > 8 {
		if m := (low + high) / 2; g.pieces[m].from < z {
			low = m
		} else {
			high = m
		}
	}
	for low+1 < high && g.pieces[low+1].from < z {
		low++
	}
	p := &g.pieces[low]
	return p.at(z)
}
