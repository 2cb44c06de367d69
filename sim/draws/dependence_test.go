package draws

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// catalog returns the inputs that can be uncertain and the default pairs among them.
func catalog(t testing.TB) (directions []int, names []string, pairs []RankPair) {
	t.Helper()
	_, inputs := table(t, "../../scenarios/embedded/inputs.csv")
	for _, input := range inputs {
		if input[3] == "number" {
			direction, err := strconv.Atoi(input[4])
			if err != nil {
				t.Fatal(err)
			}
			directions, names = append(directions, direction), append(names, input[0])
		}
	}
	_, rows := table(t, "../../scenarios/embedded/correlations.csv")
	for _, row := range rows {
		rank, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, RankPair{slices.Index(names, row[0]), slices.Index(names, row[1]), rank})
	}
	return directions, names, pairs
}

// numbered returns names for n inputs: x0, x1, …
func numbered(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprint("x", i)
	}
	return names
}

func ones(n int) []int { return slices.Repeat([]int{1}, n) }

// compiled is NewDependence where it must succeed.
func compiled(t testing.TB, directions []int, defaultRank float64, pairs ...RankPair) (*Dependence, []string) {
	t.Helper()
	d, warnings, err := NewDependence(directions, numbered(len(directions)), defaultRank, pairs)
	if err != nil {
		t.Fatal(err)
	}
	return d, warnings
}

// realized multiplies a Dependence out: the correlation matrix of its scores, exactly.
func realized(d *Dependence) *mat.Dense {
	n := len(d.rows)
	weights := mat.NewDense(n, n+1, nil)
	for i, r := range d.rows {
		weights.Set(i, n, r.common)
		for _, term := range r.terms {
			weights.Set(i, term.input, term.weight)
		}
	}
	var product mat.Dense
	product.Mul(weights, weights.T())
	return &product
}

func TestNormalCorrelation(t *testing.T) {
	for rank, want := range map[float64]float64{0: 0, .3: .3128689, .5: .5176381, .8: .8134733, 1: 1, -1: -1} {
		if got := normalCorrelation(rank); math.Abs(got-want) > 5e-8 {
			t.Errorf("rank correlation %v: %v on the normal scale, want %v", rank, got, want)
		}
		if back := rankCorrelation(normalCorrelation(rank)); math.Abs(back-rank) > 1e-15 {
			t.Errorf("rank correlation %v comes back as %v", rank, back)
		}
	}
}

// TestFactorsMultiplyOut: L·Lᵀ + r·d·dᵀ is the matrix asked for, element by element as docs/model.md words it.
func TestFactorsMultiplyOut(t *testing.T) {
	directions, names, pairs := catalog(t)
	pairs = append(pairs, RankPair{slices.Index(names, "examples"), slices.Index(names, "labeling_rate"), 0},
		RankPair{slices.Index(names, "traffic_growth"), slices.Index(names, "discount_rate"), -.4})
	const defaultRank = 0.05
	d, warnings, err := NewDependence(directions, names, defaultRank, pairs)
	if err != nil || warnings != nil {
		t.Fatal(warnings, err)
	}
	product := realized(d)
	for i := range names {
		for j := range names {
			rank := defaultRank * float64(directions[i]) * float64(directions[j])
			for _, pair := range pairs {
				if pair.A == i && pair.B == j || pair.A == j && pair.B == i {
					rank = pair.Rank
				}
			}
			want := 2 * math.Sin(math.Pi*rank/6)
			if i == j {
				want = 1
			}
			if got := product.At(i, j); math.Abs(got-want) > 1e-12 {
				t.Errorf("%s with %s: %v on the normal scale, want %v", names[i], names[j], got, want)
			}
			if got := d.Target().At(i, j); got != want && math.Abs(got-want) > 1e-15 {
				t.Errorf("%s with %s: target %v, want %v", names[i], names[j], got, want)
			}
		}
	}
}

