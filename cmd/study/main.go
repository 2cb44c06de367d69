// Command study measures how good the estimates are: experiments over many seeds, each printing a Markdown table. The
// numbers in docs/accuracy.md are its output.
//
//	go run ./cmd/study variance      how much smaller the errors of sobol and lhs are than those of random
//	go run ./cmd/study coverage      how often the 95% intervals contain the true value
//	go run ./cmd/study drivers       how stable the drivers are from seed to seed, and how true small shares are
//	go run ./cmd/study importance    what each stream of the design matters: the order of sim/draws/dimensions.csv
//
// The same flags print the same numbers, whatever the number of workers.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"slices"

	"github.com/urfave/cli/v2"

	"finetco/scenarios"
	"finetco/sim"
	"finetco/sim/estimates"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := newApp(os.Stdout, os.Stderr).RunContext(ctx, os.Args); err != nil {
		fmt.Fprintln(os.Stderr, "study:", err)
		os.Exit(1)
	}
}

func newApp(stdout, stderr io.Writer) *cli.App {
	return &cli.App{
		Name:           "study",
		Usage:          "measure how good the estimates are; each experiment prints a Markdown table",
		HideVersion:    true,
		Writer:         stdout,
		ErrWriter:      stderr,
		ExitErrHandler: func(*cli.Context, error) {}, // the exit code is ours to choose
		Commands:       []*cli.Command{varianceCommand(), coverageCommand(), driversCommand(), importanceCommand()},
	}
}

// printing makes an experiment an action that prints its page when all of it is there.
func printing(experiment func(c *cli.Context, page io.Writer) error) cli.ActionFunc {
	return func(c *cli.Context) error {
		var page bytes.Buffer
		if err := experiment(c, &page); err != nil {
			return err
		}
		_, err := c.App.Writer.Write(page.Bytes())
		return err
	}
}

// flags are those of an experiment with so many seeds and trials.
func flags(seeds, trials int) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "scenario", Value: "cloud", Usage: "`NAME` of an embedded scenario"},
		&cli.IntFlag{Name: "seeds", Value: seeds, Usage: "how many runs, each with a seed of its own"},
		&cli.IntFlag{Name: "first-seed", Value: 1, Usage: "of the first run; the others follow it"},
		&cli.IntFlag{Name: "trials", Value: trials, Usage: "lifetimes in each run"},
		&cli.IntFlag{Name: "workers", Usage: "goroutines (default: one per core)"},
	}
}

// seeds are those that the flags name, in order.
func seeds(c *cli.Context) []uint64 {
	list := make([]uint64, c.Int("seeds"))
	for i := range list {
		list[i] = uint64(c.Int("first-seed") + i)
	}
	return list
}

// about says what a table is of.
func about(c *cli.Context) string {
	return fmt.Sprintf("Scenario `%s`, total_usd, %d trials, seeds %d to %d", c.String("scenario"), c.Int("trials"),
		c.Int("first-seed"), c.Int("first-seed")+c.Int("seeds")-1)
}

// examples compiles the embedded scenarios.
func examples() ([]*sim.Model, error) {
	project, diagnostics := scenarios.Load([]scenarios.Tables{scenarios.Example()}, scenarios.Options{})
	if project == nil {
		return nil, fmt.Errorf("the embedded scenarios: %v", diagnostics)
	}
	var models []*sim.Model
	for _, s := range project.Scenarios {
		m, err := sim.Compile(s)
		if err != nil {
			return nil, err
		}
		models = append(models, m)
	}
	return models, nil
}

// chosen compiles the scenario that --scenario names, and checks the other flags of an experiment over seeds.
func chosen(c *cli.Context) (*sim.Model, error) {
	if c.Int("seeds") < 2 || c.Int("trials") < 32 {
		return nil, fmt.Errorf("--seeds %d --trials %d: want at least 2 seeds, and 32 trials for intervals", c.Int("seeds"), c.Int("trials"))
	}
	models, err := examples()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(models, func(m *sim.Model) bool { return m.Scenario.Name == c.String("scenario") })
	if i < 0 {
		return nil, fmt.Errorf("no embedded scenario %q", c.String("scenario"))
	}
	return models[i], nil
}

// standardError is that of the mean.
func standardError(m estimates.Moments) float64 { return m.SD() / math.Sqrt(float64(m.Count)) }
