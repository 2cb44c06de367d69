package report

import (
	"math"
	"slices"

	"finetco/distributions"
)

// A shape is a distribution made ready for drawing: where its probability lies within a window, the part spread out in
// bins, the part on single values as atoms. All of it is asked of CDF, Survival and Quantile, so that whatever has
// those can be drawn, a density that is infinite somewhere included.
type shape struct {
	d            distributions.Distribution
	low, high    float64 // the window
	below, above float64 // probability outside
	step         float64 // heights count the probability per step
	bins         []bin   // rising, without gaps; none where all lies on atoms that are drawn one by one
	atoms        []atom  // rising
	top          float64 // the height that the drawing needs
	cut          bool    // something is higher than top
}

// A bin is a stretch of values and the mean height of the density over it, atoms left out.
type bin struct{ from, to, height float64 }

// An atom is a value that has a probability of its own.
type atom struct{ x, probability float64 }

const (
	// A window is 38 cells wide, one of them on either side of the values that windowOf chooses. Bins are even parts of
	// cells, so that one ends where a support does.
	windowCells = 38

	mostBarsOfAtoms = 100    // more atoms in a window are drawn as bins
	mostNamed       = 12     // more are not labeled with their probabilities
	mostAtoms       = 20_000 // distributions with more are drawn as if they had a density
	leastAtom       = 1e-10  // less probable ones are overlooked
)

// CanDraw reports whether a cell can be drawn. Values at the ends of what a float64 can hold leave no room for the
// arithmetic of a picture.
func CanDraw(d distributions.Distribution) bool {
	const narrowest = 1e-300
	low, high, _ := window(d)
	return finite(low, high, high-low) && high-low >= narrowest
}

// window returns the values that a drawing shows: those that windowOf chooses, with a margin.
func window(d distributions.Distribution) (low, high float64, certain bool) {
	low, high, certain = windowOf(d)
	margin := (high - low) / (windowCells - 2)
	return low - margin, high + margin, certain
}

// shapeOf prepares a distribution that can be drawn for a drawing that shows at most detail times 38 bins.
func shapeOf(d distributions.Distribution, detail int) shape {
	s := shape{d: d}
	var certain bool
	s.low, s.high, certain = window(d)
	s.below, s.above = s.d.CDF(s.low), s.d.Survival(s.high)
	if _, s.step = roundValues(s.low, s.high, 40); certain {
		s.atoms = []atom{{distributions.Median(d), 1}}
	} else {
		s.findAtoms()
		s.fillBins(detail)
	}
	s.choose()
	return s
}

// windowOf returns the values to draw: from P0.1 to P99.9 or to the ends of the support, but no further beyond P5 and P95
// than one and a half times their distance, so that a heavy tail does not press the rest together. Where P5 and P95 are
// one value, as those of an event of 3%, percentiles further out take their part. A distribution whose values float64s can
// hardly tell apart is certain, and its window is around it.
func windowOf(d distributions.Distribution) (low, high float64, certain bool) {
	for _, tail := range []float64{0.05, 0.01, 1e-3, 1e-4, 1e-6, 1e-9} {
		a, b := d.Quantile(tail), d.Quantile(1-tail)
		if b-a <= 1e-11*math.Max(math.Abs(a), math.Abs(b)) {
			continue
		}
		reach := 1.5 * (b - a)
		rare := math.Min(tail, 1e-3)
		low, high = d.Support()
		if low < a-reach {
			low = math.Max(a-reach, d.Quantile(rare))
		}
		if high > b+reach {
			high = math.Min(b+reach, d.Quantile(1-rare))
		}
		switch { // 0 belongs to the picture where it is near
		case low > 0 && low < 0.25*high:
			low = 0
		case high < 0 && high > 0.25*low:
			high = 0
		}
		return low, high, false
	}
	center := distributions.Median(d)
	return center - around(center), center + around(center), true
}

