package distributions

import (
	"math"
	"slices"
)

// truncated is X given low ≤ X ≤ high. An atom that only rounding put beyond a bound, as that of poisson(3) * 0.1 at
// 0.30000000000000004 beyond 0.3, lies on it.
type truncated struct {
	base         law
	low, high    float64
	under, over  float64   // P(X < low), P(X > high)
	inside, upTo float64   // P(low ≤ X ≤ high); P(X ≥ low)
	onto, down   float64   // the mass that rounding put below low, and above high
	at           []float64 // its breaks
	inner        []float64 // the base's breaks in [low, high]
	known        *memo[moments]
}

// newTruncated returns nil where less than 1e-300 of the mass lies inside.
func newTruncated(base law, low, high float64) law {
	d, inside := kept(watched(base, low, high), low, high)
	if !(inside > 1e-300) {
		return nil
	}
	return d
}

// kept truncates a law, and returns the mass inside: apart, where what lies on both sides leaves nothing of it, or what lies
// beyond a bound leaves few digits to that behind a gap.
func kept(base law, low, high float64) (d truncated, inside float64) {
	d = truncate(base, low, high)
	if !(d.inside < cancels*math.Min(d.under, d.over)) && !(d.under > 0 && d.gap(low, 1)) && !(d.over > 0 && d.gap(high, -1)) {
		return d, d.inside
	}
	between, mass := apart(base, low, high)
	d = truncate(between, low, high)
	return d, mass * d.inside
}

// gap reports whether next to a bound, above it (side 1) or below (side −1), there is no atom, and of a density none, or where no
// atoms are kept so little that nothing of the law lies on the way to its median.
func (d truncated) gap(bound float64, side int) bool {
	if stepped(d.base) || d.base.mass(bound) > 0 {
		return false
	}
	f, _ := d.base.density(math.Nextafter(bound, math.Inf(side)))
	atom := func(x float64) bool { return d.base.mass(x) > 0 }
	return f == 0 || f*math.Abs(Median(d)-bound) <= unlisted*d.inside && !slices.ContainsFunc(d.inner, atom)
}

func truncate(base law, low, high float64) truncated {
	d := truncated{base: base, low: low, high: high, upTo: 1, known: &memo[moments]{}}
	from, to := low, high
	if !math.IsInf(low, 0) {
		from, d.onto = stray(base, low, -1)
		d.under, d.upTo = before(base, from), base.Survival(from)+base.mass(from)
	}
	if !math.IsInf(high, 0) {
		to, d.down = stray(base, high, 1)
		d.over = base.Survival(to)
	}
	d.inside = d.weigh(low, high, d.under, d.upTo, d.upper(), d.over)
	if !math.IsInf(low, 0) {
		d.at = append(d.at, low)
	}
	for _, x := range base.breaks() {
		if from <= x && x <= to {
			d.inner = append(d.inner, math.Max(low, math.Min(high, x)))
		}
	}
	d.inner = slices.Compact(d.inner)
	d.at = append(d.at, d.inner...)
	if !math.IsInf(high, 0) {
		d.at = append(d.at, high)
	}
	least, most := base.Support()
	d.at = slices.DeleteFunc(slices.Compact(d.at), func(x float64) bool { return x < least || x > most })
	return d
}

// weigh returns the base's probability between a and b from the side on which less cancels, and where too much does, next
// to a bound, as the integral of the density. It is told the probabilities under a and from a up, to b and over b.
func (d truncated) weigh(a, b, under, up, to, over float64) float64 {
	if under < 0.5 && over < 0.5 && under+over < 0.9 {
		return 1 - under - over
	}
	result, lost := up-over, over
	if over > 0.5 {
		result, lost = to-under, under
	}
	if result < cancels*lost && d.smooth(a, b) {
		return massFrom(d.base, a, b-a)
	}
	return result
}

// upper returns P(X ≤ high).
func (d truncated) upper() float64 {
	if math.IsInf(d.high, 1) {
		return 1
	}
	return math.Min(d.base.CDF(d.high)+d.down, 1)
}

// smooth reports whether the base has no break in [a, b].
func (d truncated) smooth(a, b float64) bool {
	k, found := slices.BinarySearch(d.inner, a)
	return !found && (k == len(d.inner) || d.inner[k] > b)
}

// massFrom integrates a smooth density from a over a width, which may be negative and less than the floats around a tell,
// halving it until it is nearly straight.
func massFrom(d law, a, width float64) float64 {
	return halvedMass(d, a, width, fourPointMass(d, a, width), 8)
}

func halvedMass(d law, a, width, whole float64, depth int) float64 {
	width /= 2
	m := a + width
	lower, upper := fourPointMass(d, a, width), fourPointMass(d, m, width)
	if sum := lower + upper; depth == 0 || !(math.Abs(sum-whole) > 1e-10*sum) { // an error of eighth order
		return sum
	}
	return halvedMass(d, a, width, lower, depth-1) + halvedMass(d, m, width, upper, depth-1)
}

