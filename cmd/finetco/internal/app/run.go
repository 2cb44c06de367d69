package app

import (
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"finetco/cmd/finetco/internal/folder"
	"finetco/cmd/finetco/internal/progress"
	"finetco/report"
	"finetco/scenarios"
	"finetco/sim"
	"finetco/sim/draws"
)

// maxSeed is the largest seed that every reader of result.json holds exactly.
const maxSeed = 1<<53 - 1

// maxTrials bounds --trials.
const maxTrials = 1e9

// verified is how many lifetimes of each scenario --verify works out a second time.
const verified = 1000

func runCommand() *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "simulate scenarios and report budgets with odds",
		ArgsUsage: "[FILE…]   (none: the example; -: standard input)",
		Flags: append(tableFlags(),
			&cli.StringFlag{Name: "trials", Value: "65536", Usage: "lifetimes per scenario, 1 to 1e9"},
			&cli.StringFlag{Name: "precision", Usage: "draw until the 95% intervals of P50 and P90 are this narrow, 0.5% for ±0.5%, instead of --trials"},
			&cli.StringFlag{Name: "max-trials", Value: "16_777_216", Usage: "with --precision: at most so many lifetimes per scenario"},
			&cli.StringFlag{Name: "seed", Value: "1", Usage: "of the random numbers, 0 to 2^53-1; the same seed gives the same bytes"},
			&cli.StringFlag{Name: "sampling", Value: string(draws.Sobol), Usage: "design of the draws: " + designs(" or ")},
			&cli.StringFlag{Name: "workers", Usage: "goroutines that simulate (default: one per core); the result does not depend on it"},
			&cli.StringFlag{Name: "out", Value: "finetco-report", Usage: "`DIR` for the report; an earlier report there is replaced"},
			&cli.StringFlag{Name: "budget", Usage: "`USD` to be compared with the odds, over each scenario's budget_usd"},
			&cli.StringFlag{Name: "baseline", Usage: "`NAME` of the scenario that the others are compared with (default: the first)"},
			&cli.StringFlag{Name: "start", Usage: "`YEAR-MONTH` of kick-off, 2026-09: reports name calendar months and years"},
			&cli.StringFlag{Name: "plots", Value: string(report.PNG), Usage: "formats of the pictures, of none, png, svg, pdf"},
			samplesFlag(),
			&cli.BoolFlag{Name: "resume", Usage: "go on with an interrupted run of the same inputs and flags: scenarios that it finished are not simulated again"},
			&cli.BoolFlag{Name: "verify", Usage: "work out a thousand lifetimes of each scenario a second time, by the plain ledger; a difference is an error"},
			&cli.BoolFlag{Name: "quiet", Usage: "print no report and no progress; warnings and errors only"},
		),
		Action: runAction,
	}
}

// tableFlags say which tables are read and how; run and check share them.
func tableFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "risks", Usage: "risk register `FILE` (default: NAME.risks.csv beside NAME.csv)"},
		&cli.StringFlag{Name: "costs", Usage: "further costs `FILE` (default: NAME.costs.csv)"},
		&cli.StringFlag{Name: "correlations", Usage: "rank correlations `FILE` (default: NAME.correlations.csv)"},
		&cli.StringSliceFlag{Name: "scenario", Usage: "only the scenario of this `NAME`; repeat for more"},
		&cli.StringSliceFlag{Name: "set", Usage: "`input=CELL` or scenario:input=CELL instead of the table's cell; repeat for more"},
	}
}

// load reads the tables that the command line names. Without a file it is the embedded example.
func load(c *cli.Context) (*scenarios.Project, error) {
	tables, options, err := tables(c)
	if err != nil {
		return nil, err
	}
	project, diagnostics := scenarios.Load(tables, options)
	switch {
	case c.Context.Err() != nil:
		return nil, c.Context.Err()
	case project == nil:
		return nil, badInput{listed(diagnostics)}
	}
	return project, nil
}

// scan checks the tables that the command line names, and hands every scenario to found as it is read.
func scan(c *cli.Context, found func(*scenarios.Scenario)) (*scenarios.Set, error) {
	tables, options, err := tables(c)
	if err != nil {
		return nil, err
	}
	set, diagnostics := scenarios.Scan(tables, options, found)
	switch {
	case c.Context.Err() != nil:
		return nil, c.Context.Err()
	case set == nil:
		return nil, badInput{listed(diagnostics)}
	}
	return set, nil
}

// tables are those that the command line names, and how to read them.
func tables(c *cli.Context) ([]scenarios.Tables, scenarios.Options, error) {
	options := scenarios.Options{Set: c.StringSlice("set"), Only: c.StringSlice("scenario")}
	files := c.Args().Slice()
	var tables []scenarios.Tables
	for _, file := range files {
		if file != "-" {
			tables = append(tables, scenarios.Files(file))
			continue
		}
		t, err := scenarios.Reader("standard input", &awaited{ctx: c.Context, r: c.App.Reader})
		switch {
		case c.Context.Err() != nil:
			return nil, options, c.Context.Err()
		case err != nil:
			return nil, options, badInput{err.Error()}
		}
		tables = append(tables, t)
	}
	if len(files) == 0 {
		tables = append(tables, scenarios.Example())
	}
	for _, companion := range []struct {
		flag  string
		table *scenarios.Table
	}{{"risks", &tables[0].Risks}, {"costs", &tables[0].Costs}, {"correlations", &tables[0].Correlations}} {
		if !c.IsSet(companion.flag) {
			continue
		}
		if len(files) > 1 {
			return nil, options, badUsage("--%s goes with one FILE, got %d; each finds its own beside it", companion.flag, len(files))
		}
		*companion.table = scenarios.FileTable(c.String(companion.flag))
	}
	interruptible(c.Context, tables)
	return tables, options, nil
}

