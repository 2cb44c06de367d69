package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"

	"finetco/sim"
)

func terminalOf(t *testing.T, r *sim.Result, options Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Terminal(&b, r, options); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTerminalFits(t *testing.T) {
	all := fixture()
	for name, s := range edges() {
		all.Scenarios = append(all.Scenarios, s)
		checkLines(t, name, terminalOf(t, &sim.Result{Scenarios: []*sim.ScenarioResult{s}}, Options{}))
	}
	checkLines(t, "all", terminalOf(t, all, Options{}))
	checkLines(t, "none", terminalOf(t, &sim.Result{}, Options{}))
}

// checkLines checks that lines fit 80 columns and hold no control characters.
func checkLines(t *testing.T, name, report string) {
	t.Helper()
	for line := range strings.SplitSeq(report, "\n") {
		if width := text.StringWidth(line); width > terminalWidth {
			t.Errorf("%s: a line takes %d columns: %q", name, width, line)
		}
		if i := strings.IndexFunc(line, func(r rune) bool { return unicode.IsControl(r) || r == '\u202e' }); i >= 0 {
			t.Errorf("%s: control character at byte %d of %q", name, i, line)
		}
		if strings.Contains(line, "NaN") || strings.Contains(line, "Inf") {
			t.Errorf("%s: undefined number in %q", name, line)
		}
	}
}

// TestTerminalAligns checks that figures stand below each other whatever the script of the name.
func TestTerminalAligns(t *testing.T) {
	g := newGrid("scenario", "P50")
	g.row("cloud", "$1.25M")
	g.row("hébergé", "$0.81M")
	g.row("he\u0301berge\u0301", "$0.81M")
	g.row("模型微调", "$20k")
	g.row(strings.Repeat("模", 60), "$20k")
	var b bytes.Buffer
	g.write(&b)
	for line := range strings.SplitSeq(strings.TrimSpace(b.String()), "\n") {
		if !strings.Contains(line, "$") {
			continue
		}
		if got, want := text.StringWidth(line), 80; got != want {
			t.Errorf("line ends in column %d, want %d: %q", got, want, line)
		}
	}
}

func TestTerminalColor(t *testing.T) {
	r := fixture()
	plain, colored := terminalOf(t, r, Options{}), terminalOf(t, r, Options{Color: true})
	if strings.Contains(plain, "\x1b") {
		t.Error("escape sequences without color")
	}
	if stripped := strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "").Replace(colored); stripped == colored || stripped != plain {
		t.Error("with color the report should differ in emphasis alone")
	}
}

func TestHeadline(t *testing.T) {
	all := edges()
	for name, want := range map[string]string{
		"certain":   "Every simulated lifetime costs $13.20: nothing in this scenario is uncertain.",
		"nothing":   "Every simulated lifetime costs $0: nothing in this scenario is uncertain.",
		"one trial": "The one simulated lifetime costs $123k; odds need more than one.",
		"atoms":     "Ask for $400k to be 80% sure. Half of the simulated lifetimes cost more than $100k. The estimate without risk, $100k, has a 75% chance of being enough.",
		"empty":     "No lifetime was simulated.",
		"undefined": "No lifetime was simulated.",
	} {
		if got := headline(viewOf(all[name])); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestManyScenarios checks the short form: a ranked table of the first 20.
func TestManyScenarios(t *testing.T) {
	r := &sim.Result{}
	for i := range 201 {
		r.Scenarios = append(r.Scenarios, lognormalScenario(fmt.Sprintf("s%03d", i), float64(1000*(1+(i*7)%201)), 0.5, 64))
	}
	report := terminalOf(t, r, Options{})
	_, table, _ := strings.Cut(report, "never live\n")
	rows := strings.Split(table, "\n")
	if !strings.HasPrefix(rows[1], "s000 ") || !strings.HasPrefix(rows[2], "s115 ") { // 115·7 mod 201 = 1: the next
		t.Errorf("not ranked by P80: first %q, then %q", rows[1], rows[2])
	}
	if lines := strings.Count(report, "\n"); lines > 40 || !strings.Contains(report, "all 201 are in the files") {
		t.Errorf("%d lines:\n%s", lines, report)
	}
}

func ExampleTerminal() {
	r := fixture()
	r.Scenarios, r.Comparisons, r.Warnings = r.Scenarios[:1], nil, nil
	var report strings.Builder
	if err := Terminal(&report, r, Options{}); err != nil {
		fmt.Println(err)
	}
	answer, _, _ := strings.Cut(report.String(), "\n\n")
	fmt.Println(answer)
	// Output:
	// Ask for $1.25M to be 80% sure. Half of the simulated lifetimes cost more than
	// $0.83M. The estimate without risk, $0.67M, has a 35% chance of being enough. The
	// budget of $1.00M is overrun in 34% of lifetimes.
}

func BenchmarkTerminal(b *testing.B) {
	r := fixture()
	b.ReportAllocs()
	for b.Loop() {
		if err := Terminal(io.Discard, r, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
