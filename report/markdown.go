package report

import (
	"bytes"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"finetco/scenarios"
	"finetco/sim"
)

// Markdown writes report.md, which says what report.html does for a repository or a wiki (GitHub's dialect). It shows the
// pictures that the run writes beside it, as PNG, else as SVG. Folders are those of the scenarios, in the result's order.
// Texts of users are escaped: none becomes markup. An error is the writer's.
func Markdown(w io.Writer, r *sim.Result, all []*scenarios.Scenario, folders []string, options Options) error {
	d := newDocument(r, all, folders, options)
	m := markdown{}
	for _, format := range []Format{PNG, SVG} {
		if m.format == "" && slices.Contains(options.Plots, format) {
			m.format = format
		}
	}
	m.heading(1, d.Title)
	m.blocks(d.Lead)
	m.sections(d.Sections, 2)
	_, err := m.out.WriteTo(w)
	return err
}

// A markdown collects the report; it is written in one piece.
type markdown struct {
	out    bytes.Buffer
	format Format // of the pictures that can be shown; "": none
}

func (m *markdown) sections(sections []section, level int) {
	for _, s := range sections {
		m.heading(level, s.Title)
		m.blocks(s.Blocks)
		m.sections(s.Sections, level+1)
	}
}

func (m *markdown) heading(level int, title string) {
	m.paragraph(strings.Repeat("#", level) + " " + escapeMarkdown(title))
}

// paragraph writes finished markup and the empty line that every block needs after it.
func (m *markdown) paragraph(markup string) { m.out.WriteString(markup + "\n\n") }

func (m *markdown) blocks(blocks []block) {
	for _, b := range blocks {
		switch {
		case b.Answer != "":
			m.paragraph("**" + escapeMarkdown(b.Answer) + "**")
		case b.Text != "":
			m.paragraph(escapeLine(b.Text))
		case b.Note != "":
			m.paragraph(escapeLine(b.Note))
		case b.Cards != nil:
			g := newGrid()
			var row []string
			for _, c := range b.Cards {
				g.header, row = append(g.header, c.Name), append(row, c.Value)
			}
			g.row(row...)
			m.table(&tableau{grid: g})
		case b.Facts != nil:
			for _, f := range b.Facts {
				m.out.WriteString("- " + escapeLine(f.Name) + ": " + escapeMarkdown(f.Value) + "\n")
			}
			m.out.WriteByte('\n')
		case b.Items != nil:
			m.list("", b.Items)
		case b.Alerts != nil:
			m.list("**Warning:** ", b.Alerts)
		}
		if !b.TableFirst {
			m.figures(b.Figures)
		}
		if b.Table != nil {
			m.paragraph("**" + escapeMarkdown(b.Table.Caption) + "**")
			m.table(b.Table)
			if b.Table.Note != "" {
				m.paragraph(escapeLine(b.Table.Note))
			}
		}
		if b.TableFirst {
			m.figures(b.Figures)
		}
	}
}

func (m *markdown) list(before string, items []string) {
	for _, item := range items {
		m.out.WriteString("- " + before + escapeLine(item) + "\n")
	}
	m.out.WriteByte('\n')
}

// table writes a table; lines between groups of rows are not known to Markdown.
func (m *markdown) table(t *tableau) {
	line := func(cells []string) {
		for _, cell := range cells {
			m.out.WriteString("| " + escapeMarkdown(cell) + " ")
		}
		m.out.WriteString("|\n")
	}
	line(t.header)
	for k := range t.header {
		m.out.WriteString(map[bool]string{true: "| --- ", false: "| ---: "}[t.IsText(k)])
	}
	m.out.WriteString("|\n")
	for _, row := range t.rows {
		if row != nil {
			line(row)
		}
	}
	m.out.WriteByte('\n')
}

// figures shows the pictures of the run's files.
func (m *markdown) figures(figures []plate) {
	if m.format == "" {
		return
	}
	for _, f := range figures {
		file := url.URL{Path: f.File + "." + string(m.format)}
		m.paragraph("![" + escapeMarkdown(f.Alternative) + "](" + strings.NewReplacer("(", "%28", ")", "%29").Replace(file.EscapedPath()) + ")")
		m.paragraph(escapeLine(strings.TrimSpace(f.Title + ". " + f.Subtitle + ". " + f.Note)))
	}
}

// escapeMarkdown makes a text mean itself inside a line of Markdown: a backslash goes before what would be markup, HTML, an
// entity or a cell's end, and into what GitHub takes for an address (https://…, www.…, a@b). The rest stays readable in
// the file.
func escapeMarkdown(s string) string {
	s = strings.TrimSpace(s)
	var b strings.Builder
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch before, after := s[:i], s[i+size:]; {
		case strings.ContainsRune("\\`*_[]<&|~@#", r),
			r == ':' && strings.HasPrefix(after, "//"),
			r == '.' && strings.HasSuffix(strings.ToLower(before), "www"):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// escapeLine makes a text mean itself as the beginning of a line too, where it could open a quotation, a list, a rule or
// a definition.
func escapeLine(s string) string {
	s = escapeMarkdown(s)
	if s == "" {
		return s
	}
	if strings.ContainsRune(">+-=:", rune(s[0])) {
		return `\` + s
	}
	number := strings.TrimLeft(s, "0123456789")
	if len(number) < len(s) && (strings.HasPrefix(number, ".") || strings.HasPrefix(number, ")")) && (len(number) == 1 || number[1] == ' ') {
		return s[:len(s)-len(number)] + `\` + number
	}
	return s
}
