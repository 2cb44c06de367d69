package distributions

import "math"

// maxCountVariance bounds what a table of counts holds: some 20,000 values. Beyond it the steps are finer than any
// budget sees, and a normal says the same.
const maxCountVariance = 1e6

// minShape bounds shapes from below: smaller ones have most of their mass below the smallest float64.
const minShape = 1e-3

// counting holds the answers of a law on the whole numbers from 0.
type counting struct {
	watched *span // the counts that truncations look at
}

// A span is a range of counts.
type span struct{ first, last float64 }

func (counting) density(float64) (f, slope float64) { return 0, 0 }
func (counting) tails() (low, high float64)         { return math.Inf(1), math.Inf(1) }
func (counting) closed() (low, high bool)           { return true, true }

// poisson counts events that come at a known mean number.
type poisson struct {
	counting
	cell
	mean float64
}

func (d poisson) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d poisson) inverse(p, q float64) float64 {
	return countInverse(d, p, q, d.mean, math.Sqrt(d.mean))
}

func (d poisson) CDF(x float64) float64 {
	switch {
	case x < 0:
		return 0
	case math.IsInf(x, 1):
		return 1
	}
	return d.under(math.Floor(x))
}

func (d poisson) Survival(x float64) float64 {
	switch {
	case x < 0:
		return 1
	case math.IsInf(x, 1):
		return 0
	}
	return d.over(math.Floor(x))
}

func (d poisson) under(x float64) float64 { return newGammaShape(x + 1).above(d.mean) }
func (d poisson) over(x float64) float64  { return newGammaShape(x + 1).below(d.mean) }
func (d poisson) odds(x float64) float64  { return d.mean / (x + 1) }

func (d poisson) likelihood(x float64) float64 {
	logMean := math.Log(d.mean)
	return math.Exp(newGammaShape(x+1).logRate(d.mean, logMean) - logMean)
}

func (d poisson) mass(x float64) float64 {
	if x < 0 || x != math.Floor(x) || math.IsInf(x, 1) {
		return 0
	}
	return d.likelihood(x)
}

func (d poisson) Mean() float64                { return d.mean }
func (d poisson) SD() float64                  { return math.Sqrt(d.mean) }
func (d poisson) Skewness() float64            { return 1 / math.Sqrt(d.mean) }
func (d poisson) Support() (low, high float64) { return 0, math.Inf(1) }
func (d poisson) breaks() []float64            { return countBreaks(d, d.watched) }

// binomial counts successes among n independent tries, each with probability p strictly between 0 and 1.
type binomial struct {
	counting
	cell
	n, p float64
}

func (d binomial) Quantile(p float64) float64 { return d.inverse(p, 1-p) }

func (d binomial) inverse(p, q float64) float64 {
	return countInverse(d, p, q, d.Mean(), d.SD())
}

func (d binomial) CDF(x float64) float64 {
	switch {
	case x < 0:
		return 0
	case x >= d.n:
		return 1
	}
	return d.under(math.Floor(x))
}

func (d binomial) Survival(x float64) float64 {
	switch {
	case x < 0:
		return 1
	case x >= d.n:
		return 0
	}
	return d.over(math.Floor(x))
}

func (d binomial) under(x float64) float64 { return newBetaShape(d.n-x, x+1).below(1-d.p, d.p) }
func (d binomial) over(x float64) float64  { return newBetaShape(x+1, d.n-x).below(d.p, 1-d.p) }
func (d binomial) odds(x float64) float64  { return (d.n - x) / (x + 1) * (d.p / (1 - d.p)) }

func (d binomial) likelihood(x float64) float64 {
	return math.Exp(newBetaShape(x+1, d.n-x+1).logRate(d.p, 1-d.p)) / ((d.n + 1) * d.p * (1 - d.p))
}

func (d binomial) mass(x float64) float64 {
	if x < 0 || x > d.n || x != math.Floor(x) {
		return 0
	}
	return d.likelihood(x)
}

func (d binomial) Mean() float64                { return d.n * d.p }
func (d binomial) SD() float64                  { return math.Sqrt(d.n * d.p * (1 - d.p)) }
func (d binomial) Skewness() float64            { return (1 - 2*d.p) / d.SD() }
func (d binomial) Support() (low, high float64) { return 0, d.n }
func (d binomial) breaks() []float64            { return countBreaks(d, d.watched) }

