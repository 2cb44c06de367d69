package distributions

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is often written otherwise is told by name, with the cell that was likely meant.

// trailing is the error of what stands behind a complete cell.
func (p *parser) trailing(t term) *Error {
	rest := p.errorAt(p.tok.start, len(p.cell), p.foreignSign("this stands behind a complete cell"), "")
	_, constant := t.law.(Constant)
	switch {
	case p.text(p.tok) == "$" && constant:
		rest = p.errorAt(t.start, p.tok.end, dollarFirst, "$"+p.cell[t.start:t.end])
	case p.tok.kind == number && constant:
		rest.Message = "two numbers need something between them, as in 20 to 40"
		rest.Suggestion = p.cell[:t.start] + joinSpaced(p.cell[t.start:])
	case p.tok.kind == word && strings.HasPrefix(strings.ToLower(p.text(p.tok)), "trunc"):
		rest = p.errorAt(p.tok.start, p.tok.end, "want trunc, as in trunc[0; 100]", "trunc")
	case p.tok.kind == word && p.tok.end == len(strings.TrimRight(p.cell, " \t\r\n")) && (constant || t.bareRange):
		rest.Message = ownUnit
		switch strings.ToLower(p.text(p.tok)) {
		case "usd", "dollar", "dollars":
			rest.Suggestion = p.cell[:t.end]
		case "percent", "pct":
			rest.Suggestion = p.cell[:t.end] + "%"
		case "thousand":
			rest.Suggestion = p.cell[:t.end] + "k"
		case "million", "mio", "mn":
			rest.Suggestion = p.cell[:t.end] + "M"
		}
	case p.is(','):
		rest.Message = "a comma separates arguments inside parentheses only"
	case p.is(')'), p.is(']'):
		rest.Message = "nothing was opened here"
	}
	return rest
}

// foreignSign says what is wrong with the next token where it is the sign of another currency or takes no room on the screen;
// otherwise it returns the message as it is.
func (p *parser) foreignSign(message string) string {
	r, _ := utf8.DecodeRuneInString(p.text(p.tok))
	switch {
	case unicode.Is(unicode.Sc, r) && r != '$':
		return "money is in USD: convert the amount, and leave out the sign"
	case unicode.Is(unicode.Cf, r):
		return "an invisible character stands here"
	}
	return message
}

// suffixAtBoth writes a range of which one end has a suffix with it at both, where that is a range too: 20k to 40k for 20 to 40k.
// It returns "" for 500 to 2k, and where both ends have a suffix, or none.
func (p *parser) suffixAtBoth(low, high numeral) string {
	a, b := p.cell[low.start:low.end], p.cell[high.start:high.end]
	first, last := powers[a[len(a)-1]], powers[b[len(b)-1]]
	if (first == 0) == (last == 0) || low.value <= 0 || low.value*math.Pow10(-first) >= high.value*math.Pow10(-last) {
		return ""
	}
	if first == 0 {
		return a + b[len(b)-1:] + " to " + b
	}
	return a + " to " + b + a[len(a)-1:]
}

// secondTo is the error of a to b to c.
func (p *parser) secondTo(low, high numeral) *Error {
	to := p.tok
	err := p.errorAt(to.start, to.end, "a range has two ends", "")
	p.advance()
	if last, wrong := p.signedNumber(); wrong == nil {
		err.Message += "; a third number between them is the most likely one of a pert"
		err.suggest(fmt.Sprintf("%spert(%s; %s; %s)%s", p.cell[:low.start], p.cell[low.start:low.end], p.cell[high.start:high.end], p.cell[last.start:last.end], p.cell[last.end:]))
	}
	return err
}

// heavyTails says which tails of a law are too heavy for a mean, and what to do about it.
func heavyTails(low, high bool) string {
	const message = "this has no mean: %s too heavy; truncate it, as in trunc[%s]"
	switch {
	case low && high:
		return fmt.Sprintf(message, "its tails are", "-1000; 1000")
	case low:
		return fmt.Sprintf(message, "its lower tail is", "-1000; ")
	}
	return fmt.Sprintf(message, "its upper tail is", "; 1000")
}

