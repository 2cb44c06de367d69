package scenarios

import "finetco/distributions"

// A Project is what a run works on: all scenarios of all its tables, in the order of the tables and their rows.
type Project struct {
	Scenarios []*Scenario
	Files     []File       // every file that was read, data files included, in the order of their first use
	Warnings  []Diagnostic // sorted by file, line and column
}

// A File names a file that was read, without its folder, and the SHA-256 of its bytes in hexadecimal.
type File struct {
	Name, SHA256 string
}

// A Scenario is one row of a table with every cell resolved. It is not changed after loading.
type Scenario struct {
	Name, Preset, Notes string

	Cells []Cell // by catalog index

	// What the companion tables say about this scenario: its own rows before those for all scenarios, in table
	// order; a row of its own has replaced the row for all of the same name or pair. Pairs hold the table's rows
	// only, not the default pairs.
	Risks []Risk
	Costs []Cost
	Pairs []Pair
}

// Cell returns the cell of the input of that name. It panics when the catalog has no such input.
func (s *Scenario) Cell(input string) Cell {
	i, ok := InputIndex(input)
	if !ok {
		panic("scenarios: no input named " + input)
	}
	return s.Cells[i]
}

// An Origin says where a cell's value comes from.
type Origin string

const (
	FromFile   Origin = "file"    // a cell of the table
	FromPreset Origin = "preset"  // the cell is blank or has no column
	Neutral    Origin = "neutral" // the cell is "-", or there is no preset value
	FromSet    Origin = "set"     // an override, whatever it says
)

// A Cell is the value of one input in one scenario.
type Cell struct {
	Distribution distributions.Distribution // in the input's unit; nil for an absent input and for a text
	Text         string                     // as written, in the table, the preset or the override; "" where absent
	Origin       Origin
	Source       string // why this value: the table's words, or the catalog's where the preset fills the cell
	Judgement    bool   // the source calls the value a judgement
}

// A Phase is the part of a project's life in which a risk can occur.
type Phase string

const (
	Build   Phase = "build"   // from kick-off to the planned go-live
	Operate Phase = "operate" // from go-live to the end of service
)

// A Risk is something that may happen. One of Probability and PerYear is nil.
type Risk struct {
	Name        string
	Phase       Phase
	Probability distributions.Distribution // of occurring once in a lifetime, [0, 1]
	PerYear     distributions.Distribution // occurrences per year of the phase, [0, 1000]
	USD         distributions.Distribution // per occurrence, ≥ 0
	DelayMonths distributions.Distribution // of go-live per occurrence, ≥ 0; nil: none
	Source      string

	// The cells as written.
	ProbabilityText, PerYearText, USDText, DelayMonthsText string
}

// A Timing says when a further cost is due.
type Timing string

const (
	Once                Timing = "once"         // in the first month
	Monthly             Timing = "monthly"      // from kick-off to the end of service
	MonthlyLive         Timing = "monthly_live" // from go-live to the end of service
	PerRetrain          Timing = "per_retrain"
	PerThousandRequests Timing = "per_1000_requests"
)

// A Cost is a line of further costs.
type Cost struct {
	Name    string
	Timing  Timing
	USD     distributions.Distribution // per unit of Timing; negative is a saving
	Source  string
	USDText string // as written
}

// A Pair is the Spearman rank correlation of two inputs, [−1, 1].
type Pair struct {
	A, B            int // catalog indices
	RankCorrelation float64
	Source          string
}
