package lifetime

import (
	"fmt"
	"math"
	"testing"

	"finetco/sim/draws"
)

// TestCoarsePointsAreBrownian: the coarse points are linear in their scores; unit scores one at a time give the walk's
// matrix, whose products must be the covariance min(s, t) of a Brownian motion with unit steps a month.
func TestCoarsePointsAreBrownian(t *testing.T) {
	for _, horizon := range []int{60, 64, MaxMonths} {
		points := coarsePointsWithin(horizon)
		ends := horizon / coarseStep // coarse points within the horizon
		covariance := make([][]float64, ends)
		for j := range covariance {
			covariance[j] = make([]float64, ends)
		}
		for k := range points {
			life := New(&Model{Horizon: horizon})
			life.booked = horizon
			life.drawn = &Drawn{}
			life.drawn.Inputs[gpuPriceVolatility] = 0.2
			scores := make([]float64, points)
			scores[k] = 1
			life.luck = &Luck{Prices: Sequence{leading: scores, events: &draws.Events{}}}
			life.cohort.drawPrices(life.cohort.lives)
			life.walkPrices()
			for i := range ends {
				for j := range ends {
					covariance[i][j] += life.walk[(i+1)*coarseStep-1] * life.walk[(j+1)*coarseStep-1]
				}
			}
		}
		for i := range ends {
			for j := range ends {
				if want := float64(coarseStep * (min(i, j) + 1)); math.Abs(covariance[i][j]-want) > 1e-12*want {
					t.Fatalf("horizon %d: covariance of points %d and %d is %v, want %v", horizon, i, j, covariance[i][j], want)
				}
			}
		}
	}
}

// TestPriceWalkHasUnitSteps: over n walks a step's variance is χ²/n, whose standard error is √(2/n), and neighboring
// steps are uncorrelated with a standard error of 1/√n; six of them are left by one in 5e8, of 2·119 here.
func TestPriceWalkHasUnitSteps(t *testing.T) {
	const n = 40_000
	for _, horizon := range []int{61, MaxMonths} {
		model := &Model{Horizon: horizon}
		block := NewChance(draws.NewSource(draws.Random, 12), model, nil).NewBlock(n)
		block.Fill(0, n)
		life := New(model)
		life.booked = horizon
		life.drawn = &Drawn{}
		life.drawn.Inputs[gpuPriceVolatility] = 0.2
		var squares, products [MaxMonths]float64
		for i := range n {
			life.luck = block.Luck(i)
			life.cohort.drawPrices(life.cohort.lives)
			life.walkPrices()
			before := 0.0
			for m := range horizon {
				step := life.walk[m]
				if m > 0 {
					step -= life.walk[m-1]
				}
				squares[m] += step * step
				products[m] += step * before
				before = step
			}
		}
		for m := range horizon {
			if v := squares[m] / n; math.Abs(v-1) > 6*math.Sqrt(2.0/n) {
				t.Errorf("horizon %d: the step of month %d has variance %.4f", horizon, m, v)
			}
			if c := products[m] / n; math.Abs(c) > 6/math.Sqrt(n) {
				t.Errorf("horizon %d: the steps of months %d and %d have covariance %.4f", horizon, m-1, m, c)
			}
		}
	}
}

// TestPriceWalkDoesNotDependOnTheHorizon, up to it, while the coarse points are the same.
func TestPriceWalkDoesNotDependOnTheHorizon(t *testing.T) {
	walk := func(horizon int) string {
		model := &Model{Horizon: horizon}
		block := NewChance(draws.NewSource(draws.Sobol, 3), model, nil).NewBlock(1)
		block.Fill(40, 1)
		life := New(model)
		life.booked = horizon
		life.drawn = &Drawn{}
		life.drawn.Inputs[gpuPriceVolatility] = 0.2
		life.luck = block.Luck(0)
		life.cohort.drawPrices(life.cohort.lives)
		life.walkPrices()
		return fmt.Sprint(life.walk[:20])
	}
	for _, horizon := range []int{21, 60, MaxMonths} {
		if walk(horizon) != walk(20) {
			t.Errorf("the first 20 months of %d differ from those of 20", horizon)
		}
	}
}
