package distributions

import (
	"math"
	"math/bits"
	"sync/atomic"
)

// A grid cuts the scores within ±reach into equal cells, each with its polynomial. Cells that a break or a steep
// place cuts into several pieces hold NaN, which sends the draw the slow way.
type grid struct {
	law
	density float64 // cells per unit of score
	cells   []polynomial
	first   []int32                 // the piece in which each cell begins
	pieces  []piece                 // the whole curve
	octaves atomic.Pointer[octaves] // built when uniforms are first looked up
}

const (
	coarsest, finest = 8, 64 // cells per unit of score
	slowShare        = 0.015 // of draws, to be reached by a finer grid if possible
)

func newGrid(d law, pieces []piece) *grid {
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
	g := &grid{law: d, density: float64(density), cells: make([]polynomial, n), first: make([]int32, n+1), pieces: pieces}
	k := 0
	for i := range g.cells {
		from, to := float64(i)/g.density-reach, float64(i+1)/g.density-reach
		for pieces[k].to <= from {
			k++
		}
		g.first[i] = int32(k)
		p := &pieces[k]
		switch {
		case p.to < to, p.from == from && k > 0 && jumps(&pieces[k-1], p): // the score from itself belongs to the piece before
			g.cells[i] = polynomial{math.NaN()}
		case p.from == from && p.to == to:
			g.cells[i] = p.c
		default:
			width := p.to - p.from
			g.cells[i] = p.c.within((from-p.from)/width, (to-from)/width)
		}
	}
	g.first[n] = int32(len(pieces) - 1)
	return g
}

// jumps reports whether the curve jumps between two pieces, by more than rounding and more than shows in u.
func jumps(a, b *piece) bool {
	x, y := a.c.at(1), b.c[0]
	slope := a.c.slope(1)/(a.to-a.from) + b.c[1]/(b.to-b.from)
	return math.Abs(x-y) > math.Max(64*math.Max(ulp(x), ulp(y)), 1e-9*slope)
}

// byUniform returns the octaves. A copula, which asks for scores, never pays for them.
func (g *grid) byUniform() *octaves {
	if o := g.octaves.Load(); o != nil {
		return o
	}
	return g.rewrite()
}

// rewrite builds the octaves. Who comes at the same time builds the same ones: rare, and cheaper than a lock for each draw.
func (g *grid) rewrite() *octaves {
	o := newOctaves(g)
	g.octaves.Store(o)
	return o
}

func (g *grid) fromUniforms(dst, u []float64) { g.byUniform().fromUniforms(dst, u) }

func (g *grid) fromScores(dst, z []float64) {
	if wide {
		for len(z) >= 8 {
			done, left := gridWide(dst, z, g.cells, g.density, reach*g.density)
			for ; left != 0; left &= left - 1 {
				i := done - 8 + bits.TrailingZeros8(left)
				g.lookUp(dst[i:], z[i:i+1])
			}
			dst, z = dst[done:], z[done:]
		}
	}
	g.lookUp(dst, z)
}

// lookUp is fromScores one by one.
func (g *grid) lookUp(dst, z []float64) {
	density, offset, cells := g.density, reach*g.density, g.cells
	for i, z := range z {
		t := z*density + offset
		k := int(t)
		if uint(k) >= uint(len(cells)) || t < 0 {
			dst[i] = g.tail(z)
			continue
		}
		x := cells[k].at(t - float64(k))
		if x != x {
			x = g.slow(z, k)
		}
		dst[i] = x
	}
}

// atScore is one step of fromScores.
func (g *grid) atScore(z float64) float64 {
	t := z*g.density + reach*g.density
	k := int(t)
	if uint(k) >= uint(len(g.cells)) || t < 0 {
		return g.tail(z)
	}
	x := g.cells[k].at(t - float64(k))
	if x != x {
		return g.slow(z, k)
	}
	return x
}

// tail inverts exactly where no cell reaches.
func (g *grid) tail(z float64) float64 { return extreme(g.law, below(z), below(-z)) }

// slow finds the piece of a cut cell: the last one that begins before z.
func (g *grid) slow(z float64, k int) float64 {
	low, high := max(g.first[k]-1, 0), g.first[k+1]+1
	for low+1 < high {
		if m := (low + high) / 2; g.pieces[m].from < z {
			low = m
		} else {
			high = m
		}
	}
	return g.pieces[low].at(z)
}