// near is the distance within which an atom's probability lies, rounding included.
func (s *shape) near(x float64) float64 {
	ulp := math.Nextafter(math.Abs(x), math.Inf(1)) - math.Abs(x)
	return math.Max(1e-12*(s.high-s.low), 8*ulp)
}

// within returns P(a < X ≤ b), from the side on which less cancels.
func (s *shape) within(a, b float64) float64 {
	if under := s.d.CDF(b); under < 0.5 {
		return math.Max(under-s.d.CDF(a), 0)
	}
	return math.Max(s.d.Survival(a)-s.d.Survival(b), 0)
}

// alike reports whether two values can not be told apart in the drawing.
func (s *shape) alike(a, b float64) bool { return math.Abs(a-b) <= s.near(a) }

// findAtoms walks up the quantiles, in strides of a 2048th where there is a density, from atom to atom where there is
// none. What it stands on is an atom if a distance a thousand times as large holds hardly more probability.
func (s *shape) findAtoms() {
	const stride = 1.0 / 2048
	for p := s.below + leastAtom/100; p < 1 && len(s.atoms) < mostAtoms; {
		x := s.d.Quantile(p)
		if x > s.high {
			return
		}
		delta := s.near(x)
		m := s.within(x-delta, x+delta)
		if m < leastAtom || m < 0.9*s.within(x-1000*delta, x+1000*delta) {
			p += stride
			continue
		}
		if n := len(s.atoms); n == 0 || x > s.atoms[n-1].x+delta {
			s.atoms = append(s.atoms, atom{x, m})
		}
		p = math.Max(p, s.d.CDF(x+delta)) + leastAtom/100
	}
}

// fillBins lays out the part of the probability that is not on atoms, or all of it where the atoms are too many to be
// drawn one by one.
func (s *shape) fillBins(detail int) {
	onAtoms := 0.0
	for _, a := range s.atoms {
		onAtoms += a.probability
	}
	many := len(s.atoms) > min(mostBarsOfAtoms, detail*windowCells/2) // a gap beside each
	stepped := onAtoms > (1-1e-6)*(1-s.below-s.above)
	switch {
	case stepped && !many:
		return
	case stepped:
		s.binAtoms(detail)
		return
	case many:
		s.atoms = nil
	}
	s.bins = s.calmBins(detail)
	// Atoms that the density dwarfs, as values that were measured twice, belong to it.
	hidden := func(a atom) bool { return a.probability < highest(s.bins)/50 }
	if slices.ContainsFunc(s.atoms, hidden) {
		s.atoms = slices.DeleteFunc(s.atoms, hidden)
		s.bins = s.calmBins(detail)
	}
}

// calmBins lays out bins as fine as allowed and, as long as that takes away a quarter of their ups and downs, bins of
// half as many: the noise of a thousand measured values goes, the peaks of a mixture stay.
func (s *shape) calmBins(detail int) []bin {
	bins := s.layOut(detail * windowCells)
	for detail > 1 {
		detail /= 2
		coarser := s.layOut(detail * windowCells)
		if unrest(coarser) > 0.75*unrest(bins) {
			break
		}
		bins = coarser
	}
	return bins
}

// layOut cuts the window into n bins.
func (s *shape) layOut(n int) []bin {
	bins := make([]bin, n)
	least, most := s.d.Support()
	width := (s.high - s.low) / float64(n)
	at := func(i int) float64 {
		x := s.low + float64(i)*width
		for _, end := range []float64{least, most} { // a bin ends where the support does
			if math.Abs(x-end) < 0.499*width {
				return end
			}
		}
		return x
	}
	from := at(0)
	rest := s.atoms
	for i := range bins {
		to := at(i + 1)
		end := to
		for len(rest) > 0 && rest[0].x <= end+2*s.near(rest[0].x) { // no edge on an atom
			end = math.Max(end, rest[0].x+2*s.near(rest[0].x))
			rest = rest[1:]
		}
		bins[i] = bin{at(i), to, s.density(from, end)}
		from = end
	}
	return bins
}

