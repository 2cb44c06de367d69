package draws

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// joeKuoCSV holds the direction numbers of Joe and Kuo (2008), the first 1,111 dimensions of their set D6
// ("new-joe-kuo-6"): a primitive polynomial a row, with all its coefficient bits, and its initial m₁ … m_degree. It is
// embedded as it came and read a row at a time, when a stream asks for its dimension.
//
//go:embed joe-kuo-1111.csv
var joeKuoCSV string

// maxDimension is the number of rows of joeKuoCSV.
const maxDimension = 1111

// directions returns the generating matrix of a Sobol' dimension, 1 … maxDimension. Column j is what bit j of a
// point's Gray code adds to it, a 64-bit fraction written backwards: bit 0 is worth ½, bit 1 ¼. Written so, scrambles
// can run on it at once.
func directions(dimension int) [64]uint64 {
	degree, polynomial, m := joeKuo(dimension)
	var columns [64]uint64
	for j := range columns {
		if j < len(m) {
			columns[j] = bits.Reverse64(m[j] << (63 - j))
			continue
		}
		if degree == 0 { // the first dimension, van der Corput's: the identity
			columns[j] = 1 << j
			continue
		}
		// Bratley and Fox, Algorithm 659, equation 2: v_j = a₁v_{j−1} ⊕ … ⊕ v_{j−degree} ⊕ v_{j−degree}/2^degree.
		v := columns[j-degree] << degree // backwards, so that a left shift divides
		for k := 1; k <= degree; k++ {
			if polynomial>>(degree-k)&1 == 1 {
				v ^= columns[j-k]
			}
		}
		columns[j] = v
	}
	return columns
}

// joeKuo reads one row of the table. It panics on a damaged one, which a test of all rows rules out.
func joeKuo(dimension int) (degree int, polynomial uint64, m []uint64) {
	rest := joeKuoCSV
	for range dimension { // the header, then the rows before
		_, rest, _ = strings.Cut(rest, "\n")
	}
	line, _, _ := strings.Cut(rest, "\n")
	fields := strings.Split(strings.TrimSuffix(line, "\r"), ",")
	number := func(text string) uint64 {
		n, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			panic(fmt.Sprintf("draws: direction numbers, dimension %d: %v", dimension, err))
		}
		return n
	}
	if len(fields) != 4 || number(fields[0]) != uint64(dimension) {
		panic(fmt.Sprintf("draws: direction numbers, dimension %d: got row %q", dimension, line))
	}
	for _, text := range strings.Fields(fields[3]) {
		m = append(m, number(text))
	}
	return int(number(fields[1])), number(fields[2]), m
}
