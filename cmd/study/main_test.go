package main

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"finetco/sim/draws"
)

// study runs an experiment and returns its page.
func study(t *testing.T, args ...string) string {
	t.Helper()
	var page bytes.Buffer
	if err := newApp(&page, io.Discard).Run(append([]string{"study"}, args...)); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

// TestExperimentsRun, each small: a table of so many rows, the same for one worker and for two.
func TestExperimentsRun(t *testing.T) {
	for _, test := range []struct {
		args []string
		rows int
	}{
		{[]string{"variance", "--seeds", "3", "--trials", "64"}, 3},
		{[]string{"coverage", "--seeds", "3", "--trials", "64", "--truth-trials", "1024"}, 9},
		{[]string{"drivers", "--seeds", "2", "--trials", "256", "--reference-trials", "256", "--scenario", "small model"}, 49},
		{[]string{"importance", "--trials", "64"}, len(draws.Dimensions())},
	} {
		one, two := study(t, append(test.args, "--workers", "1")...), study(t, append(test.args, "--workers", "2")...)
		if one != two {
			t.Errorf("%s prints something else with two workers", test.args[0])
		}
		if rows := strings.Count("\n"+one, "\n| ") - 1; rows != test.rows { // without the header
			t.Errorf("%s: %d rows, want %d:\n%s", test.args[0], rows, test.rows, one)
		}
		if strings.Contains(one, "NaN") {
			t.Errorf("%s prints undefined numbers:\n%s", test.args[0], one)
		}
	}
}

func TestTooSmallAnExperimentIsRefused(t *testing.T) {
	for _, args := range [][]string{{"variance", "--seeds", "1"}, {"coverage", "--trials", "31"}, {"variance", "--scenario", "clod"}} {
		if err := newApp(io.Discard, io.Discard).Run(append([]string{"study"}, args...)); err == nil {
			t.Errorf("%v is accepted", args)
		}
	}
}
