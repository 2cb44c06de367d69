package lifetime

import (
	"math"
	"testing"
)

// invoice is a project without chance whose every figure was worked out by hand:
//
//	labels 1000·1.5·1.2 = 1800; labeling 180 h, review 9 h, preparation 10 + 5 = 15 h
//	data_base 180·20 + 9·50 + 15·100 = 5550 over 180/90 = 2 months
//	training 10 · 73 h = 730 h = 1 month on 2 GPUs at 3: 4380
//	go-live 2 + 1 + 0.5 = 3.5; the ML engineer's 7000 and the team's 1000 a month until then; audit in month 3
//	scheduled retrains at 4.5 and 5.5: data 555, compute 438, engineering 500, then 550 with debt
//	730,000 requests need 4 replicas: 5840 a month; API 365; overhead 10% of data, compute, engineering and retrains
func invoice() (*Model, *Drawn) {
	in := Inputs{}
	for input, value := range map[int]float64{
		productiveHoursPerMonth: 90, serviceMonths: math.Inf(1),
		examples: 1000, labelsPerExample: 1.5, reworkFraction: 0.2, labelingRate: 10, labelers: 1, labelerUSDPerHour: 20,
		reviewFraction: 0.1, reviewRate: 20, reviewerUSDPerHour: 50,
		preparationHours: 10, preparationHoursPer1000Examples: 5, dataEngineerUSDPerHour: 100, datasetUSD: 250,
		trainingRuns: 10, trainingDuration: 73, trainingGPUs: 2, gpuUSDPerHour: 3,
		mlEngineerHours: 70, mlEngineerUSDPerHour: 100, teamUSDPerMonth: 1000, auditUSD: 500, integrationMonths: 0.5,
		retrainEveryMonths: 1, retrainDataFraction: 0.1, retrainRuns: 1, retrainEngineeringHours: 5, debtGrowthPerRetrain: 0.1,
		monitoringHoursPerMonth: 8, overheadPercent: 0.1,
		requestsPerMonth: 730_000, requestsPerReplicaHour: 500, servingUtilization: 0.5, minReplicas: 1,
		servingGPUsPerReplica: 1, servingGPUUSDPerHour: 2, apiUSDPer1000Requests: 0.5, hardwareUSD: 1200,
		storageUSDPerMonth: 2, storageGBPerVersion: 10, storageUSDPerGBMonth: 0.1,
		transferGBPerMonth: 100, transferGBPerRun: 5, transferUSDPerGB: 0.1, toolingUSDPerMonth: 50, hostingUSDPerMonth: 20,
	} {
		in[input] = value
	}
	model := &Model{Horizon: 6, Costs: []Timing{Once, Monthly, MonthlyLive, PerRetrain, Per1000Requests}}
	return model, &Drawn{Inputs: in, CostUSD: []float64{100, 10, 6, 30, 0.01}}
}

// invoiceRows are data, compute, engineering, maintenance, infrastructure, risk, other, to the cent.
//
//	infrastructure  month 0  hardware 1200, storage 2, tooling 50, overhead 602.50
//	                month 2  storage 2, transfer of 10 runs 5, tooling 50, overhead 738
//	                month 3  half live: serving 2920, API 182.50, storage 2.50, transfer 5, tooling 50, hosting 10, overhead 200
//	                month 4  serving 5840, API 365, storage 3, transfer 10.50, tooling 50, hosting 20, overhead 149.30
//	                month 5  the same with a second version stored: 4, and overhead 154.30
var invoiceRows = [6][Categories]float64{
	{3025, 0, 3000, 0, 1854.50, 0, 110},
	{2775, 0, 3000, 0, 629.50, 0, 10},
	{0, 4380, 3000, 0, 795, 0, 10},
	{0, 0, 2000, 400, 3370, 0, 16.65},
	{0, 0, 0, 2293, 6437.80, 0, 53.30},
	{0, 0, 0, 2343, 6443.80, 0, 53.30},
}

// quiet is a luck under which nothing that can fail to happen happens.
func quiet() *Luck {
	half := make([]float64, 64)
	for i := range half {
		half[i] = 0.5
	}
	return &Luck{Misses: 0.5, Failures: 0.5, Triggers: Sequence{leading: half}, Upgrades: Sequence{leading: half}}
}

