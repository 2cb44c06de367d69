package batch

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"finetco/cmd/finetco/internal/folder"
	"finetco/scenarios"
	"finetco/sim"
	"finetco/sim/draws"
)

// BenchmarkRows simulates a batch and writes its growing files: rows in which five cells are new to the table. One
// lifetime a row shows what a row costs whatever its number of lifetimes.
func BenchmarkRows(b *testing.B) {
	const rows = 250
	for _, trials := range []int{1, 4096, 16384} {
		b.Run(fmt.Sprintf("trials=%d", trials), func(b *testing.B) {
			b.ReportAllocs()
			turn := 0
			for b.Loop() {
				set, diagnostics := scenarios.Check([]scenarios.Tables{varied(b, rows, turn)}, scenarios.Options{})
				if set == nil {
					b.Fatal(diagnostics)
				}
				out, err := folder.Open(filepath.Join(b.TempDir(), fmt.Sprint("out", turn)))
				if err != nil {
					b.Fatal(err)
				}
				store, err := Start(out.Journal(), run, false)
				if err != nil {
					b.Fatal(err)
				}
				batch := Batch{Set: set, Sim: sim.Options{Trials: trials, Seed: 1, Design: draws.Sobol}, Result: &sim.Result{}, Out: out, Store: store}
				if _, err := batch.Run(context.Background()); err != nil {
					b.Fatal(err)
				}
				if err := store.Close(); err != nil {
					b.Fatal(err)
				}
				if err := out.Discard(); err != nil {
					b.Fatal(err)
				}
				turn++
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/rows, "µs/row")
		})
	}
}

// varied is a table whose rows have five cells of their own, others at every turn.
func varied(b *testing.B, rows, turn int) scenarios.Tables {
	presets := scenarios.Presets()
	var table strings.Builder
	table.WriteString("scenario,preset,examples,ml_engineer_hours,requests_per_month,traffic_growth,gpu_usd_per_hour\n")
	for row := range rows {
		n := turn*rows + row
		fmt.Fprintf(&table, "s%d,%s,pert(1000; 3000; %d),200 to %d,lognormal(p10=20k; p90=%d),triangular(-2%%; 1%%; %.7f),gamma(mean=1.5; sd=%.7f)\n",
			row, presets[row%5], 9000+n, 600+n, 300_000+n, 0.05+float64(n)*1e-6, 0.6+float64(n)*1e-6)
	}
	tables, err := scenarios.Reader("rows.csv", strings.NewReader(table.String()))
	if err != nil {
		b.Fatal(err)
	}
	return tables
}
