package lifetime

import "math"

// MaxMonths is the longest horizon.
const MaxMonths = 120

// A Model is what a scenario fixes for all its lifetimes. It is immutable and safe for concurrent use.
type Model struct {
	Horizon           int  // H, whole months, 1 … MaxMonths
	OverheadOnCompute bool // overhead_base is compute: the narrow reading
	Risks             []Risk
	Costs             []Timing // when each further cost is booked
}

// A Timing says when a further cost is booked.
type Timing int

// The timings of a further cost.
const (
	Once Timing = iota
	Monthly
	MonthlyLive
	PerRetrain
	Per1000Requests
	timings
)

// Drawn is what is drawn once per lifetime.
type Drawn struct {
	Inputs     Inputs
	RiskChance []float64 // by risk: its probability, or its occurrences per year
	CostUSD    []float64 // by further cost
}

// A Lifetime is the workspace of one project after another: reusing it allocates nothing. Not safe for concurrent use.
type Lifetime struct {
	model  *Model
	drawn  *Drawn
	luck   *Luck
	cohort *Cohort
	build
	events
	goLive, end float64 // g and e
	live        bool    // g < H
	booked      int     // months in which a cost can fall
	growth
	steps  []float64 // of the price walk between coarse points, normal scores
	*books           // of the cohort
}

// books are what a lifetime is accounted in, one after another.
type books struct {
	factors
	walk               [MaxMonths]float64 // √12·W(m), the price walk in standard deviations of a month
	months             [MaxMonths]Month
	retrains, upgrades [MaxMonths]float64 // as the ledger takes them: 0 or 1 a month, or a chance
	accounts
}

// New returns a workspace for the lifetimes of a model.
func New(model *Model) *Lifetime { return &NewCohort(model, 1).lives[0] }

// Simulate lives one lifetime through, with its share of luck, and keeps its accounts.
func (l *Lifetime) Simulate(drawn *Drawn, luck *Luck) {
	l.happen(drawn, luck)
	l.tally()
}

// Explain lives the same lifetime as Simulate, and keeps its ledger too.
func (l *Lifetime) Explain(drawn *Drawn, luck *Luck) {
	l.happen(drawn, luck)
	l.listRetrains()
	l.book()
	l.account()
}

// happen draws what happens in the first lifetime of a cohort.
func (l *Lifetime) happen(drawn *Drawn, luck *Luck) {
	l.drawn, l.luck = drawn, luck
	l.cohort.happen(l.cohort.lives[:1])
	l.walkPrices()
}

// Expect keeps the books of the point estimate: the drawn values as they are (every cell at its median), no misses,
// failures, price moves or risks, and retrains at their expected number.
func (l *Lifetime) Expect(drawn *Drawn) {
	calm := *drawn
	calm.Inputs[qualityMissProbability] = 0
	calm.Inputs[failedRunProbability] = 0
	calm.Inputs[gpuPriceVolatility] = 0
	l.drawn = &calm
	l.noEvents()
	l.planBuild()
	l.goLiveAt(l.plannedGoLive)
	l.expectRetrains()
	l.cohort.setGrowth(l.cohort.lives[:1])
	l.book()
	l.account()
}

// goLiveAt sets go-live g, the end of service e, whether the project goes live at all, and the months booked.
func (l *Lifetime) goLiveAt(g float64) {
	horizon := float64(l.model.Horizon)
	l.goLive, l.live = g, g < horizon
	l.end = horizon
	if l.live {
		l.end = min(horizon, g+l.drawn.Inputs[serviceMonths])
	}
	l.booked = min(l.model.Horizon, int(l.end)+1) // no cost falls after the month of the end
}

// service is [g, e), empty for a project that never goes live.
func (l *Lifetime) service() interval {
	if !l.live {
		return interval{l.end, l.end}
	}
	return interval{l.goLive, l.end}
}

// Months returns the ledger of Explain and Expect, one row a month of the horizon. The next lifetime overwrites it.
func (l *Lifetime) Months() []Month { return l.months[:l.model.Horizon] }

// An interval is a span of time in months, [from, to).
type interval struct{ from, to float64 }

func (iv interval) length() float64 { return iv.to - iv.from }

// months are the months that the interval has a part of, first … end − 1.
func (iv interval) months() (first, end int) { return int(iv.from), int(math.Ceil(iv.to)) }

// overlap is the part of month m inside the interval, 0 … 1.
func (iv interval) overlap(m int) float64 {
	from, to := float64(m), float64(m+1)
	if from < iv.from {
		from = iv.from
	}
	if to > iv.to {
		to = iv.to
	}
	if to <= from {
		return 0
	}
	return to - from
}

// share is spread(1, from, to) in month m: the part booked there of a cost booked evenly over the interval. A cost of
// no length falls whole into the month it stands in.
func (iv interval) share(m int) float64 {
	if iv.to > iv.from {
		return iv.overlap(m) / (iv.to - iv.from)
	}
	if math.Floor(iv.from) == float64(m) {
		return 1
	}
	return 0
}

// A spread is an interval over which a cost is booked evenly.
type spread struct {
	interval
	perMonth float64 // the part of it that a whole month has; 0 where there is no length to speak of
}

func evenly(from, to float64) spread {
	s := spread{interval: interval{from, to}}
	if perMonth := 1 / (to - from); perMonth > 0 && perMonth <= math.MaxFloat64 {
		s.perMonth = perMonth
	}
	return s
}

// share is the interval's, without its division.
func (s spread) share(m int) float64 {
	if s.perMonth > 0 {
		return s.overlap(m) * s.perMonth
	}
	return s.interval.share(m)
}

// monthAt is the month an instant of the interval falls in, at being its uniform position in (0, 1); what lies beyond
// every horizon stands at MaxMonths.
func (iv interval) monthAt(at float64) int {
	m := math.Floor(iv.from + at*iv.length())
	if iv.to > iv.from {
		m = min(m, math.Ceil(iv.to)-1) // rounding may carry the instant to the very end
	}
	return int(min(m, MaxMonths))
}
