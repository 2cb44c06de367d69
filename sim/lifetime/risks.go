package lifetime

import (
	"finetco/distributions"
	"finetco/distributions/exp"
)

// A Risk is a row of the risk register. Its probability or frequency comes with each lifetime.
type Risk struct {
	Operate     bool                 // it belongs to [g, e), else to the build [0, g₀)
	PerYear     bool                 // it occurs a Poisson number of times, else at most once
	USD         *distributions.Table // drawn per occurrence
	DelayMonths *distributions.Table // drawn per occurrence of a build risk; nil for none
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

// strikes are the occurrences of one risk in a cohort: in whose life, the month, and the uniforms of cost and delay, which
// become what they stand for.
type strikes struct {
	life, month []int
	usd, delay  []float64
}

func (s *strikes) add(life, month int, usd, delay float64) {
	s.life, s.month = append(s.life, life), append(s.month, month)
	s.usd, s.delay = append(s.usd, usd), append(s.delay, delay)
}

func (s *strikes) clear() {
	s.life, s.month, s.usd, s.delay = s.life[:0], s.month[:0], s.usd[:0], s.delay[:0]
}

// strike draws how often each risk of the build, or of the operation, occurs over its phase, and for each time the
// instant, the cost and the delay.
func (c *Cohort) strike(lives []Lifetime, operate bool) {
	for r := range c.model.Risks {
		if risk := &c.model.Risks[r]; risk.Operate == operate {
			c.strikeOne(lives, r, risk)
		}
	}
}

func (c *Cohort) strikeOne(lives []Lifetime, r int, risk *Risk) {
	expected, none := c.expected[:len(lives)], c.powers[:len(lives)]
	for i := range lives {
		expected[i] = risk.expected(lives[i].drawn.RiskChance[r], lives[i].phase(r, risk))
		none[i] = -expected[i]
	}
	if risk.PerYear {
		exp.All(none)
	}
	s := &c.strikes
	s.clear()
	for i := range lives {
		l := &lives[i]
		times, firstUSD := risk.times(expected[i], none[i], l.luck.Occurs[r])
		if times == 0 {
			continue
		}
		phase, delayed := l.phase(r, risk), risk.DelayMonths != nil
		instant, delay := l.luck.firstStrike(r, delayed)
		s.add(i, phase.monthAt(instant), firstUSD, delay)
		if times > 1 {
			instants, usd, delays := l.luck.laterStrikes(r)
			for range times - 1 {
				s.add(i, phase.monthAt(instants.Uniform()), usd.Uniform(), delays.Uniform())
			}
		}
	}
	risk.USD.FromUniforms(s.usd, s.usd)
	if risk.DelayMonths != nil {
		risk.DelayMonths.FromUniforms(s.delay, s.delay)
	}
	for k, i := range s.life {
		o := occurrence{risk: r, month: s.month[k], usd: s.usd[k]}
		if risk.DelayMonths != nil {
			o.delay = s.delay[k]
			lives[i].delay += o.delay
		}
		lives[i].occurrences = append(lives[i].occurrences, o)
	}
}

// manyOccurrences bounds how often a frequent risk is expected to strike in a build that outlasts every horizon, for
// there may be any number: what strikes later costs nothing, and only the go-live that never comes would move.
const manyOccurrences = 1000

// phase is when a risk may strike.
func (l *Lifetime) phase(r int, risk *Risk) interval {
	if risk.Operate {
		return l.service()
	}
	phase := interval{0, l.plannedGoLive}
	if risk.PerYear {
		phase.to = min(phase.to, max(MaxMonths, 12*manyOccurrences/l.drawn.RiskChance[r]))
	}
	return phase
}

// expected is the probability that the risk strikes over a phase, or how often it does on average.
func (risk *Risk) expected(chance float64, phase interval) float64 {
	switch {
	case risk.PerYear:
		return chance * phase.length() / 12
	case risk.Operate && phase.length() <= 0:
		return 0
	}
	return chance
}

// times is how often the risk occurs at the uniform u, none being exp(−expected), and the uniform that u leaves over:
// where u stands among those that give the same number. A rare and dear risk is then spread by one coordinate of the
// design, its occurrence and its cost together. A single occurrence is dearest at u near 0: there the dear end stands
// still when the probability is itself uncertain.
func (risk *Risk) times(expected, none, u float64) (times int, rest float64) {
	switch {
	case risk.PerYear:
		return poissonWithRest(expected, none, u)
	case u < expected:
		return 1, inside(1 - u/expected)
	}
	return 0, 0
}
