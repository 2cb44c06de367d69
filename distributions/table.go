package distributions

import (
	"math"
	"sync"
	"sync/atomic"
)

// A Table is a distribution compiled for drawing: polynomials that give its quantiles within 1e-9 of u, and within
// 1e-6 of the smaller of u and 1 − u; beyond 3e-7 the exact quantile. It is immutable, safe for concurrent use,
// and builds itself at the first draw.
type Table struct {
	of    Distribution
	build sync.Once
	built atomic.Bool
	draw  drawer
	known memo[Summary]
}

// A drawer is what a table is inside: a constant, lines, a polygon, steps, a grid (fine for steep curves, afar for the largest
// numbers), a track, or the image of a gentler grid.
type drawer interface {
	fromUniforms(dst, u []float64)
	fromScores(dst, z []float64)
	at(u float64) float64 // the same as fromUniforms
}

func (t *Table) ready() drawer {
	if !t.built.Load() {
		t.compile()
	}
	return t.draw
}

func (t *Table) compile() {
	t.build.Do(func() {
		t.draw = newDrawer(t.of)
		t.built.Store(true)
	})
}

// FromUniforms sets dst[i] = Quantile(u[i]) for u in the open interval (0, 1). dst may be u.
func (t *Table) FromUniforms(dst, u []float64) { t.ready().fromUniforms(dst[:len(u)], u) }

// FromScores sets dst[i] = Quantile(Φ(z[i])): what a Gaussian copula asks for. dst may be z.
func (t *Table) FromScores(dst, z []float64) { t.ready().fromScores(dst[:len(z)], z) }

// At returns Quantile(u), the same as FromUniforms.
func (t *Table) At(u float64) float64 { return t.ready().at(u) }

func newDrawer(d Distribution) drawer {
	if x, constant := IsConstant(d); constant {
		return constantDrawer(x)
	}
	own, ok := d.(law)
	if !ok {
		return exactDrawer{d}
	}
	if y, back := gentler(own); back != nil {
		return newImage(y, back)
	}
	if stepped(own) {
		return newSteps(own)
	}
	if measured, ok := newLines(own); ok {
		return measured
	}
	if at := own.breaks(); flat(own) && tame(at[0], at[len(at)-1]) {
		return newPolygon(own)
	}
	return newCurve(own)
}

// newCurve traces a law's curve and lays it into a grid, or where that would cut too many cells into a finer one or a track.
func newCurve(d law) drawer {
	pieces := trace(d)
	last := &pieces[len(pieces)-1]
	least, most := pieces[0].c[0], last.at(last.to)
	switch {
	case !(math.Max(math.Abs(least), math.Abs(most)) < farthest):
		return newAfar(d, pieces)
	case cutShare(pieces, finest) <= trackShare:
	case uncut(pieces):
		return fine{layOut(d, pieces, finer)}
	case tame(least, most):
		return newTrack(d, pieces)
	}
	return newGrid(d, pieces)
}

// probabilities is the shared table of Φ: the uniform's quantile at a score.
var probabilities = sync.OnceValue(func() *grid {
	d := uniform{min: 0, max: 1}
	return newGrid(d, trace(d))
})

type constantDrawer float64

func (c constantDrawer) fromUniforms(dst, _ []float64) {
	for i := range dst {
		dst[i] = float64(c)
	}
}

func (c constantDrawer) fromScores(dst, z []float64) { c.fromUniforms(dst, z) }

func (c constantDrawer) at(float64) float64 { return float64(c) }

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

func (d exactDrawer) at(u float64) float64 { return d.Quantile(u) }
