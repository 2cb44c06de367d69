// Package draws makes the chance that a lifetime is made of. The way through:
//
//	source := draws.NewSource(draws.Sobol, seed)
//	stream := source.Stream("input/labeling_rate")   // once per scenario
//	stream.Fill(block, first)                        // raw uniforms of trials first, first+1, …
//	(normal scores of the uniforms of all uncertain inputs, and of the stream "common")
//	dependence.Scores(columns, common)               // correlated normal scores, in place
//	(the cells' values at those scores)
//	generator := events.Generator(trial)             // what happens inside one lifetime
//
// # Raw uniforms
//
// The raw uniform of a stream in a trial lies in the open interval (0, 1) and is a function of (design, seed, stream
// name, trial) alone: not of the worker, the block, the other streams or the number of trials. A stream's keys come
// from a SHA-256 of seed and name (key.go), so neighboring seeds and similar names are unrelated. Three designs:
//
//   - random: independent uniforms, a hash of the trial under the stream's keys (random.go).
//   - sobol: Sobol' points (Sobol' 1967; direction numbers of Joe and Kuo 2008) under Owen's nested uniform scrambling
//     (Owen 1995), done by hashing (Burley 2020). Streams named in dimensions.csv have a dimension of their own; any
//     other is a shuffled van der Corput sequence.
//   - lhs: every stream is a shuffled van der Corput sequence: a Latin hypercube at every power of two.
//
// The last two run in 16 replicates with scrambles of their own: trial i is point ⌊i/16⌋ of replicate i mod 16. The
// spread of the replicates' estimates is what tells the error of the pooled one.
//
// # Dependence
//
// A Dependence is the Gaussian copula of one scenario: dependence.go compiles and applies it, target.go says which
// matrix is asked for, mend.go what is done when no distribution can have it.
//
// # References
//
// I. M. Sobol', On the distribution of points in a cube and the approximate evaluation of integrals, USSR Comp. Math.
// Math. Phys. 7 (1967). S. Joe, F. Y. Kuo, Constructing Sobol sequences with better two-dimensional projections, SIAM
// J. Sci. Comput. 30 (2008). A. B. Owen, Randomly permuted (t,m,s)-nets and (t,s)-sequences, in Monte Carlo and
// Quasi-Monte Carlo Methods (1995). B. Burley, Practical hash-based Owen scrambling, J. Comput. Graph. Tech. 9 (2020).
// N. J. Higham, Computing the nearest correlation matrix, IMA J. Numer. Anal. 22 (2002).
package draws

import "fmt"

// Replicates is the number of independently scrambled copies that the designs sobol and lhs run in.
const Replicates = 16

// A Design is a way to spread the trials over the unit cube.
type Design string

// The designs, as users name them.
const (
	Sobol          Design = "sobol"
	LatinHypercube Design = "lhs"
	Random         Design = "random"
)

// Designs lists the designs, the default first.
func Designs() []Design { return []Design{Sobol, LatinHypercube, Random} }

// A Source makes streams and generators. It is a small immutable value, safe for concurrent use.
type Source struct {
	design  Design
	seed    uint64
	renewed string // the stream that is drawn anew, "" for none
}

// NewSource returns the source of a run. Every seed is good, 0 and neighbors included. It panics on a design that is
// not one of Designs: check a user's text first.
func NewSource(design Design, seed uint64) Source {
	switch design {
	case Sobol, LatinHypercube, Random:
		return Source{design: design, seed: seed}
	}
	panic(fmt.Sprintf("draws: unknown design %q", string(design)))
}

// Renewed returns the source that draws the stream of one name anew and all else as s does. What a model answers
// differently is that stream's doing: half the mean squared difference is its total effect (Jansen 1999).
func (s Source) Renewed(name string) Source {
	s.renewed = name
	return s
}

// A Stream is the raw uniforms of one name: immutable, safe for concurrent use. Making one takes two or
// three microseconds, so a scenario makes its streams once.
type Stream struct {
	sequence
}

// A sequence is what a design makes of a stream's keys. fill and at agree to the bit.
type sequence interface {
	fill(dst []float64, first uint64)
	at(trial uint64) float64
}

// Stream returns the stream of a name such as "input/labeling_rate", "risk/NAME/occurs" or "event/misses".
func (s Source) Stream(name string) Stream {
	if name == s.renewed {
		s.seed = ^s.seed
	}
	k := newKeys(string(s.design), s.seed, name)
	if s.design == Random {
		return Stream{counter{k[0], k[1]}}
	}
	if dimension, ok := dimensions()[name]; ok && s.design == Sobol {
		return Stream{newSobol(k, dimension)}
	}
	return Stream{newShuffled(k)}
}

// Fill sets dst[j] to the raw uniform of trial first + j. It allocates nothing.
func (st Stream) Fill(dst []float64, first uint64) { st.fill(dst, first) }

// At returns the raw uniform of one trial, equal to the bit to the one that Fill gives.
func (st Stream) At(trial uint64) float64 { return st.at(trial) }
