package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"testing"
	"testing/fstest"

	"github.com/parquet-go/parquet-go"

	"finetco/scenarios"
	"finetco/sim"
	"finetco/sim/draws"
)

// sampleWriter is what both formats are.
type sampleWriter interface {
	Scenario(*scenarios.Scenario) error
	Write(*sim.Trials) error
	Close() error
}

// unlike are scenarios that differ in all that columns depend on: risks, costs, horizons, absent inputs. Nothing costs
// anything in the last, so that its hidden_share is undefined.
func unlike(t *testing.T) []*scenarios.Scenario {
	t.Helper()
	files := fstest.MapFS{
		"x.csv": {Data: []byte("scenario,preset,horizon_months,service_months,overhead_base\n" +
			"\"=one, \"\"1\"\"\",self-hosted,24,12,compute\ntwo,rag,40,,direct\nnothing,none,12,,\n")},
		"x.risks.csv": {Data: []byte("scenario,risk,phase,probability,per_year,usd,delay_months,source\n" +
			"two,\"leak, \"\"big\"\"\",operate,,uniform(1; 2),1000,,\ntwo,shared,build,20%,,1000,,\n\"=one, \"\"1\"\"\",shared,build,uniform(0.1; 0.2),,1000,,\n")},
		"x.costs.csv": {Data: []byte("scenario,cost,timing,usd,source\ntwo,grant,once,normal(mean=-100; sd=10),\n")},
	}
	project, diagnostics := scenarios.Load([]scenarios.Tables{scenarios.FromFS(files, "x.csv")}, scenarios.Options{})
	if project == nil {
		t.Fatal(diagnostics)
	}
	return project.Scenarios
}

