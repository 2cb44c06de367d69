package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"

	"finetco/scenarios"
	"finetco/sim"
)

var (
	//go:embed page/page.html
	pageText string
	//go:embed page/page.css
	pageStyle string

	pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"breakable": breakable}).Parse(pageText))
)

// breakable lets the names of inputs break behind their underscores on narrow screens.
func breakable(name string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(name), "_", "_<wbr>"))
}

// HTML writes report.html: one file that asks for nothing outside itself, with the pictures drawn inline. It reads the
// same on a telephone, on paper, in the dark and aloud. Its policy allows no script and no style but its own, should a
// text of a user ever pass the escaping. The scenarios are those of the result, for their assumptions. An error is the
// writer's or that of a picture which can not be drawn.
func HTML(w io.Writer, r *sim.Result, all []*scenarios.Scenario, options Options) error {
	p, err := newPage(newDocument(r, all, nil, options))
	if err != nil {
		return err
	}
	var out bytes.Buffer // in one piece: half a page is none
	if err := pageTemplate.Execute(&out, p); err != nil {
		return err
	}
	_, err = out.WriteTo(w)
	return err
}

// A page is a document with what HTML needs beyond it.
type page struct {
	Title, Policy string
	Style         template.CSS
	Lead          []pageBlock
	Contents      []pageSection // of several chapters
	Sections      []pageSection
}

type pageSection struct {
	ID, Title string
	Level     int // of the heading: 2 or 3
	Blocks    []pageBlock
	Sections  []pageSection
}

type pageBlock struct {
	block
	Figures []pagePlate
}

type pagePlate struct {
	Title, Subtitle, Note string
	SVG                   template.HTML // drawn by inlineCanvas, which escapes
}

func newPage(d *document) (*page, error) {
	sum := sha256.Sum256([]byte(pageStyle))
	p := &page{
		Title:  d.Title,
		Policy: "default-src 'none'; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		Style:  template.CSS(pageStyle),
	}
	var err error
	if p.Lead, err = pageBlocks(d.Lead); err != nil {
		return nil, err
	}
	if p.Sections, err = pageSections(d.Sections, 2); err != nil {
		return nil, err
	}
	if len(p.Sections) > 2 {
		p.Contents = p.Sections
	}
	return p, nil
}

func pageSections(sections []section, level int) ([]pageSection, error) {
	out := make([]pageSection, len(sections))
	for i, s := range sections {
		blocks, err := pageBlocks(s.Blocks)
		if err != nil {
			return nil, err
		}
		inner, err := pageSections(s.Sections, level+1)
		if err != nil {
			return nil, err
		}
		out[i] = pageSection{s.ID, s.Title, level, blocks, inner}
	}
	return out, nil
}

func pageBlocks(blocks []block) ([]pageBlock, error) {
	out := make([]pageBlock, len(blocks))
	for i, b := range blocks {
		out[i].block = b
		for _, f := range b.Figures {
			svg, err := f.inline(f.Alternative)
			if err != nil {
				return nil, err
			}
			out[i].Figures = append(out[i].Figures, pagePlate{f.Title, f.Subtitle, f.Note, template.HTML(svg)})
		}
	}
	return out, nil
}