func TestInvoiceByHandMonthByMonth(t *testing.T) {
	model, drawn := invoice()
	life := New(model)
	for name, keep := range map[string]func(){
		"simulated":      func() { life.Explain(drawn, quiet()) },
		"point estimate": func() { life.Expect(drawn) },
	} {
		keep()
		for m, want := range invoiceRows {
			for c, usd := range life.Months()[m].ByCategory() {
				if math.Abs(usd-want[c]) > 1e-9 {
					t.Errorf("%s: %s in month %d is %.10g, want %.2f", name, CategoryNames()[c], m, usd, want[c])
				}
			}
		}
		out := life.Outputs()
		for output, want := range map[int]float64{
			TotalUSD: 45999.85, ServingUSD: 14600 + 912.50, OverheadUSD: 2421.60, TrainingBillUSD: 4380,
			GPUUSD: 4380 + 876 + 15512.50 + 50 + 1200, BuildUSD: 21180 + 2118 + 1200 + 100,
			GoLiveMonth: 3.5, Retrains: 2, Requests: 730_000 * 2.5, YearOneUSD: 45999.85, NPVUSD: 45999.85,
		} {
			if math.Abs(out[output]-want) > 1e-8 {
				t.Errorf("%s: %s is %.10g, want %.2f", name, model.OutputNames()[output], out[output], want)
			}
		}
	}
}

// TestUpgradeTerms: a month with a trigger and an upgrade is one retrain, with the runs and hours of an upgrade.
func TestUpgradeTerms(t *testing.T) {
	model, drawn := invoice()
	drawn.Inputs[retrainEveryMonths] = 0
	drawn.Inputs[retrainFrequency] = 1e4
	drawn.Inputs[baseUpgradeFrequency] = 1e4
	drawn.Inputs[baseUpgradeEngineeringHours] = 20
	life := New(model)
	life.Explain(drawn, quiet())
	if n := life.Outputs()[Retrains]; n != 3 {
		t.Fatalf("%v retrains in 3 months, want one in each", n)
	}
	row := life.Months()[4]
	if want := 10 * 438.0; math.Abs(row.RetrainCompute-want) > 1e-9 {
		t.Errorf("compute %v, want the 10 runs of a training cycle: %v", row.RetrainCompute, want)
	}
	if want := 25 * 100 * 1.1; math.Abs(row.RetrainEngineering-want) > 1e-9 {
		t.Errorf("engineering %v, want %v", row.RetrainEngineering, want)
	}
}

// TestFactors: a month's price factors are the powers of docs/model.md at mid-month.
func TestFactors(t *testing.T) {
	life := New(&Model{Horizon: MaxMonths})
	life.drawn = &Drawn{}
	in := &life.drawn.Inputs
	in[laborInflation], in[priceInflation], in[apiPriceDrift], in[gpuPriceDrift] = 0.035, 10, -0.9, -0.15
	in[discountRate], in[trafficGrowth], in[gpuPriceVolatility] = 0.08, 1.2, 0.4
	const goLive = 7.25
	walk := [MaxMonths]float64{}
	for m := range walk {
		walk[m] = 3 * math.Sin(float64(m))
	}
	life.goLiveAt(goLive)
	life.cohort.setGrowth(life.cohort.lives)
	f := &life.factors
	f.fill(in, &life.growth, MaxMonths, &walk)
	for m := range MaxMonths {
		h := (float64(m) + 0.5) / 12
		W := walk[m] / math.Sqrt(12)
		for name, pair := range map[string][2]float64{
			"L": {f.labor[m], math.Pow(1.035, h)}, "P": {f.price[m], math.Pow(11, h)}, "A": {f.api[m], math.Pow(0.1, h)},
			"D": {f.discount[m], math.Pow(1.08, -h)},
			"G": {f.gpu[m], math.Pow(0.85, h) * math.Exp(0.4*W-0.4*0.4*float64(m+1)/24)},
			"q": {f.traffic[m], math.Pow(2.2, max(0, float64(m)+0.5-goLive)/12)},
		} {
			if math.Abs(pair[0]/pair[1]-1) > 1e-12 {
				t.Errorf("%s(%d) is %v, want %v", name, m, pair[0], pair[1])
			}
		}
	}
}

// TestSpread: what is booked over an interval is the overlap's part, and all of it while the horizon is long enough.
func TestSpread(t *testing.T) {
	for _, c := range []struct {
		from, to float64
		want     [4]float64
	}{
		{0, 4, [4]float64{0.25, 0.25, 0.25, 0.25}},
		{0.5, 2.5, [4]float64{0.25, 0.5, 0.25, 0}},
		{1.2, 1.7, [4]float64{0, 1, 0, 0}},
		{2, 2, [4]float64{0, 0, 1, 0}},
		{2.9, 2.9, [4]float64{0, 0, 1, 0}},
		{3.5, 5.5, [4]float64{0, 0, 0, 0.25}},
	} {
		for m, want := range c.want {
			if got := (interval{c.from, c.to}).share(m); math.Abs(got-want) > 1e-15 {
				t.Errorf("spread over [%v, %v) in month %d is %v, want %v", c.from, c.to, m, got, want)
			}
		}
	}
}
