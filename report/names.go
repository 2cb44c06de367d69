package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
)

// clean makes a user's text safe to show on one line: control and formatting characters (terminal escapes, line breaks,
// marks that turn the direction of writing) become visible escapes such as \x1b, \n or \u202e.
func clean(s string) string {
	hidden := func(r rune) bool {
		return r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
	}
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if hidden(r) {
			quoted := fmt.Sprintf("%+q", r)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// shorten cuts a text that takes more than width columns of a terminal and ends it with an ellipsis. Characters of East
// Asian scripts take two columns, combining accents none.
func shorten(s string, width int) string {
	if text.StringWidth(s) <= width {
		return s
	}
	return text.Trim(s, width-1) + "…"
}