// replayed writes the lifetimes of the scenarios and returns what was written: by scenario and column, trial after trial.
func replayed(t *testing.T, all []*scenarios.Scenario, trials int, out sampleWriter) []map[string][]float64 {
	t.Helper()
	var wanted []map[string][]float64
	for _, s := range all {
		m, err := sim.Compile(s)
		if err == nil {
			err = out.Scenario(s)
		}
		if err != nil {
			t.Fatal(err)
		}
		want := map[string][]float64{}
		names := sim.ColumnsOf(s).Names()
		for block, err := range m.Replay(context.Background(), sim.Options{Design: draws.Sobol, Seed: 4}, trials) {
			if err == nil {
				err = out.Write(block)
			}
			if err != nil {
				t.Fatal(err)
			}
			for k, name := range names {
				want[name] = append(want[name], block.Values[k]...)
			}
		}
		wanted = append(wanted, want)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return wanted
}

func columnsOf(all []*scenarios.Scenario) *SampleColumns {
	var columns SampleColumns
	for _, s := range all {
		columns.Add(s)
	}
	return &columns
}

// checkSamples compares a file's cells, as texts by row and column, with what the simulation said.
func checkSamples(t *testing.T, all []*scenarios.Scenario, trials int, wanted []map[string][]float64, names []string, rows int, cell func(row, column int) (text string, null bool)) {
	t.Helper()
	if rows != trials*len(all) {
		t.Fatalf("%d rows, want %d", rows, trials*len(all))
	}
	nulls, zeros := 0, 0
	for row := range rows {
		s, trial := all[row/trials], row%trials
		want := wanted[row/trials]
		for k, name := range names {
			got, null := cell(row, k)
			x, known := math.NaN(), false
			if values := want[name]; values != nil {
				x, known = values[trial], true
			}
			switch {
			case name == "scenario":
				known = got == s.Name
			case name == "trial":
				known = got == strconv.Itoa(trial)
			case name == "overhead_base":
				known = !null && got == s.Cell(name).Text
			case math.IsNaN(x):
				known = null
				nulls++
			default:
				read, err := strconv.ParseFloat(got, 64)
				known = known && !null && err == nil && read == x
				if x == 0 {
					zeros++
				}
			}
			if !known {
				t.Fatalf("%s of trial %d of %q: %q, null %v; want %v", name, trial, s.Name, got, null, x)
			}
		}
	}
	if nulls == 0 || zeros == 0 {
		t.Errorf("%d nulls and %d zeros: nothing was tested", nulls, zeros)
	}
}

func TestSamplesReadBackFromParquet(t *testing.T) {
	const trials = 700
	all := unlike(t)
	columns := columnsOf(all)
	var file bytes.Buffer
	wanted := replayed(t, all, trials, NewParquetSamples(&file, columns, &sim.Result{Seed: 4, Sampling: "sobol"}, Options{Version: "1.2"}))
	f, err := parquet.OpenFile(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range f.Schema().Columns() {
		names = append(names, path[0])
	}
	if !slices.Equal(names, columns.Names()) {
		t.Errorf("columns %q, want %q", names, columns.Names())
	}
	for key, want := range map[string]string{"schema": "finetco/samples/1", "seed": "4", "sampling": "sobol", "version": "1.2"} {
		if got, _ := f.Lookup(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	var rows []parquet.Row
	for _, group := range f.RowGroups() {
		reader := group.Rows()
		buffer := make([]parquet.Row, group.NumRows())
		n, err := reader.ReadRows(buffer)
		if err != nil && err != io.EOF {
			t.Fatal(err)
		}
		for _, row := range buffer[:n] {
			rows = append(rows, row.Clone())
		}
		reader.Close()
	}
	checkSamples(t, all, trials, wanted, names, len(rows), func(row, column int) (string, bool) {
		value := rows[row][column]
		switch value.Kind() {
		case parquet.Double:
			return strconv.FormatFloat(value.Double(), 'g', -1, 64), value.IsNull()
		case parquet.Int64:
			return strconv.FormatInt(value.Int64(), 10), value.IsNull()
		}
		return string(value.ByteArray()), value.IsNull()
	})
}

func TestSamplesReadBackFromCSV(t *testing.T) {
	const trials = 700
	all := unlike(t)
	columns := columnsOf(all)
	var file bytes.Buffer
	wanted := replayed(t, all, trials, NewCSVSamples(&file, columns))
	rows, err := csv.NewReader(&file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[0], columns.Names()) {
		t.Errorf("columns %q, want %q", rows[0], columns.Names())
	}
	for _, row := range rows {
		for _, text := range row {
			if plain(text) != text {
				t.Fatalf("a spreadsheet would run %q", text)
			}
		}
	}
	checkSamples(t, all, trials, wanted, rows[0], len(rows)-1, func(row, column int) (string, bool) {
		text := rows[row+1][column]
		if column == 0 && text[0] == '\'' { // the disarmed "=one"
			text = text[1:]
		}
		return text, text == ""
	})
}

// TestSampleColumns: their order is that of the model, whichever scenario brings them, and each stands once.
func TestSampleColumns(t *testing.T) {
	columns := columnsOf(unlike(t))
	names := columns.Names()
	inputs := len(scenarios.Catalog())
	if !slices.Equal(names[:3], []string{"scenario", "trial", "horizon_months"}) {
		t.Errorf("the columns begin with %q", names[:3])
	}
	want := []string{"risk/shared/probability", `risk/leak, "big"/per_year`, "cost/grant/usd", "total_usd"}
	if got := names[2+inputs : 2+inputs+len(want)]; !slices.Equal(got, want) {
		t.Errorf("after the inputs %q, want %q", got, want)
	}
	if last := names[len(names)-1]; last != "year_4_usd" {
		t.Errorf("the last column is %s, want the fourth year of 40 months", last)
	}
	if slices.Sort(names); len(slices.Compact(names)) != len(columns.Names()) {
		t.Error("a column stands twice")
	}
}

func TestAppendCellIsCell(t *testing.T) {
	for _, x := range []float64{0, math.Copysign(0, -1), 1, -1, 0.1, 1e21, 9.99e20, 1e-6, 9.9e-7, -1e-7, 5e-324, math.MaxFloat64, math.NaN(), math.Inf(1), math.Inf(-1), 1.0 / 3, 123456789.123} {
		if got := string(appendCell(nil, x)); got != cell(x) {
			t.Errorf("%v: %q, want %q", x, got, cell(x))
		}
	}
}

// made are lifetimes without a simulation: column k of lifetime i is first + i + k.
func made(s *scenarios.Scenario, first, count int) *sim.Trials {
	t := &sim.Trials{First: first}
	for k := range sim.ColumnsOf(s).Names() {
		column := make([]float64, count)
		for i := range column {
			column[i] = float64(first + i + k)
		}
		t.Values = append(t.Values, column)
	}
	return t
}

// TestRowGroups: a group has 65,536 lifetimes, or fewer where there are so many columns that it would grow large.
func TestRowGroups(t *testing.T) {
	s := unlike(t)[:1]
	for columns, want := range map[int][]int64{0: {65536, 512}, 500: {14336, 14336, 512}} {
		wide := *s[0]
		for k := range columns {
			wide.Risks = append(wide.Risks, scenarios.Risk{Name: fmt.Sprint(k)})
		}
		var file bytes.Buffer
		out := NewParquetSamples(&file, columnsOf([]*scenarios.Scenario{&wide}), &sim.Result{}, Options{})
		if err := out.Scenario(&wide); err != nil {
			t.Fatal(err)
		}
		var rows int64
		for _, n := range want {
			rows += n
		}
		for first := 0; first < int(rows); first += 512 {
			if err := out.Write(made(&wide, first, 512)); err != nil {
				t.Fatal(err)
			}
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
		f, err := parquet.OpenFile(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, group := range f.RowGroups() {
			got = append(got, group.NumRows())
		}
		if !slices.Equal(got, want) {
			t.Errorf("groups of %d lifetimes with %d more columns, want %d", got, columns, want)
		}
	}
}

func TestHoldsSamples(t *testing.T) {
	all := unlike(t)
	var asCSV, asParquet, foreign bytes.Buffer
	replayed(t, all, 10, NewCSVSamples(&asCSV, columnsOf(all)))
	replayed(t, all, 10, NewParquetSamples(&asParquet, columnsOf(all), &sim.Result{}, Options{}))
	if err := parquet.Write(&foreign, []struct{ A int }{{1}}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		file []byte
		want bool
	}{
		{"samples as CSV", asCSV.Bytes(), true},
		{"samples as Parquet", asParquet.Bytes(), true},
		{"an empty file", nil, true},
		{"a table of scenarios", []byte("scenario,preset,labeling_rate\na,rag,5\n"), false},
		{"someone's Parquet", foreign.Bytes(), false},
		{"half a Parquet file", asParquet.Bytes()[:asParquet.Len()/2], false},
		{"a letter", []byte("a"), false},
	} {
		if got := HoldsSamples(bytes.NewReader(c.file), int64(len(c.file))); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestSamplesReportAFullDisk(t *testing.T) {
	all := unlike(t)[:1]
	for _, room := range []int{0, 100, 10_000} {
		for name, out := range map[string]sampleWriter{
			"CSV":     NewCSVSamples(&full{room}, columnsOf(all)),
			"Parquet": NewParquetSamples(&full{room}, columnsOf(all), &sim.Result{}, Options{}),
		} {
			err := out.Scenario(all[0])
			if err == nil {
				err = out.Write(made(all[0], 0, 512))
			}
			if closed := out.Close(); err == nil {
				err = closed
			}
			if !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d bytes: %v", name, room, err)
			}
		}
	}
}
