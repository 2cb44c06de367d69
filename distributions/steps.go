package distributions

import (
	"math"
	"sync"
)

// stepped reports whether a law has atoms only.
func stepped(d law) bool {
	switch d := d.(type) {
	case Constant, discrete, poisson, binomial:
		return true
	case affine:
		return stepped(d.base)
	case truncated:
		return stepped(d.base)
	case mixture:
		for _, c := range d.parts {
			if !stepped(c.law) {
				return false
			}
		}
		return true
	}
	return false
}

// steps draws from atoms by the generalized inverse inf{x : F(x) ≥ u}: monotone in u, so that two scenarios see the
// same luck, which an alias table would not give. A guide tells where to begin looking.
type steps struct {
	law
	x        []float64
	uniforms guide
	scores   func() guide // built when first asked for
}

// A guide finds the first of ascending thresholds that is at least a value.
type guide struct {
	low, density float64
	begin        []int32   // by cell of the value's range
	thresholds   []float64 // and +Inf behind the last
	more         bool      // atoms lie below the first one
}

func newSteps(d law) *steps {
	s := &steps{law: d, x: d.breaks()}
	n := len(s.x)
	least, _ := d.Support()
	more := least < s.x[0]
	under, over, lower := make([]float64, n), make([]float64, n), make([]float64, n)
	upper := false // of the two probabilities the smaller one, by itself, says everything
	for k, x := range s.x {
		if !upper {
			under[k] = d.CDF(x)
			over[k] = 1 - under[k]
			upper = over[k] < 0.5
		}
		if upper {
			over[k] = d.Survival(x)
			under[k] = 1 - over[k]
		}
		lower[k] = lastReached(under[k], over[k])
	}
	s.uniforms = newGuide(lower, 0, 1, more)
	s.scores = sync.OnceValue(func() guide {
		scores := make([]float64, n)
		for k := range scores {
			scores[k] = exactScore(under[k], over[k])
		}
		return newGuide(scores, -reach, reach, more)
	})
	return s
}

// lastReached returns the largest u that an atom's probabilities reach, by the rule of reached.
func lastReached(under, over float64) float64 {
	if over >= 0.5 {
		return under
	}
	u := 1 - over
	if 1-u < over {
		u = math.Nextafter(u, 0)
	}
	if over > 1e-3 {
		u = math.Max(u, under)
	}
	return u
}

// newGuide guides through thresholds by at least eight cells for each, a power of 2: few cells hold one, whose branch costs
// more than the table's memory.
func newGuide(thresholds []float64, low, high float64, more bool) guide {
	cells := 64
	for cells < 8*len(thresholds) {
		cells *= 2
	}
	g := guide{low: low, density: float64(cells) / (high - low), thresholds: append(thresholds, math.Inf(1)), more: more, begin: make([]int32, cells)}
	k := int32(0)
	for i := range g.begin {
		edge := low + (float64(i)-1e-9)/g.density // rounding may put a hair less into the cell
		for g.thresholds[k] < edge {
			k++
		}
		g.begin[i] = k
	}
	return g
}

// find returns the index of the first threshold that is at least v, which lies in a cell.
func (g *guide) find(v float64, cell int) int {
	k := int(g.begin[cell])
	for g.thresholds[k] < v {
		k++
	}
	return k
}

// draw sets dst[i] to the atom of v[i].
func (g *guide) draw(dst, v []float64, x []float64, outside func(v float64) float64) {
	for i, v := range v {
		cell := int((v - g.low) * g.density)
		if uint(cell) >= uint(len(g.begin)) || v < g.low {
			dst[i] = outside(v)
			continue
		}
		k := g.find(v, cell)
		if k == len(x) || k == 0 && g.more {
			dst[i] = outside(v)
			continue
		}
		dst[i] = x[k]
	}
}

func (s *steps) fromUniforms(dst, u []float64) { s.uniforms.draw(dst, u, s.x, s.atUniform) }

func (s *steps) atUniform(u float64) float64 { return extreme(s.law, u, 1-u) }
func (s *steps) atScore(z float64) float64   { return extreme(s.law, below(z), below(-z)) }

func (s *steps) fromScores(dst, z []float64) {
	g := s.scores()
	g.draw(dst, z, s.x, s.atScore)
}

// at is one step of fromUniforms.
func (s *steps) at(u float64) float64 {
	g := &s.uniforms
	cell := int((u - g.low) * g.density)
	if uint(cell) >= uint(len(g.begin)) || u < g.low {
		return s.atUniform(u)
	}
	k := g.find(u, cell)
	if k == len(s.x) || k == 0 && g.more {
		return s.atUniform(u)
	}
	return s.x[k]
}
