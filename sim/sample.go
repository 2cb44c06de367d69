package sim

import (
	"slices"

	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// A sample is what is kept of a scenario's lifetimes: columns by trial of the first maxSample, and of all together what
// tail holds.
type sample struct {
	trials      int         // lived so far
	outputs     [][]float64 // [output][trial]
	scores      [][]float64 // [uncertain input][trial]: normal scores, or uniforms of inputs without dependence
	lines       [][]float64 // [line][trial]: uniforms
	occurrences [][]float64 // [risk][trial]: how often it struck
	monthly     [][]float64 // [month][trial]: cost, of the first fanTrials lifetimes
	breakdown   [][]float64 // [block][category·years + year]: cost, summed over the block
	tail        *tail       // nil until there are more than maxSample lifetimes

	role       role
	cumulative []float64 // [trial·months + month] of a baseline: cost so far
	breakEven  []float64 // [trial] of one that is compared: month, against the baseline
	baseline   *sample   // of one that is compared
}

// maxSample is how many lifetimes are kept in columns.
const maxSample = 1 << 18

// fanTrials is how many lifetimes the cash-flow fan, the rank correlations of categories and the event luck are read
// from.
const fanTrials = 8192

// A role says what a scenario's lifetimes are kept for besides its own estimates.
type role int

const (
	alone role = iota
	asBaseline
	compared
)

// columns is the number of lifetimes that the columns hold.
func (s *sample) columns() int { return len(s.outputs[0]) }

// reserve makes room for the columns of so many lifetimes.
func (s *sample) reserve(m *Model, trials int) {
	trials = min(trials, maxSample)
	s.outputs = extended(s.outputs, len(m.life.OutputNames()), trials)
	s.scores = extended(s.scores, len(m.inputs), trials)
	s.lines = extended(s.lines, len(m.lines), trials)
	s.occurrences = extended(s.occurrences, len(m.life.Risks), trials)
	s.monthly = extended(s.monthly, m.life.Horizon, min(trials, fanTrials))
	s.breakdown = extended(s.breakdown, blocksOf(0, trials), lifetime.Categories*m.life.Years())
	switch s.role {
	case asBaseline:
		s.cumulative = slices.Grow(s.cumulative, trials*m.life.Horizon-len(s.cumulative))[:trials*m.life.Horizon]
	case compared:
		s.breakEven = slices.Grow(s.breakEven, trials-len(s.breakEven))[:trials]
	}
}

// extended returns count columns of the given length that begin as those there are, in their memory where that is
// enough.
func extended(columns [][]float64, count, length int) [][]float64 {
	columns = columns[:min(count, cap(columns))]
	for len(columns) < count {
		columns = append(columns, nil)
	}
	for k, column := range columns {
		if cap(column) < length {
			columns[k] = make([]float64, length+apart*(k%64))[apart*(k%64):]
			copy(columns[k], column)
		} else {
			columns[k] = column[:length]
		}
	}
	return columns
}

// apart is how far columns are moved against each other: a cache line. One lifetime's row of columns that all begin at
// the same place of a page would share a single set of the cache.
const apart = 8

// newColumns returns count columns of the given length, side by side in memory.
func newColumns(count, length int) [][]float64 {
	stride := length + apart
	all := make([]float64, count*stride)
	columns := make([][]float64, count)
	for k := range columns {
		columns[k] = all[k*stride : k*stride+length : k*stride+length]
	}
	return columns
}

// prefixes are the first trials of some columns.
func prefixes(columns [][]float64, trials int) [][]float64 {
	columns = slices.Clone(columns)
	for k := range columns {
		columns[k] = columns[k][:min(trials, len(columns[k]))]
	}
	return columns
}

// open empties what is counted up in the columns of the trials first … first + n − 1, a block.
func (s *sample) open(first, n int) {
	clear(s.breakdown[first/blockSize])
	for _, counts := range s.occurrences {
		clear(counts[first : first+n])
	}
}

// keep records one lifetime in the columns.
func (s *sample) keep(trial int, life *lifetime.Lifetime) {
	for o, value := range life.Outputs() {
		s.outputs[o][trial] = value
	}
	life.CountOccurrences(func(risk int) { s.occurrences[risk][trial]++ })
	sums := s.breakdown[trial/blockSize]
	yearly, years := life.Yearly(), len(sums)/lifetime.Categories
	for c := range yearly {
		for year, usd := range yearly[c][:years] {
			sums[c*years+year] += usd
		}
	}
	if trial < fanTrials {
		for m, usd := range life.Monthly() {
			s.monthly[m][trial] = usd
		}
	}
	switch months := len(life.Monthly()); {
	case s.role == asBaseline:
		accumulate(s.cumulative[trial*months:(trial+1)*months], life.Monthly())
	case s.role == compared && trial < s.baseline.columns():
		var soFar [lifetime.MaxMonths]float64
		accumulate(soFar[:months], life.Monthly())
		base := len(s.baseline.monthly)
		s.breakEven[trial] = estimates.BreakEvenMonth(soFar[:months], s.baseline.cumulative[trial*base:(trial+1)*base])
	}
}

// accumulate fills the running sum of the months.
func accumulate(soFar, monthly []float64) {
	sum := 0.0
	for m, usd := range monthly {
		sum += usd
		soFar[m] = sum
	}
}

// A tail is what is kept of the total and of the present value of all lifetimes where these are more than the columns
// hold.
type tail struct {
	sketches [len(tailOutputs)]*estimates.Sketch
	moments  [len(tailOutputs)]estimates.ReplicateMoments
}

// tailOutputs are the outputs whose percentiles come from all lifetimes.
var tailOutputs = [...]int{lifetime.TotalUSD, lifetime.NPVUSD}

func newTail(o Options) *tail {
	t := &tail{}
	for k := range t.sketches {
		t.sketches[k] = estimates.NewSketch(o.replicated())
	}
	return t
}
