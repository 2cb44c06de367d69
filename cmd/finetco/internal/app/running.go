package app

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"
	"golang.org/x/sync/errgroup"

	"finetco/cmd/finetco/internal/batch"
	"finetco/cmd/finetco/internal/folder"
	"finetco/report"
	"finetco/scenarios"
	"finetco/sim"
)

// A running run is one whose command line and input are in order.
type running struct {
	*cli.Context
	set     *scenarios.Set
	few     []*scenarios.Scenario // nil for a batch
	options sim.Options
	about   report.Options
}

// run simulates, writes the report's files, puts them in their place, and prints the answer.
func (r *running) run() error {
	out, err := folder.Open(r.String("out"))
	if err != nil {
		return err
	}
	store, err := r.openStore(out)
	if err != nil {
		return errors.Join(err, out.Keep())
	}
	result, err := r.report(out, store)
	if err != nil {
		return r.leave(err, out, store)
	}
	if err := errors.Join(store.Close(), out.Commit()); err != nil {
		return err
	}
	return r.tell(result)
}

// report simulates and writes the files, the samples too.
func (r *running) report(out *folder.Folder, store *batch.Store) (*sim.Result, error) {
	samples, err := r.openSamples()
	if err != nil {
		return nil, err
	}
	simulate := r.reportFew
	if r.few == nil {
		simulate = r.reportBatch
	}
	result, err := simulate(out, store)
	if err == nil {
		err = samples.fill(r, result)
	}
	if err != nil {
		return nil, errors.Join(err, samples.discard())
	}
	return result, samples.commit()
}

// reportFew simulates scenarios that are held at once.
func (r *running) reportFew(out *folder.Folder, store *batch.Store) (*sim.Result, error) {
	models := make([]*sim.Model, len(r.few))
	for i, s := range r.few {
		m, err := sim.Compile(s)
		if err != nil {
			return nil, badInput{"finetco: " + err.Error()}
		}
		models[i] = m
		printWarnings(r.Context, m.Warnings)
	}
	result, err := batch.Few(r.Context.Context, models, r.options, store)
	if err != nil {
		return nil, err
	}
	r.describe(result)
	result.Warnings = append(result.Warnings, report.Warnings(result)...)
	return result, writeAll(r.Context.Context, out, report.Files(result, r.few, r.about))
}

// reportBatch simulates more scenarios than are held at once.
func (r *running) reportBatch(out *folder.Folder, store *batch.Store) (*sim.Result, error) {
	result := &sim.Result{Seed: r.options.Seed, Sampling: string(r.options.Design), Trials: r.options.Trials}
	r.describe(result)
	// A row keeps little, and leaves much to be cleared away: three quarters of the usual slack save a tenth of the memory for
	// a hundredth of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(75))
	b := batch.Batch{Set: r.set, Sim: r.options, Report: r.about, Result: result, Out: out, Store: store}
	detailed, err := b.Run(r.Context.Context)
	if err != nil {
		return nil, err
	}
	return result, writeAll(r.Context.Context, out, report.Documents(result, detailed, nil, r.about))
}

// describe adds to the result what was read.
func (r *running) describe(result *sim.Result) {
	for _, f := range r.set.Files {
		result.Inputs = append(result.Inputs, sim.InputFile{File: f.Name, SHA256: f.SHA256})
	}
	for _, w := range r.set.Warnings {
		result.Warnings = append(result.Warnings, sim.Warning{Code: "input", Text: w.Sentence()})
	}
}

// writeAll writes files of a report on all cores.
func writeAll(ctx context.Context, out *folder.Folder, files []report.File) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, file := range files {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return out.Write(file.Path, file.Write)
		})
	}
	return group.Wait()
}

