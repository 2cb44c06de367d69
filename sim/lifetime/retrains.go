package lifetime

import (
	"math"

	"finetco/distributions/exp"
)

// drawRetrains draws the months with a trigger and those with a base-model upgrade, and adds the schedule.
func (c *Cohort) drawRetrains(lives []Lifetime) {
	calm := c.powers[:2*calms*len(lives)]
	for i := range lives {
		l := &lives[i]
		in, service := &l.drawn.Inputs, l.service()
		setCalm(calm[2*calms*i:], service, in[baseUpgradeFrequency])
		setCalm(calm[2*calms*i+calms:], service, in[retrainFrequency])
	}
	exp.All(calm)
	for i := range lives {
		l := &lives[i]
		service := l.service()
		if service.length() <= 0 {
			continue
		}
		l.upgraded = markMonths(service, calm[2*calms*i:], &l.luck.Upgrades)
		l.retrained = markMonths(service, calm[2*calms*i+calms:], &l.luck.Triggers).union(l.upgraded)
		l.eachScheduled(func(m int) { l.retrained.add(m) })
	}
}

// The chances that a Poisson process has no event in a whole month; in all months of a service, taken for whole ones; and
// in what the service has of its first and its last one.
const (
	inMonth = iota
	inAll
	inFirst
	inLast
	calms
)

// setCalm sets the logarithms of these chances for a frequency per year.
func setCalm(calm []float64, service interval, perYear float64) {
	first, end := service.months()
	hazard := perYear / 12
	calm[inMonth], calm[inAll] = -hazard, -hazard*float64(end-first)
	calm[inFirst], calm[inLast] = -hazard*service.overlap(first), -hazard*service.overlap(end-1)
}

// markMonths marks each month of the service in which a Poisson process has an event, given its chances to have none:
// with probability 1 − exp(−frequency·a/12), independently. How many months are marked matters most and takes one
// coordinate, a binomial number; which ones comes after, by Floyd's algorithm (Bentley and Floyd, A sample of
// brilliance, CACM 30, 1987). A month that the service covers in part is first taken for a whole one, and its mark kept
// with the chance it has of a whole month's.
//
// Rejected: a Poisson number of events at uniform instants, whose number is not that of the months.
func markMonths(service interval, calm []float64, luck *Sequence) (marked monthSet) {
	if calm[inMonth] == 1 {
		return marked
	}
	first, end := service.months()
	for last := end - binomial(end-first, calm[inMonth], calm[inAll], luck.Next()); last < end; last++ {
		m := first + int(luck.Next()*float64(last+1-first))
		if marked.has(m) {
			m = last
		}
		marked.add(m)
	}
	thin := func(m int, calmInPart float64) {
		if calmInPart > calm[inMonth] && marked.has(m) && luck.Next()*(1-calm[inMonth]) >= 1-calmInPart {
			marked.remove(m)
		}
	}
	thin(first, calm[inFirst])
	if end-1 > first {
		thin(end-1, calm[inLast])
	}
	return marked
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

// listRetrains writes the months with retrains down for the ledger.
func (l *Lifetime) listRetrains() {
	for m := range l.model.Horizon {
		l.retrains[m], l.upgrades[m] = float64(l.retrained.number(m)), float64(l.upgraded.number(m))
	}
}

// expectRetrains puts the chance of a retrain in each month's place.
func (l *Lifetime) expectRetrains() {
	in, service := &l.drawn.Inputs, l.service()
	var scheduled [MaxMonths]float64
	l.eachScheduled(func(m int) { scheduled[m] = 1 })
	for m := range l.model.Horizon {
		a := service.overlap(m)
		trigger, upgrade := chanceInMonth(in[retrainFrequency], a), chanceInMonth(in[baseUpgradeFrequency], a)
		l.retrains[m] = 1 - (1-trigger)*(1-upgrade)*(1-scheduled[m])
		l.upgrades[m] = upgrade
	}
}
