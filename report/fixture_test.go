package report

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"finetco/sim"
)

// The fixtures are results made by hand: nothing here is simulated, so the expected reports change with the reports alone.

// lognormalScenario is a scenario whose total is lognormal with the given median and sigma; the other figures follow it
// loosely.
func lognormalScenario(name string, median, sigma float64, trials int) *sim.ScenarioResult {
	r := rand.New(rand.NewPCG(1, 2))
	totals := make([]float64, trials)
	for i := range totals {
		totals[i] = median * math.Exp(sigma*r.NormFloat64())
	}
	return scenarioOf(name, totals, 0.83*median)
}

// scenarioOf is a scenario of five years with the given totals and point estimate.
func scenarioOf(name string, totals []float64, point float64) *sim.ScenarioResult {
	slices.Sort(totals)
	n := len(totals)
	at := func(percent float64) float64 {
		h := percent / 100 * float64(n-1)
		i := min(int(h), max(n-2, 0))
		if n == 1 {
			return totals[0]
		}
		return totals[i] + (h-float64(i))*(totals[i+1]-totals[i])
	}
	mean, sd := 0.0, 0.0
	for _, x := range totals {
		mean += x / float64(n)
	}
	for _, x := range totals {
		sd += (x - mean) * (x - mean) / float64(n-1) // NaN for one trial
	}
	sd = math.Sqrt(sd)

	s := &sim.ScenarioResult{
		Scenario: name, Preset: "self-hosted", Trials: n, HorizonMonths: 60, PercentilesFrom: "sample",
		PointEstimateUSD:        point,
		ExpectedShortfallP90:    1.2 * at(90),
		MaintenanceExceedsBuild: 0.61,
		BudgetUSD:               math.NaN(), OverBudget: math.NaN(),
		NeverLive:              0.012,
		USDPer1000Requests:     12.345,
		LifetimeUSDPerTrainUSD: 105.4,
		EventLuckShare:         0.2,
	}
	enough := 0
	for _, x := range totals {
		if x <= point*(1+1e-9) {
			enough++
		}
	}
	s.PointEstimatePercentile = float64(enough) / float64(n)
	s.Contingency = sim.Levels{P50: at(50) - point, P80: at(80) - point, P90: at(90) - point}
	metric := func(name string, share, offset float64) sim.Metric {
		m := sim.Metric{Name: name, Mean: offset + share*mean, SD: share * sd, Min: offset + share*totals[0], Max: offset + share*totals[n-1],
			Point: offset + share*point, MeanSE: share * sd / math.Sqrt(float64(n))}
		for _, level := range sim.PercentileLevels {
			m.Percentiles = append(m.Percentiles, offset+share*at(float64(level)))
		}
		return m
	}
	shares := []float64{0.2, 0.05, 0.25, 0.3, 0.18, 0.02, 0}
	s.Metrics = []sim.Metric{metric("total_usd", 1, 0), metric("npv_usd", 0.85, 0)}
	for i, category := range categories {
		s.Metrics = append(s.Metrics, metric(category+"_usd", shares[i], 0))
	}
	s.Metrics = append(s.Metrics, metric("serving_usd", 0.1, 0), metric("overhead_usd", 0.05, 0), metric("training_bill_usd", 0.05, 0),
		metric("gpu_usd", 0.2, 0), metric("hidden_share", 0, 0.8), metric("build_usd", 0.55, 0), metric("operate_usd", 0.45, 0))
	for year := 1; year <= 5; year++ {
		s.Metrics = append(s.Metrics, metric(fmt.Sprintf("year_%d_usd", year), []float64{0.4, 0.2, 0.15, 0.15, 0.1}[year-1], 0))
	}
	s.Metrics = append(s.Metrics, metric("go_live_month", 0, 7.25), metric("retrains", 0, 4.5), metric("requests", 0, 1.2e6))

	for _, level := range sim.SCurveLevels() {
		s.SCurve = append(s.SCurve, at(level))
	}
	h := sim.Histogram{Low: at(0.1), High: at(99.9), Counts: make([]int, 100)}
	for _, x := range totals {
		switch bin := math.Floor((x - h.Low) / (h.High - h.Low) * 100); {
		case x < h.Low:
			h.Below++
		case x > h.High:
			h.Above++
		case bin >= 0 && bin < 100:
			h.Counts[int(bin)]++
		default:
			h.Counts[99]++
		}
	}
	s.Histogram = h
	return s
}

