package sim

import (
	"slices"

	"finetco/distributions"
	"finetco/sim/draws"
	"finetco/sim/lifetime"
)

// blockSize is how many lifetimes are drawn at a time: a block's columns stay in the second-level cache.
const blockSize = 512

// cohortSize is how many of them go through their events together.
const cohortSize = 64

// commonFactor is the stream of what moves all inputs together.
const commonFactor = "common"

// streams are a model's named uniforms under one design and seed, shared by all workers.
type streams struct {
	inputs []draws.Stream
	common draws.Stream
	lines  []draws.Stream
	chance *lifetime.Chance
}

// streams names the uniforms.
func (m *Model) streams(source draws.Source) *streams {
	s := &streams{common: source.Stream(commonFactor)}
	for _, u := range m.inputs {
		s.inputs = append(s.inputs, source.Stream("input/"+u.name))
	}
	for _, l := range m.lines {
		s.lines = append(s.lines, source.Stream(l.stream))
	}
	return s.withEvents(m, source)
}

// withEvents are the same streams, but events come from a source of their own.
func (s *streams) withEvents(m *Model, source draws.Source) *streams {
	other := *s
	risks := make([]string, len(m.Scenario.Risks))
	for r, risk := range m.Scenario.Risks {
		risks[r] = risk.Name
	}
	other.chance = lifetime.NewChance(source, m.life, risks)
	return &other
}

// A block draws and lives lifetimes, up to blockSize at a time. It is one worker's own and allocates nothing in use.
type block struct {
	model   *Model
	streams *streams
	scores  [][]float64 // [uncertain input][lifetime]: normal scores, or uniforms of inputs without dependence
	inputs  [][]float64 // [uncertain input][lifetime]: values
	chances [][]float64 // [line][lifetime]: uniforms
	lines   [][]float64 // [line][lifetime]: values
	common  []float64
	chance  *lifetime.ChanceBlock
	cohort  *lifetime.Cohort
}

func newBlock(m *Model, s *streams) *block { return newBlockOf(m, s, blockSize, cohortSize) }

// newBlockOf is for up to size lifetimes, of which cohort go through their events together.
func newBlockOf(m *Model, s *streams, size, cohort int) *block {
	b := &block{
		model: m, streams: s,
		scores:  newColumns[float64](len(m.inputs), size),
		inputs:  newColumns[float64](len(m.inputs), size),
		chances: newColumns[float64](len(m.lines), size),
		lines:   newColumns[float64](len(m.lines), size),
		common:  make([]float64, size),
		chance:  s.chance.NewBlock(size),
		cohort:  lifetime.NewCohort(m.life, cohort),
	}
	for i := range cohort {
		*b.cohort.Drawn(i) = lifetime.Drawn{
			Inputs:     m.medians.Inputs,
			RiskChance: slices.Clone(m.medians.RiskChance),
			CostUSD:    slices.Clone(m.medians.CostUSD),
		}
	}
	return b
}

// run lives n lifetimes from the trial first on and hands each, with its place in the block, to visit.
func (b *block) run(first uint64, n int, visit func(i int, life *lifetime.Lifetime)) {
	b.draw(first, n)
	b.live(n, b.chance, visit)
}

// live lives the n lifetimes drawn last with the luck of a block of chance, and hands them to visit as run does.
func (b *block) live(n int, chance *lifetime.ChanceBlock, visit func(i int, life *lifetime.Lifetime)) {
	for from := 0; from < n; from += b.cohort.Size() {
		count := min(b.cohort.Size(), n-from)
		b.take(from, count)
		b.cohort.Simulate(chance, from, count, func(i int, life *lifetime.Lifetime) { visit(from+i, life) })
	}
}

// take puts what count of the block's lifetimes drew, the first number from, in the cohort's places.
func (b *block) take(from, count int) {
	for k := range b.model.inputs {
		b.cohort.SetInput(b.model.inputs[k].input, b.inputs[k][from:from+count])
	}
	for k := range b.model.lines {
		values := b.lines[k][from : from+count]
		if l := &b.model.lines[k]; l.cost >= 0 {
			b.cohort.SetCost(l.cost, values)
		} else {
			b.cohort.SetRiskChance(l.risk, values)
		}
	}
}

// draw fills the columns: raw uniforms, then normal scores made dependent, then values.
func (b *block) draw(first uint64, n int) {
	dependence := b.model.dependence
	for k, stream := range b.streams.inputs {
		stream.Fill(b.scores[k], first)
		if !dependence.Independent(k) {
			distributions.NormalScores(b.scores[k], b.scores[k])
		}
	}
	if dependence.UsesCommon() {
		b.streams.common.Fill(b.common, first)
		distributions.NormalScores(b.common, b.common)
	}
	dependence.Scores(b.scores, b.common)
	for k, u := range b.model.inputs {
		if dependence.Independent(k) {
			u.table.FromUniforms(b.inputs[k], b.scores[k])
		} else {
			u.table.FromScores(b.inputs[k], b.scores[k])
		}
	}
	for k, stream := range b.streams.lines {
		stream.Fill(b.chances[k], first)
		b.model.lines[k].table.FromUniforms(b.lines[k], b.chances[k])
	}
	b.chance.Fill(first, n)
}
