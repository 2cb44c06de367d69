// Package app is the command line of finetco: commands, flags, exit codes. What a command does, it asks other packages
// for.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"finetco/sim"
)

// Version is the program's, as `finetco version` and every result tell it.
const Version = "0.1.0"

// Exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitBadInput    = 2 // bad usage or input
	exitInterrupted = 130
)

// badInput is an error of the user's: exit code 2. Its text is complete and may have several lines.
type badInput struct{ text string }

func (e badInput) Error() string { return e.text }

// badUsage says what is wrong with the command line itself.
func badUsage(format string, a ...any) error {
	return badInput{"finetco: " + fmt.Sprintf(format, a...)}
}

// Main runs the program and returns its exit code. Results go to stdout, all else to stderr.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	// A reader that goes away is an error of the write that finds it out, not a silent end.
	signal.Ignore(syscall.SIGPIPE)
	ignoreFileSize()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // who interrupts twice means it
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, args, stdin, stdout, stderr) }()
	select {
	case code := <-ended:
		return code
	case <-impatient(ctx, args):
		fmt.Fprintln(stderr, "finetco: interrupted")
		return exitInterrupted
	}
}

// impatient is ready when a command has been told to end and has not after a second, in the midst of a cell that takes
// long, or of writing to a pipe that nobody reads. A run is waited for: it keeps what it has finished.
func impatient(ctx context.Context, args []string) <-chan time.Time {
	if len(args) > 1 && args[1] == "run" {
		return nil
	}
	late := make(chan time.Time)
	context.AfterFunc(ctx, func() { late <- <-time.After(time.Second) })
	return late
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &faultKeeper{w: stdout}
	app := newApp(stdin, out, stderr)
	err := app.RunContext(ctx, flagsFirst(app, args))
	if err == nil {
		err = out.err
	}
	var bad badInput
	var overflow *sim.OverflowError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		var u *unfinished
		if !errors.As(err, &u) {
			err = errors.New("interrupted")
		}
		fmt.Fprintln(stderr, "finetco:", legible(err.Error()))
		return exitInterrupted
	case errors.As(err, &bad):
		fmt.Fprintln(stderr, legible(strings.TrimRight(bad.text, "\n")))
		return exitBadInput
	case errors.As(err, &overflow):
		fmt.Fprintln(stderr, "finetco:", overflow)
		return exitBadInput
	default:
		fmt.Fprintln(stderr, "finetco:", legible(err.Error()))
		return exitFailed
	}
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:  "finetco",
		Usage: "what fine-tuning a language model costs over the life of a project, with odds",
		Description: "Start with `finetco run`, which simulates an example of five ways to do one project; then\n" +
			"`finetco init`, edit the tables in a spreadsheet, and `finetco run project.csv`.",
		HideVersion:               true,
		DisableSliceFlagSeparator: true, // a comma in --set belongs to the cell
		Reader:                    stdin,
		Writer:                    stdout,
		ErrWriter:                 stderr,
		ExitErrHandler:            func(*cli.Context, error) {}, // the exit code is ours to choose
		OnUsageError:              usageError,
		CommandNotFound:           nil,
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return badUsage("no command %q%s; `finetco help` lists them", c.Args().First(), didYouMean(c.Args().First(), commandNames(c.App)))
			}
			return cli.ShowAppHelp(c)
		},
	}
	app.Commands = []*cli.Command{runCommand(), checkCommand(), explainCommand(), initCommand(), inputsCommand(), distCommand(), versionCommand()}
	for _, command := range app.Commands {
		command.OnUsageError = usageError
	}
	return app
}

func usageError(c *cli.Context, err error, _ bool) error {
	name := c.App.Name
	if c.Command != nil && c.Command.Name != "" && c.Command.Name != c.App.Name {
		name += " " + c.Command.Name
	}
	return badUsage("%v; `%s --help` lists the flags", err, name)
}

func versionCommand() *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version",
		Action: func(c *cli.Context) error {
			_, err := fmt.Fprintln(c.App.Writer, "finetco", Version)
			return err
		},
	}
}

// faultKeeper remembers the first error of a writer that libraries write to without looking.
type faultKeeper struct {
	w   io.Writer
	err error
}

func (f *faultKeeper) Write(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.w.Write(p)
	f.err = err
	return n, err
}
