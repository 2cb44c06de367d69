package lifetime

import (
	"fmt"

	"finetco/distributions"
	"finetco/sim/draws"
)

// How many coordinates of the design each kind of event takes; what it needs beyond comes from an independent
// generator of the same name.
const (
	leadingTriggers = 4 // the number of months with one, then which ones
	leadingUpgrades = 3
)

// A Chance holds the named streams that the lifetimes of a model draw from: event/KIND for what happens anyway,
// risk/NAME/… for the risks. It is immutable and safe for concurrent use.
type Chance struct {
	misses, failures           draws.Stream
	triggers, upgrades, prices strand
	risks                      []riskStreams
}

// riskStreams are what a risk draws from. The cost of its first occurrence is what the coordinate that decides whether
// it occurs leaves over, so it takes none of its own.
type riskStreams struct {
	occurs, instant, delay draws.Stream    // of the first occurrence
	later                  [3]draws.Events // instants, costs and delays of those after it
}

// A strand is a stream of many coordinates a lifetime: leading ones of the design, then independent ones.
type strand struct {
	leading []draws.Stream
	rest    draws.Events
}

// NewChance names the streams for a model; risks are the names of its risks, in order.
func NewChance(source draws.Source, model *Model, risks []string) *Chance {
	c := &Chance{
		misses:   source.Stream("event/misses"),
		failures: source.Stream("event/failures"),
		triggers: newStrand(source, "event/triggers", leadingTriggers),
		upgrades: newStrand(source, "event/upgrades", leadingUpgrades),
		prices:   newStrand(source, "event/prices", coarsePointsWithin(model.Horizon)),
	}
	for _, name := range risks {
		c.risks = append(c.risks, riskStreams{
			occurs:  source.Stream("risk/" + name + "/occurs"),
			instant: source.Stream("risk/" + name + "/instant"),
			delay:   source.Stream("risk/" + name + "/delay"),
			later: [...]draws.Events{
				source.Events("risk/" + name + "/instant"), source.Events("risk/" + name + "/usd"), source.Events("risk/" + name + "/delay"),
			},
		})
	}
	return c
}

// newStrand numbers the leading coordinates: NAME/1, NAME/2, …
func newStrand(source draws.Source, name string, leading int) strand {
	s := strand{rest: source.Events(name)}
	for k := range leading {
		s.leading = append(s.leading, source.Stream(fmt.Sprintf("%s/%d", name, k+1)))
	}
	return s
}

// A Sequence hands out the uniforms of a strand for one lifetime.
type Sequence struct {
	leading []float64
	events  *draws.Events // of the rest, which begins when it is needed
	trial   uint64
	begun   bool
	rest    draws.Generator
}

// Next returns the next uniform, in the open (0, 1).
func (s *Sequence) Next() float64 {
	if len(s.leading) > 0 {
		u := s.leading[0]
		s.leading = s.leading[1:]
		return u
	}
	if !s.begun {
		s.begin()
	}
	return s.rest.Uniform()
}

func (s *Sequence) begin() {
	s.rest, s.begun = s.events.Generator(s.trial), true
}

// Fill sets dst to the next uniforms beyond the leading ones.
func (s *Sequence) Fill(dst []float64) {
	if !s.begun {
		s.begin()
	}
	s.rest.Fill(dst)
}

// A Luck is one lifetime's share of chance, used up as it lives.
type Luck struct {
	Misses, Failures   float64
	Triggers, Upgrades Sequence
	Prices             Sequence  // its leading coordinates are normal scores
	Occurs             []float64 // by risk

	trial  uint64
	chance *Chance
}

// firstStrike returns the uniforms of a risk's first occurrence: occurrences are rare, so they are not drawn ahead. delay
// is for risks that are delayed.
func (l *Luck) firstStrike(r int, delayed bool) (instant, delay float64) {
	streams := &l.chance.risks[r]
	if delayed {
		delay = streams.delay.At(l.trial)
	}
	return streams.instant.At(l.trial), delay
}

// laterStrikes returns what deals the uniforms of the occurrences after it.
func (l *Luck) laterStrikes(r int) (instants, usd, delays draws.Generator) {
	later := &l.chance.risks[r].later
	return later[0].Generator(l.trial), later[1].Generator(l.trial), later[2].Generator(l.trial)
}

// A ChanceBlock draws the luck of a block of lifetimes ahead. It is one worker's own.
type ChanceBlock struct {
	chance           *Chance
	first            uint64
	misses, failures []float64
	triggers         rows
	upgrades, prices rows
	occurs           rows
	column           []float64
	luck             Luck
}

// NewBlock returns a block for up to size lifetimes.
func (c *Chance) NewBlock(size int) *ChanceBlock {
	occurs := make([]draws.Stream, len(c.risks))
	for r := range c.risks {
		occurs[r] = c.risks[r].occurs
	}
	return &ChanceBlock{
		chance: c,
		misses: make([]float64, size), failures: make([]float64, size), column: make([]float64, size),
		triggers: newRows(c.triggers.leading, size), upgrades: newRows(c.upgrades.leading, size),
		prices: newRows(c.prices.leading, size), occurs: newRows(occurs, size),
	}
}

// Fill draws for n lifetimes from the trial first on.
func (b *ChanceBlock) Fill(first uint64, n int) {
	b.first = first
	b.chance.misses.Fill(b.misses[:n], first)
	b.chance.failures.Fill(b.failures[:n], first)
	for _, r := range [...]*rows{&b.triggers, &b.upgrades, &b.prices, &b.occurs} {
		r.fill(b.column[:n], first)
	}
	distributions.NormalScores(b.prices.values, b.prices.values)
}

// Luck returns the luck of the block's i-th lifetime, good until the next call.
func (b *ChanceBlock) Luck(i int) *Luck {
	b.deal(i, &b.luck)
	return &b.luck
}

// deal puts the luck of the block's i-th lifetime in its place.
func (b *ChanceBlock) deal(i int, luck *Luck) {
	trial := b.first + uint64(i)
	*luck = Luck{
		Misses: b.misses[i], Failures: b.failures[i],
		Triggers: Sequence{leading: b.triggers.of(i), events: &b.chance.triggers.rest, trial: trial},
		Upgrades: Sequence{leading: b.upgrades.of(i), events: &b.chance.upgrades.rest, trial: trial},
		Prices:   Sequence{leading: b.prices.of(i), events: &b.chance.prices.rest, trial: trial},
		Occurs:   b.occurs.of(i),
		trial:    trial, chance: b.chance,
	}
}

// rows holds several streams' draws with each lifetime's side by side.
type rows struct {
	streams []draws.Stream
	values  []float64 // [lifetime][stream]
}

func newRows(streams []draws.Stream, size int) rows {
	return rows{streams, make([]float64, size*len(streams))}
}

// fill draws len(column) lifetimes, a stream at a time through the column.
func (r *rows) fill(column []float64, first uint64) {
	for k, stream := range r.streams {
		stream.Fill(column, first)
		for i, u := range column {
			r.values[i*len(r.streams)+k] = u
		}
	}
}

func (r *rows) of(i int) []float64 {
	return r.values[i*len(r.streams) : (i+1)*len(r.streams)]
}
