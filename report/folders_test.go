package report

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

func TestFolders(t *testing.T) {
	for name, want := range map[string]string{
		"cloud": "cloud", "own hardware": "own hardware", "7B v1.5_lora": "7B v1.5_lora", "hébergé": "hébergé", "模型": "模型",
		"../x": "x", "/etc": "etc", `..\..\x`: "x", "a/b:c*?": "a-b-c", "..": "scenario", "": "scenario", " . ": "scenario",
		"CON": "scenario CON", "con.txt": "scenario con.txt", "COM1": "scenario COM1", "lpt¹": "lpt", "COM10": "COM10", "console": "console", "nul .x": "scenario nul .x",
		"tab\tand\x00zero": "tab-and-zero", "bad\xffutf8": "bad-utf8", "dots...": "dots", "result.json": "result.json (2)", "Comparison.SVG": "Comparison.SVG (2)",
	} {
		if got := NewFolders().Name(name); got != want {
			t.Errorf("Name(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFoldersDiffer(t *testing.T) {
	folders := NewFolders()
	seen := map[string]bool{}
	long := strings.Repeat("模", 100)
	for _, name := range []string{"Cloud", "cloud", "CLOUD", "cloud (2)", "a/b", "a:b", "../x", "x", long + "1", long + "2", strings.Repeat("x", 300), "", "..", "/",
		"ſame", "same", "Straße", "STRASSE", "İ", "i", "I", "I\u0307", "ı", "Kelvin \u212a", "kelvin k", "e\u0301", "É", "a\u034f", "A", "ﬁn", "FIN", "Σίσυφος", "ΣΊΣΥΦΟΣ"} {
		got := folders.Name(name)
		if seen[sameFolder(got)] {
			t.Errorf("Name(%q) = %q again", name, got)
		}
		seen[sameFolder(got)] = true
		if got == "" || len(got) > longestFolder+5 || !filepath.IsLocal(got) || strings.ContainsAny(got, `/\`) || strings.HasPrefix(got, ".") {
			t.Errorf("Name(%q) = %q", name, got)
		}
	}
}

// Whatever one of the known rules takes for the same letter, sameFolder does.
func TestSameFolder(t *testing.T) {
	fold := cases.Fold()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) || !unicode.In(r, unicode.L, unicode.M, unicode.Nd) {
			continue
		}
		letter := string(r)
		alike := []string{
			strings.ToUpper(letter), strings.ToLower(letter), strings.ToTitle(letter), fold.String(letter), norm.NFC.String(letter), norm.NFD.String(letter),
			fold.String(norm.NFD.String(letter)), strings.ToUpper(norm.NFD.String(letter)), letter + "\ufe0f",
		}
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			alike = append(alike, string(other))
		}
		for _, other := range alike {
			if sameFolder(letter) != sameFolder(other) {
				t.Errorf("%+q and %+q make %+q and %+q", letter, other, sameFolder(letter), sameFolder(other))
			}
		}
	}
}

// Many names without a letter are numbered in no more time than others.
func TestFoldersOfManyNames(t *testing.T) {
	folders := NewFolders()
	for n := 1; n <= 50_000; n++ {
		want := "scenario"
		if n > 1 {
			want = fmt.Sprintf("scenario (%d)", n)
		}
		if got := folders.Name("?"); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
}

func FuzzFolders(f *testing.F) {
	for _, seed := range []string{"cloud", "../x", "CON", "\x00", strings.Repeat("é", 50), "a\u0301", "ǅ", "İ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		folders := NewFolders()
		first, second := folders.Name(name), folders.Name(name)
		for _, got := range []string{first, second} {
			if got == "" || len(got) > longestFolder+5 || !filepath.IsLocal(got) || strings.ContainsAny(got, "/\\:\x00") {
				t.Errorf("Name(%q) = %q", name, got)
			}
		}
		if strings.EqualFold(first, second) {
			t.Errorf("Name(%q) = %q twice", name, first)
		}
	})
}
