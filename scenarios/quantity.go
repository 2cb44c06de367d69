package scenarios

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"finetco/distributions"
)

// A quantity is what a cell must hold: a number or a distribution in a unit and a domain.
type quantity struct {
	unit     string
	domain   distributions.Domain
	constant bool // no distribution
	whole    bool // a whole number
}

// want says it in the user's words.
func (q *quantity) want() string {
	if q.constant {
		return "want " + q.unit + ", a number"
	}
	return "want " + q.unit + ", a number or a distribution"
}

// The quantities of the companion tables.
var (
	probability     = &quantity{unit: "the probability of occurring once", domain: distributions.Domain{Min: 0, Max: 1}}
	perYear         = &quantity{unit: "occurrences per year", domain: distributions.Domain{Min: 0, Max: 1000}}
	riskUSD         = &quantity{unit: "USD per occurrence", domain: distributions.Domain{Min: 0, Max: math.Inf(1)}}
	delayMonths     = &quantity{unit: "months of delay per occurrence", domain: distributions.Domain{Min: 0, Max: math.Inf(1)}}
	costUSD         = &quantity{unit: "USD", domain: distributions.Domain{Min: math.Inf(-1), Max: math.Inf(1)}}
	rankCorrelation = &quantity{unit: "a rank correlation from -1 to 1", domain: distributions.Domain{Min: -1, Max: 1}, constant: true}
)

// inputQuantities are those of the catalog, by its index. The one of a text input is never read.
var inputQuantities = sync.OnceValue(func() []*quantity {
	quantities := make([]*quantity, len(catalog()))
	for i, input := range catalog() {
		quantities[i] = &quantity{unit: input.Unit, domain: input.Domain, constant: input.Kind == KindConstant, whole: input.Whole}
	}
	return quantities
})

// A reading is what became of a cell's text.
type reading struct {
	distribution distributions.Distribution
	warnings     []string
	err          *distributions.Error
}

// maxReadings bounds the cache of a grammar: the cells of some hundred different rows, and of any number of like ones.
const maxReadings = 1 << 14

// A grammar reads cells. It remembers what it read, because the rows of a table repeat one another.
type grammar struct {
	data     distributions.Data
	readings map[readingKey]reading
}

type readingKey struct {
	quantity *quantity
	text     string
}

func newGrammar(data distributions.Data) *grammar {
	return &grammar{data: data, readings: map[readingKey]reading{}}
}

// read returns the text's distribution, which lies in the quantity's domain, or why there is none.
func (g *grammar) read(q *quantity, text string) reading {
	key := readingKey{q, text}
	if r, found := g.readings[key]; found {
		return r
	}
	r := g.parse(q, text)
	if len(g.readings) >= maxReadings {
		clear(g.readings)
	}
	g.readings[key] = r
	return r
}

func (g *grammar) parse(q *quantity, text string) reading {
	parsed, err := distributions.Parse(text, g.data)
	if err != nil {
		return reading{err: cellError(err)}
	}
	value, isConstant := distributions.IsConstant(parsed)
	if q.constant && !isConstant {
		return reading{err: &distributions.Error{Message: "only a constant will do here"}}
	}
	d, err := distributions.Restrict(parsed, q.domain)
	if err != nil {
		return reading{err: asWritten(cellError(err), text)}
	}
	if q.whole && value != math.Trunc(value) {
		rounded := min(max(math.Round(value), q.domain.Min), q.domain.Max)
		return reading{err: &distributions.Error{Message: "no whole number", Suggestion: strconv.FormatFloat(rounded, 'f', -1, 64)}}
	}
	if q.constant {
		d = distributions.Constant(value)
	}
	if !drawable(d) {
		return reading{err: &distributions.Error{Message: "its largest values cannot be held"}}
	}
	return reading{distribution: d, warnings: append(distributions.Warnings(d), q.suspicions(d, text)...)}
}

