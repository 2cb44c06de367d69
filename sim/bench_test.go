package sim

import (
	"context"
	"fmt"
	"testing"

	"finetco/sim/draws"
	"finetco/sim/lifetime"
)

// perLifetime reports ns/lifetime of a benchmark whose every turn lives n of them.
func perLifetime(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/lifetime")
}

// BenchmarkBlock lives blocks of lifetimes of the embedded scenarios, everything included but the estimates.
func BenchmarkBlock(b *testing.B) {
	for _, m := range example(b) {
		for _, design := range draws.Designs() {
			b.Run(fmt.Sprintf("scenario=%s/design=%s", m.Scenario.Name, design), func(b *testing.B) {
				source := draws.NewSource(design, 1)
				block := newBlock(m, m.streams(source))
				b.ReportAllocs()
				first := uint64(0)
				for b.Loop() {
					block.run(first, blockSize, func(_ int, life *lifetime.Lifetime) { life.Outputs() })
					first += blockSize
				}
				perLifetime(b, blockSize)
			})
		}
	}
}

// BenchmarkEstimates turns the lifetimes of an embedded scenario, compared with another, into all that is said of them.
func BenchmarkEstimates(b *testing.B) {
	models := example(b)
	for _, trials := range []int{1 << 12, 1 << 16} {
		b.Run(fmt.Sprintf("trials=%d", trials), func(b *testing.B) {
			o := Options{Trials: trials, Seed: 1, Design: draws.Sobol, Workers: 1}
			base := &sample{role: asBaseline}
			live(b, models[1], base, o)
			s := &sample{role: compared, yardstick: base.yardstickOf(models[1])}
			live(b, models[0], s, o)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := models[0].summarize(context.Background(), s, o); err != nil {
					b.Fatal(err)
				}
			}
			perLifetime(b, trials)
		})
	}
}

// BenchmarkDraws fills blocks without living them.
func BenchmarkDraws(b *testing.B) {
	m := example(b)[0]
	for _, design := range draws.Designs() {
		b.Run(fmt.Sprintf("design=%s", design), func(b *testing.B) {
			source := draws.NewSource(design, 1)
			block := newBlock(m, m.streams(source))
			b.ReportAllocs()
			first := uint64(0)
			for b.Loop() {
				block.draw(first, blockSize)
				first += blockSize
			}
			perLifetime(b, blockSize)
		})
	}
}
