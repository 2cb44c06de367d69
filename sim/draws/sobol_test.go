package draws

import (
	"encoding/csv"
	"math"
	"math/bits"
	"os"
	"strconv"
	"strings"
	"testing"
)

// table reads a CSV file: its header and its rows.
func table(t testing.TB, path string) (header []string, rows [][]string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records[0], records[1:]
}

// TestUnscrambledPoints compares with published points, in Gray-code order from the origin.
func TestUnscrambledPoints(t *testing.T) {
	for _, path := range []string{"testdata/unscrambled-8d-16.csv", "testdata/unscrambled-selected-64.csv"} {
		header, rows := table(t, path)
		for column, label := range header {
			dimension, err := strconv.Atoi(strings.TrimPrefix(label, "d"))
			if err != nil {
				t.Fatal(err)
			}
			s := sobol{columns: directions(dimension)}
			for index, row := range rows {
				want, err := strconv.ParseFloat(row[column], 64)
				if err != nil {
					t.Fatal(err)
				}
				if got := float64(bits.Reverse64(s.point(uint64(index)))) * 0x1p-64; got != want {
					t.Errorf("dimension %d, point %d: got %v, want %v", dimension, index, got, want)
				}
			}
		}
	}
}

// TestDirectionNumbers checks what every row must have for its dimension to be a (0, 1)-sequence, and that no two
// dimensions are the same.
func TestDirectionNumbers(t *testing.T) {
	seen := map[[64]uint64]int{}
	for dimension := 1; dimension <= maxDimension; dimension++ {
		degree, polynomial, m := joeKuo(dimension)
		if bits.Len64(polynomial) != degree+1 || polynomial&1 != 1 {
			t.Errorf("dimension %d: polynomial %b of degree %d", dimension, polynomial, degree)
		}
		if len(m) != max(degree, 1) {
			t.Errorf("dimension %d: %d initial numbers for degree %d", dimension, len(m), degree)
		}
		columns := directions(dimension)
		for j, column := range columns {
			if bits.Len64(column) != j+1 {
				t.Errorf("dimension %d: column %d has its last digit at %d, want %d", dimension, j, bits.Len64(column), j+1)
			}
		}
		if other := seen[columns]; other != 0 {
			t.Errorf("dimensions %d and %d are the same", other, dimension)
		}
		seen[columns] = dimension
	}
	if rows := strings.Count(joeKuoCSV, "\n") - 1; rows != maxDimension {
		t.Errorf("%d rows of direction numbers, want %d", rows, maxDimension)
	}
}

// TestIntervalsHoldTheirShare: of an aligned block of 2^k points of one replicate, each of 2^k equal intervals holds
// one. The trials are taken as they come, so this also tests where a trial finds its point.
func TestIntervalsHoldTheirShare(t *testing.T) {
	forKinds(t, func(t *testing.T, design Design, name string) {
		if design == Random {
			t.Skip("random has no nets")
		}
		for seed := range uint64(3) {
			stream := NewSource(design, seed).Stream(name)
			for _, k := range []int{0, 1, 5, 6, 7, 10} {
				size := uint64(1) << k
				for _, block := range []uint64{0, 1, 6, 1 << 20 / size} {
					u := make([]float64, size*Replicates)
					stream.Fill(u, block*size*Replicates)
					for r := range Replicates {
						seen := make([]bool, size)
						for i := range int(size) {
							seen[int(u[i*Replicates+r]*float64(size))] = true
						}
						for interval, hit := range seen {
							if !hit {
								t.Fatalf("seed %d, replicate %d, block %d of %d points: interval %d is empty", seed, r, block, size, interval)
							}
						}
					}
				}
			}
		}
	})
}

// TestRectanglesHoldTheirShare: the first two dimensions are a (0, 2)-sequence, in which every rectangle of sides 2^−a
// and 2^−(k−a) holds one point of an aligned block of 2^k; for any later pair of the first eight, rectangles of area
// 2^(t−k) hold 2^t, t the sum of the polynomials' degrees less one each (Sobol' 1967).
func TestRectanglesHoldTheirShare(t *testing.T) {
	const k, size = 10, 1 << 10
	names := make([]string, 9)
	for name, dimension := range dimensions() {
		if dimension <= 8 {
			names[dimension] = name
		}
	}
	source := NewSource(Sobol, 1)
	for second := 2; second <= 8; second++ {
		for first := 1; first < second; first++ {
			quality := 0
			for _, dimension := range []int{first, second} {
				degree, _, _ := joeKuo(dimension)
				quality += max(degree-1, 0)
			}
			for _, block := range []uint64{0, 3} {
				x, y := make([]float64, size*Replicates), make([]float64, size*Replicates)
				source.Stream(names[first]).Fill(x, block*size*Replicates)
				source.Stream(names[second]).Fill(y, block*size*Replicates)
				checkRectangles(t, x, y, k, quality)
			}
		}
	}
}

