package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"finetco/sim/draws"
	"finetco/sim/estimates"
)

// A role is what a stream does to the totals of the embedded scenarios.
type role struct {
	stream  string
	effects []float64 // by scenario: total effect, a share of the variance of total_usd
}

func importanceCommand() *cli.Command {
	return &cli.Command{
		Name:  "importance",
		Usage: "the total effect of every stream with a Sobol' dimension, over the embedded scenarios",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "trials", Value: 65536, Usage: "lifetimes for each stream and scenario"},
			&cli.IntFlag{Name: "workers", Usage: "goroutines (default: one per core)"},
		},
		Action: printing(func(c *cli.Context, page io.Writer) error {
			names, roles, err := measureRoles(c)
			if err != nil {
				return err
			}
			fmt.Fprint(page, "| dimension | stream | mean |")
			for _, name := range names {
				fmt.Fprintf(page, " %s |", name)
			}
			fmt.Fprintln(page, "\n|---|---|---|"+strings.Repeat("---|", len(names)))
			for i, r := range roles {
				fmt.Fprintf(page, "| %d | %s | %.5f |", i+1, r.stream, estimates.Mean(r.effects))
				for _, effect := range r.effects {
					fmt.Fprintf(page, " %.5f |", effect)
				}
				fmt.Fprintln(page)
			}
			return nil
		}),
	}
}

// measureRoles returns the scenarios' names and the streams, the most important first. Independent trials, since the
// table that is to be made must not enter.
func measureRoles(c *cli.Context) (names []string, roles []role, err error) {
	models, err := examples()
	if err != nil {
		return nil, nil, err
	}
	for _, stream := range draws.Dimensions() {
		roles = append(roles, role{stream: stream})
	}
	source := draws.NewSource(draws.Random, 1)
	for _, m := range models {
		names = append(names, m.Scenario.Name)
		base, err := m.Totals(c.Context, source, c.Int("trials"), c.Int("workers"))
		if err != nil {
			return nil, nil, err
		}
		variance := estimates.MomentsOf(base).Variance()
		for k := range roles {
			other, err := m.Totals(c.Context, source.Renewed(roles[k].stream), c.Int("trials"), c.Int("workers"))
			if err != nil {
				return nil, nil, err
			}
			squared := 0.0
			for i := range base {
				squared += (other[i] - base[i]) * (other[i] - base[i])
			}
			roles[k].effects = append(roles[k].effects, squared/2/float64(len(base))/variance)
		}
	}
	slices.SortStableFunc(roles, func(a, b role) int { return cmp.Compare(estimates.Mean(b.effects), estimates.Mean(a.effects)) })
	return names, roles, nil
}
