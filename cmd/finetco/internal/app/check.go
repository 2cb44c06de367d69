package app

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"finetco/report"
	"finetco/scenarios"
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
	var trial compilation
	set, err := scan(c, trial.add)
	if err != nil {
		wrong.join(err)
	}
	if err := wrong.err(); err != nil {
		return err
	}
	for _, warning := range set.Warnings {
		fmt.Fprintln(c.App.ErrWriter, warning)
	}
	printWarnings(c, trial.warnings)
	if trial.err != nil {
		return badInput{"finetco: " + trial.err.Error()}
	}
	cells := report.Cells(set.Scenarios())
	if format == "table" {
		cells = cells.Only("scenario", "name", "cell", "mean", "sd", "p5", "p50", "p95", "origin")
	}
	if err := cells.Write(c.App.Writer, format); err != nil {
		return err
	}
	verdict := report.Counted(len(set.Names), "scenario") + " in order"
	if warnings := len(set.Warnings) + len(trial.warnings); warnings > 0 {
		verdict += ", with " + report.Counted(warnings, "warning")
	}
	fmt.Fprintln(c.App.ErrWriter, verdict)
	return nil
}

// A compilation tries whether scenarios can be simulated, up to the first that cannot.
type compilation struct {
	warnings []sim.Warning
	err      error
}

func (t *compilation) add(s *scenarios.Scenario) {
	if t.err != nil {
		return
	}
	m, err := sim.Compile(s)
	if err != nil {
		t.err = err
		return
	}
	t.warnings = append(t.warnings, m.Warnings...)
}

// printWarnings tells of warnings that came after loading.
func printWarnings(c *cli.Context, warnings []sim.Warning) {
	for _, w := range warnings {
		fmt.Fprintf(c.App.ErrWriter, "warning: scenario %q: %s\n", w.Scenario, w.Text)
	}
}
