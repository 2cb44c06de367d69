package sim

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"finetco/sim/draws"
)

var update = flag.Bool("update", false, "write the expected files anew")

// TestExampleIsFrozen: the numbers of the embedded example stay as they are, to 1e-9, until someone means to change them
// and says so with -update.
func TestExampleIsFrozen(t *testing.T) {
	const file = "testdata/example.txt"
	result, err := Run(context.Background(), example(t), Options{Trials: 1 << 14, Seed: 1, Design: draws.Sobol})
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	for _, s := range result.Scenarios {
		for _, m := range s.Metrics {
			fmt.Fprintf(&got, "%s\t%s\t%.12g\t%.12g\t%.12g\t%.12g\t%.12g\n",
				s.Scenario, m.Name, m.Mean, m.Percentile(50), m.Percentile(80), m.Percentile(90), m.Point)
		}
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")
	if len(gotLines) != len(wantLines) || len(gotLines) < 100 {
		t.Fatalf("%d lines, want %d", len(gotLines), len(wantLines))
	}
	for i := range gotLines {
		if !sameFigures(gotLines[i], wantLines[i]) {
			t.Errorf("got  %s\nwant %s", gotLines[i], wantLines[i])
		}
	}
}

func sameFigures(a, b string) bool {
	x, y := strings.Split(a, "\t"), strings.Split(b, "\t")
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		var p, q float64
		if x[i] == y[i] {
			continue
		}
		if _, err := fmt.Sscan(x[i], &p); err != nil {
			return false
		}
		if _, err := fmt.Sscan(y[i], &q); err != nil || math.Abs(p-q) > 1e-9*math.Abs(q) {
			return false
		}
	}
	return true
}