// unknownName is the error of a name that no family has.
func (p *parser) unknownName(name token, family string) *Error {
	err := p.errorAt(name.start, name.end, "no distribution has this name", meantFamily(family))
	switch family {
	case "nan", "inf", "infinity":
		err.Message, err.Suggestion = "only finite numbers can be read", ""
	case "trunc", "truncate", "truncated":
		err.Message = "trunc stands behind what it cuts, as in (20 to 40) trunc[10; 50]"
	case "usd":
		err.Message = ownUnit
		err.suggest(p.cell[:name.start] + p.cell[p.skipSpace(name.end):])
	}
	return err
}

// oneSeparator checks that the list which the next token opens is separated by ; or by , throughout. Who writes both means
// some commas for points, or to group thousands: pert(1,5; 2; 3) is no pert(1; 5; 2; 3).
func (p *parser) oneSeparator() *Error {
	semicolon := false
	var commas []token
	joins, groups := true, true // each comma stands between digits; and groups thousands
	list := scanner{cell: p.cell, pos: p.tok.start}
	for t := list.next(); t.kind != end && (list.depth > 0 || t.start == p.tok.start); t = list.next() {
		if list.depth > 1 || t.kind != symbol {
			continue
		}
		switch p.cell[t.start] {
		case ';':
			semicolon = true
		case ',':
			commas = append(commas, t)
			joins = joins && isDigit(p.at(t.start-1)) && isDigit(p.at(t.end))
			groups = groups && groupsThousands(p.cell, t.start)
		}
	}
	if !semicolon || len(commas) == 0 {
		return nil
	}
	sign := ";"
	switch {
	case joins && groups:
		sign = ""
	case joins:
		sign = "."
	}
	err := p.errorAt(commas[0].start, commas[0].end, "a list is separated by ; or by , throughout, and a comma is no decimal point", "")
	at := 0
	for _, comma := range commas {
		err.Suggestion += p.cell[at:comma.start] + sign
		at = comma.end
	}
	err.Suggestion += p.cell[at:]
	return err
}

// groupsThousands reports whether the comma at i stands in a number as in 1,200: behind one to three digits that are not 0 alone
// and before three.
func groupsThousands(cell string, i int) bool {
	first, last := i, i+1
	for first > 0 && isDigit(cell[first-1]) {
		first--
	}
	for last < len(cell) && isDigit(cell[last]) {
		last++
	}
	return first < i && i-first <= 3 && cell[first:i] != "0" && last == i+4
}

// unassigned is the error of an argument's name without = behind it, nil where the next token is none.
func (p *parser) unassigned(family string) *Error {
	name := strings.ToLower(p.text(p.tok))
	_, isPercentile := percentile(name)
	if p.tok.kind != word || !isPercentile && !slices.Contains(argumentNames(family), name) {
		return nil
	}
	err := p.errorAt(p.tok.start, p.tok.end, "want = behind "+name, "")
	return err.suggest(p.cell[:p.tok.end] + "=" + strings.TrimLeft(p.cell[p.tok.end:], " :="))
}

// misnamedArgument finds a name that no form of the family knows.
func misnamedArgument(family string, args []argument) *flaw {
	known := argumentNames(family)
	percentiles := slices.ContainsFunc(forms[family], func(f form) bool { return f.percentiles > 0 })
	for _, a := range args {
		if _, ok := percentile(a.name); a.name == "" || ok && percentiles || slices.Contains(known, a.name) {
			continue
		}
		wrong := &flaw{arg: a.name, message: family + " has no " + a.name + ": " + usage[family]}
		if meant := meantArgument(a.name, known); meant != "" && !slices.ContainsFunc(args, func(b argument) bool { return b.name == meant }) {
			wrong.mended = meant + "="
		}
		return wrong
	}
	return nil
}
