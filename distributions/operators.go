package distributions

import (
	"math"
	"strconv"
	"strings"
)

// scaledBy reads the rest of 1.3 * DIST.
func (p *parser) scaledBy(factor numeral) (term, *Error) {
	star := p.tok
	p.advance()
	leave, err := p.enter(star)
	if err != nil {
		return term{}, err
	}
	defer leave()
	t, err := p.operand()
	if err != nil {
		return term{}, err
	}
	if t.bareRange {
		return term{}, p.bareRange(t)
	}
	return p.affine(t, factor, token{symbol, factor.start, star.end}, factor.value, 0)
}

// arithmetic reads one operator and its number, and applies it to t.
func (p *parser) arithmetic(t term) (term, *Error) {
	op := p.tok
	if t.bareRange {
		return term{}, p.bareRange(t)
	}
	p.advance()
	if p.tok.kind != number && !p.is('-') {
		err := p.unexpected("a number behind " + p.text(op))
		if p.is('(') || p.tok.kind == word && meantFamily(strings.ToLower(p.text(p.tok))) != "" {
			err.Message = "distributions are combined by the model, not in a cell: want a number behind " + p.text(op)
		}
		return term{}, err
	}
	x, err := p.signedNumber()
	if err != nil {
		return term{}, err
	}
	scale, shift := 1.0, 0.0
	switch p.cell[op.start] {
	case '*':
		scale = x.value
	case '/':
		if x.value == 0 {
			return term{}, p.errorAt(x.start, x.end, "nothing can be divided by 0", "")
		}
		scale = 1 / x.value
	case '+':
		shift = x.value
	case '-':
		shift = -x.value
	}
	return p.affine(t, x, op, scale, shift)
}

// affine returns scale·t + shift.
func (p *parser) affine(t term, x numeral, op token, scale, shift float64) (term, *Error) {
	start, end := min(t.start, x.start), max(t.end, x.end)
	if c, ok := t.law.(Constant); ok {
		if p.cell[op.start] == '-' && 0 < c && float64(c) < x.value {
			return term{}, p.errorAt(start, end, "a range is written with to", p.cell[t.start:t.end]+" to "+p.cell[x.start:x.end])
		}
		if p.cell[op.start] == '+' && x.value < 0 { // 30 +- 5
			return term{}, p.errorAt(start, end, "a range is written with to", around(float64(c), -x.value))
		}
		mended := ""
		if value := scale*float64(c) + shift; !math.IsInf(value, 0) && !p.isOperator() { // with more of them it may be a date
			mended = formatNumber(value)
		}
		return term{}, p.errorAt(start, end, "a cell does not calculate with plain numbers", mended)
	}
	if scale == 0 {
		return term{}, p.errorAt(start, end, "anything times 0 is the constant 0", "0")
	}
	d := newAffine(t.law, scale, shift)
	if d == nil {
		return term{}, p.errorAt(start, end, "the result is too large to be held", "")
	}
	depth := t.depth + 1
	if _, folded := t.law.(affine); folded {
		depth = t.depth
	}
	return term{law: d, start: start, end: end, depth: depth}, nil
}

// around writes the range of x ± spread.
func around(x, spread float64) string {
	write := func(x float64) string { return strconv.FormatFloat(x, 'g', 12, 64) } // what the sum of two decimals has of digits
	return write(x-spread) + " to " + write(x+spread)
}

func (p *parser) bareRange(t term) *Error {
	written := p.cell[t.start:t.end]
	return p.errorAt(t.start, t.end, "a range stands in parentheses before an operator", "("+written+")")
}

// truncation reads trunc[a; b], either of which may be missing.
func (p *parser) truncation(t term) (term, *Error) {
	begin := p.tok
	if t.bareRange {
		return term{}, p.bareRange(t)
	}
	p.advance()
	if !p.is('[') {
		return term{}, p.unexpected("[ behind trunc, as in trunc[0; 100]")
	}
	if err := p.oneSeparator(); err != nil {
		return term{}, err
	}
	p.advance()
	low := numeral{value: math.Inf(-1)}
	high := numeral{value: math.Inf(1)}
	var err *Error
	if p.is(']') {
		return term{}, p.unexpected("bounds, as in trunc[0; 100]")
	}
	if !p.is(';') && !p.is(',') {
		if low, err = p.signedNumber(); err != nil {
			return term{}, err
		}
	}
	if !p.is(';') && !p.is(',') {
		return term{}, p.unexpected("; between the bounds, as in trunc[0; 100]")
	}
	p.advance()
	if !p.is(']') {
		if high, err = p.signedNumber(); err != nil {
			return term{}, err
		}
	}
	finish := p.tok
	if err := p.expect(']'); err != nil {
		return term{}, err
	}
	if math.IsInf(low.value, 0) && math.IsInf(high.value, 0) {
		return term{}, p.errorAt(begin.start, finish.end, "a truncation needs a bound", "trunc[0; ]")
	}
	if low.value > high.value {
		reversed := "trunc[" + formatNumber(high.value) + "; " + formatNumber(low.value) + "]"
		return term{}, p.errorAt(begin.start, finish.end, "the low bound stands first", reversed)
	}
	d := newTruncated(t.law, low.value, high.value)
	if d == nil {
		a, b := t.law.Support()
		switch outside := high.value < a || low.value > b; {
		case !outside && low.value == high.value:
			return term{}, p.errorAt(t.start, finish.end, "the bounds are equal", formatNumber(low.value))
		case !outside:
			return term{}, p.errorAt(begin.start, finish.end, "too little lies there: less than 1e-300 of the mass", "")
		}
		return term{}, p.errorAt(begin.start, finish.end,
			"nothing lies there: the distribution reaches "+fromTo(a, b), "")
	}
	return term{law: d, start: t.start, end: finish.end, depth: t.depth + 1}, nil
}
