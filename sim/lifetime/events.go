package lifetime

import "math"

// maxMisses bounds the misses of the build: the model after the fifth miss is accepted.
const maxMisses = 5

// events is what happens in a lifetime.
type events struct {
	misses      float64            // K
	failures    float64            // F
	delay       float64            // months added to g₀ by the build risks that occur
	retrains    [MaxMonths]float64 // by month: 1 where a retrain happens; its chance in the point estimate
	upgrades    [MaxMonths]float64 // by month: the part of it on a base-model upgrade's terms
	walk        [MaxMonths]float64 // √12·W(m), the price walk in standard deviations of a month
	occurrences []occurrence
}

// An occurrence is one time that a risk strikes.
type occurrence struct {
	risk  int
	month int
	usd   float64 // before price inflation
	delay float64 // months added to go-live
}

// CountOccurrences calls count once for every time that a risk struck.
func (e *events) CountOccurrences(count func(risk int)) {
	for _, o := range e.occurrences {
		count(o.risk)
	}
}

// noEvents is the quiet lifetime. The walk stays as it is: it is drawn anew where it is read.
func (l *Lifetime) noEvents() {
	l.misses, l.failures, l.delay, l.occurrences = 0, 0, 0, l.occurrences[:0]
	clear(l.retrains[:l.model.Horizon])
	clear(l.upgrades[:l.model.Horizon])
}

// drawMisses draws the quality misses K and, for the runs they leave, the failures F.
func (l *Lifetime) drawMisses(luck *Luck) {
	l.noEvents()
	l.misses = float64(misses(l.drawn.Inputs[qualityMissProbability], luck.Misses))
	l.failures = negativeBinomial(l.successfulRuns(), l.drawn.Inputs[failedRunProbability], luck.Failures)
}

// misses is the K with P(K ≥ k) = pᵏ at the uniform u, at most maxMisses.
func misses(p, u float64) int {
	k := 0
	for atLeast := p; k < maxMisses && u < atLeast; atLeast *= p {
		k++
	}
	return k
}

// manyOccurrences bounds how often a frequent risk is expected to strike in a build that outlasts every horizon, for
// there may be any number: what strikes later costs nothing, and only the go-live that never comes would move.
const manyOccurrences = 1000

// drawBuildRisks draws the risks of the build over [0, g₀) and the delay they add.
func (l *Lifetime) drawBuildRisks(luck *Luck) {
	for r, risk := range l.model.Risks {
		if risk.Operate {
			continue
		}
		phase := interval{0, l.plannedGoLive}
		if risk.PerYear {
			phase.to = min(phase.to, max(MaxMonths, 12*manyOccurrences/l.drawn.RiskChance[r]))
		}
		l.strike(r, phase, luck)
	}
}

// drawOperateRisks draws the risks of the operation over [g, e), which must have a length.
func (l *Lifetime) drawOperateRisks(luck *Luck) {
	service := l.service()
	if service.length() <= 0 {
		return
	}
	for r := range l.model.Risks {
		if l.model.Risks[r].Operate {
			l.strike(r, service, luck)
		}
	}
}

// strike draws how often risk r occurs over its phase, and for each time the instant, the cost and the delay.
func (l *Lifetime) strike(r int, phase interval, luck *Luck) {
	risk := &l.model.Risks[r]
	times, firstUSD := risk.times(l.drawn.RiskChance[r], phase, luck.Occurs[r])
	if times == 0 {
		return
	}
	instants, usd, delays := luck.risk(r, firstUSD, risk.DelayMonths != nil)
	for range times {
		o := occurrence{risk: r, month: phase.monthAt(instants.Next()), usd: risk.USD.At(usd.Next())}
		if risk.DelayMonths != nil {
			o.delay = risk.DelayMonths.At(delays.Next())
			l.delay += o.delay
		}
		l.occurrences = append(l.occurrences, o)
	}
}

