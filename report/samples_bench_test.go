package report

import (
	"context"
	"io"
	"testing"

	"finetco/scenarios"
	"finetco/sim"
	"finetco/sim/draws"
)

// BenchmarkSamples writes the example's first scenario; the simulation is not measured.
func BenchmarkSamples(b *testing.B) {
	project, _ := scenarios.Load([]scenarios.Tables{scenarios.Example()}, scenarios.Options{})
	s := project.Scenarios[0]
	m, err := sim.Compile(s)
	if err != nil {
		b.Fatal(err)
	}
	var block *sim.Trials
	for block = range m.Replay(context.Background(), sim.Options{Design: draws.Sobol}, 512) {
	}
	for name, newWriter := range map[string]func(*SampleColumns) sampleWriter{
		"csv":     func(c *SampleColumns) sampleWriter { return NewCSVSamples(io.Discard, c) },
		"parquet": func(c *SampleColumns) sampleWriter { return NewParquetSamples(io.Discard, c, &sim.Result{}, Options{}) },
	} {
		b.Run(name, func(b *testing.B) {
			out := newWriter(columnsOf(project.Scenarios))
			if err := out.Scenario(s); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := out.Write(block); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/512, "ns/trial")
		})
	}
}
