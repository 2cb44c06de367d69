package report

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Folders names the folders of the scenarios' pictures, each one once, beside the files of a report.
type Folders struct {
	taken map[string]bool // by what sameFolder makes of a name
	last  map[string]int  // the number that the last of several names alike ends in
}

// NewFolders returns the folders of a report that has no pictures yet.
func NewFolders() *Folders {
	f := &Folders{map[string]bool{}, map[string]int{}}
	for _, file := range []string{"report.html", "report.md", "summary.xlsx", "result.json", ResultsFile, SummaryFile, AssumptionsFile} {
		f.taken[sameFolder(file)] = true
	}
	for _, format := range []Format{PNG, SVG, PDF} {
		f.taken[sameFolder(comparisonFile+"."+string(format))] = true
	}
	return f
}

const longestFolder = 64 // bytes: below every file system's limit, with room for the path around it

// Name turns a scenario's name into the name of its folder: letters, digits, space, dash, underscore and inner dots
// stay, any other character becomes a dash. The name is never a path, never hidden, never one that Windows reserves, at
// most 64 bytes long and a number, and no file system takes it for one that was given before, or for a file of the
// report; a name that had to be cut or that collides ends in a number or a checksum of the original.
func (f *Folders) Name(scenario string) string {
	folder := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(" -_.", r) {
			return r
		}
		return '-'
	}, strings.ToValidUTF8(scenario, "-"))
	folder = strings.Trim(strings.Join(strings.Fields(folder), " "), ". -")
	if len(folder) > longestFolder {
		sum := fnv.New32a()
		sum.Write([]byte(scenario))
		folder = strings.TrimRight(cutBytes(folder, longestFolder-9), ". -") + fmt.Sprintf("-%08x", sum.Sum32())
	}
	if folder == "" || reserved(folder) {
		folder = strings.TrimRight("scenario "+folder, " ")
	}
	unique, same := folder, sameFolder(folder)
	for n := max(2, f.last[same]+1); f.taken[sameFolder(unique)]; n++ {
		unique, f.last[same] = fmt.Sprintf("%s (%d)", folder, n), n
	}
	f.taken[sameFolder(unique)] = true
	return unique
}

// sameFolder is equal for two names that some file system may take for one: those that differ in case, by the simple
// rules of Windows or the full ones of macOS and ext4 (ſ is s, ß is ss), in how accents are composed, or in marks that
// are not seen. It takes more for one than any of them does: the worst of it is a number.
func sameFolder(name string) string {
	name = norm.NFKD.String(strings.ToLower(strings.ToUpper(name)))
	name = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
			return -1
		}
		return r
	}, name)
	name = norm.NFKD.String(cases.Fold().String(name))
	return strings.ReplaceAll(name, "i\u0307", "i") // İ, which becomes i by the simple rules, i and a dot by the full ones
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