// suspicions warn of a fraction that is in its domain, because growth and overhead may exceed 100%, but looks like a percentage
// without its sign: 8 for 8%.
func (q *quantity) suspicions(d distributions.Distribution, text string) []string {
	const least, most = 2, 10 // a fraction from 200% on; no other quantity ends at 10
	if _, high := d.Support(); q.domain.Max > most || high < least || strings.Contains(text, "%") {
		return nil
	}
	middle := distributions.Median(d)
	if middle < least {
		return nil
	}
	shown := strconv.FormatFloat(middle, 'g', 3, 64)
	return []string{fmt.Sprintf("%s is %s%%: if %s%% is meant, write the percent sign", shown, strconv.FormatFloat(100*middle, 'g', 6, 64), shown)}
}

// drawable reports whether every value that a draw can have, and their mean, can be held.
func drawable(d distributions.Distribution) bool {
	const first, last = 0x1p-54, 1 - 0x1p-53 // of the draws
	for _, x := range []float64{d.Mean(), d.Quantile(first), d.Quantile(last)} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}

// cellError returns the error as one with a place in the cell; an error of another kind concerns the whole cell.
func cellError(err error) *distributions.Error {
	var e *distributions.Error
	if errors.As(err, &e) {
		return e
	}
	return &distributions.Error{Message: err.Error()}
}

// asWritten makes an error about a whole distribution one about the cell that the user wrote, not its canonical form.
// What is written in percent already gains nothing from a percent sign.
func asWritten(e *distributions.Error, text string) *distributions.Error {
	e = &distributions.Error{Message: e.Message, Suggestion: e.Suggestion}
	if strings.HasSuffix(e.Suggestion, "%") && strings.Contains(text, "%") {
		e.Suggestion = ""
	}
	return e
}

// A cell is a piece of text and where it stands. The zero cell is one that has no column.
type cell struct {
	text string
	at   position
}

func (c cell) blank() bool   { return strings.TrimSpace(c.text) == "" }
func (c cell) neutral() bool { return strings.TrimSpace(c.text) == "-" }

// A reader reads the cells of one file into distributions and puts what is wrong with them among the problems.
type reader struct {
	*grammar
	file     string
	problems *problems
}

// quantity reads a cell that is neither blank nor "-". The name says whose it is: `usd of risk "data leak"`. Nil means
// that a problem was added.
func (r reader) quantity(q *quantity, c cell, name string) distributions.Distribution {
	reading := r.read(q, c.text)
	if err := reading.err; err != nil {
		d := r.diagnostic(c.at.at(c.text, err.Offset))
		d.Message = name + ": " + q.want()
		d.Got, d.Reason, d.Hint = err.Got, err.Message, err.Suggestion
		if d.Got == "" {
			d.Got = c.text
		}
		r.problems.add(d)
		return nil
	}
	for _, warning := range reading.warnings {
		d := r.diagnostic(c.at)
		d.Message, d.Warning = name+": "+warning, true
		r.problems.add(d)
	}
	return reading.distribution
}

// required reads a cell that may be neither blank nor "-".
func (r reader) required(q *quantity, c cell, name string) distributions.Distribution {
	if c.blank() || c.neutral() {
		d := r.diagnostic(c.at)
		d.Message = name + ": " + q.want()
		d.Got, d.Reason = c.text, noNeutral
		if c.blank() {
			d.Got, d.Reason = "", "got a blank cell"
		}
		r.problems.add(d)
		return nil
	}
	return r.quantity(q, c, name)
}

// optional reads a cell that may be blank; then it returns nil.
func (r reader) optional(q *quantity, c cell, name string) distributions.Distribution {
	if c.blank() {
		return nil
	}
	return r.required(q, c, name)
}

const noNeutral = `"-" stands for a neutral value in input columns only`

// word reads a cell that must be one of some words; "" means that a problem was added.
func (r reader) word(words []string, c cell, name string) string {
	text := strings.TrimSpace(c.text)
	for _, word := range words {
		if text == word {
			return word
		}
	}
	d := r.diagnostic(c.at)
	d.Message = fmt.Sprintf("%s: want %s", name, either(words))
	d.Got, d.Hint = c.text, r.problems.nearest(text, words)
	switch {
	case c.blank():
		d.Got, d.Reason = "", "got a blank cell"
	case c.neutral():
		d.Reason = noNeutral
	}
	r.problems.add(d)
	return ""
}

// either lists words: "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func (r reader) diagnostic(at position) Diagnostic {
	return Diagnostic{File: r.file, Line: at.line, Column: at.column}
}
