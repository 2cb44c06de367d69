package scenarios

import (
	"fmt"
	"strings"
	"testing"
)

// longTable has that many scenarios of the kind that a generator writes: most cells repeat, one in each row is new.
func longTable(rows int) Tables {
	var b strings.Builder
	b.WriteString("scenario,preset,examples,labeling_rate,gpu_usd_per_hour,requests_per_month,notes\n")
	for i := range rows {
		fmt.Fprintf(&b, "case %d,%s,lognormal(p10=%d; p90=20k),20 to %d,pert(1; 1.32; 2),100k,a note that is some words long\n",
			i, Presets()[i%5], 1000+i, 40+i%10)
	}
	tables, err := Reader("long.csv", strings.NewReader(b.String()))
	if err != nil {
		panic(err)
	}
	return tables
}

func BenchmarkCheck(b *testing.B) {
	for _, rows := range []int{1_000, 10_000} {
		tables := []Tables{longTable(rows)}
		b.Run(fmt.Sprintf("rows=%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, diagnostics := Check(tables, Options{}); len(diagnostics) > 0 {
					b.Fatal(diagnostics[0])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
		})
	}
}

func BenchmarkStream(b *testing.B) {
	const rows = 10_000
	set, diagnostics := Check([]Tables{longTable(rows)}, Options{})
	if set == nil {
		b.Fatal(diagnostics[0])
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range set.Scenarios() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
}
