package scenarios

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// unseen are the soft hyphen, the space and the joiner of no width, and the mark of the byte order.
const unseen = "\u00AD\u200B\u2060\uFEFF"

// clean makes a name or a note safe to print and to compare: white space of any kind becomes a single blank, control
// characters go, those that turn the direction of writing included, and so does what takes no room; an accent and its
// letter become one character. Two names that look the same are then the same. It is applied once, where the text comes
// in. The joiners of emoji and of Persian stay.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), strings.ContainsRune(unseen, r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(norm.NFC.String(text)), " ")
}

// isJudgement reports whether a source says that its value is someone's judgement.
func isJudgement(source string) bool {
	source = strings.ToLower(source)
	return strings.Contains(source, "judgement") || strings.Contains(source, "judgment")
}