// inputFiles are the files that the command line names.
func inputFiles(c *cli.Context) []string {
	files := slices.DeleteFunc(c.Args().Slice(), func(file string) bool { return file == "-" })
	for _, flag := range []string{"risks", "costs", "correlations"} {
		if c.IsSet(flag) {
			files = append(files, c.String(flag))
		}
	}
	return files
}

func listed(diagnostics []scenarios.Diagnostic) string {
	var text strings.Builder
	errors := 0
	for _, d := range diagnostics {
		text.WriteString(d.String())
		text.WriteByte('\n')
		if !d.Warning {
			errors++
		}
	}
	if errors > 1 {
		fmt.Fprintf(&text, "%d errors\n", errors)
	}
	return text.String()
}

func runAction(c *cli.Context) error {
	go thisProgram() // while the tables are read
	var wrong complaints
	options := simOptions(c, &wrong)
	if c.IsSet("workers") {
		options.Workers = whole(c, "workers", 1, 1024, &wrong)
	}
	if c.IsSet("budget") {
		budget := number(c, "budget", 0, math.Inf(1), &wrong)
		options.BudgetUSD = &budget
	}
	if c.IsSet("precision") {
		if c.IsSet("trials") {
			wrong.add("--precision decides on the number of trials itself: leave out --trials, or bound it by --max-trials")
		}
		options.Precision = number(c, "precision", 1e-6, 1, &wrong)
		options.MaxTrials = whole(c, "max-trials", 1, maxTrials, &wrong)
		options.Trials = 0
	}
	start := startMonth(c.String("start"), &wrong)
	formats := plotFormats(c.String("plots"), &wrong)
	if out := c.String("out"); out == "" {
		wrong.add("--out: want the name of a folder")
	} else if err := folder.Check(out, inputFiles(c)...); err != nil {
		wrong.add("--out: %v", err)
	}
	checkSamples(c, &wrong)
	if c.Bool("verify") {
		options.Verify = verified
	}
	set, few, err := scanFew(c)
	if err != nil {
		wrong.join(err)
	} else if options.Baseline = c.String("baseline"); c.IsSet("baseline") && !slices.Contains(set.Names, options.Baseline) {
		wrong.add("--baseline %s: no such scenario%s", options.Baseline, didYouMean(options.Baseline, set.Names))
	}
	if err := wrong.err(); err != nil {
		return err
	}
	for _, warning := range set.Warnings {
		fmt.Fprintln(c.App.ErrWriter, warning)
	}
	if few == nil && !c.IsSet("plots") {
		formats = nil // of so many scenarios only on request
	}
	if !c.Bool("quiet") {
		meter := progress.New(c.App.ErrWriter)
		defer meter.Close()
		options.Progress = meter.Set
	}
	r := &running{Context: c, set: set, few: few, options: options, about: report.Options{
		Version: Version, Start: start, Plots: formats, Color: colored(c.App.Writer),
	}}
	return r.run()
}

// simOptions reads the flags that decide which lifetimes are drawn.
func simOptions(c *cli.Context, wrong *complaints) sim.Options {
	options := sim.Options{
		Trials: whole(c, "trials", 1, maxTrials, wrong),
		Seed:   uint64(whole(c, "seed", 0, maxSeed, wrong)),
		Design: draws.Design(c.String("sampling")),
	}
	if !slices.Contains(draws.Designs(), options.Design) {
		wrong.add("--sampling %s: want %s%s", options.Design, designs(" or "), didYouMean(string(options.Design), designNames()))
	}
	return options
}

// scanFew checks the tables and keeps the scenarios if they are few.
func scanFew(c *cli.Context) (set *scenarios.Set, few []*scenarios.Scenario, err error) {
	count := 0
	set, err = scan(c, func(s *scenarios.Scenario) {
		if count++; count <= report.MostScenarios {
			few = append(few, s)
		}
	})
	if count > report.MostScenarios {
		few = nil
	}
	return set, few, err
}

// startMonth reads --start; none is the zero time.
func startMonth(text string, wrong *complaints) time.Time {
	if text == "" {
		return time.Time{}
	}
	start, err := time.Parse("2006-01", text)
	if err != nil {
		wrong.add("--start %s: want a year and a month, such as 2026-09", text)
	}
	return start
}

// plotFormats reads --plots.
func plotFormats(text string, wrong *complaints) []report.Format {
	if text == "none" {
		return nil
	}
	known := []report.Format{report.PNG, report.SVG, report.PDF}
	var formats []report.Format
	for name := range strings.SplitSeq(text, ",") {
		format := report.Format(strings.ToLower(strings.TrimSpace(name)))
		switch {
		case !slices.Contains(known, format):
			wrong.add("--plots %s: want none, or some of png, svg, pdf, separated by commas", text)
			return nil
		case !slices.Contains(formats, format):
			formats = append(formats, format)
		}
	}
	return formats
}

// colored reports whether the report may show emphasis: on a terminal, unless NO_COLOR asks for none.
func colored(w io.Writer) bool {
	if keeper, ok := w.(*faultKeeper); ok {
		w = keeper.w
	}
	file, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(file.Fd()))
}

func designNames() []string {
	var names []string
	for _, d := range draws.Designs() {
		names = append(names, string(d))
	}
	return names
}

func designs(or string) string {
	names := designNames()
	return strings.Join(names[:len(names)-1], ", ") + or + names[len(names)-1]
}
