package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"finetco/distributions"
)

func TestDataColumn(t *testing.T) {
	files := written("d.csv", "\ufeffcount;a column;x\r\n1;20%;a\r\n;$30;b\r\n1_000;;c\r\n", "sub/e.csv", "v\n7\n").Folder
	data := newDataFiles(files)
	for _, c := range []struct {
		file, column string
		want         []float64
	}{
		{"d.csv", "count", []float64{1, 1000}},
		{"d.csv", "a column", []float64{0.2, 30}},
		{"sub/e.csv", "v", []float64{7}},
	} {
		got, err := data.Column(c.file, c.column)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s:%s is %v, %v; want %v", c.file, c.column, got, err, c.want)
		}
	}
	var names []string
	for _, sum := range data.sums {
		names = append(names, sum.Name)
	}
	if want := []string{"d.csv", "e.csv"}; !slices.Equal(names, want) {
		t.Errorf("summed %q, want %q", names, want)
	}
}

func TestDataErrors(t *testing.T) {
	data := newDataFiles(written("d.csv", "a,b,c\n1,1,\n\"x\ny\",NaN,\n2,\"1,5\",\n3,pert(1;2;3),\n", "two.csv", "a,b,a\n1,2,3\n", "torn.csv", "a\n1\n\"2\n", "empty.csv", "").Folder)
	for _, c := range []struct{ file, column, want string }{
		{"d.csv", "a", `d.csv:3:1: want a number, got "x\ny" (`},
		{"d.csv", "b", `d.csv:4:4: want a number, got "NaN" (`}, // the cell above is of two lines
		{"d.csv", "c", "d.csv: the column c has no numbers"},
		{"d.csv", "bb", "d.csv:1:1: want a column named bb, did you mean b?"},
		{"two.csv", "a", "two.csv:1:5: want one column named a, the header has several"},
		{"./d.csv", "c", "d.csv: the column c has no numbers"},
		{"./../d.csv", "a", `the path "../d.csv" is not below the scenario file's folder`},
		{"e.csv", "a", "e.csv cannot be read in the scenario file's folder: no such file"},
		{"torn.csv", "a", "torn.csv:3:1: want a closing quote, the quote that opens here is never closed"},
		{"empty.csv", "a", "empty.csv: want a table with a header, got an empty file"},
		{"../d.csv", "a", `the path "../d.csv" is not below the scenario file's folder`},
		{"sub/../d.csv", "a", `the path "sub/../d.csv" is not below the scenario file's folder`},
		{"/etc/passwd", "a", `the path "/etc/passwd" is not below the scenario file's folder`},
		{`..\d.csv`, "a", `the path "..\\d.csv" is not below the scenario file's folder`},
		{".", "a", `the path "." is not below the scenario file's folder`},
		{"", "a", `the path "" is not below the scenario file's folder`},
	} {
		_, err := data.Column(c.file, c.column)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s:%s:\n%v, want\n%s", c.file, c.column, err, c.want)
		}
	}
	if _, err := data.Column("d.csv", "b"); err == nil || !strings.HasSuffix(err.Error(), ", and 2 more") {
		t.Errorf("b has three wrong cells, got %v", err)
	}
	if len(data.sums) != 0 {
		t.Errorf("files of no use are summed: %v", data.sums)
	}
	if _, err := newDataFiles(nil).Column("d.csv", "a"); err == nil {
		t.Error("a column without a folder")
	}
}

func TestDataIsBounded(t *testing.T) {
	content := "v\n" + strings.Repeat("1\n", maxRows-1)
	data := newDataFiles(written("d.csv", content, "e.csv", content+"1\n").Folder)
	if values, err := data.Column("d.csv", "v"); len(values) != maxRows-1 {
		t.Errorf("%d values, %v", len(values), err)
	}
	if _, err := data.Column("e.csv", "v"); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("want at most %d rows", maxRows)) {
		t.Errorf("got %v", err)
	}
}

func TestDataIsBoundedInAll(t *testing.T) {
	data := newDataFiles(written("d.csv", "v,w\n1,2\n", "e.csv", "v\n1\n").Folder)
	data.values = maxAllValues - 1
	if _, err := data.Column("d.csv", "v"); err != nil {
		t.Error(err)
	}
	if _, err := data.Column("d.csv", "w"); err == nil || err.Error() != "d.csv: want columns of at most 8388608 numbers in all" {
		t.Errorf("got %v", err)
	}
	data = newDataFiles(data.folder)
	data.bytes = maxDataBytes - 10
	if _, err := data.Column("d.csv", "v"); err != nil || data.bytes != maxDataBytes-2 {
		t.Errorf("%d bytes, %v", data.bytes, err)
	}
	for range 2 { // an error is remembered
		if _, err := data.Column("e.csv", "v"); err == nil || err.Error() != "e.csv: cannot be read, want data files of at most 512 MiB in all" {
			t.Errorf("got %v", err)
		}
	}
}

func TestDataCells(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"lora.csv":    "scenario,examples,labeling_rate\na,data(my data.csv:count),\"data(\"\"my data.csv\"\":\"\"per hour\"\")\"\n",
		"my data.csv": "count,per hour\n100,20\n200,30\n300,60\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	project := accepted(t, Options{}, Files(filepath.Join(dir, "lora.csv")))
	low, high := project.Scenarios[0].Cell("examples").Distribution.Support()
	if low != 100 || high != 300 {
		t.Errorf("examples reach from %v to %v", low, high)
	}
	if names := []string{project.Files[0].Name, project.Files[1].Name}; !slices.Equal(names, []string{"lora.csv", "my data.csv"}) {
		t.Errorf("files %q", names)
	}
}

func TestDataIn(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "runs", "june"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"outside.csv", "runs/june/hours.csv"} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte("hours\n10\n30\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data := DataIn(filepath.Join(dir, "runs"), "the runs")
	d, err := distributions.Parse("data(june/hours.csv:hours)", data)
	if err != nil || d.Mean() != 20 {
		t.Errorf("got %v, %v", d, err)
	}
	if err := os.Symlink("../outside.csv", filepath.Join(dir, "runs", "link.csv")); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"../outside.csv", "link.csv", filepath.ToSlash(dir) + "/outside.csv"} {
		if values, err := data.Column(file, "hours"); err == nil || !strings.Contains(err.Error(), "the runs") {
			t.Errorf("%s led out of the folder, to %v, %v", file, values, err)
		}
	}
}
