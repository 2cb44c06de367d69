package estimates

import (
	"math"
	"slices"
	"testing"
)

func TestRankAgreesWithSorting(t *testing.T) {
	var w Workspace
	var ranking Ranking
	for _, n := range []int{65536, 1000, 2, 1, 0} { // a ranking is filled again
		for name, column := range shapes(n) {
			w.Rank(&ranking, column)
			order := make([]int32, n)
			for i := range order {
				order[i] = int32(i)
			}
			slices.SortStableFunc(order, func(a, b int32) int {
				if column[a] < column[b] {
					return -1
				}
				if column[a] > column[b] {
					return 1
				}
				return 0
			})
			if !slices.Equal(order, ranking.Order) {
				t.Errorf("%s, n=%d: order differs from that of a stable sort", name, n)
			}
			var total float64
			for _, rank := range ranking.MidRanks {
				total += rank
			}
			got := make([]float64, len(testLevels))
			ranking.Percentiles(got, column, testLevels)
			for i, want := range bySorting(column, testLevels) {
				if math.Float64bits(got[i]) != math.Float64bits(want) {
					t.Errorf("%s, n=%d: P%v = %v, sorting gives %v", name, n, testLevels[i], got[i], want)
				}
			}
			near(t, name+": sum of mid-ranks", total, float64(n)*float64(n+1)/2, 1e-12)
		}
	}
}

func TestMidRanks(t *testing.T) {
	var w Workspace
	var ranking Ranking
	w.Rank(&ranking, []float64{5, 1, 5, -2, 5, 1})
	if want := []float64{5, 2.5, 5, 1, 5, 2.5}; !slices.Equal(ranking.MidRanks, want) {
		t.Errorf("mid-ranks %v, want %v", ranking.MidRanks, want)
	}
	if want := []int32{3, 1, 5, 0, 2, 4}; !slices.Equal(ranking.Order, want) {
		t.Errorf("order %v, want %v", ranking.Order, want)
	}
}

func TestRankCorrelations(t *testing.T) {
	var w Workspace
	a := []float64{1, 2, 3, 4, 5}
	got := w.RankCorrelations([][]float64{
		a,
		{1, 8, 27, 64, 125},  // rises with it
		{0, -1, -2, -3, -40}, // falls
		{2, 1, 4, 3, 5},      // 1 − 6·Σd²/(n(n²−1)) = 1 − 6·4/120
		{1, 1, 2, 2, 3},      // ties: mid-ranks 1.5 1.5 3.5 3.5 5, 9/√(10·9)
		{7, 7, 7, 7, 7},
	})
	for k, want := range []float64{1, 1, -1, 0.8, 9 / math.Sqrt(90), math.NaN()} {
		near(t, "rank correlation", got[0][k], want, 1e-12)
		near(t, "its mirror image", got[k][0], want, 1e-12)
	}
	if got[2][2] != 1 || !math.IsNaN(got[5][5]) || !math.IsNaN(got[5][2]) {
		t.Errorf("diagonal %v and %v, constant with another %v", got[2][2], got[5][5], got[5][2])
	}
}
