package app

import (
	"strconv"
	"strings"
	"unicode"
)

// legible is a text for people in which nothing is left that a terminal would obey: what the command line or a file's
// name brings in of control and formatting characters is shown as an escape such as \x1b or \u202e.
func legible(text string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
