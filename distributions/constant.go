package distributions

import "math"

// A Constant is a number without uncertainty: all its mass lies on one point.
type Constant float64

func (c Constant) Quantile(float64) float64        { return float64(c) }
func (c Constant) inverse(_, _ float64) float64    { return float64(c) }
func (c Constant) Mean() float64                   { return float64(c) }
func (c Constant) SD() float64                     { return 0 }
func (c Constant) Skewness() float64               { return math.NaN() }
func (c Constant) Support() (low, high float64)    { return float64(c), float64(c) }
func (c Constant) String() string                  { return formatNumber(float64(c)) }
func (c Constant) density(float64) (f, df float64) { return 0, 0 }
func (c Constant) breaks() []float64               { return []float64{float64(c)} }
func (c Constant) tails() (low, high float64)      { return math.Inf(1), math.Inf(1) }
func (c Constant) closed() (low, high bool)        { return true, true }

func (c Constant) CDF(x float64) float64 {
	if x >= float64(c) {
		return 1
	}
	return 0
}

func (c Constant) Survival(x float64) float64 { return 1 - c.CDF(x) }

func (c Constant) mass(x float64) float64 {
	if x == float64(c) {
		return 1
	}
	return 0
}
