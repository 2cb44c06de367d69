package distributions

import "fmt"

// An Error is a cell that cannot be read, or does not fit its input.
type Error struct {
	Offset     int    // byte offset of the offending text, 0 … len(cell)
	Got        string // the offending text, "" for the whole cell or where something is missing
	Message    string // what is wrong, in the user's words: "a comma is no decimal point"
	Suggestion string // the whole cell, mended: "2.20"; "" where nothing sensible mends it
}

// Error says it in one line, the offset counted in bytes from 0.
func (e *Error) Error() string {
	text := fmt.Sprintf("byte %d: %s", e.Offset, e.Message)
	if e.Got != "" {
		text = fmt.Sprintf("byte %d: got %q (%s)", e.Offset, e.Got, e.Message)
	}
	if e.Suggestion != "" {
		text += "; did you mean " + e.Suggestion + "?"
	}
	return text
}
