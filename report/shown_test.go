package report

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"finetco/scenarios"
	"finetco/sim"
)

// What a report shows, read back from its bytes as a reader would: tables by their captions.

// A shownTable is a table as it stands in a report.
type shownTable struct {
	chapter string // the heading of level 2 above it
	caption string
	header  []string
	rows    [][]string
}

// written returns what a report's function writes.
func bytesOf(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pageOf parses the page of a result.
func pageOf(t *testing.T, r *sim.Result, all []*scenarios.Scenario, options Options) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(bytesOf(t, func(w io.Writer) error { return HTML(w, r, all, options) })))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// textOf is the text inside an element.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// elements returns the elements of the given names in the order of the document.
func elements(root *html.Node, names ...string) []*html.Node {
	var found []*html.Node
	for d := range root.Descendants() {
		for _, name := range names {
			if d.Type == html.ElementNode && d.Data == name {
				found = append(found, d)
			}
		}
	}
	return found
}

// pageTables reads the tables of a page.
func pageTables(root *html.Node) []shownTable {
	var tables []shownTable
	chapter := ""
	for _, e := range elements(root, "h2", "table") {
		if e.Data == "h2" {
			chapter = textOf(e)
			continue
		}
		caption, _ := attribute(e.Parent, "aria-label")
		table := shownTable{chapter: chapter, caption: caption}
		for _, tr := range elements(e, "tr") {
			var cells []string
			for _, cell := range elements(tr, "th", "td") {
				cells = append(cells, textOf(cell))
			}
			if table.header == nil {
				table.header = cells
			} else {
				table.rows = append(table.rows, cells)
			}
		}
		tables = append(tables, table)
	}
	return tables
}

// wikiTables reads the tables of a report in Markdown.
func wikiTables(markdown string) []shownTable {
	var tables []shownTable
	chapter, caption := "", ""
	inside := false
	for line := range strings.Lines(markdown) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "## "):
			chapter = unescaped(line[3:])
		case strings.HasPrefix(line, "**"):
			caption = unescaped(strings.Trim(line, "*"))
		case strings.HasPrefix(line, "| ---"):
		case strings.HasPrefix(line, "|"):
			cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(strings.ReplaceAll(line, `\|`, "\x00"), "|"), "|"), "|")
			for k := range cells {
				cells[k] = unescaped(strings.TrimSpace(strings.ReplaceAll(cells[k], "\x00", `\|`)))
			}
			if !inside {
				tables = append(tables, shownTable{chapter: chapter, caption: caption, header: cells})
			} else {
				last := &tables[len(tables)-1]
				last.rows = append(last.rows, cells)
			}
			inside = true
			continue
		}
		inside = inside && strings.HasPrefix(line, "|")
	}
	return tables
}

// unescaped takes the backslashes out of Markdown.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
