package distributions

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// call reads name(arguments).
func (p *parser) call() (term, *Error) {
	name := p.tok
	family := strings.ToLower(p.text(name))
	known := slices.Contains(familyNames, family)
	if !known {
		return term{}, p.unknownName(name, family)
	}
	if p.at(p.skipSpace(name.end)) != '(' {
		return term{}, p.errorAt(name.start, name.end, "a distribution needs its arguments in parentheses: "+usage[family], "")
	}
	if family == "data" {
		return p.dataCall(name)
	}
	leave, err := p.enter(name)
	if err != nil {
		return term{}, err
	}
	defer leave()
	p.advance()
	if err := p.oneSeparator(); err != nil {
		return term{}, err
	}
	p.advance() // the parenthesis
	switch family {
	case "event":
		return p.event(name)
	case "mix":
		return p.mix(name)
	case "discrete":
		return p.discrete(name)
	}
	return p.family(name, family)
}

func (p *parser) skipSpace(i int) int {
	for p.at(i) == ' ' || p.at(i) == '\t' {
		i++
	}
	return i
}

// separator takes a ; or , between arguments and reports whether there was one.
func (p *parser) separator() bool {
	if p.is(';') || p.is(',') {
		p.advance()
		return true
	}
	return false
}

// An argument is a number handed to a family, by name or by place.
type argument struct {
	name string // "" by place; lower case; percentiles as p5, p2.5
	numeral
}

// arguments reads [name =] number, separated, up to the closing parenthesis.
func (p *parser) arguments(family string) (args []argument, closing token, err *Error) {
	for !p.is(')') {
		var a argument
		begin := p.tok
		if p.tok.kind == word && p.at(p.skipSpace(p.tok.end)) == '=' {
			a.name = strings.ToLower(p.text(p.tok))
			if p, ok := percentile(a.name); ok {
				a.name = "p" + formatNumber(p)
			}
			for _, other := range args {
				if other.name == a.name {
					return nil, p.tok, p.errorAt(begin.start, begin.end, a.name+" is given twice", "")
				}
			}
			p.advance()
			p.advance()
		} else if len(args) > 0 && args[len(args)-1].name != "" && (p.tok.kind == number || p.is('-')) {
			return nil, p.tok, p.errorAt(begin.start, begin.end, "a number without a name cannot follow a named one: "+usage[family], "")
		}
		if err = p.unassigned(family); err != nil {
			return nil, p.tok, err
		}
		if a.numeral, err = p.signedNumber(); err != nil {
			return nil, p.tok, err
		}
		a.start = begin.start
		args = append(args, a)
		if !p.separator() {
			break
		}
		if p.is(')') {
			return nil, p.tok, p.unexpected("another argument")
		}
	}
	closing = p.tok
	return args, closing, p.closeList()
}

// closeList takes the parenthesis behind the last argument, or says that it, or a separator, is missing.
func (p *parser) closeList() *Error {
	err := p.expect(')')
	if err != nil && p.tok.kind != end {
		err.Message = "want ; or )"
	}
	return err
}

// percentile reads names such as p5, p05 and p2.5.
func percentile(name string) (percent float64, ok bool) {
	if len(name) < 2 || name[0] != 'p' || !isDigit(name[1]) {
		return 0, false
	}
	percent, err := strconv.ParseFloat(name[1:], 64)
	return percent, err == nil
}

// family reads the arguments of a family in the table and builds its law.
func (p *parser) family(name token, family string) (term, *Error) {
	args, closing, err := p.arguments(family)
	if err != nil {
		return term{}, err
	}
	for _, a := range args {
		if percent, ok := percentile(a.name); ok && (percent <= 0 || percent >= 100) {
			return term{}, p.errorAt(a.start, a.end, "percentiles lie between p0 and p100, both excluded", "")
		}
	}
	form, given, flaw := match(family, args)
	var d law
	if flaw == nil {
		d, flaw = form.build(given, cell(given.canonical(family, form)))
	}
	if flaw != nil {
		if given != nil {
			args = given // by now all of them have names
		}
		return term{}, p.flawed(*flaw, name, closing, args)
	}
	t := term{law: d, start: name.start, end: closing.end, depth: 1}
	if low, high := d.tails(); min(low, high) <= 1 {
		p.heavy = append(p.heavy, token{word, t.start, t.end})
	}
	return t, nil
}

// A flaw is what a family finds wrong with its arguments: with one of them, or with the call as a whole.
type flaw struct {
	arg     string // the argument's name; "" for the whole call
	message string
	mended  string // the argument's value, its name and =, or the whole call, mended; "" for none
}

// flawed points at the argument, or at the call, and splices what mends it.
func (p *parser) flawed(f flaw, name, closing token, args []argument) *Error {
	for _, a := range args {
		if f.arg == "" || a.name != f.arg {
			continue
		}
		written := p.cell[a.start:a.end]
		if strings.HasSuffix(written, "%") && strings.HasSuffix(f.mended, "%") {
			f.mended = "" // what is written in percent gains nothing from a percent sign
		}
		if i := strings.IndexByte(written, '='); i >= 0 && f.mended != "" {
			if strings.HasSuffix(f.mended, "=") {
				f.mended += strings.TrimSpace(written[i+1:])
			} else {
				f.mended = written[:i+1] + f.mended
			}
		}
		return p.errorAt(a.start, a.end, f.message, f.mended)
	}
	return p.errorAt(name.start, closing.end, f.message, f.mended)
}

