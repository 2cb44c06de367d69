package sim

import (
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
				block := newBlock(m, m.streams(source, source))
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

// BenchmarkDraws fills blocks without living them.
func BenchmarkDraws(b *testing.B) {
	m := example(b)[0]
	for _, design := range draws.Designs() {
		b.Run(fmt.Sprintf("design=%s", design), func(b *testing.B) {
			source := draws.NewSource(design, 1)
			block := newBlock(m, m.streams(source, source))
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
