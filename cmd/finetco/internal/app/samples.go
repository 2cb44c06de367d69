package app

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"finetco/cmd/finetco/internal/progress"
	"finetco/report"
	"finetco/scenarios"
	"finetco/sim"
)

// mostSampleColumns bounds what --samples holds in memory: a row group, and the file's list of columns of each.
const mostSampleColumns = 2000

func samplesFlag() cli.Flag {
	return &cli.StringFlag{Name: "samples", Usage: "`FILE` .parquet or .csv for every lifetime's inputs and outputs, a row each"}
}

// sampleWriter is a format of samples. Scenarios come one after another, each with its lifetimes in their order.
type sampleWriter interface {
	Scenario(*scenarios.Scenario) error
	Write(*sim.Trials) error
	Close() error
}

// samples is the file of --samples. It is written under another name, which takes the place of an earlier file at the
// end. A nil one does nothing.
type samples struct {
	path    string
	partial *os.File
	columns report.SampleColumns
}

// checkSamples adds what is wrong with --samples before anything is simulated.
func checkSamples(c *cli.Context, wrong *complaints) {
	path := c.String("samples")
	if !c.IsSet("samples") {
		return
	}
	if ext := sampleExtension(path); ext != ".parquet" && ext != ".csv" {
		wrong.add("--samples %s: want a file whose name ends in .parquet or .csv", path)
		return
	}
	if within(path, c.String("out")) {
		wrong.add("--samples %s: the folder %s is replaced as a whole; name a file outside of it, such as %s",
			path, c.String("out"), filepath.Clean(c.String("out"))+sampleExtension(path))
		return
	}
	if parent, err := os.Stat(filepath.Dir(path)); err != nil || !parent.IsDir() {
		wrong.add("--samples %s: there is no folder %s", path, filepath.Dir(path))
		return
	}
	switch ours, err := holdsSamples(path); {
	case err != nil:
		wrong.add("--samples: %v", err)
	case !ours:
		wrong.add("--samples %s: it holds something else than samples; name another file, or remove this one", path)
	}
}

func sampleExtension(path string) string { return strings.ToLower(filepath.Ext(path)) }

// within reports whether the file would lie in the folder.
func within(path, folder string) bool {
	path, errPath := filepath.Abs(path)
	folder, errFolder := filepath.Abs(folder)
	inside, err := filepath.Rel(folder, path)
	return errPath == nil && errFolder == nil && err == nil && filepath.IsLocal(inside)
}

// holdsSamples reports whether there is no such file, or samples that an earlier run wrote.
func holdsSamples(path string) (ours bool, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return false, err
	}
	return info.Mode().IsRegular() && report.HoldsSamples(file, info.Size()), nil
}

// openSamples prepares the file before the run, so that a folder that can not be written is found out first.
func (r *running) openSamples() (*samples, error) {
	if !r.IsSet("samples") {
		return nil, nil
	}
	s := &samples{path: r.String("samples")}
	for scenario, err := range r.set.Scenarios() {
		if err != nil {
			return nil, err
		}
		s.columns.Add(scenario)
	}
	if count := len(s.columns.Names()); count > mostSampleColumns {
		return nil, badUsage("--samples: the scenarios have so many different risks and further costs that a row has %d columns, more than %d; choose some scenarios by --scenario",
			count, mostSampleColumns)
	}
	var err error
	s.partial, err = os.Create(s.path + ".partial")
	return s, err
}

// fill lives the lifetimes of a finished run again, as many of each scenario as it had, and writes them.
func (s *samples) fill(r *running, result *sim.Result) error {
	if s == nil {
		return nil
	}
	if sampleExtension(s.path) == ".csv" {
		return s.replay(r, result, report.NewCSVSamples(s.partial, &s.columns))
	}
	return s.replay(r, result, report.NewParquetSamples(s.partial, &s.columns, result, r.about))
}

func (s *samples) replay(r *running, result *sim.Result, out sampleWriter) error {
	meter := progress.New(io.Discard)
	if !r.Bool("quiet") {
		meter = progress.New(r.App.ErrWriter)
	}
	defer meter.Close()
	done, all, row := 0, 0, 0
	for _, scenario := range result.Scenarios {
		all += scenario.Trials
	}
	for scenario, err := range r.set.Scenarios() {
		if err != nil {
			return err
		}
		m, err := sim.Compile(scenario)
		if err != nil {
			return err
		}
		if err := out.Scenario(scenario); err != nil {
			return err
		}
		for trials, err := range m.Replay(r.Context.Context, r.options, result.Scenarios[row].Trials) {
			if err != nil {
				return err
			}
			if err := out.Write(trials); err != nil {
				return err
			}
			done += len(trials.Values[0])
			meter.Set(done, all)
		}
		row++
	}
	return errors.Join(out.Close(), s.partial.Close())
}

// commit puts the file in its place.
func (s *samples) commit() error {
	if s == nil {
		return nil
	}
	return os.Rename(s.partial.Name(), s.path)
}

// discard removes what was written so far; an earlier file stays.
func (s *samples) discard() error {
	if s == nil {
		return nil
	}
	closed := s.partial.Close()
	if errors.Is(closed, fs.ErrClosed) { // fill did it
		closed = nil
	}
	return errors.Join(closed, os.Remove(s.partial.Name()))
}
