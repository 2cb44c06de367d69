package draws_test

import (
	"fmt"

	"finetco/sim/draws"
)

// The draws of a block of trials, and of what happens inside one of them.
func Example() {
	source := draws.NewSource(draws.Sobol, 1)
	stream := source.Stream("input/labeling_rate")
	block := make([]float64, 4)
	stream.Fill(block, 1000)
	fmt.Printf("trials 1000 to 1003: %.4f\n", block)
	fmt.Printf("trial 1002 alone:    %.4f\n", stream.At(1002))

	failures := source.Events("event/failures")
	generator := failures.Generator(1002)
	fmt.Printf("inside trial 1002:   %.4f, %.4f\n", generator.Uniform(), generator.Uniform())
	// Output:
	// trials 1000 to 1003: [0.8488 0.8306 0.4456 0.6177]
	// trial 1002 alone:    0.4456
	// inside trial 1002:   0.7778, 0.6786
}

// Two prices of one market, and hours that the common factor alone ties to them.
func ExampleNewDependence() {
	names := []string{"gpu_usd_per_hour", "ml_engineer_hours", "serving_gpu_usd_per_hour"}
	dependence, warnings, err := draws.NewDependence([]int{1, 1, 1}, names, 0.05, []draws.RankPair{{A: 0, B: 2, Rank: 0.9}})
	if err != nil {
		fmt.Println(err)
		return
	}
	columns := [][]float64{{-1, 0, 1}, {0, 0, 0}, {0, 0, 0}} // independent normal scores of three trials
	dependence.Scores(columns, []float64{0, 0, 0})
	for i, name := range names {
		fmt.Printf("%-24s %7.4f\n", name, columns[i])
	}
	fmt.Println(len(warnings), "warnings")
	// Output:
	// gpu_usd_per_hour         [-0.9735  0.0000  0.9735]
	// ml_engineer_hours        [ 0.0000  0.0000  0.0000]
	// serving_gpu_usd_per_hour [-0.8789  0.0000  0.8789]
	// 0 warnings
}
