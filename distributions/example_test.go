package distributions_test

import (
	"errors"
	"fmt"
	"math"

	"finetco/distributions"
)

func ExampleParse() {
	rate, err := distributions.Parse("pert(20; 40; 110)", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s: mean %.2f, P50 %.2f, P90 %.2f\n", rate, rate.Mean(), distributions.Median(rate), rate.Quantile(0.9))
	// Output: pert(20; 40; 110): mean 48.33, P50 46.39, P90 70.64
}

func ExampleParse_error() {
	_, err := distributions.Parse("2,20", nil)
	var wrong *distributions.Error
	if errors.As(err, &wrong) {
		fmt.Printf("byte %d: %q: %s; did you mean %s?\n", wrong.Offset, wrong.Got, wrong.Message, wrong.Suggestion)
	}
	// Output: byte 0: "2,20": a comma is no decimal point; did you mean 2.20?
}

func ExampleRestrict() {
	money := distributions.Domain{Min: 0, Max: math.Inf(1)}
	for _, cell := range []string{"normal(mean=50; sd=10)", "normal(mean=50; sd=30)"} {
		d, _ := distributions.Parse(cell, nil)
		kept, err := distributions.Restrict(d, money)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(kept)
	}
	// Output:
	// normal(mean=50; sd=10) trunc[0; ]
	// byte 0: want at least 0, 4.8% of it lies outside; did you mean normal(mean=50; sd=30) trunc[0; ]?
}

func ExampleCompile() {
	hours, _ := distributions.Parse("10 to 40", nil)
	table := distributions.Compile(hours)
	draws := []float64{0.05, 0.5, 0.95} // uniforms, replaced by hours
	table.FromUniforms(draws, draws)
	fmt.Printf("%.6f\n", draws)
	// Output: [10.000000 20.000000 40.000000]
}

func ExampleTable_FromScores() {
	labels, _ := distributions.Parse("100 to 400", nil)
	scores := []float64{0.05, 0.5, 0.95}
	distributions.NormalScores(scores, scores) // a copula would correlate them here
	distributions.Compile(labels).FromScores(scores, scores)
	fmt.Printf("%.6f\n", scores)
	// Output: [100.000000 200.000000 400.000000]
}
