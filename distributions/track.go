package distributions

import (
	"math"
	"sort"
	"sync/atomic"
)

// A track draws from a curve of many pieces, as that of measured data in a mixture, by arcs of the score or of u.
type track struct {
	law
	pieces           []piece
	scores, uniforms atomic.Pointer[arcs] // built when first asked for
}

// trackShare is the probability of cut cells from which on a track is faster than a grid.
const trackShare = 0.1

func newTrack(d law, pieces []piece) *track { return &track{law: d, pieces: pieces} }

// byScore returns the arcs of the score. Who comes at the same time builds the same ones.
func (t *track) byScore() *arcs {
	a := t.scores.Load()
	if a == nil {
		a = arcsOfScores(t.pieces)
		t.scores.Store(a)
	}
	return a
}

// byUniform returns the arcs of u.
func (t *track) byUniform() *arcs {
	a := t.uniforms.Load()
	if a == nil {
		a = arcsOfUniforms(rewritten(t.pieces))
		t.uniforms.Store(a)
	}
	return a
}

// rewritten turns pieces of scores within ±farScore, and a little more, into pieces of u, split where one polynomial would
// not do.
func rewritten(pieces []piece) []piece {
	var out []piece
	for i := range pieces {
		p := &pieces[i]
		from, to := math.Max(p.from, -farScore-stride), math.Min(p.to, farScore+stride)
		if from < to {
			out = p.rewrite(out, from, below(from), to, below(to), 0)
		}
	}
	return out
}

func (t *track) fromScores(dst, z []float64)    { t.byScore().draw(dst, z, t.farOut) }
func (t *track) fromUniforms(dst, u []float64)  { t.byUniform().draw(dst, u, t.throughScore) }
func (t *track) throughScore(u float64) float64 { return t.farOut(NormalScore(u)) }

// at is one step of fromUniforms.
func (t *track) at(u float64) float64 {
	if x, ok := t.byUniform().at(u); ok {
		return x
	}
	return t.throughScore(u)
}

// farOut is the curve at a score that the arcs do not cover.
func (t *track) farOut(z float64) float64 {
	if !(math.Abs(z) < reach) {
		return extreme(t.law, below(z), below(-z))
	}
	k := sort.Search(len(t.pieces), func(k int) bool { return t.pieces[k].to >= z })
	return t.pieces[k].at(z)
}
