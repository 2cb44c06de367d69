package distributions

import (
	"math"
	"sort"
	"sync/atomic"
)

// A track draws from a curve of many pieces, as that of measured data in a mixture: a guide finds the piece, by the score
// or by u, and no piece is cut.
type track struct {
	law
	pieces   []piece
	scores   pieceGuide
	uniforms atomic.Pointer[pieceGuide] // built when first asked for
}

// A pieceGuide finds the piece of a score or of a uniform.
type pieceGuide struct {
	guide
	starts []start
}

// A start is where a piece begins, ready to be drawn from: a line of the processor's cache.
type start struct {
	from, per float64 // per unit of the variable, of the polynomial's
	c         [degree + 1]float64
}

func (p *start) at(v float64) float64 {
	s := (v - p.from) * p.per
	return p.c[0] + s*(p.c[1]+s*(p.c[2]+s*(p.c[3]+s*(p.c[4]+s*p.c[5]))))
}

// trackShare is the probability of cut cells from which on a track is faster than a grid.
const trackShare = 0.1

func newTrack(d law, pieces []piece) *track {
	return &track{law: d, pieces: pieces, scores: newPieceGuide(pieces, -farScore, farScore)}
}

// byUniform returns the pieces of u.
func (t *track) byUniform() *pieceGuide {
	if g := t.uniforms.Load(); g != nil {
		return g
	}
	return t.rewrite()
}

// rewrite builds the pieces of u. Who comes at the same time builds the same ones.
func (t *track) rewrite() *pieceGuide {
	g := newPieceGuide(rewritten(t.pieces), farTail, 1-farTail)
	t.uniforms.Store(&g)
	return &g
}

func newPieceGuide(pieces []piece, low, high float64) pieceGuide {
	ends, starts := make([]float64, len(pieces), len(pieces)+1), make([]start, len(pieces))
	for k, p := range pieces {
		ends[k] = p.to
		starts[k] = start{p.from, 1 / (p.to - p.from), [degree + 1]float64(p.c[:])}
	}
	return pieceGuide{newGuide(ends, low, high, false), starts}
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

// start returns that of the piece of v, nil outside the guide.
func (g *pieceGuide) start(v float64) *start {
	cell := int((v - g.low) * g.density)
	if uint(cell) >= uint(len(g.begin)) || !(v >= g.low) {
		return nil
	}
	return &g.starts[g.find(v, cell)]
}

// draw sets dst[i] to the curve at v[i]: start, without a call for each draw.
func (g *pieceGuide) draw(dst, v []float64, outside func(v float64) float64) {
	for i, v := range v {
		cell := int((v - g.low) * g.density)
		if uint(cell) >= uint(len(g.begin)) || !(v >= g.low) {
			dst[i] = outside(v)
			continue
		}
		dst[i] = g.starts[g.find(v, cell)].at(v)
	}
}

func (t *track) fromScores(dst, z []float64)   { t.scores.draw(dst, z, t.farOut) }
func (t *track) fromUniforms(dst, u []float64) { t.byUniform().draw(dst, u, t.throughScore) }

func (t *track) atScore(z float64) float64 {
	if p := t.scores.start(z); p != nil {
		return p.at(z)
	}
	return t.farOut(z)
}

func (t *track) at(u float64) float64 {
	if p := t.byUniform().start(u); p != nil {
		return p.at(u)
	}
	return t.throughScore(u)
}

func (t *track) throughScore(u float64) float64 { return t.atScore(NormalScore(u)) }

// farOut is the curve at a score that the guide does not cover.
func (t *track) farOut(z float64) float64 {
	if !(math.Abs(z) < reach) {
		return extreme(t.law, below(z), below(-z))
	}
	k := sort.Search(len(t.pieces), func(k int) bool { return t.pieces[k].to >= z })
	return t.pieces[k].at(z)
}
