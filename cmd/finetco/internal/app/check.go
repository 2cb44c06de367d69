package app

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"finetco/report"
	"finetco/sim"
)

func checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "validate tables and show what every cell means",
		ArgsUsage: "[FILE…]   (none: the example; -: standard input)",
		Flags:     append(tableFlags(), formatFlags()...),
		Action:    checkAction,
	}
}

func checkAction(c *cli.Context) error {
	var wrong complaints
	format := format(c, &wrong)
	project, err := load(c)
	if err != nil {
		wrong = append(wrong, err.Error())
	}
	if err := wrong.err(); err != nil {
		return err
	}
	for _, warning := range project.Warnings {
		fmt.Fprintln(c.App.ErrWriter, warning)
	}
	for _, s := range project.Scenarios {
		m, err := sim.Compile(s)
		if err != nil {
			return badInput{"finetco: " + err.Error()}
		}
		printWarnings(c, m.Warnings)
	}
	cells := report.Cells(project.Scenarios)
	if format == "table" {
		cells = cells.Only("scenario", "name", "cell", "mean", "sd", "p5", "p50", "p95", "origin")
	}
	return cells.Write(c.App.Writer, format)
}

// printWarnings tells of warnings that came after loading.
func printWarnings(c *cli.Context, warnings []sim.Warning) {
	for _, w := range warnings {
		fmt.Fprintf(c.App.ErrWriter, "warning: scenario %q: %s\n", w.Scenario, w.Text)
	}
}
