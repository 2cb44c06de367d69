package app

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// sampleTable is a samples file as texts, "" for a null; the first row is the header.
func sampleTable(t *testing.T, path string) [][]string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(path) == ".csv" {
		rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var header []string
	for _, column := range file.Schema().Columns() {
		header = append(header, column[0])
	}
	table := [][]string{header}
	buffer := make([]parquet.Row, 64)
	for _, group := range file.RowGroups() {
		rows := group.Rows()
		for {
			n, err := rows.ReadRows(buffer)
			for _, row := range buffer[:n] {
				texts := make([]string, len(row))
				for k, value := range row {
					if !value.IsNull() {
						texts[k] = value.String()
					}
					if value.Kind() == parquet.Double {
						texts[k] = strconv.FormatFloat(value.Double(), 'g', -1, 64)
					}
				}
				table = append(table, texts)
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		rows.Close()
	}
	return table
}

// means are the means and counts of a column's numbers by scenario.
func means(t *testing.T, table [][]string, column string) (mean map[string]float64, count map[string]int) {
	t.Helper()
	k := slices.Index(table[0], column)
	if k < 0 {
		t.Fatalf("no column %s", column)
	}
	mean, count = map[string]float64{}, map[string]int{}
	for _, row := range table[1:] {
		if row[k] == "" {
			continue
		}
		x, err := strconv.ParseFloat(row[k], 64)
		if err != nil {
			t.Fatal(err)
		}
		count[row[0]]++
		mean[row[0]] += (x - mean[row[0]]) / float64(count[row[0]])
	}
	return mean, count
}

type sampledResult struct {
	Scenarios []struct {
		Scenario string
		Trials   int
		Metrics  map[string]struct{ Mean, Min, Max *float64 }
	}
}

func sampledResultOf(t *testing.T, out string) (r sampledResult) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(out, "result.json"))
	if err == nil {
		err = json.Unmarshal(content, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestSamplesAreTheLifetimesOfTheResult: in both formats, the means of all outputs are those of result.json, and the bytes
// do not depend on the number of workers.
func TestSamplesAreTheLifetimesOfTheResult(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "report")
	var tables [][][]string
	for _, ext := range []string{".parquet", ".csv"} {
		var files [][]byte
		for _, workers := range []string{"1", "3", "3"} { // the second replaces the first
			path := filepath.Join(dir, "samples"+ext)
			code, _, stderr := finetco(t, "", "run", "--quiet", "--plots", "none", "--trials", "1500", "--workers", workers, "--samples", path, "--out", out)
			if code != exitDone {
				t.Fatalf("exit code %d: %s", code, stderr)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, content)
			if _, err := os.Stat(path + ".partial"); err == nil {
				t.Error("the partial file is left")
			}
		}
		if !bytes.Equal(files[0], files[1]) || !bytes.Equal(files[1], files[2]) {
			t.Errorf("%s: runs with 1, 3 and 3 workers differ", ext)
		}
		tables = append(tables, sampleTable(t, filepath.Join(dir, "samples"+ext)))
	}
	r := sampledResultOf(t, out)
	for _, table := range tables {
		if len(table)-1 != 1500*len(r.Scenarios) {
			t.Fatalf("%d rows", len(table)-1)
		}
		for i, row := range table[1:] {
			if row[0] != r.Scenarios[i/1500].Scenario || row[1] != strconv.Itoa(i%1500) {
				t.Fatalf("row %d is trial %s of %s", i, row[1], row[0])
			}
		}
		for name := range r.Scenarios[0].Metrics {
			mean, count := means(t, table, name)
			for _, s := range r.Scenarios {
				want := s.Metrics[name].Mean
				if want == nil || count[s.Scenario] != 1500 || math.Abs(mean[s.Scenario]-*want) > 1e-12*max(math.Abs(*s.Metrics[name].Max), math.Abs(*s.Metrics[name].Min)) {
					t.Errorf("%s of %s: mean %v of %d, want %v", name, s.Scenario, mean[s.Scenario], count[s.Scenario], want)
				}
			}
		}
	}
	for i := range tables[0] {
		for k := range tables[0][i] {
			a, b := tables[0][i][k], tables[1][i][k]
			x, errX := strconv.ParseFloat(a, 64)
			y, errY := strconv.ParseFloat(b, 64)
			if a != b && (errX != nil || errY != nil || x != y) {
				t.Fatalf("row %d, %s: %q in Parquet, %q in CSV", i, tables[0][0][k], a, b)
			}
		}
	}
}

// TestSamplesOfAPrecision: the trials are those that each scenario needed.
func TestSamplesOfAPrecision(t *testing.T) {
	dir := t.TempDir()
	table := writeFile(t, dir, "p.csv", "scenario,preset,labeling_rate,budget_usd\nnarrow,none,30,\nwide,self-hosted,5 to 500,9\n")
	path, out := filepath.Join(dir, "samples.CSV"), filepath.Join(dir, "report")
	code, _, stderr := finetco(t, "", "run", table, "--quiet", "--plots", "none", "--precision", "0.2%", "--max-trials", "40000", "--samples", path, "--out", out)
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if err := os.Rename(path, filepath.Join(dir, "samples.csv")); err != nil {
		t.Fatal(err)
	}
	rows := sampleTable(t, filepath.Join(dir, "samples.csv"))
	_, lived := means(t, rows, "total_usd")
	_, budgets := means(t, rows, "budget_usd")
	_, shares := means(t, rows, "hidden_share")
	r := sampledResultOf(t, out)
	for _, s := range r.Scenarios {
		if lived[s.Scenario] != s.Trials {
			t.Errorf("%s: %d rows, %d trials", s.Scenario, lived[s.Scenario], s.Trials)
		}
	}
	if lived["narrow"] == lived["wide"] {
		t.Error("both have the same number of trials: nothing was tested")
	}
	if budgets["narrow"] != 0 || budgets["wide"] != lived["wide"] || shares["narrow"] != 0 || shares["wide"] != lived["wide"] {
		t.Errorf("cells with a number: budgets %v, shares %v", budgets, shares)
	}
}

func TestSamplesOfABatch(t *testing.T) {
	dir := t.TempDir()
	var text strings.Builder
	text.WriteString("scenario,preset\n")
	for i := range 205 {
		fmt.Fprintf(&text, "s%d,%s\n", i, []string{"rag", "self-hosted"}[i%2])
	}
	table := writeFile(t, dir, "many.csv", text.String())
	path := filepath.Join(dir, "samples.csv")
	code, _, stderr := finetco(t, "", "run", table, "--quiet", "--trials", "40", "--samples", path, "--out", filepath.Join(dir, "report"))
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	rows := sampleTable(t, path)
	if len(rows) != 1+205*40 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, row := range rows[1:] {
		if row[0] != fmt.Sprintf("s%d", i/40) || row[1] != strconv.Itoa(i%40) {
			t.Fatalf("row %d is trial %s of %s", i, row[1], row[0])
		}
	}
}

// TestBadSamples: what can not be written is said before anything is simulated, and what is there stays.
func TestBadSamples(t *testing.T) {
	dir := t.TempDir()
	table := writeFile(t, dir, "project.csv", "scenario\na\nb\nc\nd\ne\n")
	report := filepath.Join(dir, "report")
	var wide strings.Builder
	wide.WriteString("scenario,cost,timing,usd,source\n")
	for i := range 2000 {
		fmt.Fprintf(&wide, "%c,cost %d,once,1,\n", "abcde"[i%5], i)
	}
	costs := writeFile(t, dir, "wide.csv", wide.String())
	for _, c := range []struct {
		path string
		want []string
		more []string
	}{
		{filepath.Join(dir, "samples.xlsx"), []string{".parquet", ".csv"}, nil},
		{filepath.Join(dir, "samples"), []string{".parquet", ".csv"}, nil},
		{"", []string{".parquet", ".csv"}, nil},
		{table, []string{"project.csv", "something else"}, nil},
		{filepath.Join(dir, "nowhere", "samples.csv"), []string{"no folder", "nowhere"}, nil},
		{filepath.Join(report, "samples.parquet"), []string{"outside of it", "report.parquet"}, nil},
		{filepath.Join(dir, "wide.parquet"), []string{"more than 2000", "--scenario"}, []string{"--costs", costs}},
	} {
		code, _, stderr := finetco(t, "", append([]string{"run", table, "--quiet", "--trials", "100", "--out", report, "--samples", c.path}, c.more...)...)
		if code != exitBadInput {
			t.Errorf("%s: exit code %d: %s", c.path, code, stderr)
		}
		for _, want := range c.want {
			if !strings.Contains(stderr, want) {
				t.Errorf("%s: want %q in\n%s", c.path, want, stderr)
			}
		}
	}
	if left := sums(t, dir); len(left) != 2 {
		t.Errorf("files were written: %v", left)
	}
}

// TestInterruptedSamplesStay: a run that does not end leaves the earlier file as it was, and none of its own.
func TestInterruptedSamplesStay(t *testing.T) {
	dir := t.TempDir()
	path := writeFile(t, dir, "samples.csv", "scenario,trial,mine\na,0,1\n")
	before := sums(t, dir)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var stderr bytes.Buffer
	code := run(ctx, []string{"finetco", "run", "--quiet", "--samples", path, "--out", filepath.Join(dir, "report")}, strings.NewReader(""), io.Discard, &stderr)
	if code != exitInterrupted {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	if after := sums(t, dir); after["samples.csv"] != before["samples.csv"] || after["samples.csv.partial"] != "" {
		t.Errorf("%v, before %v", after, before)
	}
}

// TestSamplesThatFindTheDiskFullStay: neither the samples nor the report take the place of the earlier ones.
func TestSamplesThatFindTheDiskFullStay(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full")
	}
	for _, name := range []string{"samples.csv", "samples.parquet"} {
		dir := t.TempDir()
		path, out := filepath.Join(dir, name), filepath.Join(dir, "report")
		args := []string{"run", "--quiet", "--plots", "none", "--trials", "600", "--samples", path, "--out", out}
		if code, _, stderr := finetco(t, "", args...); code != exitDone {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		samples, result := sums(t, dir)[name], sums(t, out)["result.json"]
		if err := os.Symlink("/dev/full", path+".partial"); err != nil {
			t.Fatal(err)
		}
		code, _, stderr := finetco(t, "", append(args, "--seed", "2")...)
		if code != exitFailed || !strings.Contains(stderr, "no space left") {
			t.Errorf("%s: exit code %d: %s", name, code, stderr)
		}
		if sums(t, dir)[name] != samples || sums(t, out)["result.json"] != result {
			t.Errorf("%s: a run that failed replaced what was there", name)
		}
		if _, err := os.Lstat(path + ".partial"); err == nil {
			t.Errorf("%s: the partial file is left", name)
		}
	}
}
