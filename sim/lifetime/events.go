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

// drawBuildRisks draws the risks of the build over [0, g₀) and the delay they add.
func (l *Lifetime) drawBuildRisks(luck *Luck) {
	for r := range l.model.Risks {
		if !l.model.Risks[r].Operate {
			l.strike(r, interval{0, l.plannedGoLive}, luck)
		}
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
	risk, chance := &l.model.Risks[r], l.drawn.RiskChance[r]
	times := 0
	if risk.PerYear {
		times = poisson(chance*phase.length()/12, luck.Occurs[r])
	} else if luck.Occurs[r] < chance {
		times = 1
	}
	if times == 0 {
		return
	}
	instants, usd, delays := luck.risk(r)
	for range times {
		l.occurrences = append(l.occurrences, occurrence{r, phase.monthAt(instants.Next()), risk.USD.At(usd.Next())})
		if risk.DelayMonths != nil {
			l.delay += risk.DelayMonths.At(delays.Next())
		}
	}
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

// manyPerLifetime is the expected number of events beyond which each month is tried by itself.
const manyPerLifetime = 64

// markMonths marks with 1 each month of the service in which a Poisson process of the given frequency per year has an
// event: with probability 1 − exp(−frequency·a/12), independently. A Poisson number of events at uniform instants does
// that, and its number is the coordinate that matters most.
func (l *Lifetime) markMonths(months *[MaxMonths]float64, service interval, perYear float64, luck *Sequence) {
	expected := perYear * service.length() / 12
	if expected <= manyPerLifetime {
		for range poisson(expected, luck.Next()) {
			months[service.monthAt(luck.Next())] = 1
		}
		return
	}
	for m := int(service.from); m < int(math.Ceil(service.to)); m++ {
		if luck.Next() < chanceInMonth(perYear, service.overlap(m)) {
			months[m] = 1
		}
	}
}

// chanceInMonth is P(at least one event) in the part a of a month.
func chanceInMonth(perYear, a float64) float64 { return -math.Expm1(-perYear * a / 12) }

// eachScheduled calls f with every month in which some g + k·retrain_every_months < e falls, k = 1, 2, …; with a short
// period a month may come twice.
func (l *Lifetime) eachScheduled(f func(month int)) {
	g, every := l.goLive, l.drawn.Inputs[retrainEveryMonths]
	if every == 0 || !l.live {
		return
	}
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
