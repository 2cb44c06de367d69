package sim

import (
	"context"
	"math"
	"testing"

	"finetco/sim/draws"
	"finetco/sim/lifetime"
)

// TestExplainedLifetimesAreThoseOfTheRun: any trial can be lived again, and its ledger sums to what the run reported.
func TestExplainedLifetimesAreThoseOfTheRun(t *testing.T) {
	for _, m := range example(t) {
		for _, design := range draws.Designs() {
			o := Options{Trials: 1500, Seed: 77, Design: design}
			s := sampled(t, m, o)
			for _, trial := range []int{0, 1, 511, 512, 777, 1499} {
				e, err := m.Explain(o, trial)
				if err != nil {
					t.Fatal(err)
				}
				total := s.outputs[lifetime.TotalUSD][trial]
				sum := 0.0
				for _, month := range e.Ledger {
					sum += month.Total()
				}
				if math.Abs(sum-total) > 1e-12*total || math.Abs(e.Outputs[lifetime.TotalUSD]-total) > 1e-12*total {
					t.Errorf("%s, trial %d: the ledger sums to %v, the outputs to %v, the run says %v", m.Scenario.Name, trial, sum, e.Outputs[0], total)
				}
				risk := 0.0
				for _, strike := range e.Story.Strikes {
					risk += strike.USD
				}
				if want := s.outputs[lifetime.RiskUSD][trial]; math.Abs(risk-want) > 1e-9*want {
					t.Errorf("%s, trial %d: the risks that struck cost %v, the run says %v", m.Scenario.Name, trial, risk, want)
				}
				if g := s.outputs[lifetime.GoLiveMonth][trial]; e.Story.GoLive != g {
					t.Errorf("%s, trial %d: go-live %v, the run says %v", m.Scenario.Name, trial, e.Story.GoLive, g)
				}
			}
		}
	}
}

func TestTrialAtAPercentile(t *testing.T) {
	m := example(t)[3]
	o := Options{Trials: 2001, Seed: 5, Design: draws.Random}
	total := sampled(t, m, o).outputs[lifetime.TotalUSD]
	trial, err := m.TrialAt(context.Background(), o, 90)
	if err != nil {
		t.Fatal(err)
	}
	below := 0
	for _, usd := range total {
		if usd < total[trial] {
			below++
		}
	}
	if below != 1800 { // of 2001, the P90 is a lifetime of its own
		t.Errorf("%d of 2001 lifetimes cost less", below)
	}
	if e := m.ExplainPoint(); e.Trial != -1 || e.Story.Misses != 0 || len(e.Story.Strikes) != 0 || e.Outputs[0] <= 0 {
		t.Errorf("%+v", e.Story)
	}
}
