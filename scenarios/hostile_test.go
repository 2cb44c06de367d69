package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// hostile holds tables that someone might send to see what gives: other encodings, control characters, names that are
// paths, numbers that cannot be held. What is said about NAME.csv and its companions stands beside it in NAME.txt.
const hostile = "../testdata/hostile"

func TestHostileTables(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(hostile, "*.csv"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no tables in %s: %v", hostile, err)
	}
	for _, path := range paths {
		base := strings.TrimSuffix(filepath.Base(path), ".csv")
		if strings.Contains(base, ".") {
			continue // a companion
		}
		t.Run(base, func(t *testing.T) {
			project, diagnostics := Load([]Tables{inFolder(hostile, base+".csv")}, Options{})
			got := text(diagnostics)
			if project != nil {
				got = "accepted:\n"
				for _, s := range project.Scenarios {
					got += fmt.Sprintf("%+q, notes %+q\n", s.Name, s.Notes)
				}
				got += text(project.Warnings)
			}
			for line := range strings.SplitSeq(got, "\n") {
				if strings.ContainsFunc(line, obeyed) {
					t.Errorf("%q holds what a terminal obeys", line)
				}
			}
			same(t, filepath.Join(hostile, base+".txt"), got)
		})
	}
}

// obeyed are the characters that a terminal does not show but follow.
func obeyed(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

// same compares with the expected file, or writes it anew.
func same(t *testing.T, expected, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(expected, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(expected)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