// independentScores returns columns of independent normal scores and those of a common factor.
func independentScores(names []string, n int) (columns [][]float64, common []float64) {
	source := NewSource(Random, 1)
	score := func(name string) []float64 {
		u := filled(source.Stream(name), n)
		for i := range u {
			u[i] = math.Sqrt2 * math.Erfinv(2*u[i]-1)
		}
		return u
	}
	for _, name := range names {
		columns = append(columns, score("input/"+name))
	}
	return columns, score("common")
}

// ranks returns the ranks of distinct numbers, from 0.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return x[order[a]] < x[order[b]] })
	r := make([]float64, len(x))
	for rank, i := range order {
		r[i] = float64(rank)
	}
	return r
}

// TestScoresHaveTheRankCorrelations measures Spearman's correlation between all pairs of a structure with a common
// factor, groups, both directions and a freed pair, and of one that needs a whole factor.
func TestScoresHaveTheRankCorrelations(t *testing.T) {
	const n = 1 << 15
	for label, test := range map[string]struct {
		directions  []int
		defaultRank float64
		pairs       []RankPair
		whole       bool
	}{
		"by groups": {[]int{1, -1, 0, 1, 1, -1, 1, 0}, .3, []RankPair{{0, 3, .8}, {6, 3, .5}, {1, 4, 0}, {2, 7, -.6}}, false},
		"whole":     {[]int{1, 1, 1, -1, 0}, .7, []RankPair{{0, 1, .1}, {0, 3, -.2}}, true},
	} {
		d, warnings := compiled(t, test.directions, test.defaultRank, test.pairs...)
		if (warnings != nil) != test.whole {
			t.Errorf("%s: warnings %q", label, warnings)
		}
		columns, common := independentScores(numbered(len(test.directions)), n)
		d.Scores(columns, common)
		var rankColumns [][]float64
		for k, column := range columns {
			u := make([]float64, n)
			for i, z := range column {
				u[i] = math.Erfc(-z/math.Sqrt2) / 2
			}
			if distance, chance := distance(u), dkw(n); distance > chance {
				t.Errorf("%s: score %d is %.5f from normal, by chance up to %.5f", label, k, distance, chance)
			}
			rankColumns = append(rankColumns, ranks(column))
		}
		for a := range columns {
			for b := range a {
				sum := 0.0
				for i := range n {
					difference := rankColumns[a][i] - rankColumns[b][i]
					sum += difference * difference
				}
				got := 1 - 6*sum/(n*(float64(n)*n-1))
				want := rankCorrelation(d.Target().At(a, b))
				// Fisher's z of Spearman's correlation has variance (1 + ρ²/2)/(n − 3): Bonett and Wright (2000).
				chance := 6.11 * math.Sqrt((1+want*want/2)/(n-3))
				if math.Abs(math.Atanh(got)-math.Atanh(want)) > chance {
					t.Errorf("%s: inputs %d and %d: rank correlation %.4f, want %.4f", label, b, a, got, want)
				}
			}
		}
	}
}

// TestOtherColumnsStay: an input without a pair row, wherever it stands, moves no other's draws by a bit.
func TestOtherColumnsStay(t *testing.T) {
	directions, names, pairs := catalog(t)
	const n = 100
	drawn := func(without int) map[string][]float64 {
		keep := func(i int) bool { return i != without }
		var ask asked
		place := map[int]int{}
		for i, name := range names {
			if keep(i) {
				place[i] = len(ask.names)
				ask.names, ask.directions = append(ask.names, name), append(ask.directions, directions[i])
			}
		}
		for _, pair := range pairs {
			ask.pairs = append(ask.pairs, RankPair{place[pair.A], place[pair.B], pair.Rank})
		}
		d, _, err := NewDependence(ask.directions, ask.names, .05, ask.pairs)
		if err != nil {
			t.Fatal(err)
		}
		columns, common := independentScores(ask.names, n)
		d.Scores(columns, common)
		scores := map[string][]float64{}
		for k, name := range ask.names {
			scores[name] = columns[k]
		}
		return scores
	}
	all := drawn(-1)
	for i, name := range names {
		if slices.ContainsFunc(pairs, func(p RankPair) bool { return p.A == i || p.B == i }) {
			continue
		}
		for other, scores := range drawn(i) {
			if !slices.Equal(scores, all[other]) {
				t.Errorf("adding %s moves the draws of %s", name, other)
			}
		}
	}
}

