package sim

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"finetco/distributions"
	"finetco/sim/draws"
	"finetco/sim/lifetime"
)

// BenchmarkGrowth shows what a lifetime costs as the question grows: by trials, workers and scenarios for whole runs,
// estimates included, on one worker but for the second; by uncertain inputs, months and risks for the lifetimes alone.
func BenchmarkGrowth(b *testing.B) {
	for _, trials := range []int{1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20} {
		b.Run(fmt.Sprintf("trials=%d", trials), func(b *testing.B) { growRun(b, example(b)[:1], trials, 1) })
	}
	for _, workers := range []int{1, 2, 4} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) { growRun(b, example(b)[:1], 1<<18, workers) })
	}
	for _, rows := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("scenarios=%d", rows), func(b *testing.B) {
			table := "scenario,preset\n"
			for row := range rows {
				table += fmt.Sprintf("%d,self-hosted\n", row)
			}
			growRun(b, load(b, table, nil), 1<<12, 1)
		})
	}
	for _, uncertain := range []int{0, 12, 25, 50} {
		b.Run(fmt.Sprintf("inputs=%d", uncertain), func(b *testing.B) { growBlock(b, withUncertain(b, uncertain)) })
	}
	for _, months := range []int{12, 30, 60, 120} {
		b.Run(fmt.Sprintf("months=%d", months), func(b *testing.B) {
			growBlock(b, load(b, fmt.Sprintf("scenario,preset,horizon_months,service_months\na,self-hosted,%d,-\n", months), nil)[0])
		})
	}
	for _, risks := range []int{0, 10, 100} {
		b.Run(fmt.Sprintf("risks=%d", risks), func(b *testing.B) {
			register := "scenario,risk,phase,probability,per_year,usd,delay_months,source\n"
			for risk := range risks {
				register += fmt.Sprintf("*,%d,%s\n", risk, []string{"build,10%,,5k to 20k,0.5 to 2,", "operate,,0.1 to 0.5,5k to 20k,,"}[risk%2])
			}
			growBlock(b, load(b, "scenario,preset\na,self-hosted\n", map[string]string{"risks": register})[0])
		})
	}
}

// growRun simulates scenarios and estimates everything.
func growRun(b *testing.B, models []*Model, trials, workers int) {
	for b.Loop() {
		if _, err := Run(context.Background(), models, Options{Trials: trials, Seed: 1, Design: draws.Sobol, Workers: workers}); err != nil {
			b.Fatal(err)
		}
	}
	perLifetime(b, trials*len(models))
}

// growBlock draws and lives blocks of one scenario's lifetimes.
func growBlock(b *testing.B, m *Model) {
	source := draws.NewSource(draws.Sobol, 1)
	block := newBlock(m, m.streams(source))
	first := uint64(0)
	for b.Loop() {
		block.run(first, blockSize, func(_ int, life *lifetime.Lifetime) { life.Outputs() })
		first += blockSize
	}
	perLifetime(b, blockSize)
}

// withUncertain is the self-hosted preset of which only so many inputs, the first of the catalog, are uncertain and the
// others stand at their medians.
func withUncertain(b *testing.B, n int) *Model {
	const table = "scenario,preset\na,self-hosted\n"
	all := load(b, table, nil)[0]
	if n > len(all.inputs) {
		b.Fatalf("%d uncertain inputs", len(all.inputs))
	}
	var set []string
	for _, u := range all.inputs[n:] {
		median := distributions.Median(all.Scenario.Cells[u.input].Distribution)
		set = append(set, strings.Join([]string{u.name, strconv.FormatFloat(median, 'f', -1, 64)}, "="))
	}
	return load(b, table, nil, set...)[0]
}
