package scenarios

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

func TestStreamIsTheLoadedProject(t *testing.T) {
	tables := []Tables{Example(), longTable(3 * chunkRows)}
	options := Options{Set: []string{"cloud:labelers=5"}}
	project := accepted(t, options, tables...)
	set, diagnostics := Check(tables, options)
	if set == nil {
		t.Fatal(text(diagnostics))
	}
	if !reflect.DeepEqual(set.Files, project.Files) || !reflect.DeepEqual(set.Warnings, project.Warnings) {
		t.Errorf("files %v, want %v", set.Files, project.Files)
	}
	for range 2 { // a set streams as often as asked
		i := 0
		for s, err := range set.Scenarios() {
			if err != nil {
				t.Fatal(err)
			}
			if s.Name != set.Names[i] || !reflect.DeepEqual(s, project.Scenarios[i]) {
				t.Fatalf("scenario %d: %+v, want %+v", i, s, project.Scenarios[i])
			}
			i++
		}
		if want := 5 + 3*chunkRows; i != want || len(project.Scenarios) != want {
			t.Errorf("%d scenarios streamed, %d loaded, want %d", i, len(project.Scenarios), want)
		}
	}
}

// counted counts what is read.
type counted struct {
	io.ReadCloser
	bytes *int
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	*c.bytes += n
	return n, err
}

func TestStreamReadsNoFurtherThanItMust(t *testing.T) {
	const rows = 40 * chunkRows
	tables := longTable(rows)
	read, open := 0, tables.Scenarios.Open
	tables.Scenarios.Open = func() (io.ReadCloser, error) {
		file, err := open()
		return counted{file, &read}, err
	}
	set, diagnostics := Check([]Tables{tables}, Options{})
	if set == nil {
		t.Fatal(text(diagnostics))
	}
	whole := read
	read = 0
	for range set.Scenarios() {
		break
	}
	if limit := whole / rows * chunkRows * 2; read == 0 || read > limit {
		t.Errorf("%d bytes of %d are read for the first scenario, want at most %d", read, whole, limit)
	}
}

// A reading that fails is told as what it is, not as a change of the table.
func TestStreamThatFails(t *testing.T) {
	failure := errors.New("the disk is gone")
	tables := longTable(3 * chunkRows)
	passes, open := 0, tables.Scenarios.Open
	tables.Scenarios.Open = func() (io.ReadCloser, error) {
		file, err := open()
		if passes++; passes > 1 {
			return io.NopCloser(io.MultiReader(io.LimitReader(file, 100), iotest.ErrReader(failure))), err
		}
		return file, err
	}
	set, diagnostics := Check([]Tables{tables}, Options{})
	if set == nil {
		t.Fatal(text(diagnostics))
	}
	var last error
	for _, err := range set.Scenarios() {
		last = err
	}
	if !errors.Is(last, failure) || !strings.Contains(last.Error(), tables.Scenarios.Name) {
		t.Errorf("the stream ends with %v", last)
	}
}

func TestStreamNoticesAChange(t *testing.T) {
	for name, changed := range map[string]string{
		"value":    "scenario,labelers\na,3\nb,5\n",
		"mistake":  "scenario,labelers\na,3\nb,x\n",
		"row more": "scenario,labelers\na,3\nb,4\nc,5\n",
		"gone":     "",
	} {
		content := "scenario,labelers\na,3\nb,4\n"
		tables := Tables{Scenarios: Table{Name: "lora.csv", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(content)), nil
		}}}
		set, _ := Check([]Tables{tables}, Options{})
		content = changed
		for range 2 { // the change is no less of one the second time
			var last error
			for _, err := range set.Scenarios() {
				last = err
			}
			if last == nil || last.Error() != "lora.csv changed while it was in use" {
				t.Errorf("%s: %v", name, last)
			}
		}
	}
}
