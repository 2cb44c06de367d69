package lifetime

import (
	"math"
	"testing"

	"finetco/distributions"
	"finetco/distributions/exp"
	"finetco/sim/draws"
)

// marked counts how often each month, and each pair of neighbors, is marked in n lifetimes of a service.
func marked(n int, service interval, perYear float64) (months [MaxMonths]int, pairs [MaxMonths]int) {
	model := &Model{Horizon: MaxMonths}
	block := NewChance(draws.NewSource(draws.Random, 5), model, nil).NewBlock(1)
	for trial := range n {
		block.Fill(uint64(trial), 1)
		calm := make([]float64, calms)
		setCalm(calm, service, perYear)
		exp.All(calm)
		marked := markMonths(service, calm, &block.Luck(0).Triggers)
		for m := range marked.all() {
			months[m]++
			if m > 0 && marked.has(m-1) {
				pairs[m]++
			}
		}
	}
	return months, pairs
}

// TestMonthsAreMarkedIndependently: each with its chance 1 − exp(−frequency·a/12), neighbors with the product of
// theirs. The counts are binomial; 6.5 standard deviations are exceeded once in 1e10 comparisons, rare counts, which are
// not near normal, have 25 on top.
func TestMonthsAreMarkedIndependently(t *testing.T) {
	const n = 50_000
	for _, c := range []struct {
		service interval
		perYear float64
	}{
		{interval{0, 12}, 3}, {interval{2.25, 38.25}, 3}, {interval{3.5, 60}, 0.7}, {interval{7, 7.5}, 6}, {interval{7.4, 8.6}, 20},
		{interval{0.5, 119.9}, 40}, {interval{0, 24}, 1e6}, {interval{0, 24}, 0},
	} {
		months, pairs := marked(n, c.service, c.perYear)
		before := 0.0
		for m := range MaxMonths {
			p := chanceInMonth(c.perYear, c.service.overlap(m))
			check := func(what string, got int, p float64) {
				if want := n * p; math.Abs(float64(got)-want) > 6.5*math.Sqrt(want*(1-p))+25*math.Ceil(p*(1-p)) {
					t.Errorf("service %v, %v a year: %s %d marked %d times, want about %.0f", c.service, c.perYear, what, m, got, want)
				}
			}
			check("month", months[m], p)
			check("pair of months up to", pairs[m], p*before)
			before = p
		}
	}
}

// TestCostOfARiskIsUniformWhereverItOccurs: what the coordinate of the occurrence leaves over is a uniform of its own,
// whatever the number of occurrences.
func TestCostOfARiskIsUniformWhereverItOccurs(t *testing.T) {
	const grid = 1_000_000
	for _, c := range []struct {
		risk   Risk
		chance float64
		months float64
	}{{Risk{}, 0.03, 36}, {Risk{}, 1, 36}, {Risk{PerYear: true}, 0.15, 36}, {Risk{PerYear: true}, 2, 18}, {Risk{PerYear: true}, 700, 12}} {
		expected := c.risk.expected(c.chance, interval{1, 1 + c.months})
		var tenths [1000][10]int
		for i := range grid {
			times, rest := c.risk.times(expected, math.Exp(-expected), (float64(i)+0.5)/grid)
			if times > 0 && !(rest > 0 && rest < 1) {
				t.Fatalf("rest %v", rest)
			}
			tenths[times][int(rest*10)]++
		}
		for times := 1; times < len(tenths); times++ {
			for tenth, count := range tenths[times] {
				if first := tenths[times][0]; count < first-1 || count > first+1 { // the grid puts one more into some
					t.Errorf("%+v with %v: of %d occurrences, the tenth %d has %d, the first %d", c.risk, c.chance, times, tenth, count, first)
				}
			}
		}
	}
}

