package lifetime

import (
	"math"

	"finetco/distributions/exp"
)

// maxMisses bounds the misses of the build: the model after the fifth miss is accepted.
const maxMisses = 5

// events is what happens in a lifetime.
type events struct {
	misses      float64  // K
	failures    float64  // F
	delay       float64  // months added to g₀ by the build risks that occur
	retrained   monthSet // the months with a retrain
	upgraded    monthSet // of these, the ones on a base-model upgrade's terms
	occurrences []occurrence
}

// noEvents is the quiet lifetime.
func (e *events) noEvents() { *e = events{occurrences: e.occurrences[:0]} }

// drawMisses draws the quality misses K and, for the runs they leave, the failures F.
func (c *Cohort) drawMisses(lives []Lifetime) {
	none := c.powers[:len(lives)]
	for i := range lives {
		l := &lives[i]
		l.noEvents()
		l.misses = float64(misses(l.drawn.Inputs[qualityMissProbability], l.luck.Misses))
		none[i] = l.successfulRuns() * math.Log1p(-l.drawn.Inputs[failedRunProbability])
	}
	exp.All(none)
	for i := range lives {
		l := &lives[i]
		l.failures = negativeBinomial(l.successfulRuns(), l.drawn.Inputs[failedRunProbability], none[i], l.luck.Failures)
	}
}

// misses is the K with P(K ≥ k) = pᵏ at the uniform u, at most maxMisses.
func misses(p, u float64) int {
	k := 0
	for atLeast := p; k < maxMisses && u < atLeast; atLeast *= p {
		k++
	}
	return k
}
