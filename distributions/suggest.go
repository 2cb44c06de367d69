package distributions

import (
	"slices"
	"strings"
	"unicode"
)

// maxMends bounds how many mistakes of one cell a suggestion mends, one after the other.
const maxMends = 16

// withSoundSuggestion mends what else is wrong with the suggested cell, leaves out a suggestion that is no cell even then, and
// suggests the plain characters for those of a typesetter.
func (e *Error) withSoundSuggestion(data Data, cell string) *Error {
	sound := func(cell string) string {
		for range maxMends {
			_, err := (&parser{scanner: scanner{cell: cell}, data: data}).parse()
			if err == nil {
				return cell
			}
			if err.Suggestion == "" || err.Suggestion == cell {
				return ""
			}
			cell = err.Suggestion
		}
		return ""
	}
	if e.Suggestion != "" {
		e.Suggestion = sound(e.Suggestion)
	}
	if plain := plainCharacters(cell); e.Suggestion == "" && plain != cell {
		e.Suggestion = sound(plain)
	}
	return e
}

// plainCharacters undoes what word processors, web pages, spreadsheets and East Asian keyboards make of numbers.
func plainCharacters(cell string) string {
	return typeset.Replace(strings.Map(func(r rune) rune {
		switch {
		case r > '~' && unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
			return -1
		case '！' <= r && r <= '～': // of full width
			return r - '！' + '!'
		}
		return r
	}, cell))
}

var typeset = strings.NewReplacer("\u2212", "-", "\u2010", "-", "\u2011", "-", "\u2013", "-", "\u2014", "-", "\u00D7", "*", "\u00F7", "/",
	"\u2018", "", "\u2019", "", "'", "", "\u201C", "", "\u201D", "", `"`, "", "\u2026", "..", "\u00B1", "+-", "+/-", "+-")

// What is said of a sign or a word beside a number, wherever it stands.
const (
	dollarFirst = "a dollar sign stands directly before its number"
	ownUnit     = "the unit is the input's own, a number stands alone"
)

// dollarBefore puts a dollar sign directly before the number that the text begins with.
func dollarBefore(text string) string {
	text = strings.TrimLeft(text, " ")
	if behind, negative := strings.CutPrefix(text, "-"); negative {
		return "-$" + behind
	}
	return "$" + text
}

// joinSpaced takes the spaces out of a number whose thousands they group: 1 200 is 1200. Other text stays as it is.
func joinSpaced(text string) string {
	groups := strings.Fields(text)
	for k, g := range groups {
		if !allDigits(g) || len(g) > 3 || k > 0 && len(g) < 3 {
			return text
		}
	}
	return strings.Join(groups, "")
}

// nearest returns the candidate with the smallest edit distance to name, ties by name, "" when none is near:
// at most one edit for every three letters.
func nearest(name string, candidates []string) string {
	best, bestDistance := "", len(name)/3+1
	for _, c := range candidates {
		d := editDistance(strings.ToLower(name), c)
		if d < bestDistance || d == bestDistance && best != "" && c < best {
			best, bestDistance = c, d
		}
	}
	return best
}

// meantFamily returns the family whose name is nearest to what was written, or begins like it: norm, triangle. It returns ""
// when none does, or several.
func meantFamily(written string) string {
	if meant := nearest(written, familyNames); meant != "" {
		return meant
	}
	if strings.HasPrefix(written, "gauss") {
		return "normal"
	}
	meant := ""
	for _, name := range familyNames {
		common := 0
		for common < min(len(written), len(name)) && written[common] == name[common] {
			common++
		}
		if common < 3 || 3*common < 2*len(written) {
			continue
		}
		if meant != "" {
			return ""
		}
		meant = name
	}
	return meant
}

// editDistance counts the insertions, deletions, replacements and swaps of neighbors between two words.
func editDistance(a, b string) int {
	before, previous, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(previous[j]+1, row[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, previous, row = previous, row, before
	}
	return previous[len(b)]
}

// synonyms are what other programs and books call arguments.
var synonyms = map[string]string{
	"mu": "mean", "average": "mean", "avg": "mean", "loc": "location", "sigma": "sd", "std": "sd", "stdev": "sd", "stddev": "sd",
	"lo": "min", "low": "min", "lower": "min", "minimum": "min", "hi": "max", "high": "max", "upper": "max", "maximum": "max",
	"likely": "mode", "most_likely": "mode", "k": "shape", "theta": "scale", "a": "alpha", "b": "beta", "nu": "df", "trials": "n",
	"prob": "p", "probability": "p",
}

// meantArgument returns the known name that was meant by another, "" for none.
func meantArgument(written string, known []string) string {
	if meant := synonyms[written]; slices.Contains(known, meant) {
		return meant
	}
	return nearest(written, known)
}
