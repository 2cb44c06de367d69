package report

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestFolderName(t *testing.T) {
	for name, want := range map[string]string{
		"cloud": "cloud", "own hardware": "own hardware", "7B v1.5_lora": "7B v1.5_lora", "hébergé": "hébergé", "模型": "模型",
		"../x": "x", "/etc": "etc", `..\..\x`: "x", "a/b:c*?": "a-b-c", "..": "scenario", "": "scenario", " . ": "scenario",
		"CON": "scenario CON", "con.txt": "scenario con.txt", "COM1": "scenario COM1", "lpt¹": "lpt", "COM10": "COM10", "console": "console", "nul .x": "scenario nul .x",
		"tab\tand\x00zero": "tab-and-zero", "bad\xffutf8": "bad-utf8", "dots...": "dots", "result.json": "result.json",
	} {
		if got := FolderName(name, map[string]bool{}); got != want {
			t.Errorf("FolderName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFolderNamesDiffer(t *testing.T) {
	taken := map[string]bool{"result.json": true}
	seen := map[string]bool{}
	long := strings.Repeat("模", 100)
	for _, name := range []string{"Cloud", "cloud", "CLOUD", "cloud (2)", "a/b", "a:b", "../x", "x", long + "1", long + "2", strings.Repeat("x", 300), "result.json", "", "..", "/"} {
		got := FolderName(name, taken)
		if seen[strings.ToLower(got)] {
			t.Errorf("FolderName(%q) = %q again", name, got)
		}
		seen[strings.ToLower(got)] = true
		if got == "" || len(got) > longestFolder+5 || !filepath.IsLocal(got) || strings.ContainsAny(got, `/\`) || strings.HasPrefix(got, ".") {
			t.Errorf("FolderName(%q) = %q", name, got)
		}
	}
}

func FuzzFolderName(f *testing.F) {
	for _, seed := range []string{"cloud", "../x", "CON", "\x00", strings.Repeat("é", 50), "a\u0301", "ǅ", "İ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		taken := map[string]bool{}
		first, second := FolderName(name, taken), FolderName(name, taken)
		for _, got := range []string{first, second} {
			if got == "" || len(got) > longestFolder+5 || !filepath.IsLocal(got) || strings.ContainsAny(got, "/\\:\x00") {
				t.Errorf("FolderName(%q) = %q", name, got)
			}
		}
		if strings.EqualFold(first, second) {
			t.Errorf("FolderName(%q) = %q twice", name, first)
		}
	})
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"cloud 模型 é": "cloud 模型 é", "a\x1b[31mb": `a\x1b[31mb`, "a\nb\tc\r": `a\nb\tc\r`, "a\u202eb": `a\u202eb`, "\x00\u009b": `\x00\u009b`, "\xff": `\ufffd`, "a\u2028b": `a\u2028b`,
	} {
		if got := clean(text); got != want {
			t.Errorf("clean(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestDrawable(t *testing.T) {
	for text, want := range map[string]string{"Größe, łódź, Ωμέγα, Привет": "Größe, łódź, Ωμέγα, Привет", "e\u0301": "é", "模型 🚀": "□□ □", "\x1b": `\x1b`} {
		got, lacking := drawable(text)
		if got != want || lacking != strings.Contains(want, "□") {
			t.Errorf("drawable(%q) = %q, %v; want %q", text, got, lacking, want)
		}
	}
}