// fixture is a small result in which every part is present.
func fixture() *sim.Result {
	cloud := lognormalScenario("cloud", 810e3, 0.5, 2048)
	cloud.BudgetUSD, cloud.OverBudget = 1e6, 0.336
	for i, level := range []string{"p50", "p80", "p90"} {
		total := metricView{cloud.Metrics[0]}.at([]int{50, 80, 90}[i])
		cloud.Allocation[i] = sim.Allocation{Level: level, ByCategory: scaled(total, 0.2, 0.05, 0.25, 0.3, 0.18, 0.02, 0), ByYear: scaled(total, 0.4, 0.2, 0.15, 0.15, 0.1)}
	}
	for i, of := range []string{"mean", "p50", "p80", "p90"} {
		x := []float64{cloud.Metrics[0].Mean, 810e3, 1.24e6, 1.54e6}[i]
		cloud.Metrics[0].Intervals = append(cloud.Metrics[0].Intervals, sim.Interval{Of: of, Low: 0.993 * x, High: 1.007 * x, Confidence: 0.95, Method: "replicates"})
	}
	cloud.Drivers = []sim.Driver{
		{Name: "ml_engineer_hours", Kind: "input", LowUSD: 610e3, HighUSD: 1.18e6, VarianceShare: 0.31, RankCorrelation: 0.52},
		{Name: "labeling_rate", Kind: "input", LowUSD: 1.02e6, HighUSD: 790e3, VarianceShare: 0.12, RankCorrelation: -0.33},
		{Name: "vendor goes out of business", Kind: "risk", LowUSD: 880e3, HighUSD: 1.31e6, VarianceShare: 0.06, RankCorrelation: 0.2},
		{Name: "legal review", Kind: "cost", LowUSD: 905e3, HighUSD: 940e3, VarianceShare: 0.004, RankCorrelation: 0.05},
	}
	cloud.Monthly, cloud.Cumulative = fans(60, 900e3)
	for i, category := range categories {
		cloud.Breakdown = append(cloud.Breakdown, sim.CategoryYears{Category: category,
			Years: scaled(900e3*[]float64{0.2, 0.05, 0.25, 0.3, 0.18, 0.02, 0}[i], 0.4, 0.2, 0.15, 0.15, 0.1)})
		cloud.CategoryRankCorrelations = append(cloud.CategoryRankCorrelations, []float64{1, 0.3, 0.3, 0.3, 0.3, 0, math.NaN()})
	}
	hosted := lognormalScenario("hébergé 模型 with a rather long name", 420e3, 0.35, 2048)
	hosted.NeverLive, hosted.USDPer1000Requests = 0, math.NaN()
	return &sim.Result{
		Seed: 1, Sampling: "sobol", Trials: 2048,
		Inputs:    []sim.InputFile{{File: "lora.csv", SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}},
		Scenarios: []*sim.ScenarioResult{cloud, hosted},
		Comparisons: []sim.Comparison{{Scenario: hosted.Scenario, Baseline: "cloud", Trials: 2048, PCheaper: 0.91, PSame: 0,
			PCheaperInterval: sim.Interval{Of: "p_cheaper", Low: 0.9, High: 0.92, Confidence: 0.95, Method: "replicates"}, DifferenceMean: -470e3,
			Difference: []float64{-1.4e6, -1.1e6, -390e3, -3e3, 210e3}, BreakEven: []float64{3, 14, math.NaN()}, BreakEvenNever: 0.11}},
		Warnings: []sim.Warning{{Scenario: "cloud", Code: "correlations_mended", Text: "the correlations contradict each other; default_correlation was multiplied by 0.82"}, {Code: "small_sample", Text: "fewer than 4096 lifetimes"}},
	}
}

// scaled is x times each of the shares.
func scaled(x float64, shares ...float64) []float64 {
	parts := make([]float64, len(shares))
	for i, share := range shares {
		parts[i] = x * share
	}
	return parts
}

// fans are the monthly and cumulative spread of a total that is spent evenly after a dear first half year.
func fans(months int, total float64) (monthly, cumulative sim.Fan) {
	sum := 0.0
	for m := range months {
		x := total * 0.6 / float64(months)
		if m < 6 {
			x += total * 0.4 / 6
		}
		sum += x
		add := func(f *sim.Fan, x float64) {
			f.Mean, f.P10, f.P50, f.P90 = append(f.Mean, x), append(f.P10, 0.5*x), append(f.P50, 0.9*x), append(f.P90, 1.7*x)
		}
		add(&monthly, x)
		add(&cumulative, sum)
	}
	return monthly, cumulative
}

