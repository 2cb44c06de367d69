package app

import (
	"github.com/urfave/cli/v2"

	"finetco/report"
	"finetco/sim"
	"finetco/sim/draws"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "tell one lifetime month by month: what it drew, what happened, its books",
		ArgsUsage: "[FILE]   (none: the example; -: standard input)",
		Flags: append(append(tableFlags(), formatFlags()...),
			&cli.StringFlag{Name: "trial", Usage: "the lifetime of this number, from 0"},
			&cli.StringFlag{Name: "percentile", Usage: "the lifetime whose total is nearest this percentile of the run, such as 90"},
			&cli.BoolFlag{Name: "point", Usage: "the point estimate: every cell at its median, nothing goes wrong"},
			&cli.StringFlag{Name: "trials", Value: "65536", Usage: "of the run that --percentile looks at"},
			&cli.StringFlag{Name: "seed", Value: "1", Usage: "of the run"},
			&cli.StringFlag{Name: "sampling", Value: string(draws.Sobol), Usage: "of the run: " + designs(" or ")},
			&cli.StringFlag{Name: "start", Usage: "`YEAR-MONTH` of kick-off, 2026-09: months by date"},
		),
		Action: explainAction,
	}
}

func explainAction(c *cli.Context) error {
	var wrong complaints
	options := simOptions(c, &wrong)
	format, start := format(c, &wrong), startMonth(c.String("start"), &wrong)
	chosen := 0
	for _, flag := range []string{"trial", "percentile", "point"} {
		if c.IsSet(flag) {
			chosen++
		}
	}
	if chosen != 1 {
		wrong.add("explain wants one of --trial, --percentile and --point")
	}
	trial, percentile := 0, 50.0
	if c.IsSet("trial") {
		trial = whole(c, "trial", 0, maxTrials-1, &wrong)
	}
	if c.IsSet("percentile") {
		percentile = number(c, "percentile", 0, 100, &wrong)
	}
	project, err := load(c)
	if err != nil {
		wrong.join(err)
	} else if len(project.Scenarios) != 1 {
		wrong.add("explain wants one scenario of %d: name it by --scenario", len(project.Scenarios))
	}
	if err := wrong.err(); err != nil {
		return err
	}
	m, err := sim.Compile(project.Scenarios[0])
	if err != nil {
		return badInput{"finetco: " + err.Error()}
	}
	e, err := explain(c, m, options, trial, percentile)
	if err != nil {
		return err
	}
	switch format {
	case "json":
		return report.ExplainJSON(c.App.Writer, e, start)
	case "csv":
		return report.ExplainCSV(c.App.Writer, e, start)
	}
	return report.Explain(c.App.Writer, e, start)
}

// explain lives the lifetime that the flags choose.
func explain(c *cli.Context, m *sim.Model, options sim.Options, trial int, percentile float64) (*sim.Explanation, error) {
	if c.Bool("point") {
		return m.ExplainPoint(), nil
	}
	if c.IsSet("percentile") {
		var err error
		if trial, err = m.TrialAt(c.Context, options, percentile); err != nil {
			return nil, err
		}
	}
	return m.Explain(options, trial)
}