// times is how often the risk occurs at the uniform u, and the uniform that u leaves over: where u stands among those
// that give the same number. A rare and dear risk is then spread by one coordinate of the design, its occurrence and
// its cost together. A single occurrence is dearest at u near 0: there the dear end stands still when the probability
// is itself uncertain.
func (risk *Risk) times(chance float64, phase interval, u float64) (times int, rest float64) {
	switch {
	case risk.PerYear:
		return poissonWithRest(chance*phase.length()/12, u)
	case u < chance:
		return 1, inside(1 - u/chance)
	}
	return 0, 0
}

// drawRetrains draws the months with a trigger and those with a base-model upgrade, and adds the schedule.
func (l *Lifetime) drawRetrains(luck *Luck) {
	in, service := &l.drawn.Inputs, l.service()
	if service.length() <= 0 {
		return
	}
	l.markMonths(&l.retrains, service, in[retrainFrequency], &luck.Triggers)
	l.markMonths(&l.upgrades, service, in[baseUpgradeFrequency], &luck.Upgrades)
	for m, upgrade := range l.upgrades[:l.model.Horizon] {
		l.retrains[m] = max(l.retrains[m], upgrade)
	}
	l.eachScheduled(func(m int) { l.retrains[m] = 1 })
}

// markMonths marks with 1 each month of the service in which a Poisson process of the given frequency per year has an
// event: with probability 1 − exp(−frequency·a/12), independently. How many months are marked matters most and takes
// one coordinate, a binomial number; which ones comes after, by Floyd's algorithm (Bentley and Floyd, A sample of
// brilliance, CACM 30, 1987). A month that the service covers in part is first taken for a whole one, and its mark kept
// with the chance it has of a whole month's.
//
// Rejected: a Poisson number of events at uniform instants, whose number is not that of the months.
func (l *Lifetime) markMonths(months *[MaxMonths]float64, service interval, perYear float64, luck *Sequence) {
	first, end := int(service.from), int(math.Ceil(service.to))
	if perYear == 0 {
		return
	}
	whole := chanceInMonth(perYear, 1)
	count := binomial(end-first, perYear/12, luck.Next())
	for last := end - count; last < end; last++ {
		m := first + int(luck.Next()*float64(last+1-first))
		if months[m] == 1 {
			m = last
		}
		months[m] = 1
	}
	for m := first; m < end; m += max(end-1-first, 1) { // the first and the last month
		if a := service.overlap(m); a < 1 && months[m] == 1 && luck.Next()*whole >= chanceInMonth(perYear, a) {
			months[m] = 0
		}
	}
}

// chanceInMonth is P(at least one event) in the part a of a month.
func chanceInMonth(perYear, a float64) float64 { return -math.Expm1(-perYear * a / 12) }

// shortestPeriod is as good as any shorter one, retrains being at most one a month, and k can still be counted.
const shortestPeriod = 1e-9

// eachScheduled calls f with every month in which some g + k·retrain_every_months < e falls, k = 1, 2, …; with a short
// period a month may come twice.
func (l *Lifetime) eachScheduled(f func(month int)) {
	g, every := l.goLive, l.drawn.Inputs[retrainEveryMonths]
	if every == 0 || !l.live {
		return
	}
	every = max(every, shortestPeriod)
	for k := 1.0; g+k*every < l.end; {
		m := math.Floor(g + k*every)
		f(int(m))
		k = max(k+1, math.Floor((m+1-g)/every)) // on to the next month
	}
}

// expectRetrains puts the chance of a retrain in each month's place.
func (l *Lifetime) expectRetrains() {
	in, service := &l.drawn.Inputs, l.service()
	var scheduled [MaxMonths]float64
	l.eachScheduled(func(m int) { scheduled[m] = 1 })
	for m := range l.model.Horizon {
		a := service.overlap(m)
		if a == 0 {
			continue
		}
		trigger, upgrade := chanceInMonth(in[retrainFrequency], a), chanceInMonth(in[baseUpgradeFrequency], a)
		l.retrains[m] = 1 - (1-trigger)*(1-upgrade)*(1-scheduled[m])
		l.upgrades[m] = upgrade
	}
}
