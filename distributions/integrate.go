package distributions

import (
	"math"
	"slices"
)

const (
	remote   = 100  // a stretch of which one end is so many times as far from the median as the other is integrated by the logarithm
	powerful = 1e20 // so many units from the median a heavy tail is a power to every digit
)

// integrate computes the moments of a continuous law numerically, to some ten digits, about its median: between its breaks, and
// between quantiles, so that no narrow peak in a wide support is missed.
func integrate(d law) moments {
	i := integration{law: d, center: Median(d), edges: landmarks(d)}
	i.unit = i.largest()
	return momentsAbout(i.center, i.unit, i.moment(1), i.moment(2), i.moment(3))
}

// An integration takes a law's moments about a center in powers of a unit.
type integration struct {
	law
	center, unit float64
	edges        []float64
}

// largest returns the unit of the farthest finite edge.
func (i integration) largest() float64 {
	distance := 0.0
	for _, x := range i.edges {
		if y := math.Abs(x - i.center); !math.IsInf(y, 0) {
			distance = math.Max(distance, y)
		}
	}
	return unitOf(distance)
}

func (i integration) moment(k int) float64 {
	low, high := i.tails()
	if math.Min(low, high) <= float64(k) {
		return math.NaN()
	}
	total := 0.0
	for n := 1; n < len(i.edges); n++ {
		total += i.stretch(k, i.edges[n-1], i.edges[n])
	}
	for _, x := range i.breaks() {
		if p := i.mass(x); p > 0 {
			total += p * math.Pow((x-i.center)/i.unit, float64(k))
		}
	}
	return total + i.beyond(k, -1, low) + i.beyond(k, 1, high)
}

// stretch integrates between two edges. So much of the mass may lie next to the end at which the density is higher that no point
// sees it: what the moment is there is taken out, and multiplied by the mass of the stretch.
func (i integration) stretch(k int, a, b float64) float64 {
	there := i.times(1, k, densest(i.law, a, b)-i.center)
	density := func(x, y, dy float64) float64 {
		f, _ := i.density(x)
		f *= dy
		return i.times(f, k, y) - f*there
	}
	integral := 0.0
	switch from, to := a-i.center, b-i.center; {
	case from > 0 && to > remote*from:
		integral = area(0, math.Log(math.Min(to, i.end(b))/from), func(s float64) float64 {
			y := from * math.Exp(s)
			return density(i.center+y, y, y)
		})
	case to < 0 && from < remote*to:
		integral = area(0, math.Log(math.Max(from, -i.end(a))/to), func(s float64) float64 {
			y := to * math.Exp(s)
			return density(i.center+y, y, -y)
		})
	default:
		integral = area(a, b, func(x float64) float64 { return density(x, x-i.center, 1) })
	}
	return there*massWithin(i.law, a, b) + integral
}

// times multiplies a number by y to the power k, one factor at a time: a small density and a large cube make a moment.
func (i integration) times(x float64, k int, y float64) float64 {
	for range k {
		x *= y / i.unit
	}
	return x
}

// end returns how far from the center a stretch is followed towards a bound.
func (i integration) end(bound float64) float64 {
	low, high := i.tails()
	if math.IsInf(bound, 1) && !math.IsInf(high, 0) || math.IsInf(bound, -1) && !math.IsInf(low, 0) {
		return powerful * i.unit
	}
	return math.MaxFloat64 / 4
}

// beyond returns what lies beyond the end of a tail whose probability falls like a power: ∫ yᵏ·f dy = yᵏ⁺¹·f/(power − k).
func (i integration) beyond(k, side int, power float64) float64 {
	if math.IsInf(power, 1) {
		return 0
	}
	y := math.Copysign(powerful*i.unit, float64(side))
	f, _ := i.density(i.center + y)
	return i.times(f*math.Abs(y), k, y) / (power - float64(k))
}

// densest returns the end of a stretch at which the density is higher.
func densest(d law, a, b float64) float64 {
	f, _ := d.density(a)
	g, _ := d.density(b)
	if math.IsInf(a, 0) || g > f {
		return b
	}
	return a
}

// massWithin returns the probability between a and b, without theirs.
func massWithin(d law, a, b float64) float64 {
	if upper := before(d, b); upper < 0.5 {
		return upper - d.CDF(a)
	}
	return d.Survival(a) - d.Survival(b) - d.mass(b)
}

// landmarks returns the ends of the support, the breaks and some quantiles, those of the parts of a mixture too, ascending, and what
// is as far from the median as an end on its other side.
func landmarks(d law) []float64 {
	scores := []float64{-8, -6, -4, -2, 0, 2, 4, 6, 8}
	low, high := d.Support()
	at := slices.Concat([]float64{low, high}, d.breaks(), landscape(d, scores...))
	for _, z := range scores {
		at = append(at, d.inverse(below(z), below(-z)))
	}
	center := Median(d)
	at = append(at, center+(center-low), center-(high-center))
	at = slices.DeleteFunc(at, func(x float64) bool { return !(low <= x && x <= high) })
	slices.Sort(at)
	return slices.Compact(at)
}
