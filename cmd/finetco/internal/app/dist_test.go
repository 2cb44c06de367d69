package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDist(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "runs.csv", "hours;a\n10;x\n30;y\n")
	t.Chdir(dir)
	for _, c := range []struct {
		args      []string
		cell      string
		mean, p95 float64
	}{
		{[]string{"dist", "5 to 10", "--json"}, "5 to 10", 7.229784, 10},
		{[]string{"dist", "--format=json", "PERT(80; 100; 150)"}, "pert(80; 100; 150)", 105, 127.739215},
		{[]string{"dist", "-5", "--json"}, "-5", -5, -5},
		{[]string{"dist", "--json", "-$1,200"}, "-1200", -1200, -1200},
		{[]string{"dist", "--json", "-2 * uniform(1, 2)"}, "uniform(1; 2) * -2", -3, -2.1},
		{[]string{"dist", "data(runs.csv:hours)", "--json"}, "data(runs.csv:hours)", 20, 29},
	} {
		code, stdout, stderr := finetco(t, "", c.args...)
		if code != exitDone || stderr != "" {
			t.Errorf("%v: exit code %d: %s", c.args, code, stderr)
		}
		var got struct {
			Schema, Cell string
			Mean, P95    float64
		}
		if err := json.Unmarshal([]byte(stdout), &got); err != nil {
			t.Errorf("%v: %v", c.args, err)
		}
		if got.Schema != "finetco/dist/1" || got.Cell != c.cell || !near(got.Mean, c.mean) || !near(got.P95, c.p95) {
			t.Errorf("%v: got %+v, want %s with mean %v and P95 %v", c.args, got, c.cell, c.mean, c.p95)
		}
	}
	code, stdout, stderr := finetco(t, "", "dist", "pareto(min=1; alpha=1.5)")
	if code != exitDone || !strings.Contains(stdout, "\nsd        –\n") || stderr != "warning: pareto(min=1; alpha=1.5) has no standard deviation: its tail is too heavy\n" {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
	if _, stdout, _ := finetco(t, "", "dist", "5", "--format", "csv"); !strings.HasPrefix(stdout, "cell,mean,sd,skew,min,max,p1,") || !strings.Contains(stdout, "\n5,5,0,,5,5,5,") {
		t.Errorf("got %s", stdout)
	}
}

func near(a, b float64) bool { return a-b < 1e-5 && b-a < 1e-5 }

// TestDistErrors holds the form of errors: what is wrong, what was meant, and the place in the cell.
func TestDistErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	long := strings.Repeat("0.1: 5 to 6; ", 6)
	for _, c := range []struct{ cell, want string }{
		{"2,20", "finetco: dist: a comma is no decimal point; did you mean 2.20?\n    2,20\n    ^~~~\n"},
		{"pert(20; 40; 5O)", "finetco: dist: a letter stands in the place of a digit; did you mean pert(20; 40; 50)?\n    pert(20; 40; 5O)\n                 ^~\n"},
		{"-pert(1;2;3)", "finetco: dist: a minus stands before a number only; did you mean -1 * pert(1;2;3)?\n    -pert(1;2;3)\n    ^~~~~\n"},
		{"lognormal(mean=1;sd=2", "finetco: dist: the cell ends here; want ); did you mean lognormal(mean=1;sd=2)?\n    lognormal(mean=1;sd=2\n                         ^\n"},
		{"event(20%;\n日 to 5)", "finetco: dist: want a number or a distribution\n    event(20%; 日 to 5)\n               ^~\n"},
		{"x\x1b[31m", "finetco: dist: no distribution has this name\n    x\uFFFD[31m\n    ^\n"},
		{"mix(" + long + "0.1: 5 to six; " + long + "0.3: 1)", "finetco: dist: want a number\n    …0.1: 5 to 6; 0.1: 5 to six; 0.1: 5 to 6; 0.1: 5 to 6; 0.1: 5 to 6; 0…\n" +
			"                            ^~~\n"},
		{"", "finetco: dist: the cell is empty\n"},
		{"data(../secret.csv:a)", "finetco: dist: data lie in the folder of the scenario file or below it, folders separated by /\n    data(../secret.csv:a)\n         ^~~~~~~~~~~~~\n"},
		{"data(none.csv:a)", "finetco: dist: none.csv cannot be read in the current folder: no such file\n    data(none.csv:a)\n         ^~~~~~~~~~\n"},
	} {
		code, stdout, stderr := finetco(t, "", "dist", "--png", "x.png", "--", c.cell)
		if code != exitBadInput || stdout != "" || stderr != c.want {
			t.Errorf("%q: exit code %d: got\n%swant\n%s", c.cell, code, stdout+stderr, c.want)
		}
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{"want a cell, as in finetco dist '20 to 40'", nil},
		{"want one cell, got 3 words; in quotes they are one: finetco dist '20 to 40'", []string{"20", "to", "40"}},
		{"--format xml", []string{"5", "--format", "xml"}},
		{"--json --format csv", []string{"5", "--format", "csv", "--json"}},
		{"--png: want the name of a file", []string{"5", "--png", ""}},
		{"-pgn; `finetco dist --help`", []string{"5", "--pgn", "x.png"}},
	} {
		code, stdout, stderr := finetco(t, "", append([]string{"dist"}, c.args...)...)
		if code != exitBadInput || stdout != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: exit code %d: %s", c.args, code, stdout+stderr)
		}
	}
	if left, err := os.ReadDir("."); err != nil || len(left) > 0 {
		t.Errorf("a wrong cell left %v, %v", left, err)
	}
}

