package report

import (
	"fmt"
	"hash/fnv"
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

const longestFolder = 64 // bytes: below every file system's limit, with room for the path around it

// FolderName turns a scenario's name into the name of its folder: letters, digits, space, dash, underscore and inner
// dots stay, any other character becomes a dash. The name is never a path, never hidden, never one that Windows
// reserves, at most 64 bytes long, and differs by more than case from all that are taken (keys in lower case), where it
// is entered; a name that had to be cut or that collides ends in a number or a checksum of the original.
func FolderName(name string, taken map[string]bool) string {
	folder := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(" -_.", r) {
			return r
		}
		return '-'
	}, strings.ToValidUTF8(name, "-"))
	folder = strings.Trim(strings.Join(strings.Fields(folder), " "), ". -")
	if len(folder) > longestFolder {
		sum := fnv.New32a()
		sum.Write([]byte(name))
		folder = strings.TrimRight(cutBytes(folder, longestFolder-9), ". -") + fmt.Sprintf("-%08x", sum.Sum32())
	}
	if folder == "" || reserved(folder) {
		folder = strings.TrimRight("scenario "+folder, " ")
	}
	unique := folder
	for n := 2; taken[strings.ToLower(unique)]; n++ {
		unique = fmt.Sprintf("%s (%d)", folder, n)
	}
	taken[strings.ToLower(unique)] = true
	return unique
}

// reserved reports whether Windows keeps the name, with any extension, for a device.
func reserved(folder string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(folder), ".")
	switch stem = strings.TrimSpace(stem); stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && unicode.IsDigit(rune(stem[3]))
}

// cutBytes keeps at most n bytes of s and no part of a character.
func cutBytes(s string, n int) string {
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
