package lifetime

// A Cohort is lifetimes that go through what happens side by side, a step of all before the next step of the first: what
// a step needs of exponentials and quantiles is then worked out for all at once, and no lifetime waits for its own. Their
// accounts are kept one after another. A cohort is one worker's own and allocates nothing in use.
type Cohort struct {
	model    *Model
	lives    []Lifetime
	drawn    []Drawn
	luck     []Luck
	powers   []float64 // what a step takes exponentials of
	expected []float64
	strikes  strikes
	steps    []float64 // of the price walks
}

// NewCohort returns a cohort of up to size lifetimes of a model.
func NewCohort(model *Model, size int) *Cohort {
	c := &Cohort{
		model: model, lives: make([]Lifetime, size), drawn: make([]Drawn, size), luck: make([]Luck, size),
		powers: make([]float64, 2*calms*size), expected: make([]float64, size), steps: make([]float64, mostSteps*size),
	}
	shared := &books{factors: newFactors(), accounts: newAccounts(model)}
	for i := range c.lives {
		c.lives[i] = Lifetime{model: model, cohort: c, books: shared}
	}
	return c
}

// Size is how many lifetimes the cohort has room for.
func (c *Cohort) Size() int { return len(c.lives) }

// Drawn is where what is drawn for lifetime i stands.
func (c *Cohort) Drawn(i int) *Drawn { return &c.drawn[i] }

// SetInput puts what is drawn for an input in the places of the first lifetimes.
func (c *Cohort) SetInput(input int, values []float64) {
	for i, x := range values {
		c.drawn[i].Inputs[input] = x
	}
}

// SetRiskChance is SetInput for the probability or frequency of a risk, SetCost for a further cost.
func (c *Cohort) SetRiskChance(risk int, values []float64) {
	for i, x := range values {
		c.drawn[i].RiskChance[risk] = x
	}
}

func (c *Cohort) SetCost(cost int, values []float64) {
	for i, x := range values {
		c.drawn[i].CostUSD[cost] = x
	}
}

// Simulate lives n lifetimes through, the first with the luck number first of the block, and hands each to visit when
// its accounts are kept. The next one overwrites them.
func (c *Cohort) Simulate(chance *ChanceBlock, first, n int, visit func(i int, life *Lifetime)) {
	lives := c.lives[:n]
	for i := range lives {
		chance.deal(first+i, &c.luck[i])
		lives[i].drawn, lives[i].luck = &c.drawn[i], &c.luck[i]
	}
	c.happen(lives)
	for i := range lives {
		l := &lives[i]
		l.walkPrices()
		l.tally()
		visit(i, l)
	}
}

// Explain lives the first lifetime through as Simulate does, with the first luck of the block, and keeps its ledger too.
func (c *Cohort) Explain(chance *ChanceBlock) *Lifetime {
	life := &c.lives[0]
	life.Explain(&c.drawn[0], chance.Luck(0))
	return life
}

// happen draws what happens in the lifetimes, and when.
func (c *Cohort) happen(lives []Lifetime) {
	c.drawMisses(lives)
	for i := range lives {
		lives[i].planBuild()
	}
	c.strike(lives, false)
	for i := range lives {
		lives[i].goLiveAt(lives[i].plannedGoLive + lives[i].delay)
	}
	c.setGrowth(lives)
	c.drawRetrains(lives)
	c.strike(lives, true)
	c.drawPrices(lives)
}