// edges are results at the ends of what can happen.
func edges() map[string]*sim.ScenarioResult {
	many := func(f func(i int) float64) []float64 {
		xs := make([]float64, 4096)
		for i := range xs {
			xs[i] = f(i)
		}
		return xs
	}
	all := map[string]*sim.ScenarioResult{
		"certain":   scenarioOf("certain", many(func(int) float64 { return 13.2 }), 13.2),
		"nothing":   scenarioOf("nothing", many(func(int) float64 { return 0 }), 0),
		"one trial": scenarioOf("one trial", []float64{123456}, 100000),
		"tiny":      lognormalScenario("tiny", 1e-3, 0.5, 4096),
		"huge":      lognormalScenario("huge", 1e12, 0.5, 4096),
		"heavy":     scenarioOf("heavy tail", many(func(i int) float64 { return 5e4 * math.Pow((float64(i)+0.5)/4096, -1/1.1) }), 9e4),
		"narrow":    lognormalScenario("narrow", 1e6, 1e-4, 4096),
		"atoms":     scenarioOf("atoms", many(func(i int) float64 { return []float64{1e5, 1e5, 1e5, 4e5}[i%4] }), 1e5),
		"saving":    scenarioOf("saving", many(func(i int) float64 { return -2e5 + 100*float64(i) }), -150e3),
		"far":       scenarioOf("far estimate", many(func(i int) float64 { return 1e6 + 10*float64(i) }), 2e5),
		"close": scenarioOf("an estimate close to P80 with a long name 模型 🚀 that goes on and on",
			many(func(i int) float64 { return 1e5 * math.Exp(float64(i)/1500) }), 1e5*math.Exp(0.81*4096/1500)),
		"left":    scenarioOf("left skew", many(func(i int) float64 { return 1e6 * math.Pow(float64(i+1)/4096, 0.12) }), 0.995e6),
		"hostile": lognormalScenario("=cmd|' /C calc'!A0 \x1b[31m\n\u202e<script>", 1e5, 0.5, 4096),
		"undefined": {Scenario: "undefined", Histogram: sim.Histogram{Low: math.NaN(), High: math.Inf(1), Counts: []int{1, 2}}, SCurve: []float64{math.NaN(), math.Inf(1)},
			PointEstimateUSD: math.NaN(), Contingency: sim.Levels{P50: math.NaN(), P80: math.Inf(1), P90: math.NaN()}, NeverLive: math.NaN(), Drivers: []sim.Driver{{Name: "x", LowUSD: math.NaN(), HighUSD: math.Inf(-1)}},
			Monthly: sim.Fan{Mean: []float64{math.NaN()}}, Breakdown: []sim.CategoryYears{{Category: "data", Years: []float64{math.NaN()}}}},
		"empty": {Scenario: "empty"},
	}
	for name, s := range all {
		if s.Metrics == nil {
			continue
		}
		months, years, mean := 60, 5, s.Metrics[0].Mean
		switch name {
		case "one trial":
			months, years = 1, 1
		case "huge":
			months, years = 120, 10
		}
		s.Monthly, s.Cumulative = fans(months, mean)
		for k, category := range categories {
			row := make([]float64, years)
			for year := range row {
				row[year] = mean * []float64{0.2, 0.05, 0.25, 0.3, 0.18, 0.02, -0.1}[k] / float64(1+year)
			}
			s.Breakdown = append(s.Breakdown, sim.CategoryYears{Category: category, Years: row})
		}
		for k := range 12 {
			swing := mean * 0.4 / float64(1+k)
			s.Drivers = append(s.Drivers, sim.Driver{Name: fmt.Sprintf("%s %d", name, k), Kind: "input", LowUSD: mean - swing, HighUSD: mean + 2*swing, VarianceShare: 0.5, RankCorrelation: 0.7})
		}
		s.Drivers[1].Name, s.Drivers[1].Kind = "a risk with a name that goes on and on \x1b[31m 模型 for ever and ever", "risk"
		s.Drivers[2].LowUSD, s.Drivers[2].HighUSD = mean+swingOf(mean), mean+2*swingOf(mean) // both above the mean
	}
	return all
}

func swingOf(mean float64) float64 { return 0.1 * math.Abs(mean) }
