package scenarios

import (
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the candidate nearest to a mistyped name, as diagnostics do; "" where none is near.
func Nearest(text string, candidates []string) string { return nearest(text, candidates) }

// nearest returns the candidate with the smallest edit distance to the text, whatever the case, and of equally near
// ones the first by name. It returns "" where even that one is far: more than a third of the text would have to change
// (two letters in a short one).
func nearest(text string, candidates []string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	length := utf8.RuneCountInString(text)
	if length > maxNameRunes {
		return ""
	}
	best, found := min(max(2, length/3), length-1), ""
	for _, candidate := range candidates {
		if difference := utf8.RuneCountInString(candidate) - length; difference > best || -difference > best {
			continue // so many letters are missing or too many
		}
		distance := levenshtein.ComputeDistance(text, strings.ToLower(candidate))
		if distance < best || distance == best && (found == "" || candidate < found) {
			best, found = distance, candidate
		}
	}
	return found
}