// countInverse brackets the count around its normal approximation, then halves.
func countInverse(d law, p, q, mean, sd float64) float64 {
	least, most := d.Support()
	met := func(k float64) bool { return reached(d.CDF(k), d.Survival(k), p, q) }
	guess := math.Floor(math.Max(least, math.Min(most, mean+sd*exactScore(p, q))))
	step := math.Max(1, math.Floor(sd/8))
	low, high := guess-1, guess // low is not reached, high is
	if met(guess) {
		for low >= least && met(low) {
			low, high, step = low-step, low, 2*step
		}
	} else {
		low, high = guess, guess+step
		for high < most && !met(high) {
			low, high, step = high, high+2*step, 2*step
		}
	}
	low, high = math.Max(low, least-1), math.Min(high, most)
	for high-low > 1 {
		if k := math.Floor(low + (high-low)/2); met(k) {
			high = k
		} else {
			low = k
		}
	}
	return high
}

// countBreaks lists the counts that matter: all but 1e-23 of the mass on each side, so that what shares a mixture with
// them keeps six digits of a tail of 1e-12, and as far as a truncation watches.
func countBreaks(d law, watched *span) []float64 {
	low, high := d.inverse(unlisted, 1), d.inverse(1, unlisted)
	if watched != nil {
		low, high = math.Min(low, watched.first), math.Max(high, watched.last)
	}
	at := make([]float64, 0, int(high-low)+1)
	for k := low; k <= high; k++ {
		at = append(at, k)
	}
	return at
}

// unlisted is the mass on either side that a list of counts leaves out.
const unlisted = 1e-23

// watching extends a span to the counts that matter in [low, high]: all but 1e-23 of what mass lies there, on each side.
func (s *span) watching(d law, low, high float64) *span {
	least, most := d.Support()
	low, high = math.Max(least, math.Ceil(low)), math.Min(most, math.Floor(high))
	if low > high {
		return s
	}
	under, over := before(d, low), d.Survival(high)
	inside := 1 - under - over
	switch {
	case over > 0.5:
		inside = d.CDF(high) - under
	case under > 0.5:
		inside = d.Survival(low-1) - over
	}
	if inside <= 0 {
		return s
	}
	// A tail that holds more than half leaves out nothing next to the bound: the counts there are the likeliest.
	if under < 0.5 {
		low = math.Max(low, d.inverse(under+unlisted*inside, 1))
	}
	if over < 0.5 {
		high = math.Min(high, d.inverse(1, math.Max(over+unlisted*inside, math.SmallestNonzeroFloat64)))
	}
	if s != nil {
		low, high = math.Min(low, s.first), math.Max(high, s.last)
	}
	return &span{low, high}
}

func buildPoisson(g given, c cell) (law, *flaw) {
	mean := g.value("mean")
	switch {
	case mean < 0:
		return nil, wrongValue("mean", "a count is not negative")
	case mean == 0:
		return nil, &flaw{message: "without any events this is a constant", mended: "0"}
	case mean < 1e-12:
		return nil, wrongValue("mean", "so rare an event does not happen")
	case mean > maxCountVariance:
		return nil, &flaw{message: "counts this large are as good as continuous",
			mended: "normal(mean=" + formatNumber(mean) + "; sd=" + formatNumber(math.Sqrt(mean)) + ")"}
	}
	return poisson{cell: c, mean: mean}, nil
}

func buildBinomial(g given, c cell) (law, *flaw) {
	n, p := g.value("n"), g.value("p")
	if wrong := probability(p); wrong != nil {
		return nil, wrong
	}
	switch {
	case n != math.Floor(n) || n < 1 || n > 1e12:
		return nil, wrongValue("n", "n counts tries, a whole number from 1 to 1e12")
	case p == 0:
		return nil, &flaw{message: "without any chance this is a constant", mended: "0"}
	case p == 1:
		return nil, &flaw{message: "with certainty this is a constant", mended: formatNumber(n)}
	case n*p*(1-p) > maxCountVariance:
		sd := math.Sqrt(n * p * (1 - p))
		return nil, &flaw{message: "counts this large are as good as continuous",
			mended: "normal(mean=" + formatNumber(n*p) + "; sd=" + formatNumber(sd) + ")"}
	}
	return binomial{cell: c, n: n, p: p}, nil
}
