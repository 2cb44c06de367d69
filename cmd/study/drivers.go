package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"finetco/sim"
	"finetco/sim/draws"
	"finetco/sim/estimates"
)

func driversCommand() *cli.Command {
	return &cli.Command{
		Name:  "drivers",
		Usage: "the drivers' shares of variance and their order from seed to seed, under sobol",
		Flags: append(flags(20, 65536),
			&cli.IntFlag{Name: "reference-trials", Value: 1 << 18, Usage: "lifetimes of each of as many runs under random to compare with"}),
		Action: printing(func(c *cli.Context, page io.Writer) error {
			m, err := chosen(c)
			if err != nil {
				return err
			}
			found, err := driverRuns(c, m, draws.Sobol, c.Int("trials"))
			if err != nil {
				return err
			}
			reference, err := driverRuns(c, m, draws.Random, c.Int("reference-trials"))
			if err != nil {
				return err
			}
			fmt.Fprintf(page, "%s, sobol; the reference is random, %d trials, the same seeds.\n\n", about(c), c.Int("reference-trials"))
			fmt.Fprintln(page, "| driver | share, reference (se) | share, mean | sd of a run | places |")
			fmt.Fprintln(page, "|---|---|---|---|---|")
			for _, f := range found {
				of := reference[slices.IndexFunc(reference, func(r driverRun) bool { return r.name == f.name })]
				share, want := estimates.MomentsOf(f.shares), estimates.MomentsOf(of.shares)
				fmt.Fprintf(page, "| %s | %.3f%% (%.3f) | %.3f%% | %.3f | %d – %d |\n", f.name, 100*want.Mean, 100*standardError(want),
					100*share.Mean, 100*share.SD(), slices.Min(f.places), slices.Max(f.places))
			}
			return nil
		}),
	}
}

// A driverRun is a driver over the seeds.
type driverRun struct {
	name   string
	shares []float64 // of the variance of total_usd
	places []int     // in the order that a report shows, from 1
}

// driverRuns measures the drivers under each seed. They come with the largest mean share first.
func driverRuns(c *cli.Context, m *sim.Model, design draws.Design, trials int) ([]driverRun, error) {
	var found []driverRun
	for _, seed := range seeds(c) {
		result, err := sim.Run(c.Context, []*sim.Model{m}, sim.Options{Trials: trials, Seed: seed, Design: design, Workers: c.Int("workers")})
		if err != nil {
			return nil, err
		}
		for place, d := range result.Scenarios[0].Drivers {
			i := slices.IndexFunc(found, func(f driverRun) bool { return f.name == d.Name })
			if i < 0 {
				i = len(found)
				found = append(found, driverRun{name: d.Name})
			}
			found[i].shares = append(found[i].shares, d.VarianceShare)
			found[i].places = append(found[i].places, place+1)
		}
	}
	slices.SortStableFunc(found, func(a, b driverRun) int { return cmp.Compare(estimates.Mean(b.shares), estimates.Mean(a.shares)) })
	return found, nil
}
