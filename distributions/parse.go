package distributions

import (
	"fmt"
	"math"
	"strings"
)

const (
	maxCellBytes = 10_000
	maxDepth     = 8
)

// Data resolves the columns that data(file.csv:column) cells name. Column returns the numbers in any order.
type Data interface {
	Column(file, column string) ([]float64, error)
}

// Parse reads a cell. The error, if any, is an *Error. Without data (nil) a data cell is an error.
func Parse(cell string, data Data) (Distribution, error) {
	p := &parser{scanner: scanner{cell: cell}, data: data}
	d, err := p.parse()
	if err != nil {
		return nil, err.withSoundSuggestion(data, cell) // only here, so that a nil *Error never becomes a non-nil error
	}
	return d, nil
}

// A parser descends recursively, one token ahead:
//
//	expression = operand { operator } .
//	operand    = number [ "to" number ] | number "*" operand | "(" expression ")" | name "(" arguments ")" .
type parser struct {
	scanner
	tok     token
	data    Data
	nesting int
	heavy   []token // the families whose moments may not exist, where they stand
}

// A term is what has been read of an expression so far: bytes start to end.
type term struct {
	law
	start, end int
	depth      int  // levels of composition
	bareRange  bool // a to b without parentheses
}

func (p *parser) parse() (law, *Error) {
	if len(p.cell) > maxCellBytes {
		return nil, &Error{Offset: maxCellBytes, Message: fmt.Sprintf("a cell holds at most %d bytes", maxCellBytes)}
	}
	p.advance()
	if p.tok.kind == end {
		return nil, &Error{Offset: len(p.cell), Message: "the cell is empty"}
	}
	t, err := p.expression()
	if err != nil {
		return nil, err
	}
	if p.tok.kind != end {
		return nil, p.trailing(t)
	}
	if low, high := t.law.tails(); math.Min(low, high) <= 1 {
		culprit := p.heavy[0]
		return nil, p.errorAt(culprit.start, culprit.end, heavyTails(low <= 1, high <= 1), "")
	}
	return t.law, nil
}

func (p *parser) advance() { p.tok = p.scanner.next() }

// text returns the bytes of a token.
func (p *parser) text(t token) string { return p.cell[t.start:t.end] }

// is reports whether the next token is this symbol.
func (p *parser) is(c byte) bool { return p.tok.kind == symbol && p.cell[p.tok.start] == c }

// isOperator reports whether the next token calculates.
func (p *parser) isOperator() bool { return p.is('*') || p.is('/') || p.is('+') || p.is('-') }

// isWord reports whether the next token is this word, in any case.
func (p *parser) isWord(w string) bool {
	return p.tok.kind == word && strings.EqualFold(p.text(p.tok), w)
}

// errorAt describes the bytes from start to end; replacement, where there is one, mends the cell in their place.
func (p *parser) errorAt(start, end int, message, replacement string) *Error {
	e := &Error{Offset: start, Got: p.cell[start:end], Message: message}
	if replacement != "" {
		e.Suggestion = p.cell[:start] + replacement + p.cell[end:]
	}
	return e
}

// unexpected describes the next token where something else was wanted.
func (p *parser) unexpected(want string) *Error {
	if p.tok.kind == end {
		return &Error{Offset: len(p.cell), Message: "the cell ends here; want " + want}
	}
	return p.errorAt(p.tok.start, p.tok.end, p.foreignSign("want "+want), "")
}

// expect takes the symbol c, or says that it is missing.
func (p *parser) expect(c byte) *Error {
	if p.is(c) {
		p.advance()
		return nil
	}
	err := p.unexpected(string(c))
	if c == ')' && p.tok.kind == end {
		err.Suggestion = strings.TrimRight(p.cell, " ;,") + ")"
	}
	return err
}

// expression reads an operand and the operators behind it, left to right.
func (p *parser) expression() (term, *Error) {
	t, err := p.operand()
	for err == nil {
		if !held(t.law) {
			return t, p.errorAt(t.start, t.end, "numbers this far out cannot be held", "")
		}
		start := p.tok
		switch {
		case p.isOperator():
			t, err = p.arithmetic(t)
		case p.isWord("trunc"):
			t, err = p.truncation(t)
		default:
			return t, nil
		}
		if err == nil && t.depth > maxDepth {
			err = p.errorAt(start.start, start.end, fmt.Sprintf("cells nest to a depth of %d", maxDepth), "")
		}
	}
	return t, err
}

