package report

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"finetco/scenarios"
	"finetco/sim"
)

// github renders Markdown as GitHub does, but lets raw HTML through, so that one which slipped in would be seen.
var github = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(gmhtml.WithUnsafe()))

func rendered(t *testing.T, markdown string) *html.Node {
	t.Helper()
	var b bytes.Buffer
	if err := github.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

var attacks = []string{"<script>alert(1)</script>", "[x](javascript:1)", "![x](http://x/y.png)", "**b** _i_ `c` ~~s~~", "a | b", "# h", "C# #", "> q", "- l", "+ l", "* l", "1. l", "1) l", "---", "===",
	"https://example.org", "www.example.org", "a@example.org", "&lt;b&gt; &amp;", `\*`, "    code", "[^1]: note", "| a |\n|---|", "~~~", "```", ": d", "$x$", "[ ] task", "a\u00a0b", "trailing\\"}

// TestEscapeMarkdown checks that a text comes out of a renderer as it went in, in a paragraph, a heading, an item and a cell.
func TestEscapeMarkdown(t *testing.T) {
	for _, attack := range attacks {
		checkEscape(t, attack)
	}
}

func checkEscape(t *testing.T, text string) {
	t.Helper()
	text = strings.TrimSpace(clean(text))
	if text == "" {
		return
	}
	e, line := escapeMarkdown(text), escapeLine(text)
	for element, markdown := range map[string]string{"p": line, "h2": "## " + e, "li": "- " + line, "td": "| h |\n| --- |\n| " + e + " |", "strong": "**a " + e + " b**"} {
		root := rendered(t, markdown)
		found := elements(root, element)
		if len(found) != 1 || strings.TrimSpace(textOf(found[0])) != map[bool]string{true: "a " + text + " b", false: text}[element == "strong"] {
			t.Errorf("%q as %s became %q", text, markdown, textOf(root))
			continue
		}
		for d := range found[0].Descendants() {
			if d.Type != html.TextNode {
				t.Errorf("%q as %s holds an element %s", text, markdown, d.Data)
			}
		}
	}
}

func FuzzEscapeMarkdown(f *testing.F) {
	for _, attack := range attacks {
		f.Add(attack)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEscape(t, text) })
}

// TestMarkdownIsInert checks that texts of users make no link, picture or HTML.
func TestMarkdownIsInert(t *testing.T) {
	r, in := hostile()
	root := rendered(t, string(bytesOf(t, func(w io.Writer) error {
		return Markdown(w, r, in, []string{"a b", "c"}, Options{Plots: []Format{PNG}})
	})))
	for _, e := range elements(root, "script", "a", "style", "iframe") {
		t.Errorf("an element %s: %q", e.Data, textOf(e))
	}
	for _, e := range elements(root, "img") {
		if src, _ := attribute(e, "src"); src != "comparison.png" && !strings.HasPrefix(src, "a%20b/") && !strings.HasPrefix(src, "c/") {
			t.Errorf("a picture of %q", src)
		}
	}
}

// TestMarkdownPictures checks that the report links the pictures that the run writes, and only them.
func TestMarkdownPictures(t *testing.T) {
	r := fixture()
	r.Scenarios[1].Scenario, r.Comparisons[0].Scenario = "(a) #1?", "(a) #1?"
	for _, plots := range [][]Format{nil, {PDF}, {SVG}, {SVG, PNG}} {
		files := map[string]bool{}
		var report File
		for _, file := range Files(r, []*scenarios.Scenario{assumed()}, Options{Plots: plots}) {
			files[strings.ReplaceAll(file.Path, " ", "%20")] = true
			if file.Path == "report.md" {
				report = file
			}
		}
		linked := 0
		for _, e := range elements(rendered(t, string(bytesOf(t, report.Write))), "img") {
			src, _ := attribute(e, "src")
			src = strings.NewReplacer("%28", "(", "%29", ")").Replace(src)
			if linked++; !files[src] {
				t.Errorf("with plots %v: a picture of %q, which the run does not write", plots, src)
			}
		}
		if want := len(plots) > 0 && plots[0] != PDF; (linked > 6) != want {
			t.Errorf("with plots %v: %d pictures", plots, linked)
		}
	}
}

// A cash flow of a part of the lifetimes says so.
func TestCashFlowOfAPart(t *testing.T) {
	for _, trials := range []int{sim.SideTrials, sim.SideTrials + 1} {
		r := fixture()
		for _, s := range r.Scenarios {
			s.Trials = trials
		}
		text := string(bytesOf(t, func(w io.Writer) error { return Markdown(w, r, nil, nil, Options{}) }))
		if got, want := strings.Contains(text, "Of the first 8,192 lifetimes"), trials > sim.SideTrials; got != want {
			t.Errorf("%d lifetimes: said is %v", trials, got)
		}
	}
}
