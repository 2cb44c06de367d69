package estimates

import (
	"math"
	"testing"
)

// A scenario's estimates, all of them, at the default number of trials: 30 outputs, 50 drivers and five risks, seven
// categories and five years, a fan of 60 months, one comparison.
func BenchmarkAllEstimates(b *testing.B) {
	const n, outputs, inputs, risks, months, prefix = 65536, 30, 50, 5, 60, 8192
	columns := uniforms(n, inputs+risks, true, 15)
	total := totals(columns, func(u []float64) float64 { return 1e5 * math.Exp(sum(u)/10) })
	fresh := totals(columns, func(u []float64) float64 { return 1e5 * math.Exp(sum(u[:inputs])/10) })
	output, places, occurrences := make([][]float64, outputs), make([][]uint16, inputs), make([][]uint16, risks)
	for k := range output {
		output[k] = make([]float64, n)
		for i, y := range total {
			output[k][i] = y * columns[k][i]
		}
	}
	output[0] = total
	scores := make([]float64, n)
	for k := range places {
		for i, u := range columns[k] {
			scores[i] = normalScore(u)
		}
		places[k] = make([]uint16, n)
		ScorePlaces(places[k], scores)
	}
	for k := range occurrences {
		occurrences[k] = make([]uint16, n)
		for i, u := range columns[inputs+k] {
			occurrences[k][i] = uint16(u + 0.1)
		}
	}
	monthly, categories := make([][]float64, months), make([][]float64, 7)
	for m := range monthly {
		monthly[m] = output[m%outputs][:prefix]
	}
	for k := range categories {
		categories[k] = output[1+k][:prefix]
	}
	var w Workspace
	var ranking Ranking
	w.Rank(&ranking, total)
	for _, step := range []struct {
		name string
		run  func()
	}{
		{"summaries", func() {
			for _, column := range output {
				w.Summarize(Replicated(column), testLevels)
			}
		}},
		{"ranking", func() { w.Rank(&ranking, total) }},
		{"drivers", func() {
			d := w.NewDrivers(total, &ranking)
			for _, column := range places {
				d.NormalScore(&w, column)
			}
			for _, column := range occurrences {
				d.Risk(&w, column)
			}
		}},
		{"fans", func() { w.Fans(monthly) }},
		{"rest", func() {
			for _, level := range []float64{50, 80, 90} {
				w.Allocate(1e6, &ranking, level, output[1:8])
				w.Allocate(1e6, &ranking, level, output[8:13])
			}
			w.ExpectedShortfall(total, &ranking)
			ranking.Histogram(total)
			w.RankCorrelations(categories)
			EventLuckShare(total[:prefix], fresh[:prefix])
			ranking.ProbabilityOver(total, 1e6)
			ranking.ProbabilityEnough(total, 1e6)
			ShareAbove(output[1], output[2])
			ShareAtLeast(output[3], 1e6)
			RatioOfMeans(output[1], output[2])
			w.Compare(Replicated(total), Replicated(output[1]), []float64{5, 10, 50, 90, 95})
		}},
	} {
		b.Run(step.name+"/trials=65536", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				step.run()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/trial")
		})
	}
}
