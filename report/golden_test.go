package report

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"finetco/scenarios"
	"finetco/sim"
)

var update = flag.Bool("update", false, "write the expected reports in testdata instead of comparing with them")

// golden compares a report with the expected one in testdata.
func golden(t *testing.T, file string, write func(io.Writer) error) {
	t.Helper()
	var got bytes.Buffer
	if err := write(&got); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		gotLines, wantLines := bytes.Split(got.Bytes(), []byte("\n")), bytes.Split(want, []byte("\n"))
		for i := range min(len(gotLines), len(wantLines)) {
			if !bytes.Equal(gotLines[i], wantLines[i]) {
				t.Fatalf("%s:%d: got\n%s\nwant\n%s\n(go test -update writes what it got)", path, i+1, gotLines[i], wantLines[i])
			}
		}
		t.Fatalf("%s: got %d lines, want %d (go test -update writes what it got)", path, len(gotLines), len(wantLines))
	}
}

func TestExpectedReports(t *testing.T) {
	r := fixture()
	options := Options{Version: "1.2.3"}
	golden(t, "terminal.txt", func(w io.Writer) error { return Terminal(w, r, options) })
	golden(t, "terminal_one.txt", func(w io.Writer) error {
		one := &sim.Result{Scenarios: r.Scenarios[:1]}
		return Terminal(w, one, Options{Color: true, Start: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)})
	})
	golden(t, "result.json", func(w io.Writer) error { return JSON(w, r, options) })
	golden(t, "result.jsonl", func(w io.Writer) error { return jsonLines(w, r, options) })
	golden(t, "report.md", func(w io.Writer) error {
		return Markdown(w, r, []*scenarios.Scenario{assumed()}, []string{"cloud", "hosted"}, Options{Version: "1.2.3", Plots: []Format{PNG}})
	})
	golden(t, "summary.csv", func(w io.Writer) error { return Summary(w, r) })
	golden(t, "assumptions.csv", func(w io.Writer) error { return Assumptions(w, []*scenarios.Scenario{assumed()}) })
}

// TestReportsRepeat is about the order of maps, the clock and shared state: a second writing, at the same time as all
// the others, gives the same bytes.
func TestReportsRepeat(t *testing.T) {
	files := Files(fixture(), []*scenarios.Scenario{assumed()}, Options{Plots: []Format{PNG, SVG, PDF}})
	second := make([]bytes.Buffer, len(files))
	var group sync.WaitGroup
	for i, file := range files {
		group.Go(func() {
			if err := file.Write(&second[i]); err != nil {
				t.Errorf("%s: %v", file.Path, err)
			}
		})
	}
	group.Wait()
	for i, file := range files {
		var first bytes.Buffer
		if err := file.Write(&first); err != nil {
			t.Errorf("%s: %v", file.Path, err)
		}
		if first.Len() == 0 || !bytes.Equal(first.Bytes(), second[i].Bytes()) {
			t.Errorf("%s: two writings differ, or it is empty", file.Path)
		}
	}
}

var errFull = errors.New("no space left")

// full is a disk with room for n bytes.
type full struct{ n int }

func (w *full) Write(p []byte) (int, error) {
	if len(p) > w.n {
		return w.n, errFull
	}
	w.n -= len(p)
	return len(p), nil
}

// TestFullDisk checks that no writer's error is lost, whether it comes at once or late.
func TestFullDisk(t *testing.T) {
	r := fixture()
	files := Files(r, []*scenarios.Scenario{assumed()}, Options{Plots: []Format{PNG, SVG, PDF}})
	files = append(files, File{"terminal", func(w io.Writer) error { return Terminal(w, r, Options{}) }},
		File{"result.jsonl", func(w io.Writer) error { return jsonLines(w, r, Options{}) }})
	for _, file := range files {
		var size bytes.Buffer
		if err := file.Write(&size); err != nil {
			t.Fatal(err)
		}
		for _, room := range []int{0, size.Len() - 1} {
			if err := file.Write(&full{room}); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d of %d bytes: got error %v", file.Path, room, size.Len(), err)
			}
		}
	}
}

// jsonLines puts the parts of result.jsonl together.
func jsonLines(w io.Writer, r *sim.Result, options Options) error {
	opening, err := Opening(r, options)
	if err != nil {
		return err
	}
	text := opening.Results
	for _, s := range r.Scenarios {
		line, err := newPart(scenarioJSON(s), noRows, noRows)
		if err != nil {
			return err
		}
		text = append(text, line.Results...)
	}
	closing, err := Closing(r)
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, closing.Results...))
	return err
}
