package app

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"finetco/report"
	"finetco/scenarios"
)

// formatFlags choose how a command prints its rows.
func formatFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: report.ListingFormats()[0], Usage: strings.Join(report.ListingFormats(), ", ")},
		&cli.BoolFlag{Name: "json", Usage: "short for --format json"},
	}
}

// format reads the flags of formatFlags.
func format(c *cli.Context, wrong *complaints) string {
	format, known := c.String("format"), report.ListingFormats()
	if c.Bool("json") {
		if c.IsSet("format") && format != "json" {
			wrong.add("--json --format %s: want one of the two", format)
		}
		format = "json"
	}
	if !slices.Contains(known, format) {
		wrong.add("--format %s: want %s%s", format, strings.Join(known, ", "), didYouMean(format, known))
	}
	return format
}

func inputsCommand() *cli.Command {
	return &cli.Command{
		Name:  "inputs",
		Usage: "list the catalog of inputs: units, domains, presets, sources",
		Flags: append(formatFlags(),
			&cli.StringFlag{Name: "group", Usage: "only the inputs of this `GROUP`: " + strings.Join(groups(), ", ")},
			&cli.StringFlag{Name: "preset", Usage: "only the cells of this `PRESET`: " + strings.Join(scenarios.Presets(), ", ")},
		),
		Action: inputsAction,
	}
}

func inputsAction(c *cli.Context) error {
	var wrong complaints
	if c.Args().Present() {
		wrong.add("inputs takes no arguments, got %s", strings.Join(c.Args().Slice(), " "))
	}
	format := format(c, &wrong)
	inputs, presets := scenarios.Catalog(), scenarios.Presets()
	if group := c.String("group"); group != "" {
		if !slices.Contains(groups(), group) {
			wrong.add("--group %s: want %s%s", group, strings.Join(groups(), ", "), didYouMean(group, groups()))
		}
		inputs = slices.DeleteFunc(inputs, func(i scenarios.Input) bool { return i.Group != group })
	}
	if preset := c.String("preset"); preset != "" {
		if !slices.Contains(presets, preset) {
			wrong.add("--preset %s: want %s%s", preset, strings.Join(presets, ", "), didYouMean(preset, presets))
		}
		presets = []string{preset}
	}
	if err := wrong.err(); err != nil {
		return err
	}
	return report.Inputs(inputs, presets).Write(c.App.Writer, format)
}

// groups are the catalog's groups in their order.
func groups() []string {
	var names []string
	for _, input := range scenarios.Catalog() {
		if !slices.Contains(names, input.Group) {
			names = append(names, input.Group)
		}
	}
	return names
}
