package distributions

import "unicode/utf8"

type kind byte

const (
	end     kind = iota
	number       // unsigned, as written: $1,200
	word         // a name: pert, to, p10
	text         // a quoted string, quotes included
	symbol       // one byte: ( ) [ ] ; , : = * / + -
	foreign      // anything else, one character
)

// A token is a stretch of the cell, bytes start to end.
type token struct {
	kind       kind
	start, end int
}

// A scanner cuts a cell into tokens. It knows how deep in brackets it stands, because inside them a comma always
// separates, while outside it groups thousands.
type scanner struct {
	cell  string
	pos   int
	depth int
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }

// at returns the byte at i, 0 behind the end.
func (s *scanner) at(i int) byte {
	if i < len(s.cell) {
		return s.cell[i]
	}
	return 0
}

func (s *scanner) next() token {
	for s.pos < len(s.cell) && (s.cell[s.pos] == ' ' || s.cell[s.pos] == '\t' || s.cell[s.pos] == '\n' || s.cell[s.pos] == '\r') {
		s.pos++
	}
	start := s.pos
	if start == len(s.cell) {
		return token{end, start, start}
	}
	switch c := s.cell[start]; {
	case isDigit(c) || c == '$' || c == '.' && isDigit(s.at(start+1)):
		s.pos = s.numberEnd(start)
		return token{number, start, s.pos}
	case isLetter(c):
		for isLetter(s.at(s.pos)) || isDigit(s.at(s.pos)) || s.at(s.pos) == '.' && isDigit(s.at(s.pos+1)) {
			s.pos++
		}
		return token{word, start, s.pos}
	case c == '"':
		return s.quoted()
	case c == '(' || c == '[':
		s.depth++
	case c == ')' || c == ']':
		s.depth--
	case c == ';' || c == ',' || c == ':' || c == '=' || c == '*' || c == '/' || c == '+' || c == '-':
	default:
		_, size := utf8.DecodeRuneInString(s.cell[start:])
		s.pos += size
		return token{foreign, start, s.pos}
	}
	s.pos++
	return token{symbol, start, s.pos}
}

// numberEnd takes everything that could belong to a number, so that trailing text is reported with it.
func (s *scanner) numberEnd(i int) int {
	for i++; ; i++ {
		switch c := s.at(i); {
		case isDigit(c) || isLetter(c) || c == '%' || c == '.' || c == '$':
		case c == ',' && s.depth == 0 && isDigit(s.at(i+1)):
		case (c == '+' || c == '-') && s.at(i-1)|0x20 == 'e' && isDigit(s.at(i-2)) && isDigit(s.at(i+1)):
		default:
			return i
		}
	}
}

// quoted scans "…", in which "" stands for one quote. Without a closing quote the token reaches to the end.
func (s *scanner) quoted() token {
	start := s.pos
	for s.pos++; s.pos < len(s.cell); s.pos++ {
		if s.cell[s.pos] == '"' {
			if s.at(s.pos+1) != '"' {
				s.pos++
				return token{text, start, s.pos}
			}
			s.pos++
		}
	}
	return token{foreign, start, s.pos}
}
