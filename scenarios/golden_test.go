package scenarios

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the expected files anew")

// wrong holds mistaken tables. What is said about NAME.csv and its companions stands beside it in NAME.txt.
const wrong = "../testdata/wrong"

func TestMistakesAreExplained(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(wrong, "*.csv"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no tables in %s: %v", wrong, err)
	}
	for _, path := range paths {
		base := strings.TrimSuffix(filepath.Base(path), ".csv")
		if strings.Contains(base, ".") {
			continue // a companion
		}
		t.Run(base, func(t *testing.T) {
			project, diagnostics := Load([]Tables{inFolder(wrong, base+".csv")}, Options{})
			if project != nil {
				t.Errorf("%s was accepted", path)
			}
			same(t, filepath.Join(wrong, base+".txt"), text(diagnostics))
		})
	}
}

// inFolder returns tables on disk under names without their folder.
func inFolder(dir, name string) Tables {
	tables := FromFS(os.DirFS(dir), name)
	tables.Folder = folder(dir)
	return tables
}

func text(diagnostics []Diagnostic) string {
	var b strings.Builder
	for _, d := range diagnostics {
		b.WriteString(d.String())
		b.WriteByte('\n')
	}
	return b.String()
}
