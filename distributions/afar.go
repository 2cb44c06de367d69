package distributions

import (
	"math"
	"slices"
)

// afar draws numbers so large that the slopes of their curve, which are multiples of them, might leave the float64 range: in
// units of a power of two, which cost no digit.
type afar struct{ *grid }

const (
	farthest = 1e300 // numbers from which on a curve is afar
	unit     = 0x1p100
)

// newAfar takes the pieces of a curve if they held, else walks it in the larger unit.
func newAfar(d law, pieces []piece) afar {
	near := affineOf(d, 1/unit, 0)
	pieces = scaled(pieces, near.scale, 0)
	if slices.ContainsFunc(pieces, func(p piece) bool { x := p.c.at(1); return math.IsNaN(x) || math.IsInf(x, 0) }) {
		pieces = walked(near)
	}
	return afar{newGrid(near, pieces)}
}

func (d afar) fromUniforms(dst, u []float64) {
	d.grid.fromUniforms(dst, u)
	enlarge(dst[:len(u)])
}

func (d afar) fromScores(dst, z []float64) {
	d.grid.fromScores(dst, z)
	enlarge(dst[:len(z)])
}

func (d afar) at(u float64) float64 { return d.grid.at(u) * unit }

func enlarge(x []float64) {
	for i := range x {
		x[i] *= unit
	}
}