// tell prints the answer. The report is in its place by then, whatever becomes of the printing.
func (r *running) tell(result *sim.Result) error {
	if r.Bool("quiet") {
		return nil
	}
	if err := report.Terminal(r.App.Writer, result, r.about); err != nil {
		return fmt.Errorf("the report is in %s, but it could not be printed: %w", r.String("out"), err)
	}
	if r.options.Verify > 0 {
		if _, err := fmt.Fprintf(r.App.ErrWriter, "Verified: up to %d lifetimes of each scenario agree with the plain ledger.\n", r.options.Verify); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(r.App.ErrWriter, "The report is in %s.\n", r.String("out"))
	return err
}

// openStore begins to keep what is finished, or, with --resume, goes on with what an earlier run has.
func (r *running) openStore(out *folder.Folder) (*batch.Store, error) {
	id, err := r.identity()
	if err != nil {
		return nil, err
	}
	if !r.Bool("resume") {
		if finished, err := batch.Finished(out.Journal(), id); err == nil && finished > 0 {
			fmt.Fprintf(r.App.ErrWriter, "Starting over: an interrupted run had finished %d of these %d scenarios; with --resume they are not lost.\n",
				finished, len(r.set.Names))
		}
		return batch.Start(out.Journal(), id, r.Bool("verify"))
	}
	store, err := batch.Resume(out.Journal(), id, r.Bool("verify"))
	var mismatch *batch.Mismatch
	if errors.As(err, &mismatch) {
		return nil, badInput{fmt.Sprintf("finetco: --resume: %s is of another run; without --resume this one starts over\n    %s",
			out.Partial(), strings.Join(mismatch.Differences, "\n    "))}
	}
	if err == nil && !r.Bool("quiet") {
		fmt.Fprintf(r.App.ErrWriter, "Resuming: %d of %d scenarios are finished.\n", store.Finished(), len(r.set.Names))
	}
	return store, err
}

// thisProgram is asked for once, and early: it reads the whole executable.
var thisProgram = sync.OnceValues(batch.Program)

// identity is what decides on the outcome. The number of workers does not, nor do --plots, --start and --verify: a run
// may be resumed with others.
func (r *running) identity() (batch.Identity, error) {
	this, err := thisProgram()
	if err != nil {
		return nil, err
	}
	id := batch.Identity{
		{What: "version", Value: Version}, this,
		{What: "--seed", Value: strconv.FormatUint(r.options.Seed, 10)}, {What: "--sampling", Value: string(r.options.Design)},
	}
	add := func(flag, value string) { id = append(id, batch.Fact{What: "--" + flag, Value: value}) }
	if r.options.Precision > 0 {
		add("precision", strconv.FormatFloat(r.options.Precision, 'g', -1, 64))
		add("max-trials", strconv.Itoa(r.options.MaxTrials))
	} else {
		add("trials", strconv.Itoa(r.options.Trials))
	}
	if r.options.BudgetUSD != nil {
		add("budget", strconv.FormatFloat(*r.options.BudgetUSD, 'g', -1, 64))
	}
	if r.options.Baseline != "" {
		add("baseline", r.options.Baseline)
	}
	for _, flag := range []string{"scenario", "set"} {
		for _, value := range r.StringSlice(flag) {
			add(flag, value)
		}
	}
	for _, file := range r.set.Files {
		id = append(id, batch.Sum(file.Name, file.SHA256))
	}
	return id, nil
}

// leave ends a run that failed or was interrupted. What it finished is kept for one that goes on, unless it is nothing,
// or the input has to be changed first; the earlier report stays in any case.
func (r *running) leave(cause error, out *folder.Folder, store *batch.Store) error {
	finished := store.Finished()
	cause = errors.Join(cause, store.Close())
	var bad badInput
	if finished == 0 || errors.As(cause, &bad) {
		return errors.Join(cause, out.Discard())
	}
	return &unfinished{errors.Join(cause, out.Keep()), finished, len(r.set.Names), out.Partial()}
}

// unfinished is the error of a run that can go on.
type unfinished struct {
	cause         error
	finished, all int
	partial       string
}

func (u *unfinished) Error() string {
	what := u.cause.Error()
	if errors.Is(u.cause, context.Canceled) {
		what = "interrupted"
	}
	return fmt.Sprintf("%s; %d of %d scenarios are finished and kept in %s\nGo on with the same command and --resume: finetco run … --resume",
		what, u.finished, u.all, u.partial)
}

func (u *unfinished) Unwrap() error { return u.cause }
