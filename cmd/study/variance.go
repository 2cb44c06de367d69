package main

import (
	"fmt"
	"io"
	"math"

	"github.com/urfave/cli/v2"
	"gonum.org/v1/gonum/stat/distuv"

	"finetco/sim/draws"
	"finetco/sim/estimates"
)

// estimated are the estimates that the experiments look at, in the order of the rows of a table.
var estimated = [...]struct {
	name string
	of   int // in estimates.Summary.Intervals
}{{"mean", estimates.OfMean}, {"P50", estimates.OfP50}, {"P90", estimates.OfP90}}

// valueOf is the estimate that estimates.Summary.Intervals[of] bounds.
func valueOf(s *estimates.Summary, of int) float64 {
	return [...]float64{estimates.OfMean: s.Mean, estimates.OfP50: s.P50, estimates.OfP80: s.P80, estimates.OfP90: s.P90}[of]
}

func varianceCommand() *cli.Command {
	return &cli.Command{
		Name:  "variance",
		Usage: "the variance of estimates of total_usd from seed to seed, by design",
		Flags: flags(512, 16384),
		Action: printing(func(c *cli.Context, page io.Writer) error {
			found := map[draws.Design][len(estimated)]estimates.Moments{}
			for _, design := range draws.Designs() {
				values := [len(estimated)][]float64{}
				err := eachSeed(c, design, func(s *estimates.Summary) {
					for k, e := range estimated {
						values[k] = append(values[k], valueOf(s, e.of))
					}
				})
				if err != nil {
					return err
				}
				var moments [len(estimated)]estimates.Moments
				for k := range values {
					moments[k] = estimates.MomentsOf(values[k])
				}
				found[design] = moments
			}
			printVariances(c, page, found)
			return nil
		}),
	}
}

// printVariances compares variances with those of random. Estimates of thousands of lifetimes are close to normal, so
// that the ratio of two such variances, over the true ratio, follows the F distribution.
func printVariances(c *cli.Context, page io.Writer, found map[draws.Design][len(estimated)]estimates.Moments) {
	degrees := float64(c.Int("seeds") - 1)
	spread := distuv.F{D1: degrees, D2: degrees}.Quantile(0.975)
	fmt.Fprintf(page, "%s.\n\n", about(c))
	fmt.Fprintln(page, "| estimate | sd, random | sd, sobol | sd, lhs | variance ratio random : sobol (95%) | random : lhs (95%) |")
	fmt.Fprintln(page, "|---|---|---|---|---|---|")
	for k, e := range estimated {
		variance := func(d draws.Design) float64 { return found[d][k].Variance() }
		ratio := func(d draws.Design) string {
			r := variance(draws.Random) / variance(d)
			return fmt.Sprintf("%.2f (%.2f – %.2f)", r, r/spread, r*spread)
		}
		fmt.Fprintf(page, "| %s | %.0f | %.0f | %.0f | %s | %s |\n", e.name, math.Sqrt(variance(draws.Random)), math.Sqrt(variance(draws.Sobol)),
			math.Sqrt(variance(draws.LatinHypercube)), ratio(draws.Sobol), ratio(draws.LatinHypercube))
	}
}

// eachSeed summarizes the total of the chosen scenario under every seed.
func eachSeed(c *cli.Context, design draws.Design, visit func(*estimates.Summary)) error {
	m, err := chosen(c)
	if err != nil {
		return err
	}
	var w estimates.Workspace
	for _, seed := range seeds(c) {
		totals, err := m.Totals(c.Context, draws.NewSource(design, seed), c.Int("trials"), c.Int("workers"))
		if err != nil {
			return err
		}
		sample := estimates.Replicated(totals)
		if design == draws.Random {
			sample = estimates.Independent(totals)
		}
		s := w.Summarize(sample, nil)
		visit(&s)
	}
	return nil
}
