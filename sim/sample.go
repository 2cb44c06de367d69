package sim

import (
	"math"
	"slices"
	"unsafe"

	"finetco/sim/estimates"
	"finetco/sim/lifetime"
)

// A sample is what is kept of a scenario's lifetimes: columns by trial of the first maxSample, and of all together what
// tail holds. One that is done with serves the next scenario: its memory is there and warm.
type sample struct {
	trials      int         // lived so far
	outputs     [][]float64 // [output][trial]
	inputs      [][]uint16  // [uncertain input][trial]: place in its range, as estimates.Drivers measures by
	lines       [][]uint16  // [line][trial]: place in its range
	occurrences [][]uint16  // [risk][trial]: how often it struck
	monthly     [][]float64 // [month][trial]: cost, of the first SideTrials lifetimes
	fresh       []float64   // [trial]: total with the same inputs and other events, of the first SideTrials lifetimes
	breakdown   [][]float64 // [block][category·years + year]: cost, summed over the block
	tail        *tail       // nil until there are more than maxSample lifetimes

	role       role
	cumulative []float64  // [trial·months + month] of a baseline: cost so far
	breakEven  []float64  // [trial] of one that is compared: month, against the baseline
	yardstick  *yardstick // of one that is compared

	ranking    estimates.Ranking     // of the total
	workspaces []estimates.Workspace // by worker
}

// maxSample is how many lifetimes are kept in columns.
const maxSample = 1 << 18

// SideTrials is how many lifetimes, the first ones, the cash-flow fan, the rank correlations of categories and the event luck are
// read from.
const SideTrials = 8192

// A role says what a scenario's lifetimes are kept for besides its own estimates.
type role int

const (
	alone role = iota
	asBaseline
	compared
)

// A yardstick is what is kept of a baseline for others to be compared with.
type yardstick struct {
	model      *Model
	totals     []float64 // [trial]
	cumulative []float64 // [trial·months + month]: cost so far
}

// yardstick takes what others are compared with out of a baseline's sample.
func (s *sample) yardstickOf(m *Model) *yardstick {
	y := &yardstick{m, slices.Clone(s.outputs[lifetime.TotalUSD]), s.cumulative}
	s.cumulative = nil
	return y
}

// of is the baseline's cost so far, by month of a lifetime.
func (y *yardstick) of(trial int) []float64 {
	months := y.model.life.Horizon
	return y.cumulative[trial*months : (trial+1)*months]
}

// begin empties a sample for another scenario.
func (s *sample) begin(role role, against *yardstick) {
	s.trials, s.tail, s.role, s.yardstick = 0, nil, role, against
}

// columns is the number of lifetimes that the columns hold.
func (s *sample) columns() int { return len(s.outputs[0]) }

// reserve makes room for the columns of so many lifetimes.
func (s *sample) reserve(m *Model, trials int) {
	trials = min(trials, maxSample)
	s.outputs = extended(s.outputs, len(m.life.OutputNames()), trials)
	s.inputs = extended(s.inputs, len(m.inputs), trials)
	s.lines = extended(s.lines, len(m.lines), trials)
	s.occurrences = extended(s.occurrences, len(m.life.Risks), trials)
	s.monthly = extended(s.monthly, m.life.Horizon, min(trials, SideTrials))
	s.fresh = lengthened(s.fresh, min(trials, SideTrials))
	s.breakdown = extended(s.breakdown, blocksOf(0, trials), lifetime.Categories*m.life.Years())
	switch s.role {
	case asBaseline:
		s.cumulative = lengthened(s.cumulative, trials*m.life.Horizon)
	case compared:
		s.breakEven = lengthened(s.breakEven, trials)
	}
}

// lengthened returns a column of the given length that begins as the one there is, in its memory where that is enough.
func lengthened[T any](column []T, length int) []T {
	if length <= cap(column) {
		return column[:length]
	}
	longer := make([]T, length)
	copy(longer, column)
	return longer
}

// extended returns count columns of the given length that begin as those there are, in their memory where that is
// enough.
func extended[T any](columns [][]T, count, length int) [][]T {
	columns = columns[:cap(columns)]
	if count > len(columns) || count > 0 && length > cap(columns[0]) {
		longer := newColumns[T](count, length)
		for k, column := range columns[:min(count, len(columns))] {
			copy(longer[k], column)
		}
		return longer
	}
	columns = columns[:count]
	for k := range columns {
		columns[k] = columns[k][:length]
	}
	return columns
}

// apart is how far columns are moved against each other, in bytes: a cache line. One lifetime's row of columns that all
// begin at the same place of a page would share a single set of the cache.
const apart = 64

// newColumns returns count columns of the given length, side by side in memory.
func newColumns[T any](count, length int) [][]T {
	stride := length + apart/int(unsafe.Sizeof(*new(T)))
	all := make([]T, count*stride)
	columns := make([][]T, count)
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
	life.CountOccurrences(func(risk int) {
		if count := &s.occurrences[risk][trial]; *count < math.MaxUint16 {
			*count++
		}
	})
	sums := s.breakdown[trial/blockSize]
	yearly, years := life.Yearly(), len(sums)/lifetime.Categories
	for c := range yearly {
		for year, usd := range yearly[c][:years] {
			sums[c*years+year] += usd
		}
	}
	if trial < SideTrials {
		for m, usd := range life.Monthly() {
			s.monthly[m][trial] = usd
		}
	}
	switch months := len(life.Monthly()); {
	case s.role == asBaseline:
		accumulate(s.cumulative[trial*months:(trial+1)*months], life.Monthly())
	case s.role == compared && trial < len(s.yardstick.totals):
		s.breakEven[trial] = estimates.BreakEvenMonth(life.Monthly(), s.yardstick.of(trial))
	}
}

// place records where in their ranges the inputs and lines of a block's n lifetimes lie, the first being trial first.
func (s *sample) place(m *Model, b *block, first, n int) {
	for k, scores := range b.scores {
		if m.dependence.Independent(k) {
			estimates.UniformPlaces(s.inputs[k][first:first+n], scores[:n])
		} else {
			estimates.ScorePlaces(s.inputs[k][first:first+n], scores[:n])
		}
	}
	for k, uniforms := range b.chances {
		estimates.UniformPlaces(s.lines[k][first:first+n], uniforms[:n])
	}
}

// stretch is a part of some outputs' columns: the n trials from first on.
func (s *sample) stretch(outputs []int, first, n int) [][]float64 {
	columns := make([][]float64, len(outputs))
	for k, output := range outputs {
		columns[k] = s.outputs[output][first : first+n]
	}
	return columns
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

// mergeSketches counts what the sketches of another tail have; nil has nothing.
func (t *tail) mergeSketches(other *tail) {
	if other == nil {
		return
	}
	for k, sketch := range other.sketches {
		t.sketches[k].Merge(sketch)
	}
}