func TestScoresDoNotDependOnTheBlock(t *testing.T) {
	d, _ := compiled(t, []int{1, -1, 0, 1}, .3, RankPair{0, 3, .8}, RankPair{1, 3, 0})
	const n = 100
	whole, common := independentScores(numbered(4), n)
	parts := make([][]float64, len(whole))
	for k := range whole {
		parts[k] = slices.Clone(whole[k])
	}
	d.Scores(whole, common)
	for first := 0; first < n; first += 7 {
		last := min(first+7, n)
		block := make([][]float64, len(parts))
		for k := range parts {
			block[k] = parts[k][first:last]
		}
		d.Scores(block, common[first:last])
	}
	for k := range whole {
		if !slices.Equal(whole[k], parts[k]) {
			t.Errorf("input %d: blocks of 7 give other scores than one of %d", k, n)
		}
	}
	if allocations := testing.AllocsPerRun(5, func() { d.Scores(whole, common) }); allocations != 0 {
		t.Errorf("%v allocations", allocations)
	}
}

func TestIndependent(t *testing.T) {
	for _, test := range []struct {
		label       string
		directions  []int
		defaultRank float64
		pairs       []RankPair
		want        []bool
		common      bool
	}{
		{"no direction", []int{1, 0, -1}, .1, nil, []bool{false, true, false}, true},
		{"no default", ones(3), 0, nil, []bool{true, true, true}, false},
		{"first of a group is read", ones(4), 0, []RankPair{{1, 3, .5}}, []bool{true, false, true, false}, false},
		{"pair of 0 without a default", ones(3), 0, []RankPair{{0, 1, 0}}, []bool{true, true, true}, false},
		{"nothing uncertain", nil, .05, nil, nil, false},
	} {
		d, _ := compiled(t, test.directions, test.defaultRank, test.pairs...)
		columns, common := independentScores(numbered(len(test.directions)), 3)
		for k, want := range test.want {
			if got := d.Independent(k); got != want {
				t.Errorf("%s: input %d: independent %v, want %v", test.label, k, got, want)
			}
			if want {
				columns[k] = nil
			}
		}
		if d.UsesCommon() != test.common {
			t.Errorf("%s: uses the common factor: %v", test.label, d.UsesCommon())
		}
		if !test.common {
			common = nil
		}
		d.Scores(columns, common) // must not touch what may be nil
	}
}

func TestNewDependenceRefuses(t *testing.T) {
	for _, test := range []struct {
		directions  []int
		names       int
		defaultRank float64
		pairs       []RankPair
		want        string
	}{
		{ones(2), 3, 0, nil, "2 directions for 3 inputs"},
		{[]int{1, 2}, 2, 0, nil, "direction 2 of x1"},
		{ones(2), 2, .95, nil, "default_correlation 0.95"},
		{ones(2), 2, math.NaN(), nil, "default_correlation NaN"},
		{ones(2), 2, 0, []RankPair{{0, 2, .5}}, "pair (0, 2)"},
		{ones(2), 2, 0, []RankPair{{-1, 1, .5}}, "pair (-1, 1)"},
		{ones(2), 2, 0, []RankPair{{1, 1, .5}}, "pair of x1 with itself"},
		{ones(2), 2, 0, []RankPair{{0, 1, .5}, {1, 0, .5}}, "more than one pair of x0 and x1"},
		{ones(2), 2, 0, []RankPair{{0, 1, 1.5}}, "rank correlation 1.5 of x0 and x1"},
		{ones(2), 2, 0, []RankPair{{0, 1, math.NaN()}}, "rank correlation NaN of x0 and x1"},
	} {
		_, _, err := NewDependence(test.directions, numbered(test.names), test.defaultRank, test.pairs)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got error %v, want %q", err, test.want)
		}
	}
}