func wrongArguments(family string) *flaw {
	return &flaw{message: "these arguments do not fit: " + usage[family]}
}

func wrongValue(arg, message string, mended ...string) *flaw {
	return &flaw{arg: arg, message: message, mended: strings.Join(mended, "")}
}

// event reads probability; expression.
func (p *parser) event(name token) (term, *Error) {
	chance, err := p.signedNumber()
	if err != nil {
		return term{}, err
	}
	if p.isWord("to") {
		return term{}, p.errorAt(chance.start, p.tok.end, "the probability stands first, a number: "+usage["event"], "")
	}
	if err := p.probability(chance); err != nil {
		return term{}, err
	}
	if !p.separator() {
		return term{}, p.unexpected("; between the probability and what happens: " + usage["event"])
	}
	t, err := p.expression()
	if err != nil {
		return term{}, err
	}
	closing := p.tok
	if err := p.expect(')'); err != nil {
		return term{}, err
	}
	d := newEvent(chance.value, t.law)
	return term{law: d, start: name.start, end: closing.end, depth: t.depth + 1}, nil
}

// probability checks that x lies in [0, 1], and suggests the percentage that was meant.
func (p *parser) probability(x numeral) *Error {
	if 0 <= x.value && x.value <= 1 {
		return nil
	}
	return p.errorAt(x.start, x.end, "a probability lies between 0 and 1", p.inPercent(x))
}

// inPercent writes a share that is too large as the percentage that was meant, "" where none was.
func (p *parser) inPercent(x numeral) string {
	if 1 < x.value && x.value <= 100 && isDigit(p.cell[x.end-1]) {
		return p.cell[x.start:x.end] + "%"
	}
	return ""
}

// mix reads weight: expression; weight: expression; …
func (p *parser) mix(name token) (term, *Error) {
	var parts []part
	depth := 0
	closing, err := p.weighted(func() *Error {
		w, err := p.weight()
		if p.isWord("to") {
			return p.errorAt(w.start, p.tok.end, "the weight stands first, a number: "+usage["mix"], "")
		}
		if err != nil {
			return err
		}
		if !p.is(':') {
			return p.unexpected(": between the weight and its distribution: " + usage["mix"])
		}
		p.advance()
		t, err := p.expression()
		if err != nil {
			return err
		}
		depth = max(depth, t.depth)
		parts = append(parts, part{w.value, t.law})
		return nil
	})
	if err != nil {
		return term{}, err
	}
	sum := 0.0
	for _, c := range parts {
		sum += c.weight
	}
	if err := p.checkSum(sum, name, closing); err != nil {
		return term{}, err
	}
	d := newMix(parts)
	return term{law: d, start: name.start, end: closing.end, depth: depth + 1}, nil
}

// discrete reads value: weight; value: weight; …
func (p *parser) discrete(name token) (term, *Error) {
	var atoms []atom
	closing, err := p.weighted(func() *Error {
		x, err := p.signedNumber()
		if err != nil {
			return err
		}
		if !p.is(':') {
			return p.unexpected(": between the value and its weight: " + usage["discrete"])
		}
		p.advance()
		w, err := p.weight()
		if err != nil {
			return err
		}
		for _, a := range atoms {
			if a.x == x.value {
				return p.errorAt(x.start, x.end, "this value stands there twice", "")
			}
		}
		atoms = append(atoms, atom{x.value, w.value})
		return nil
	})
	if err != nil {
		return term{}, err
	}
	slices.SortFunc(atoms, func(a, b atom) int { return cmp.Compare(a.x, b.x) }) // as it is printed: the last bit of a sum hangs on its order
	sum := 0.0
	for _, a := range atoms {
		sum += a.p
	}
	if err := p.checkSum(sum, name, closing); err != nil {
		return term{}, err
	}
	d := newDiscrete(atoms)
	return term{law: d, start: name.start, end: closing.end, depth: 1}, nil
}

// weighted reads a separated list of pairs up to the closing parenthesis.
func (p *parser) weighted(pair func() *Error) (closing token, err *Error) {
	for {
		if err := pair(); err != nil {
			return p.tok, err
		}
		if !p.separator() {
			break
		}
	}
	closing = p.tok
	return closing, p.closeList()
}

// weight reads a share of the whole.
func (p *parser) weight() (numeral, *Error) {
	w, err := p.signedNumber()
	if err != nil {
		return w, err
	}
	if w.value < 0 || w.value > 1 {
		return w, p.errorAt(w.start, w.end, "a weight lies between 0 and 1", p.inPercent(w))
	}
	return w, nil
}

// weightTolerance is how far weights may miss 1: what three decimals of thirds leave open is not forgiven.
const weightTolerance = 1e-6

func (p *parser) checkSum(sum float64, name, closing token) *Error {
	if sum < 1-weightTolerance || sum > 1+weightTolerance {
		return p.errorAt(name.start, closing.end,
			fmt.Sprintf("the weights sum to %s, not 1", strconv.FormatFloat(sum, 'g', 7, 64)), "")
	}
	return nil
}
