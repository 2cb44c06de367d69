package lifetime

import (
	"math"
	"math/rand/v2"
	"testing"

	"finetco/distributions"
	"finetco/sim/draws"
)

// randomModel and randomInputs make any scenario at all: every input somewhere, or at its neutral value.
func randomModel(r *rand.Rand) *Model {
	m := &Model{Horizon: 1 + r.IntN(MaxMonths), OverheadOnCompute: r.IntN(2) == 0}
	for range r.IntN(4) {
		risk := Risk{Operate: r.IntN(2) == 0, PerYear: r.IntN(2) == 0, USD: table("uniform(10; 5000)")}
		if !risk.Operate && r.IntN(2) == 0 {
			risk.DelayMonths = table("uniform(0; 5)")
		}
		m.Risks = append(m.Risks, risk)
	}
	for range r.IntN(5) {
		m.Costs = append(m.Costs, Timing(r.IntN(int(timings))))
	}
	return m
}

func table(cell string) *distributions.Table {
	d, err := distributions.Parse(cell, nil)
	if err != nil {
		panic(err)
	}
	return distributions.Compile(d)
}

func randomDrawn(r *rand.Rand, m *Model) *Drawn {
	d := &Drawn{}
	in := &d.Inputs
	for i := range in {
		if r.IntN(4) > 0 {
			in[i] = 40 * r.Float64()
		}
	}
	for _, fraction := range []int{reviewFraction, failedRunWaste, qualityMissProbability, overheadPercent, retrainDataFraction, reworkFraction, debtGrowthPerRetrain, gpuPriceVolatility} {
		in[fraction] = float64(r.IntN(2)) * r.Float64()
	}
	in[failedRunProbability] = 0.9 * float64(r.IntN(2)) * r.Float64()
	in[servingUtilization] = 1 - r.Float64()
	for _, positive := range []int{productiveHoursPerMonth, labelsPerExample, labelingRate, labelers, reviewRate} {
		in[positive] = 1 + 99*r.Float64()
	}
	for _, rate := range []int{laborInflation, priceInflation, discountRate, gpuPriceDrift, apiPriceDrift, trafficGrowth} {
		in[rate] = float64(r.IntN(2)) * (1.5*r.Float64() - 0.5)
	}
	in[integrationMonths] = 12 * r.Float64() * r.Float64()
	in[serviceMonths] = []float64{math.Inf(1), 0, 24 * r.Float64(), 6}[r.IntN(4)]
	in[retrainEveryMonths] = []float64{0, 0, 0.01, 1, 3.7}[r.IntN(5)]
	in[retrainFrequency] = []float64{0, 2, 12, 1e4}[r.IntN(4)]
	in[baseUpgradeFrequency] = []float64{0, 0.7, 300}[r.IntN(3)]
	for _, risk := range m.Risks {
		chance := r.Float64()
		if risk.PerYear {
			chance *= 20
		}
		d.RiskChance = append(d.RiskChance, chance)
	}
	for range m.Costs {
		d.CostUSD = append(d.CostUSD, 100*r.Float64()-20)
	}
	return d
}

// TestTallyIsTheLedger: the fast accounts of a lifetime are those of its ledger, to 1e-12 of the largest amount that
// enters them.
func TestTallyIsTheLedger(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	neverLive, retrained := 0, 0
	for range 3000 {
		m := randomModel(r)
		drawn := randomDrawn(r, m)
		names := []string{"a", "b", "c"}[:len(m.Risks)]
		block := NewChance(draws.NewSource(draws.Random, r.Uint64()>>11), m, names).NewBlock(1)
		fast, plain := New(m), New(m)
		block.Fill(7, 1)
		fast.Simulate(drawn, block.Luck(0))
		plain.Explain(drawn, block.Luck(0))
		scale := 0.0
		for _, usd := range plain.Outputs()[:YearOneUSD] {
			scale = max(scale, math.Abs(usd))
		}
		near := func(what string, got, want, scale float64) {
			t.Helper()
			if math.Abs(got-want) > 1e-12*scale && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Fatalf("%s: %v, the ledger says %v\n%+v\n%+v", what, got, want, *m, drawn.Inputs)
			}
		}
		names = m.OutputNames()
		for o, want := range plain.Outputs() {
			if o == HiddenShare { // a quotient: as exact as its total
				near(names[o], fast.Outputs()[o], want, max(1, scale/math.Abs(plain.Outputs()[TotalUSD])))
				continue
			}
			near(names[o], fast.Outputs()[o], want, scale)
		}
		for month, want := range plain.Monthly() {
			near("month", fast.Monthly()[month], want, scale)
		}
		for c, years := range plain.Yearly() {
			for year, want := range years {
				near(CategoryNames()[c], fast.Yearly()[c][year], want, scale)
			}
		}
		if !plain.live {
			neverLive++
		}
		if plain.Outputs()[Retrains] > 0 {
			retrained++
		}
	}
	if neverLive < 100 || retrained < 1000 {
		t.Errorf("of 3000 lifetimes %d never go live and %d retrain: the test sees too little", neverLive, retrained)
	}
}
