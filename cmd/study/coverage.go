package main

import (
	"context"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"
	"gonum.org/v1/gonum/stat/distuv"

	"finetco/sim"
	"finetco/sim/draws"
	"finetco/sim/estimates"
)

// The true values come from truthRuns runs with seeds of their own, so that their spread tells what is still unknown of
// them.
const (
	truthRuns      = 16
	truthFirstSeed = 1_000_000_000
)

func coverageCommand() *cli.Command {
	return &cli.Command{
		Name:  "coverage",
		Usage: "how often the 95% intervals of total_usd contain the true value, by design",
		Flags: append(flags(2000, 4096),
			&cli.IntFlag{Name: "truth-trials", Value: 1 << 24, Usage: "lifetimes that the true values are taken from"}),
		Action: printing(func(c *cli.Context, page io.Writer) error {
			m, err := chosen(c)
			if err != nil {
				return err
			}
			truth, err := trueValues(c.Context, m, c.Int("truth-trials")/truthRuns, c.Int("workers"))
			if err != nil {
				return err
			}
			fmt.Fprintf(page, "%s.\n\n", about(c))
			fmt.Fprintln(page, "| design | estimate | contained in | (95%) | missed below | missed above | half-width | bias | true value |")
			fmt.Fprintln(page, "|---|---|---|---|---|---|---|---|---|")
			for _, design := range draws.Designs() {
				tallies, err := tally(c, design, truth)
				if err != nil {
					return err
				}
				for k, e := range estimated {
					fmt.Fprintf(page, "| %s | %s | %s | %.0f ± %.0f |\n", design, e.name, &tallies[k], truth[k].Mean, standardError(truth[k]))
				}
			}
			return nil
		}),
	}
}

// trueValues returns the moments of each estimate over the runs.
func trueValues(ctx context.Context, m *sim.Model, trials, workers int) (truth [len(estimated)]estimates.Moments, err error) {
	values := [len(estimated)][truthRuns]float64{}
	var w estimates.Workspace
	for run := range truthRuns {
		totals, err := m.Totals(ctx, draws.NewSource(draws.Sobol, uint64(truthFirstSeed+run)), trials, workers)
		if err != nil {
			return truth, err
		}
		s := w.Summarize(estimates.Replicated(totals), nil)
		for k, e := range estimated {
			values[k][run] = valueOf(&s, e.of)
		}
	}
	for k := range values {
		truth[k] = estimates.MomentsOf(values[k][:])
	}
	return truth, nil
}

// hits counts what intervals did about a true value.
type hits struct {
	runs, below, above int     // intervals, and those that lie wholly below or above
	errors, halfWidth  float64 // sums over the runs, USD
}

// tally sets the intervals of all seeds against the true values.
func tally(c *cli.Context, design draws.Design, truth [len(estimated)]estimates.Moments) (found [len(estimated)]hits, err error) {
	err = eachSeed(c, design, func(s *estimates.Summary) {
		for k, e := range estimated {
			h, v := &found[k], s.Intervals[e.of]
			h.runs++
			h.errors += valueOf(s, e.of) - truth[k].Mean
			h.halfWidth += (v.High - v.Low) / 2
			switch {
			case v.High < truth[k].Mean:
				h.below++
			case v.Low > truth[k].Mean:
				h.above++
			}
		}
	})
	return found, err
}

// String is the middle of a row: the share of intervals that contain the true value with its own exact interval
// (Clopper and Pearson 1934), those that missed it, the mean half-width and the mean error of the estimate in USD.
func (h *hits) String() string {
	n := float64(h.runs)
	inside := n - float64(h.below) - float64(h.above)
	low := distuv.Beta{Alpha: inside, Beta: n - inside + 1}.Quantile(0.025)
	high := distuv.Beta{Alpha: inside + 1, Beta: n - inside}.Quantile(0.975)
	return fmt.Sprintf("%.1f%% | %.1f – %.1f%% | %.1f%% | %.1f%% | %.0f | %+.0f", 100*inside/n, 100*low, 100*high,
		100*float64(h.below)/n, 100*float64(h.above)/n, h.halfWidth/n, h.errors/n)
}
