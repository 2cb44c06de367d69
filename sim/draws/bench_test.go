package draws

import (
	"fmt"
	"slices"
	"testing"
)

// perDraw reports the time of one draw of a block.
func perDraw(b *testing.B, draws int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(draws), "ns/draw")
}

func BenchmarkFill(b *testing.B) {
	for _, test := range []struct {
		design Design
		name   string
	}{{Random, "input/examples"}, {Sobol, "input/examples"}, {Sobol, "risk/audit/occurs"}, {LatinHypercube, "input/examples"}} {
		b.Run(fmt.Sprintf("design=%s/stream=%s", test.design, test.name), func(b *testing.B) {
			stream := NewSource(test.design, 1).Stream(test.name)
			dst := make([]float64, 1024)
			b.ReportAllocs()
			first := uint64(0)
			for b.Loop() {
				stream.Fill(dst, first)
				first += uint64(len(dst))
			}
			perDraw(b, len(dst))
		})
	}
}

func BenchmarkStream(b *testing.B) {
	for _, design := range Designs() {
		b.Run("design="+string(design), func(b *testing.B) {
			source := NewSource(design, 1)
			b.ReportAllocs()
			for b.Loop() {
				source.Stream("input/examples")
			}
		})
	}
}

func BenchmarkGenerator(b *testing.B) {
	events := NewSource(Sobol, 1).Events("event/failures")
	b.Run("start", func(b *testing.B) {
		trial := uint64(0)
		for b.Loop() {
			g := events.Generator(trial)
			if g.Uniform() < 0 {
				b.Fatal("below 0")
			}
			trial++
		}
	})
	b.Run("Uniform", func(b *testing.B) {
		g := events.Generator(1)
		dst := make([]float64, 1024)
		for b.Loop() {
			for j := range dst {
				dst[j] = g.Uniform()
			}
		}
		perDraw(b, len(dst))
	})
	b.Run("Fill", func(b *testing.B) {
		g := events.Generator(1)
		dst := make([]float64, 1024)
		for b.Loop() {
			g.Fill(dst)
		}
		perDraw(b, len(dst))
	})
}

// BenchmarkScores applies the default structure to the 50 inputs of direction other than 0 that presets leave
// uncertain most often: the pairs, then the catalog from its beginning.
func BenchmarkScores(b *testing.B) {
	directions, names, pairs := catalog(b)
	const inputs, block = 50, 1024
	for _, structure := range []struct {
		name        string
		defaultRank float64
		extra       []RankPair
	}{{"groups", .05, nil}, {"whole", .8, []RankPair{{0, 3, -.1}}}} {
		b.Run(fmt.Sprintf("inputs=%d/structure=%s", inputs, structure.name), func(b *testing.B) {
			ask := asked{defaultRank: structure.defaultRank, pairs: structure.extra}
			place := map[int]int{}
			add := func(i int) {
				if _, ok := place[i]; !ok && len(place) < inputs && directions[i] != 0 {
					place[i] = len(place)
					ask.names, ask.directions = append(ask.names, names[i]), append(ask.directions, directions[i])
				}
			}
			for _, pair := range pairs {
				add(pair.A)
				add(pair.B)
				ask.pairs = append(ask.pairs, RankPair{place[pair.A], place[pair.B], pair.Rank})
			}
			for i := range names {
				add(i)
			}
			d, warnings, err := NewDependence(ask.directions, ask.names, ask.defaultRank, ask.pairs)
			if err != nil || (warnings != nil) != (structure.extra != nil) {
				b.Fatal(warnings, err)
			}
			columns, common := independentScores(ask.names, block)
			b.ReportAllocs()
			for b.Loop() {
				d.Scores(columns, common)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/block, "ns/trial")
		})
	}
}

func BenchmarkNewDependence(b *testing.B) {
	directions, names, pairs := catalog(b)
	for _, structure := range []struct {
		name        string
		defaultRank float64
		extra       []RankPair
	}{
		{"groups", .05, nil},
		{"whole", .5, []RankPair{{4, 5, .03}}},
		{"scaled", .9, []RankPair{{4, 5, -.1}}},
		{"nearest", .05, []RankPair{{3, 4, .9}, {4, 5, .9}, {3, 5, -.9}}},
	} {
		b.Run(fmt.Sprintf("inputs=%d/structure=%s", len(names), structure.name), func(b *testing.B) {
			for b.Loop() {
				_, warnings, err := NewDependence(directions, names, structure.defaultRank, slices.Concat(pairs, structure.extra))
				if err != nil || (warnings != nil) != (structure.extra != nil) {
					b.Fatal(warnings, err)
				}
			}
		})
	}
}