func fourPointMass(d law, a, width float64) float64 {
	sum := 0.0
	for _, g := range gauss {
		f, _ := d.density(a + g.s*width)
		sum += g.w * f
	}
	return sum * math.Abs(width)
}

func (d truncated) String() string {
	text := d.base.String()
	if base, ok := d.base.(lognormal); ok && base.isRange() {
		text = "(" + text + ")"
	}
	text += " trunc["
	if !math.IsInf(d.low, 0) {
		text += formatNumber(d.low)
	}
	text += "; "
	if !math.IsInf(d.high, 0) {
		text += formatNumber(d.high)
	}
	return text + "]"
}

func (d truncated) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

// cancels is the share of what lies beyond a bound below which a mass next to it is no difference of the base's
// probabilities any more, but the integral of its density.
const cancels = 1e-3

// inverse asks the base, and next to a bound, where the base's probabilities differ by too little, solves for the mass
// between, up to a point that the base still tells from the bound.
func (d truncated) inverse(p, q float64) float64 {
	x := d.ask(p, q)
	under, over := cancels*math.Min(d.under, d.upTo)/d.inside, cancels*math.Min(d.over, d.upper())/d.inside
	lower, upper := p < under && d.smooth(d.low, x), q < over && d.smooth(x, d.high)
	switch {
	case lower && (p <= q || !upper):
		return d.low + d.reachOf(p, d.low, d.ask(2*under, 1-2*under)-d.low)
	case upper:
		return d.high - d.reachOf(q, d.high, d.ask(1-2*over, 2*over)-d.high)
	}
	return x
}

// ask returns the base's quantile for the probabilities p and q of the truncated law, and its bounds from 0 and 1 on.
func (d truncated) ask(p, q float64) float64 {
	switch {
	case p <= 0:
		return d.low
	case q <= 0:
		return d.high
	}
	return math.Max(d.low, math.Min(d.high, d.base.inverse(d.under+p*d.inside, d.over+q*d.inside)))
}

// reachOf returns how far from a bound a tail p extends: not as far as most, which is negative at the upper bound.
func (d truncated) reachOf(p, bound, most float64) float64 {
	f, _ := d.base.density(bound)
	direction := math.Copysign(1, most)
	logMass := math.Log(p * d.inside)
	return root(0, math.Abs(most), p*d.inside/f, func(y float64) (excess, slope float64) {
		f, _ := d.base.density(bound + direction*y)
		mass := massFrom(d.base, bound, direction*y)
		if mass == 0 {
			return math.Inf(-1), math.NaN()
		}
		return math.Log(mass) - logMass, f / mass
	})
}

func (d truncated) CDF(x float64) float64 {
	switch {
	case x < d.low:
		return 0
	case x >= d.high:
		return 1
	}
	return clamp01(d.weigh(d.low, x, d.under, d.upTo, d.base.CDF(x), d.base.Survival(x)) / d.inside)
}

func (d truncated) Survival(x float64) float64 {
	switch {
	case x < d.low:
		return 1
	case x >= d.high:
		return 0
	}
	return clamp01(d.weigh(x, d.high, d.base.CDF(x), d.base.Survival(x), d.upper(), d.over) / d.inside)
}

func (d truncated) Support() (low, high float64) {
	low, high = d.base.Support()
	return math.Max(low, d.low), math.Min(high, d.high)
}

func (d truncated) density(x float64) (f, slope float64) {
	if x < d.low || x > d.high {
		return 0, 0
	}
	f, slope = d.base.density(x)
	return f / d.inside, slope / d.inside
}

func (d truncated) mass(x float64) float64 {
	if x < d.low || x > d.high {
		return 0
	}
	m := d.base.mass(x)
	if x == d.low {
		m += d.onto
	}
	if x == d.high {
		m += d.down
	}
	return m / d.inside
}

func (d truncated) breaks() []float64 { return d.at }

func (d truncated) tails() (low, high float64) {
	low, high = d.base.tails()
	if !math.IsInf(d.low, 0) {
		low = math.Inf(1)
	}
	if !math.IsInf(d.high, 0) {
		high = math.Inf(1)
	}
	return low, high
}

// closed: a bound that cuts a density is a limit; one that falls on an atom, or beyond the base, is not its own.
func (d truncated) closed() (low, high bool) {
	baseLow, baseHigh := d.base.closed()
	least, most := d.base.Support()
	a, b := d.Support()
	return baseLow && a == least && d.low <= least || d.mass(a) > 0, baseHigh && b == most && d.high >= most || d.mass(b) > 0
}
