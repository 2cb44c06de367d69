package scenarios

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// zeros is an endless file.
type zeros struct{ line string }

func (z zeros) Read(p []byte) (int, error) {
	return copy(p, strings.Repeat(z.line, len(p)/len(z.line)+1)), nil
}
func (z zeros) Close() error { return nil }

func TestLimitsAreNamed(t *testing.T) {
	header := "scenario,notes\n"
	for name, c := range map[string]struct {
		table io.Reader
		want  string
	}{
		"row": {
			io.MultiReader(strings.NewReader(header+"a,\nb,"), zeros{"x"}),
			"lora.csv:3:1: want rows of at most 1 MiB\n    got more\n",
		},
		"quote": {
			io.MultiReader(strings.NewReader(header+"a,\nb,\"x\n"), zeros{"x\n"}),
			"lora.csv:3:3: want rows of at most 1 MiB\n    the quote that opens here is not closed\n",
		},
		"cell": {
			strings.NewReader(header + "a,\n\"b\",\"" + strings.Repeat("x", maxCellBytes+1) + "\"\n"),
			"lora.csv:3:5: want cells of at most 65536 bytes\n    got 65537 bytes; is a quote missing?\n",
		},
		"columns": {
			strings.NewReader(strings.Repeat("x,", maxColumns) + "scenario\n"),
			"lora.csv:1:2049: want at most 1024 columns\n    got 1025\n",
		},
		"name": {
			strings.NewReader(header + strings.Repeat("é", maxNameRunes) + ",\n" + strings.Repeat("x", maxNameRunes+1) + ",\n"),
			"lora.csv:3:1: scenario: want a name of at most 200 letters\n    got " + quote(strings.Repeat("x", maxNameRunes+1)) + "\n",
		},
	} {
		tables := Tables{Scenarios: Table{Name: "lora.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(c.table), nil }}}
		if got := refused(t, Options{}, tables); got != c.want {
			t.Errorf("%s:\n%swant\n%s", name, got, c.want)
		}
	}
}

func TestRowLimit(t *testing.T) {
	rows, err := newRawRows("lora.csv", strings.NewReader("v\n"+strings.Repeat("1\n", maxRows)))
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = rows.next()
	}
	// The header counts as a row.
	if want := fmt.Sprintf("lora.csv:%d:1: want at most %d rows\n    split the table", maxRows+1, maxRows); err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestFileLimit(t *testing.T) {
	rows, err := newRawRows("lora.csv", zeros{strings.Repeat("x", 1023) + "\n"})
	for err == nil {
		_, err = rows.next()
	}
	if want := "lora.csv: cannot be read\n    want a file of at most 64 MiB"; err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestStandardInputIsBounded(t *testing.T) {
	if _, err := Reader("stdin", zeros{"a\n"}); err == nil || err.Error() != "stdin: want a file of at most 64 MiB" {
		t.Errorf("got %v", err)
	}
}

func TestProblemsAreBounded(t *testing.T) {
	table := "scenario,labelers\n" + strings.Repeat("a,x\n", maxProblems+10)
	_, diagnostics := Load([]Tables{written("lora.csv", table)}, Options{})
	if len(diagnostics) != maxProblems+1 {
		t.Errorf("%d diagnostics, want %d", len(diagnostics), maxProblems+1)
	}
	last := diagnostics[len(diagnostics)-1].String()
	// Every row's cell, and a name that is taken in every row but the first.
	problems := 2*(maxProblems+10) - 1
	if want := fmt.Sprintf("lora.csv: %d more problems are not shown", problems-maxProblems); last != want {
		t.Errorf("the last is %s, want %s", last, want)
	}
}

func TestEntriesOfAScenarioAreBounded(t *testing.T) {
	var costs strings.Builder
	costs.WriteString("scenario,cost,timing,usd\n")
	for i := range maxEntries + 1 {
		fmt.Fprintf(&costs, "*,c%d,once,1\na,d%d,once,1\n", i, i)
	}
	got := refused(t, Options{}, written("lora.csv", "scenario\na\n", "lora.costs.csv", costs.String()))
	want := "lora.costs.csv:1002:1: cost \"c500\" of scenario \"*\": want at most 500 rows for a scenario\n" +
		"lora.costs.csv:1003:1: cost \"d500\" of scenario \"a\": want at most 500 rows for a scenario\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Looking for the names that were meant must not take the square of the table.
func TestManyWrongNamesTakeLittleTime(t *testing.T) {
	var table, costs strings.Builder
	table.WriteString("scenario\n")
	costs.WriteString("scenario,cost,timing,usd\n")
	for i := range 20_000 {
		fmt.Fprintf(&table, "a scenario of the number %d\n", i)
		fmt.Fprintf(&costs, "a sxenario of the number %d,c,once,1\n", i)
	}
	_, diagnostics := Load([]Tables{written("lora.csv", table.String(), "lora.costs.csv", costs.String())}, Options{})
	if first := diagnostics[0]; first.Hint != `"a scenario of the number 0"` {
		t.Errorf("got %s", first)
	}
	hints := 0
	for _, d := range diagnostics {
		if d.Hint != "" {
			hints++
		}
	}
	if most := maxComparisons / 20_000; hints > most {
		t.Errorf("%d hints, want at most %d", hints, most)
	}
}
