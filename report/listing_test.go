package report

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"finetco/scenarios"
)

// numbered is a listing of n rows that ends with an error, if there is one.
func numbered(n int, err error) *Listing {
	return &Listing{header: []string{"name", "value", "odd"}, rows: func(yield func([]any, error) bool) {
		for i := range n {
			if !yield([]any{strings.Repeat("é", i%7) + fmt.Sprint(i), float64(i), i%2 == 1}, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}}
}

// A table that is drawn in pieces looks as if it were one.
func TestLongTables(t *testing.T) {
	for _, n := range []int{0, 1, rowsOfPiece, rowsOfPiece + 1, 3 * rowsOfPiece} {
		var text bytes.Buffer
		if err := numbered(n, nil).Write(&text, "table"); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(text.String(), "\n"), "\n")
		if len(lines) != n+2 {
			t.Fatalf("%d rows make %d lines", n, len(lines))
		}
		at := strings.Index(lines[0], "value")
		for i, line := range lines[2:] {
			if value := strings.Fields(string([]rune(line)[at:]))[0]; value != fmt.Sprintf("%.4g", float64(i)) {
				t.Fatalf("%d rows: line %d has %q below the value", n, i, value)
			}
		}
	}
}

func TestNumbersOfTables(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", 0.0366666: "0.03667", 12.3456: "12.35", 9999.4: "9999", 9999.6: "10000", 812345: "812345", -27723.4: "-27723", 3e14: "300000000000000",
		3e15: "3e+15", 1.5e-7: "1.5e-07", math.NaN(): "",
	} {
		if got := shown(x); got != want {
			t.Errorf("%v is shown as %s, want %s", x, got, want)
		}
	}
}

// An error of the rows is the error of the writing, before the first line of a table; only as many rows as are asked for
// are made.
func TestRowsThatFail(t *testing.T) {
	failure := errors.New("the table changed")
	for _, format := range ListingFormats() {
		var text bytes.Buffer
		if err := numbered(3, failure).Only("value").Write(&text, format); !errors.Is(err, failure) {
			t.Errorf("%s: error %v", format, err)
		}
		if format == "table" && text.Len() > 0 {
			t.Errorf("a table begins although its rows fail: %q", text.String())
		}
		if err := numbered(30_000, nil).Write(&full{0}, format); !errors.Is(err, errFull) {
			t.Errorf("%s: a full disk is %v", format, err)
		}
	}
}

// What is listed is written as it streams, however many scenarios there are.
func TestCellsStream(t *testing.T) {
	set, diagnostics := scenarios.Check([]scenarios.Tables{scenarios.Example()}, scenarios.Options{})
	if set == nil {
		t.Fatal(diagnostics)
	}
	const times = 100
	for _, format := range ListingFormats() {
		streamed, passes := 0, 0
		list := Cells(func(yield func(*scenarios.Scenario, error) bool) {
			passes++
			for range times {
				for s, err := range set.Scenarios() {
					if streamed++; !yield(s, err) {
						return
					}
				}
			}
		})
		first := 0
		err := list.Write(writerFunc(func(p []byte) (int, error) {
			if first == 0 {
				first = streamed
			}
			return len(p), nil
		}), format)
		if all := passes * times * len(set.Names); err != nil || streamed != all || first > all-(times-10)*len(set.Names) {
			t.Errorf("%s: the first byte is written after %d of %d scenarios in %d passes, error %v", format, first, streamed, passes, err)
		}
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