// TestDearOccurrencesStandStill: a single occurrence is dearest at the coordinate 0, whatever its probability.
func TestDearOccurrencesStandStill(t *testing.T) {
	for _, chance := range []float64{0.01, 0.08} {
		if times, rest := (&Risk{}).times(chance, 0, 1e-6); times != 1 || rest < 0.9998 {
			t.Errorf("probability %v at 1e-6: %d occurrences, the cost at %v", chance, times, rest)
		}
	}
}

// TestAnyPeriodEnds: however short the period, it has an event in every month of the service and is gone through in few
// steps.
func TestAnyPeriodEnds(t *testing.T) {
	for _, every := range []float64{0.999, 1e-3, 1e-9, 1e-16, 1e-20, 1e-300, 5e-324} {
		for _, g := range []float64{0, 0.3, 7.25, 59.999} {
			drawn := &Drawn{}
			drawn.Inputs[serviceMonths], drawn.Inputs[retrainEveryMonths] = math.Inf(1), every
			life := New(&Model{Horizon: MaxMonths})
			life.drawn = drawn
			life.goLiveAt(g)
			months, steps := map[int]bool{}, 0
			life.eachScheduled(func(m int) {
				if months[m], steps = true, steps+1; steps > 4*MaxMonths {
					t.Fatalf("every %v months from %v: no end", every, g)
				}
			})
			first := int(g + every)
			if want := MaxMonths - first; len(months) != want || !months[first] || !months[MaxMonths-1] {
				t.Errorf("every %v months from %v: %d months have an event, want %d", every, g, len(months), want)
			}
		}
	}
}

// TestRisksOfAnEndlessBuild: whatever the build takes, frequent risks strike a number of times that can be gone through.
func TestRisksOfAnEndlessBuild(t *testing.T) {
	model := &Model{Horizon: MaxMonths, Risks: []Risk{{PerYear: true, USD: distributions.Compile(distributions.Constant(1))}}}
	life := New(model)
	block := NewChance(draws.NewSource(draws.Sobol, 1), model, []string{"r"}).NewBlock(1)
	for _, months := range []float64{1e6, 1e300, math.Inf(1)} {
		drawn := &Drawn{RiskChance: []float64{1000}}
		drawn.Inputs[integrationMonths] = months
		drawn.Inputs[labelingRate], drawn.Inputs[labelers], drawn.Inputs[productiveHoursPerMonth] = 1, 1, 1
		block.Fill(0, 1)
		life.Simulate(drawn, block.Luck(0))
		want := 1000.0 / 12 * MaxMonths // what strikes before the horizon
		if got := life.Outputs()[RiskUSD]; math.Abs(got-want) > 6.5*math.Sqrt(want) {
			t.Errorf("a build of %v months: %v occurrences are booked, want about %v", months, got, want)
		}
	}
}

// TestNumbersBeyondMeasureAreNone: what cannot be held shows in the outputs and stops nothing.
func TestNumbersBeyondMeasureAreNone(t *testing.T) {
	model := &Model{Horizon: 36, Risks: []Risk{{USD: distributions.Compile(distributions.Constant(1))}}}
	life := New(model)
	block := NewChance(draws.NewSource(draws.Sobol, 1), model, []string{"r"}).NewBlock(1)
	drawn := &Drawn{RiskChance: []float64{1}}
	for i := range drawn.Inputs {
		drawn.Inputs[i] = math.MaxFloat64
	}
	drawn.Inputs[failedRunProbability], drawn.Inputs[qualityMissProbability] = 0.95, 1
	for _, short := range []int{labelers, labelingRate, trainingDuration, integrationMonths} {
		inputs := drawn.Inputs
		drawn.Inputs[short] = math.SmallestNonzeroFloat64
		block.Fill(0, 1)
		life.Simulate(drawn, block.Luck(0))
		life.Explain(drawn, block.Luck(0))
		life.Expect(drawn)
		if total := life.Outputs()[TotalUSD]; total-total == 0 {
			t.Errorf("the total is %v", total)
		}
		drawn.Inputs = inputs
	}
}