// density is the mean height between two values that are not atoms.
func (s *shape) density(from, to float64) float64 {
	probability := s.within(from, to)
	for _, a := range s.atoms {
		if from < a.x && a.x <= to {
			probability -= a.probability
		}
	}
	return math.Max(probability, 0) / (to - from) * s.step
}

// binAtoms joins neighboring atoms, as many in every bin, so that counts in the thousands make an even picture. A bin ends
// halfway between two atoms.
func (s *shape) binAtoms(detail int) {
	each := (len(s.atoms) + detail*windowCells - 1) / (detail * windowCells)
	between := func(i int) float64 { return (s.atoms[i-1].x + s.atoms[i].x) / 2 }
	last := len(s.atoms) - 1
	from := s.atoms[0].x - (s.atoms[1].x-s.atoms[0].x)/2
	for i := 0; i <= last; i += each {
		to := s.atoms[last].x + (s.atoms[last].x-s.atoms[last-1].x)/2
		if i+each <= last {
			to = between(i + each)
		}
		probability := 0.0
		for _, a := range s.atoms[i:min(i+each, last+1)] {
			probability += a.probability
		}
		s.bins = append(s.bins, bin{from, to, probability / (to - from) * s.step})
		from = to
	}
	s.atoms = nil
}

func highest(bins []bin) float64 {
	top := 0.0
	for _, b := range bins {
		top = math.Max(top, b.height)
	}
	return top
}

// unrest is how far the heights go up and down, in multiples of the highest: 2 for a single peak.
func unrest(bins []bin) float64 {
	total, last := 0.0, 0.0
	for _, b := range bins {
		total += math.Abs(b.height - last)
		last = b.height
	}
	return (total + last) / math.Max(highest(bins), math.SmallestNonzeroFloat64)
}

// choose sets the height of the drawing. It cuts a density that grows without bound, and the few atoms far above a density
// that are named anyway: both would press the rest into the ground.
func (s *shape) choose() {
	spread, spike := highest(s.bins), 0.0
	for _, a := range s.atoms {
		spike = math.Max(spike, a.probability)
	}
	shown := spread
	if s.unbounded() {
		const over = 1.0 / 25 // part of the width where the density may be higher
		heights := make([]float64, len(s.bins))
		for i, b := range s.bins {
			heights[i] = b.height
		}
		slices.Sort(heights)
		if typical := 1.5 * heights[int((1-over)*float64(len(heights)-1))]; typical > 0 && typical < 0.6*spread {
			shown = typical
		}
	}
	switch {
	case len(s.bins) == 0, len(s.atoms) > mostNamed: // heights alone tell what they are
		shown = math.Max(shown, spike)
	default:
		shown = math.Max(shown, math.Min(spike, 1.4*shown))
	}
	for len(s.bins) > 0 && shown > 1 { // a probability per step is a probability
		for i := range s.bins {
			s.bins[i].height /= 10
		}
		s.step, shown, spread = s.step/10, shown/10, spread/10
	}
	s.cut = shown < math.Max(spread, spike)
	if s.top = 1.06 * shown; !(s.top > 0) {
		s.top = 1
	}
}

// unbounded reports whether the density in the highest bin is out of all proportion to the bin's mean, as that of
// beta(0.3; 0.2) at its ends: halved again and again, always the half with more of it, the mean keeps rising.
func (s *shape) unbounded() bool {
	if len(s.bins) == 0 || highest(s.bins) == 0 {
		return false
	}
	i := slices.IndexFunc(s.bins, func(b bin) bool { return b.height == highest(s.bins) })
	from, to := s.bins[i].from, s.bins[i].to
	for range 12 {
		middle := from + (to-from)/2
		if s.density(from, middle) >= s.density(middle, to) {
			to = middle
		} else {
			from = middle
		}
	}
	return s.density(from, to) > 8*s.bins[i].height
}