func TestDistPicture(t *testing.T) {
	dir := t.TempDir()
	file := writeFile(t, dir, "x.png", "an earlier picture")
	var pictures [2][]byte
	for i := range pictures {
		code, _, stderr := finetco(t, "", "dist", "20 to 40", "--png", file)
		if code != exitDone || stderr != "The picture is in "+file+".\n" {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pictures[i] = content
	}
	if !bytes.Equal(pictures[0], pictures[1]) || len(sums(t, dir)) != 1 {
		t.Errorf("two pictures differ, or more was written: %v", sums(t, dir))
	}
	img, err := png.Decode(bytes.NewReader(pictures[0]))
	if err != nil {
		t.Fatal(err)
	}
	if size := img.Bounds().Size(); size.X != 1440 || size.Y != 810 {
		t.Errorf("size %v", size)
	}
	for _, name := range []string{dir, filepath.Join(dir, "none", "x.png")} {
		if code, stdout, stderr := finetco(t, "", "dist", "20 to 40", "--png", name); code != exitFailed || stdout != "" || !strings.Contains(stderr, "--png: ") {
			t.Errorf("%s: exit code %d: %s", name, code, stdout+stderr)
		}
	}
}

// TestReplaceFile: a failure leaves the earlier file, a link stays one.
func TestReplaceFile(t *testing.T) {
	dir := t.TempDir()
	file := writeFile(t, dir, "x", "before")
	link := filepath.Join(dir, "link")
	if err := os.Symlink("x", link); err != nil {
		t.Fatal(err)
	}
	holds := func(want string) {
		t.Helper()
		content, err := os.ReadFile(file)
		if err != nil || string(content) != want {
			t.Errorf("holds %q, %v; want %q", content, err, want)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
			t.Errorf("%v, %v", entries, err)
		}
	}
	full := errors.New("no space left")
	err := replaceFile(file, func(w io.Writer) error { return errors.Join(second(io.WriteString(w, "half")), full) })
	if !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	holds("before")
	if err := replaceFile(link, func(w io.Writer) error { return second(io.WriteString(w, "after")) }); err != nil {
		t.Error(err)
	}
	holds("after")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info, err)
	}
}

func second(_ int, err error) error { return err }

func TestDistFailingOutput(t *testing.T) {
	var stderr bytes.Buffer
	code := run(context.Background(), []string{"finetco", "dist", "5"}, strings.NewReader(""), failing{}, &stderr)
	if code != exitFailed || !strings.Contains(stderr.String(), "broken pipe") {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
}

// TestCheckWarnsOfHeavyTails: the warning names file, line, column, scenario and input, and the cells are listed all the same.
func TestCheckWarnsOfHeavyTails(t *testing.T) {
	table := writeFile(t, t.TempDir(), "lora.csv", "scenario,examples\na,pareto(min=100; alpha=1.5)\n")
	code, stdout, stderr := finetco(t, "", "check", table)
	want := table + `:2:3: warning: examples of scenario "a": pareto(min=100; alpha=1.5) has no standard deviation: its tail is too heavy` + "\n1 scenario in order, with 1 warning\n"
	if code != exitDone || stderr != want || !strings.Contains(stdout, "pareto(min=100; alpha=1.5)") {
		t.Errorf("exit code %d: got\n%swant\n%s", code, stderr, want)
	}
}
