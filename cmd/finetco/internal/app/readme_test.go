package app

import (
	"os"
	"strings"
	"testing"
)

// TestReadmeCommandsWork runs every finetco command of the README, in its order, in an empty folder.
func TestReadmeCommandsWork(t *testing.T) {
	if testing.Short() {
		t.Skip("a dozen whole runs")
	}
	readme, err := os.ReadFile("../../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	commands := 0
	for line := range strings.Lines(string(readme)) {
		line, _, _ = strings.Cut(line, "#")
		arguments, found := strings.CutPrefix(strings.TrimSpace(line), "go run ./cmd/finetco ")
		if !found {
			continue
		}
		commands++
		if code, stdout, stderr := finetco(t, "", words(arguments)...); code != exitDone || stdout == "" {
			t.Errorf("%s: exit code %d\n%s", line, code, stderr)
		}
	}
	if commands < 5 {
		t.Errorf("only %d commands in the README", commands)
	}
}

// words splits a command line at spaces outside of single quotes.
func words(line string) []string {
	var all []string
	for k, part := range strings.Split(line, "'") {
		if k%2 == 1 {
			all = append(all, part)
			continue
		}
		all = append(all, strings.Fields(part)...)
	}
	return all
}