// operand reads a number, a range, a family, a composition or an expression in parentheses.
func (p *parser) operand() (term, *Error) {
	start := p.tok
	switch {
	case p.tok.kind == number, p.is('-'), p.is('+'):
		x, err := p.signedNumber()
		if err != nil {
			return term{}, err
		}
		t := term{law: Constant(x.value), start: start.start, end: x.end}
		switch {
		case p.isWord("to"):
			return p.rangeTo(x)
		case p.is('*'):
			return p.scaledBy(x)
		}
		return t, nil
	case p.is('('):
		leave, err := p.enter(p.tok)
		if err != nil {
			return term{}, err
		}
		defer leave()
		p.advance()
		t, err := p.expression()
		if err != nil {
			return term{}, err
		}
		t.start, t.end, t.bareRange = start.start, p.tok.end, false
		return t, p.expect(')')
	case p.tok.kind == word:
		return p.call()
	}
	return term{}, p.unexpected("a number or a distribution")
}

// enter counts one more level of brackets, and returns what counts it down again.
func (p *parser) enter(at token) (leave func(), err *Error) {
	if p.nesting == maxDepth {
		return nil, p.errorAt(at.start, at.end, fmt.Sprintf("cells nest to a depth of %d", maxDepth), "")
	}
	p.nesting++
	return func() { p.nesting-- }, nil
}

// A numeral is a number and where it stands.
type numeral struct {
	value      float64
	start, end int
}

// signedNumber reads a number with an optional minus.
func (p *parser) signedNumber() (numeral, *Error) {
	x := numeral{start: p.tok.start}
	sign := 1.0
	switch {
	case p.is('+'):
		return x, p.errorAt(x.start, p.tok.end, "a plus sign is left out", "").suggest(p.cell[:x.start] + p.cell[p.tok.end:])
	case p.is('-'):
		sign = -1
		p.advance()
	}
	if p.tok.kind != number {
		err := p.unexpected("a number")
		if w := strings.ToLower(err.Got); w == "nan" || w == "inf" || w == "infinity" {
			err.Message = "only finite numbers can be read"
		} else if sign < 0 && (p.is('(') || p.tok.kind == word) {
			err = p.errorAt(x.start, p.tok.end, "a minus stands before a number only", "-1 * "+p.text(p.tok))
		}
		return x, err
	}
	written := p.text(p.tok)
	if written == "$" {
		return x, p.errorAt(p.tok.start, p.tok.end, dollarFirst, "").suggest(p.cell[:p.tok.start] + dollarBefore(p.cell[p.tok.end:]))
	}
	value, wrong := parseNumber(written)
	if wrong != nil {
		mended := wrong.mended
		if _, still := parseNumber(mended); mended != "" && !strings.Contains(mended, " to ") && still != nil {
			mended = ""
		}
		return x, p.errorAt(p.tok.start, p.tok.end, wrong.message, mended)
	}
	x.value, x.end = sign*value+0, p.tok.end
	p.advance()
	if suffix := p.text(p.tok); isDigit(p.cell[x.end-1]) && p.tok.start > x.end && (suffix == "%" || suffix == "k" || suffix == "M") {
		sign := suffix
		if suffix == "%" {
			sign = "a percent sign"
		}
		return x, p.errorAt(x.end, p.tok.end, sign+" follows its number directly", suffix)
	}
	return x, nil
}

// rangeTo reads the rest of low to high.
func (p *parser) rangeTo(low numeral) (term, *Error) {
	p.advance()
	high, err := p.signedNumber()
	if err != nil {
		return term{}, err
	}
	if p.isWord("to") {
		return term{}, p.secondTo(low, high)
	}
	percentiles := fmt.Sprintf("normal(p5=%s; p95=%s)", formatNumber(low.value), formatNumber(high.value))
	if both := p.suffixAtBoth(low, high); both != "" {
		meaning := formatNumber(low.value) + " to " + formatNumber(high.value)
		return term{}, p.errorAt(low.start, high.end, "one of the ends has no suffix, so that this reads "+meaning, both)
	}
	switch {
	case low.value == high.value:
		return term{}, p.errorAt(low.start, high.end, "the two ends are equal", formatNumber(low.value))
	case low.value > high.value:
		reversed := p.cell[high.start:high.end] + " to " + p.cell[low.start:low.end]
		return term{}, p.errorAt(low.start, high.end, "the low end stands first", reversed)
	case low.value <= 0:
		return term{}, p.errorAt(low.start, low.end, "a range a to b is lognormal and lies above 0", "").
			suggest(p.cell[:low.start] + percentiles + p.cell[high.end:])
	}
	d := lognormalRange(low.value, high.value)
	return term{law: d, start: low.start, end: high.end, bareRange: true}, nil
}

func (e *Error) suggest(cell string) *Error {
	e.Suggestion = cell
	return e
}
