package draws

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// dimensionsCSV gives streams Sobol' dimensions of their own, ordered by importance over the presets: low dimensions
// are spread best, in particular two and three at a time. The order is that of `go run ./cmd/study importance`, the mean
// share of the variance of total_usd that a stream has a hand in (docs/accuracy.md). Moving a row changes the draws of
// the streams it passes.
//
//go:embed dimensions.csv
var dimensionsCSV string

// dimensions maps stream names to dimensions, from 1.
var dimensions = sync.OnceValue(func() map[string]int {
	lines := strings.Split(strings.TrimSpace(dimensionsCSV), "\n")[1:] // without the header
	table := make(map[string]int, len(lines))
	for i, line := range lines {
		number, name, _ := strings.Cut(line, ",")
		if number != strconv.Itoa(i+1) || table[name] != 0 {
			panic("draws: dimensions.csv: want dimensions from 1 without a gap and each name once, got " + strconv.Quote(line))
		}
		table[name] = i + 1
	}
	return table
})

// Dimensions returns the names of the streams that have a Sobol' dimension of their own, the first dimension's first.
func Dimensions() []string {
	names := make([]string, len(dimensions()))
	for name, dimension := range dimensions() {
		names[dimension-1] = name
	}
	return names
}
