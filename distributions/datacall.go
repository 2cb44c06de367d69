package distributions

import (
	"fmt"
	"path/filepath"
	"strings"
)

// dataCall reads data(file.csv:column). Names with other than plain characters stand in quotes, "" for one quote.
func (p *parser) dataCall(name token) (term, *Error) {
	p.pos = p.skipSpace(name.end) + 1
	file, fileAt, err := p.dataName(':', "a file, then : and a column: "+usage["data"])
	if err != nil {
		return term{}, err
	}
	column, columnAt, err := p.dataName(')', "a column, then )")
	if err != nil {
		return term{}, err
	}
	t := term{start: name.start, end: p.pos, depth: 1}
	p.advance()
	switch {
	case !filepath.IsLocal(filepath.FromSlash(file)) || strings.ContainsAny(file, `\`):
		return term{}, p.errorAt(fileAt.start, fileAt.end, "data lie in the folder of the scenario file or below it, folders separated by /", "")
	case p.data == nil:
		return term{}, p.errorAt(t.start, t.end, "measured data cannot be read here", "")
	}
	values, failure := p.data.Column(file, column)
	if failure != nil {
		return term{}, p.errorAt(fileAt.start, columnAt.end, failure.Error(), "")
	}
	d, wrong := newEmpirical(values, cell(fmt.Sprintf("data(%s:%s)", quoteName(file), quoteName(column))))
	if wrong != nil {
		return term{}, p.errorAt(t.start, t.end, wrong.message, wrong.mended)
	}
	t.law = d
	return t, nil
}

// dataName reads a plain or quoted name and the byte behind it.
func (p *parser) dataName(behind byte, want string) (name string, at token, err *Error) {
	p.pos = p.skipSpace(p.pos)
	start := p.pos
	if p.at(start) == '"' {
		at = p.quoted()
		if at.kind != text {
			return "", at, p.errorAt(at.start, at.end, "the quote is not closed", "")
		}
		name = strings.ReplaceAll(p.cell[at.start+1:at.end-1], `""`, `"`)
		p.pos = p.skipSpace(p.pos)
	} else {
		for p.pos < len(p.cell) && !strings.ContainsRune(`:;,()"`, rune(p.cell[p.pos])) {
			p.pos++
		}
		name = strings.TrimRight(p.cell[start:p.pos], " \t\r\n")
		at = token{text, start, start + len(name)}
	}
	if p.at(p.pos) != behind || name == "" {
		if p.pos == len(p.cell) {
			return "", at, &Error{Offset: p.pos, Message: "the cell ends here; want " + want}
		}
		return "", at, p.errorAt(p.pos, p.pos+1, "want "+want, "")
	}
	p.pos++
	return name, at, nil
}

// quoteName puts a name into quotes where it needs them.
func quoteName(name string) string {
	plain := func(r rune) bool {
		return r < 0x80 && (isLetter(byte(r)) || isDigit(byte(r))) || strings.ContainsRune("./-", r)
	}
	if strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0 {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}
