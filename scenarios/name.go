package scenarios

import (
	"strings"
	"unicode"
)

// clean makes a name or a note safe to print: white space of any kind becomes a single blank, and control
// characters, those that turn the direction of writing included, go. It is applied once, where the text comes in.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\uFEFF':
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// isJudgement reports whether a source says that its value is someone's judgement.
func isJudgement(source string) bool {
	source = strings.ToLower(source)
	return strings.Contains(source, "judgement") || strings.Contains(source, "judgment")
}
