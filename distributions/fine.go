package distributions

import "math"

// A fine grid holds a curve of many pieces none of which is shorter than a cell, as that of a truncated gamma of shape 0.01. A table
// by u would have to cut its cells: uniforms go through their scores.
type fine struct{ *grid }

// finer is how many cells a fine grid has to a unit of score.
const finer = 512

// uncut reports whether no piece ends inside a cell of a fine grid.
func uncut(pieces []piece) bool {
	for _, p := range pieces[1:] {
		if z := p.from * finer; z != math.Floor(z) {
			return false
		}
	}
	return true
}

func (d fine) fromUniforms(dst, u []float64) {
	NormalScores(dst, u)
	d.fromScores(dst, dst[:len(u)])
}

func (d fine) at(u float64) float64 { return d.atScore(NormalScore(u)) }
