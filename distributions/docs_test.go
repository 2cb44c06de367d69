package distributions

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The guide names every family, and its examples are cells.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile("../docs/cells.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range familyNames {
		if !strings.Contains(string(guide), "`"+name+"(") {
			t.Errorf("the guide does not describe %s", name)
		}
	}
	examples := 0
	for _, line := range strings.Split(string(guide), "\n") {
		columns := strings.Split(line, "|")
		if len(columns) != 5 || !strings.Contains(columns[3], "`") { // the first table: you know, write, example
			continue
		}
		for _, example := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(columns[3], -1) {
			if _, err := Parse(example[1], anyColumn{}); err != nil {
				t.Errorf("%s: %v", example[1], err)
			}
			examples++
		}
	}
	if examples < 15 {
		t.Errorf("only %d examples were found", examples)
	}
}

// anyColumn has every column of every file.
type anyColumn struct{}

func (anyColumn) Column(_, _ string) ([]float64, error) { return []float64{1, 2, 4}, nil }

// Every family's usage names what its forms take.
func TestUsageNamesItsArguments(t *testing.T) {
	for family, list := range forms {
		for _, f := range list {
			for _, name := range append(f.required, f.optional...) {
				if !strings.Contains(usage[family], name) {
					t.Errorf("the usage of %s does not name %s: %s", family, name, usage[family])
				}
			}
		}
	}
}