// checkRectangles looks at all shapes of rectangles of area 2^(quality−k).
func checkRectangles(t *testing.T, x, y []float64, k, quality int) {
	t.Helper()
	for r := range Replicates {
		for a := range k - quality + 1 {
			wide, high := float64(uint(1)<<a), float64(uint(1)<<(k-quality-a))
			counts := make([]int, 1<<(k-quality))
			for i := r; i < len(x); i += Replicates {
				counts[int(x[i]*wide)*int(high)+int(y[i]*high)]++
			}
			for rectangle, count := range counts {
				if count != 1<<quality {
					t.Fatalf("replicate %d: rectangle %d of %v × %v holds %d points, want %d", r, rectangle, wide, high, count, 1<<quality)
				}
			}
		}
	}
}

// TestDimensionsTable: every input that can be uncertain has a dimension, and every name in the table is one that a
// lifetime asks for.
func TestDimensionsTable(t *testing.T) {
	want := map[string]bool{"common": true, "event/misses": true, "event/failures": true}
	for event, count := range map[string]int{"triggers": 4, "upgrades": 3, "prices": 15} {
		for i := range count {
			want["event/"+event+"/"+strconv.Itoa(i+1)] = true
		}
	}
	_, inputs := table(t, "../../scenarios/embedded/inputs.csv")
	for _, input := range inputs {
		if kind := input[3]; kind == "number" {
			want["input/"+input[0]] = true
		}
	}
	for name := range want {
		if dimensions()[name] == 0 {
			t.Errorf("%s has no dimension", name)
		}
	}
	for name, dimension := range dimensions() {
		if !want[name] {
			t.Errorf("dimension %d: nothing draws %q", dimension, name)
		}
	}
}

// TestVarianceOfOneDimension: n = 2^k points of one replicate are one uniform in each of n intervals, independent of
// one another. So the mean has variance 1/(12n³) exactly; digits that hang together would show.
func TestVarianceOfOneDimension(t *testing.T) {
	const seeds = 2000
	forKinds(t, func(t *testing.T, design Design, name string) {
		if design == Random {
			t.Skip("random has no nets")
		}
		for _, k := range []int{1, 4, 7} {
			n := 1 << k
			u := make([]float64, n*Replicates)
			sum := 0.0
			for seed := range uint64(seeds) {
				NewSource(design, seed).Stream(name).Fill(u, 0)
				for r := range Replicates {
					mean := 0.0
					for i := range n {
						mean += u[i*Replicates+r] - 0.5
					}
					mean /= float64(n)
					sum += mean * mean
				}
			}
			ratio := sum / (seeds * Replicates) * 12 * math.Pow(float64(n), 3)
			// The mean is a sum of uniforms, of fourth moment at most 3 variances squared: variance 2 of the square.
			if chance := 6.11 * math.Sqrt(2.0/(seeds*Replicates)); math.Abs(ratio-1) > chance {
				t.Errorf("%d points: variance %.4f times Owen's, by chance 1 ± %.4f", n, ratio, chance)
			}
		}
	})
}

// TestReplicatesTellTheError: the spread of the 16 replicates' estimates must be, on average over seeds, the true
// error of the pooled estimate, for a function with a jump and products over three dimensions. And that error must be
// what one takes a Sobol' sequence for: its square below a twentieth of that of independent draws.
func TestReplicatesTellTheError(t *testing.T) {
	const seeds, points, trials = 4000, 64, 64 * Replicates
	names := [3]string{"common", "input/examples", "event/misses"}
	columns := [3][]float64{make([]float64, trials), make([]float64, trials), make([]float64, trials)}
	errors := map[Design]float64{}
	for _, design := range Designs() {
		squared, claimed := 0.0, 0.0
		for seed := range uint64(seeds) {
			for k, name := range names {
				NewSource(design, seed).Stream(name).Fill(columns[k], 0)
			}
			var means [Replicates]float64
			for i := range trials {
				a, b, c := columns[0][i], columns[1][i], columns[2][i]
				f := 2 * (a + b*c - 0.75) // mean 0
				if a+b > 1 {
					f += a * c // mean ∫a²·½ = 1/6
				}
				means[i%Replicates] += (f - 1.0/6) / points
			}
			pooled, spread := 0.0, 0.0
			for _, m := range means {
				pooled += m / Replicates
			}
			for _, m := range means {
				spread += (m - pooled) * (m - pooled) / (Replicates - 1)
			}
			squared += pooled * pooled / seeds
			claimed += spread / Replicates / seeds
		}
		// Pooled errors are near normal, so their mean square has a relative variance of 2/seeds, the claim's a 15th.
		chance := 6.11 * math.Sqrt(2.0/seeds*(1+1.0/15))
		if ratio := squared / claimed; math.Abs(ratio-1) > chance {
			t.Errorf("%s: squared error %.3g, claimed %.3g: ratio %.3f, by chance 1 ± %.3f", design, squared, claimed, ratio, chance)
		}
		errors[design] = squared
	}
	if errors[Sobol] > errors[Random]/20 || errors[LatinHypercube] > errors[Random]/5 {
		t.Errorf("squared errors %v: want sobol below a twentieth and lhs below a fifth of random", errors)
	}
}
