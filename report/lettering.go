package report

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// The pictures' font is Liberation Sans: Latin, Greek, Cyrillic, Hebrew. What it lacks (Chinese, emoji, …) an SVG leaves
// to the fonts of whoever looks at it; a PNG and a PDF, in which it would leave no trace, show placeholders.

const placeholder = '□'

// lettering is a user's text as pictures have it: composed, because the font has é, not every e with an accent behind it.
func lettering(s string) string { return norm.NFC.String(clean(s)) }

// lacking reports whether the pictures' font lacks a character.
func lacking(r rune) bool {
	var buffer sfnt.Buffer
	glyph, err := titleHand.face.Face.GlyphIndex(&buffer, r)
	return err != nil || glyph == 0
}

// drawable replaces the characters that the pictures' font lacks by placeholders.
func drawable(s string) string {
	return strings.Map(func(r rune) rune {
		if lacking(r) {
			return placeholder
		}
		return r
	}, s)
}

// split takes the characters that the pictures' font lacks out of a text, and counts the columns of a terminal that they
// would take: half their size each.
func split(s string) (known string, columns int) {
	known = strings.Map(func(r rune) rune {
		if lacking(r) {
			columns += text.StringWidth(string(r))
			return -1
		}
		return r
	}, s)
	return known, columns
}

// spaced ends a text in as many spaces as make the font's own measure of it as wide as it is, for what is aligned to the
// right by others.
func (h hand) spaced(s string) string {
	lack := h.width(s) - h.face.Width(s)
	return s + strings.Repeat(" ", max(int(lack/h.face.Width(" ")+0.5), 0))
}

// lettered is a canvas on which nothing but the font of the pictures shows text.
type lettered struct{ vg.CanvasSizer }

// FillString draws a line of text with its left end on the baseline at pt.
func (c lettered) FillString(face font.Face, pt vg.Point, s string) {
	c.CanvasSizer.FillString(face, pt, drawable(s))
}
