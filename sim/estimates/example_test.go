package estimates_test

import (
	"fmt"
	"math"

	"finetco/sim/estimates"
)

// The total of 4,096 projects: an uncertain price, and a mishap in one project of ten.
func Example() {
	const trials = 4096
	price, mishaps, total := make([]float64, trials), make([]uint16, trials), make([]float64, trials)
	for i := range total {
		price[i] = math.Mod((float64(i)+0.5)*math.Phi, 1) // an even sequence stands in for a design
		if math.Mod((float64(i)+0.5)*math.Sqrt2, 1) < 0.1 {
			mishaps[i] = 1
		}
		total[i] = 50_000 + 20_000*price[i] + 30_000*float64(mishaps[i])
	}

	var w estimates.Workspace
	summary := w.Summarize(estimates.Independent(total), []float64{5, 95})
	fmt.Printf("mean %.0f ± %.0f, P5 %.0f, P80 %.0f, P95 %.0f\n",
		summary.Mean, summary.MeanSE, summary.Percentiles[0], summary.P80, summary.Percentiles[1])
	p80 := summary.Intervals[estimates.OfP80]
	fmt.Printf("P80 lies in [%.0f, %.0f] with %.1f%% confidence\n", p80.Low, p80.High, 100*p80.Confidence)

	var ranking estimates.Ranking
	w.Rank(&ranking, total)
	places := make([]uint16, trials)
	estimates.UniformPlaces(places, price)
	drivers := w.NewDrivers(total, &ranking)
	for _, driver := range []estimates.Driver{drivers.Uniform(&w, places), drivers.Risk(&w, mishaps)} {
		fmt.Printf("%.0f to %.0f, %.0f%% of the variance, rank correlation %.2f\n",
			driver.LowUSD, driver.HighUSD, 100*driver.VarianceShare, driver.RankCorrelation)
	}
	// Output:
	// mean 62995 ± 167, P5 51116, P80 67765, P95 89975
	// P80 lies in [67496, 68048] with 95.4% confidence
	// 53921 to 71934, 30% of the variance, rank correlation 0.82
	// 59994 to 90043, 71% of the variance, rank correlation 0.52
}
