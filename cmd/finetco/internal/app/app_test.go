package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// finetco runs a command line and returns its exit code, standard output and standard error.
func finetco(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(context.Background(), append([]string{"finetco"}, args...), strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

func writeFile(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// sums returns the SHA-256 of every file below dir.
func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = fmt.Sprintf("%x", sha256.Sum256(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWarningsOfTablesStandInTheReport(t *testing.T) {
	out := filepath.Join(t.TempDir(), "report")
	code, stdout, _ := finetco(t, "", "run", "--plots", "none", "--trials", "512", "--scenario", "cloud", "--set", "cloud:review_fraction=20%", "--out", out)
	page, err := os.ReadFile(filepath.Join(out, "report.md"))
	if code != exitDone || err != nil {
		t.Fatalf("exit code %d, %v", code, err)
	}
	const want = "pair examples, review_fraction has no effect in \"cloud\"; review_fraction is a constant there"
	plain := strings.NewReplacer("\n", " ", "\\", "")
	for name, text := range map[string]string{"the terminal": stdout, "report.md": string(page)} {
		if text := plain.Replace(text); !strings.Contains(text, want) || strings.Contains(text, "warning: pair") {
			t.Errorf("%s does not say that %s", name, want)
		}
	}
}

func TestSameBytesForAnyNumberOfWorkers(t *testing.T) {
	dir := t.TempDir()
	report := func(name string, args ...string) map[string]string {
		out := filepath.Join(dir, name)
		code, _, stderr := finetco(t, "", append([]string{"run", "--quiet", "--trials", "2000", "--out", out}, args...)...)
		if code != exitDone {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		return sums(t, out)
	}
	one := report("one", "--workers", "1")
	for _, name := range []string{"result.json", "summary.csv", "assumptions.csv", "cloud/histogram.png", "small model/scurve.png"} {
		if one[name] == "" {
			t.Errorf("no %s in %v", name, one)
		}
	}
	for _, workers := range []string{"2", "7"} {
		other := report(workers, "--workers", workers)
		if len(other) != len(one) {
			t.Errorf("%d files, %d files", len(one), len(other))
		}
		for name, sum := range one {
			if other[name] != sum {
				t.Errorf("%s differs between 1 and %s workers", name, workers)
			}
		}
	}
	if other := report("seed", "--seed", "2"); other["result.json"] == one["result.json"] || other["cloud/histogram.png"] == one["cloud/histogram.png"] {
		t.Error("another seed gave the same bytes")
	}
	if again := report("one", "--workers", "2"); len(again) != len(one) {
		t.Error("a report does not replace the earlier one")
	}
}

func TestTenMistakesAreTenErrorsAndNothingIsWritten(t *testing.T) {
	dir := t.TempDir()
	wrong := writeFile(t, dir, "wrong.csv", "scenario,preset,labeling_rate,gpu_usd_per_hour,overhead_percent,exampels\n"+
		"a,self-hosted,fast,\"2,20\",22,1\n"+
		"a,self-hostd,10,1,20%,\n")
	writeFile(t, dir, "wrong.risks.csv", "scenario,risk,phase,probability,per_year,usd,delay_months,source\n"+
		"a,leak,operate,120%,,1000,,\na,leak2,opperate,10%,,1000,,\n")
	writeFile(t, dir, "wrong.costs.csv", "scenario,cost,timing,usd,source\nb,desk,monthly,10,\na,desk,weekly,10,\n")
	out := filepath.Join(dir, "report")
	code, stdout, stderr := finetco(t, "", "run", wrong, "--out", out)
	if code != exitBadInput || stdout != "" {
		t.Errorf("exit code %d, output %q", code, stdout)
	}
	places := regexp.MustCompile(`(?m)^\S*wrong(\.risks|\.costs)?\.csv:\d+:\d+: `).FindAllString(stderr, -1)
	if len(places) != 10 {
		t.Errorf("%d errors with a place, want 10:\n%s", len(places), stderr)
	}
	if strings.Count(stderr, "\n    ") != 10 {
		t.Errorf("not every error says how to mend it:\n%s", stderr)
	}
	for _, left := range []string{out, out + ".partial"} {
		if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s was written", left)
		}
	}
}

// An interrupt ends the reading of tables, and is told instead of what the rest of them would have been.
func TestInterruptedReading(t *testing.T) {
	dir := t.TempDir()
	table := writeFile(t, dir, "table.csv", "scenario\n"+strings.Repeat("a\n", 1<<12)) // wrong in every row
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, args := range [][]string{{"run", table, "--seed", "x", "--out", filepath.Join(dir, "report")}, {"check", table}, {"explain", table, "--point"}} {
		var stdout, stderr bytes.Buffer
		code := run(ctx, append([]string{"finetco"}, args...), strings.NewReader(""), &stdout, &stderr)
		if code != exitInterrupted || stdout.Len() > 0 || stderr.String() != "finetco: interrupted\n" {
			t.Errorf("%v: exit code %d: %s", args, code, stderr.String())
		}
	}
}

func TestBadUsage(t *testing.T) {
	dir := t.TempDir()
	good := writeFile(t, dir, "good.csv", "scenario\na\n")
	foreign := filepath.Join(dir, "photos")
	if err := os.Mkdir(foreign, 0o755); err != nil {
		t.Fatal(err)
	}
	writeFile(t, foreign, "cat.png", "meow")
	for _, c := range []struct {
		want []string // in the message
		args []string
	}{
		{[]string{`no command "cheek"`, "did you mean check?"}, []string{"cheek"}},
		{[]string{"trails"}, []string{"run", "--trails", "10"}},
		{[]string{"--trials 0: want 1 to 1000000000", "--seed 1.5: want a whole number", "--sampling sobbol", "did you mean sobol?"},
			[]string{"run", "--trials", "0", "--seed", "1.5", "--sampling", "sobbol"}},
		{[]string{"nowhere.csv", "no such file"}, []string{"run", filepath.Join(dir, "nowhere.csv")}},
		{[]string{"photos", "--out"}, []string{"run", good, "--out", foreign}},
		{[]string{`"b"`}, []string{"run", good, "--scenario", "b"}},
		{[]string{"did you mean examples?"}, []string{"run", good, "--set", "exampels=5"}},
		{[]string{"--budget"}, []string{"run", good, "--budget", "a lot"}},
		{[]string{"--plots gif"}, []string{"run", good, "--plots", "gif"}},
		{[]string{"one FILE"}, []string{"run", good, good, "--risks", good}},
		{[]string{"--seed 1e20: want 0 to 9007199254740991"}, []string{"run", good, "--seed", "1e20"}},
		{[]string{"--out: want the name of a folder"}, []string{"run", good, "--out", ""}},
		{[]string{"--baseline : no such scenario"}, []string{"run", good, "--baseline", ""}},
		{[]string{"--format xml"}, []string{"check", good, "--format", "xml"}},
		{[]string{"--group datta", "did you mean data?"}, []string{"inputs", "--group", "datta"}},
		{[]string{"self-hosted"}, []string{"init", dir, "--preset", "self-hostd"}},
	} {
		code, stdout, stderr := finetco(t, "", c.args...)
		if code != exitBadInput || stdout != "" {
			t.Errorf("%v: exit code %d, output %q", c.args, code, stdout)
		}
		for _, want := range c.want {
			if !strings.Contains(stderr, want) {
				t.Errorf("%v: want %q in\n%s", c.args, want, stderr)
			}
		}
	}
	if content, err := os.ReadFile(filepath.Join(foreign, "cat.png")); err != nil || string(content) != "meow" {
		t.Error("a foreign folder was touched")
	}
}

// TestFlagsAndFiles: flags stand before and after files, standard input is a file, commas belong to cells.
func TestFlagsAndFiles(t *testing.T) {
	dir := t.TempDir()
	table := "scenario,preset\na,none\nb,none\nc,none\n"
	good := writeFile(t, dir, "good.csv", table)
	for _, args := range [][]string{
		{"run", good, "--trials", "500", "--scenario", "b", "--set", "b:dataset_usd=uniform(10, 20)", "--budget=$15", "--plots", "none", "--out", filepath.Join(dir, "x")},
		{"run", "--trials=500", "--scenario=b", "--plots=none", "--set=b:dataset_usd=uniform(10, 20)", "--budget", "15", "--out", filepath.Join(dir, "x"), "-"},
	} {
		code, _, stderr := finetco(t, table, args...)
		if code != exitDone {
			t.Fatalf("%v: exit code %d: %s", args, code, stderr)
		}
		text, err := os.ReadFile(filepath.Join(dir, "x", "result.json"))
		if err != nil {
			t.Fatal(err)
		}
		var result struct {
			Schema    string
			Trials    int
			Scenarios []struct {
				Scenario      string
				Probabilities struct {
					OverBudget float64 `json:"over_budget"`
				}
				Metrics map[string]struct{ Min, Max float64 }
			}
		}
		if err := json.Unmarshal(text, &result); err != nil {
			t.Fatal(err)
		}
		if result.Schema != "finetco/result/1" || result.Trials != 500 || len(result.Scenarios) != 1 {
			t.Fatalf("%+v", result)
		}
		s := result.Scenarios[0]
		// 500 trials of a fair coin lie within 6 standard errors of a half.
		if s.Scenario != "b" || s.Probabilities.OverBudget < 0.36 || s.Probabilities.OverBudget > 0.64 {
			t.Errorf("%+v", s)
		}
		if m := s.Metrics["total_usd"]; m.Min < 10 || m.Max > 20 || m.Max-m.Min < 5 {
			t.Errorf("%+v", m)
		}
	}
}

func TestInitNeverOverwrites(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	if code, _, stderr := finetco(t, "", "init", dir, "--preset", "rag"); code != exitDone {
		t.Fatal(stderr)
	}
	before := sums(t, dir)
	code, _, stderr := finetco(t, "", "init", dir)
	if code != exitBadInput || strings.Count(stderr, "is there already") != len(before) {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if after := sums(t, dir); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error("init changed files")
	}
	project := filepath.Join(dir, "project.csv")
	if code, _, stderr := finetco(t, "", "check", project); code != exitDone {
		t.Error(stderr)
	}
	if code, _, stderr := finetco(t, "", "run", project, "--trials", "200", "--plots", "none", "--out", filepath.Join(dir, "report")); code != exitDone {
		t.Error(stderr)
	}
}

func TestInterruptedRunLeavesTheEarlierReport(t *testing.T) {
	out := filepath.Join(t.TempDir(), "report")
	if code, _, stderr := finetco(t, "", "run", "--quiet", "--trials", "200", "--plots", "none", "--out", out); code != exitDone {
		t.Fatal(stderr)
	}
	before := sums(t, out)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr bytes.Buffer
	if code := run(ctx, []string{"finetco", "run", "--out", out}, strings.NewReader(""), &stdout, &stderr); code != exitInterrupted {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
	if after := sums(t, out); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error("the earlier report changed")
	}
	if _, err := os.Stat(out + ".partial"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("half a report was left behind")
	}
}

// failing is standard output after its reader went away.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestFailingOutputIsAnError(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"inputs"}, {"check"}, {"help"}, {"run", "--trials", "100", "--plots", "none", "--out", filepath.Join(t.TempDir(), "report")}} {
		var stderr bytes.Buffer
		code := run(context.Background(), append([]string{"finetco"}, args...), strings.NewReader(""), failing{}, &stderr)
		if code != exitFailed || !strings.Contains(stderr.String(), "broken pipe") {
			t.Errorf("%v: exit code %d: %s", args, code, stderr.String())
		}
	}
}

func TestListings(t *testing.T) {
	code, stdout, _ := finetco(t, "", "inputs", "--group", "data", "--json")
	var inputs []map[string]string
	if err := json.Unmarshal([]byte(stdout), &inputs); err != nil || code != exitDone {
		t.Fatal(err)
	}
	if len(inputs) != 13 || inputs[0]["input"] != "examples" || inputs[0]["rag"] != "lognormal(p10=300; p90=1500)" {
		t.Errorf("%v", inputs)
	}
	code, stdout, _ = finetco(t, "", "check", "--format", "csv")
	if code != exitDone || !strings.Contains(stdout, "\ncloud,input,labeling_rate,value,labels per labeler-hour,lognormal(p10=12; p90=60),preset,") {
		t.Errorf("exit code %d:\n%.2000s", code, stdout)
	}
	if code, stdout, _ := finetco(t, "", "version"); code != exitDone || stdout != "finetco "+Version+"\n" {
		t.Errorf("exit code %d: %q", code, stdout)
	}
}

// TestExplainAddsUp: the ledger of a lifetime sums to the total that it is announced with, to the cent.
func TestExplainAddsUp(t *testing.T) {
	code, stdout, stderr := finetco(t, "", "explain", "--scenario", "hosted", "--trial", "123", "--json", "--start", "2026-09")
	if code != exitDone {
		t.Fatal(stderr)
	}
	var e struct {
		Schema  string
		Trial   int
		Ledger  []map[string]any
		Outputs map[string]float64
	}
	if err := json.Unmarshal([]byte(stdout), &e); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, month := range e.Ledger {
		for name, usd := range month {
			if strings.HasSuffix(name, "_usd") && name != "total_usd" {
				sum += usd.(float64)
			}
		}
	}
	if e.Trial != 123 || len(e.Ledger) != 60 || e.Ledger[4]["date"] != "2027-01" || sum < 1e5 || sum-e.Outputs["total_usd"] > 0.005 || e.Outputs["total_usd"]-sum > 0.005 {
		t.Errorf("the ledger of lifetime %d sums to %.2f over %d months, the total is %.2f", e.Trial, sum, len(e.Ledger), e.Outputs["total_usd"])
	}
	total := fmt.Sprintf("%.2f", e.Outputs["total_usd"])
	_, table, _ := finetco(t, "", "explain", "--scenario", "hosted", "--trial", "123")
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(table, ",", "")), "\n")
	if !strings.Contains(lines[0], "$"+total) || !strings.HasSuffix(lines[len(lines)-1], " "+total) {
		t.Errorf("want $%s first and last in\n%s", total, table)
	}
	for _, wrong := range [][]string{{"explain"}, {"explain", "--point"}, {"explain", "--scenario", "hosted"}, {"explain", "--scenario", "hosted", "--point", "--trial", "3"}} {
		if code, _, stderr := finetco(t, "", wrong...); code != exitBadInput {
			t.Errorf("%v: exit code %d: %s", wrong, code, stderr)
		}
	}
	if code, stdout, _ := finetco(t, "", "explain", "--scenario", "hosted", "--point", "--format", "csv"); code != exitDone || strings.Count(stdout, "\n") != 61 {
		t.Errorf("exit code %d:\n%s", code, stdout)
	}
}

// TestBatchIsTheRun: more scenarios than are held at once give the same numbers as each by itself, in row order, and
// the same bytes for any number of workers.
func TestBatchIsTheRun(t *testing.T) {
	dir := t.TempDir()
	var table strings.Builder
	table.WriteString("scenario,preset,examples\n")
	for i := range 203 {
		fmt.Fprintf(&table, "s%d,small-model,%d to %d\n", i, 100+i, 1000+3*i)
	}
	file := writeFile(t, dir, "many.csv", table.String())
	report := func(name string, args ...string) map[string]string {
		out := filepath.Join(dir, name)
		code, _, stderr := finetco(t, "", append([]string{"run", file, "--quiet", "--trials", "600", "--plots", "none", "--baseline", "s7", "--out", out}, args...)...)
		if code != exitDone {
			t.Fatal(stderr)
		}
		return sums(t, out)
	}
	many := report("many", "--workers", "1")
	if again := report("again", "--workers", "5"); fmt.Sprint(again) != fmt.Sprint(many) {
		t.Error("the number of workers changed the batch")
	}
	report("few", "--scenario", "s7", "--scenario", "s201")
	lines, err := os.ReadFile(filepath.Join(dir, "many", "result.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(lines)), "\n")
	if len(rows) != 205 {
		t.Fatalf("%d lines, want a header, 203 scenarios and a closing line", len(rows))
	}
	few, err := os.ReadFile(filepath.Join(dir, "few", "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	var one struct {
		Scenarios   []map[string]any
		Comparisons []map[string]any
	}
	var row map[string]any
	var closing struct {
		Scenarios   int
		Comparisons []map[string]any
	}
	for text, into := range map[string]any{string(few): &one, rows[202]: &row, rows[204]: &closing} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(row) != fmt.Sprint(one.Scenarios[1]) {
		t.Error("s201 differs between the batch and a run of its own")
	}
	if closing.Scenarios != 203 || len(closing.Comparisons) != 202 || fmt.Sprint(closing.Comparisons[200]) != fmt.Sprint(one.Comparisons[0]) {
		t.Errorf("%d scenarios, %d comparisons", closing.Scenarios, len(closing.Comparisons))
	}
}
