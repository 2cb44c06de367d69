package report

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"finetco/scenarios"
	"finetco/sim"
)

// hostile is a result whose every text attacks the page.
func hostile() (*sim.Result, []*scenarios.Scenario) {
	const attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;[x](javascript:1)`|\x00\x1b[31m\n\u202e\xff{{.}}</style></title>"
	r := fixture()
	s := r.Scenarios[0]
	s.Scenario, s.Preset = attack, attack
	s.Metrics[0].Intervals[0].Method = attack
	s.Drivers[0].Name, s.Drivers[2].Name = attack, attack
	s.Breakdown[0].Category = attack
	r.Inputs[0].File, r.Sampling = attack, attack
	r.Comparisons[0].Baseline = attack
	r.Warnings = []sim.Warning{{Text: attack}, {Scenario: attack, Text: attack}}
	in := assumed()
	in.Name, in.Notes = attack, attack
	in.Risks[0].Name, in.Risks[0].Source, in.Costs[0].Name, in.Costs[0].Source, in.Pairs[0].Source = attack, attack, attack, attack, attack
	in.Cells[3].Source, in.Cells[4].Text = attack, attack
	return r, []*scenarios.Scenario{in}
}

// pages are pages of every shape.
func pages(t *testing.T) map[string]*html.Node {
	list := map[string]*html.Node{"none": pageOf(t, &sim.Result{}, nil, Options{})}
	r, in := hostile()
	list["hostile"] = pageOf(t, r, in, Options{Version: r.Sampling})
	list["fixture"] = pageOf(t, fixture(), []*scenarios.Scenario{assumed()}, Options{})
	for name, s := range edges() {
		list[name] = pageOf(t, &sim.Result{Scenarios: []*sim.ScenarioResult{s}}, nil, Options{})
	}
	return list
}

// TestPageIsInert checks that a page can neither run nor load anything, whatever the texts in it.
func TestPageIsInert(t *testing.T) {
	for name, root := range pages(t) {
		for d := range root.Descendants() {
			if d.Type == html.CommentNode {
				t.Errorf("%s: a comment, %q", name, d.Data)
			}
			if d.Type != html.ElementNode {
				continue
			}
			switch d.Data {
			case "script", "img", "iframe", "object", "embed", "base", "form", "input", "audio", "video", "use", "image", "foreignobject":
				t.Errorf("%s: an element %s", name, d.Data)
			}
			for _, a := range d.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src", a.Key == "srcset":
					t.Errorf("%s: attribute %s=%q of %s", name, a.Key, a.Val, d.Data)
				case a.Key == "href" && !strings.HasPrefix(a.Val, "#") && a.Val != "data:,":
					t.Errorf("%s: a link to %q", name, a.Val)
				}
			}
		}
		if styles := elements(root, "style"); len(styles) != 1 || strings.Contains(textOf(styles[0]), "url(") {
			t.Errorf("%s: %d style sheets, or one that loads something", name, len(styles))
		}
		for _, r := range textOf(root) {
			if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
				t.Errorf("%s: control character %U", name, r)
			}
		}
		for _, word := range []string{"NaN", "+Inf", "ZgotmplZ", "%!"} {
			if strings.Contains(textOf(elements(root, "body")[0]), word) {
				t.Errorf("%s: the page says %s", name, word)
			}
		}
	}
}

// TestPolicy checks that the policy allows the page's own style sheet and nothing else.
func TestPolicy(t *testing.T) {
	root := pageOf(t, fixture(), nil, Options{})
	sum := sha256.Sum256([]byte(textOf(elements(root, "style")[0])))
	want := "default-src 'none'; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	for _, meta := range elements(root, "meta") {
		if kind, _ := attribute(meta, "http-equiv"); kind == "Content-Security-Policy" {
			if got, _ := attribute(meta, "content"); got != want {
				t.Errorf("policy %q, want %q", got, want)
			}
			return
		}
	}
	t.Error("no policy")
}

// TestPageOutline checks what a reader without eyes or mouse relies on: headings in order, unique names of places, links
// that lead there, words for every picture and table.
func TestPageOutline(t *testing.T) {
	for name, root := range pages(t) {
		level := 0
		for _, h := range elements(root, "h1", "h2", "h3", "h4") {
			at := int(h.Data[1] - '0')
			if at > level+1 || at == 1 && level > 0 {
				t.Errorf("%s: heading %q of level %d after level %d", name, textOf(h), at, level)
			}
			level = at
		}
		ids := map[string]bool{}
		for d := range root.Descendants() {
			if id, ok := attribute(d, "id"); ok {
				if ids[id] {
					t.Errorf("%s: id %q twice", name, id)
				}
				ids[id] = true
			}
		}
		for d := range root.Descendants() {
			for _, key := range []string{"href", "aria-labelledby"} {
				if id, ok := attribute(d, key); ok && d.Data != "link" && !ids[strings.TrimPrefix(id, "#")] {
					t.Errorf("%s: %s leads to %q, which is not there", name, key, id)
				}
			}
			if label, _ := attribute(d, "aria-label"); d.Data == "svg" && len(label) < 10 {
				t.Errorf("%s: a picture says only %q", name, label)
			}
		}
		for _, table := range pageTables(root) {
			if table.caption == "" || len(table.rows) == 0 {
				t.Errorf("%s: table %q has %d rows", name, table.caption, len(table.rows))
			}
			for _, row := range table.rows {
				if len(row) != len(table.header) {
					t.Errorf("%s: table %q: %d cells under %d titles", name, table.caption, len(row), len(table.header))
				}
			}
		}
		if lang, _ := attribute(elements(root, "html")[0], "lang"); lang != "en" {
			t.Errorf("%s: language %q", name, lang)
		}
	}
}

// TestAnswerComesFirst checks that the page and the wiki begin with the answer of the terminal.
func TestAnswerComesFirst(t *testing.T) {
	r := fixture()
	r.Scenarios, r.Comparisons = r.Scenarios[:1], nil
	want := headline(viewOf(r.Scenarios[0]))
	p := elements(pageOf(t, r, nil, Options{}), "p")[0]
	if class, _ := attribute(p, "class"); class != "answer" || textOf(p) != want {
		t.Errorf("the page begins with %q, want %q", textOf(p), want)
	}
	wiki := string(bytesOf(t, func(w io.Writer) error { return Markdown(w, r, nil, nil, Options{}) }))
	if line := strings.Split(wiki, "\n")[2]; unescaped(line) != "**"+want+"**" {
		t.Errorf("the wiki begins with %q, want %q", line, want)
	}
	r = fixture()
	p = elements(pageOf(t, r, nil, Options{}), "p")[0]
	for _, words := range []string{"hébergé 模型 with a rather long name needs the least. Ask for $569k", "is cheaper than cloud in 91.0% of lifetimes (95% interval 90.0% to 92.0%), by $390k at the median."} {
		if !strings.Contains(textOf(p), words) {
			t.Errorf("the page begins with %q, want in it %q", textOf(p), words)
		}
	}
}

func TestVerdict(t *testing.T) {
	base := sim.Comparison{Scenario: "a", Baseline: "b", Difference: []float64{-9e3, -8e3, -5e3, 4e3, 5e3}, PCheaperInterval: sim.Interval{Confidence: 0.95}}
	for _, c := range []struct {
		cheaper, same, low, high, median float64
		want                             string
	}{
		{0.97, 0, 0.96, 0.98, -5e3, "a is cheaper than b in 97.0% of lifetimes (95% interval 96.0% to 98.0%), by $5,000 at the median."},
		{0.04, 0, 0.03, 0.05, 5e3, "a is dearer than b, by $5,000 at the median; it is the cheaper one in 4.0% of lifetimes (95% interval 3.0% to 5.0%)."},
		{0.51, 0, 0.49, 0.53, -10, "a and b can not be told apart: a is cheaper in 51.0% of lifetimes (95% interval 49.0% to 53.0%)."},
		{0.55, 0, 0.54, 0.56, -10, "a and b can hardly be told apart: a is cheaper in 55.0% of lifetimes (95% interval 54.0% to 56.0%)."},
		{0, 1, 0, 0, 0, "a costs the same as b in every lifetime."},
		{1, 0, 1, 1, -5e3, "a is cheaper than b in 100% of lifetimes, by $5,000 at the median."},
	} {
		v := base
		v.PCheaper, v.PSame, v.PCheaperInterval.Low, v.PCheaperInterval.High = c.cheaper, c.same, c.low, c.high
		v.Difference = []float64{0, 0, c.median, 0, 0}
		if got := verdict(v); got != c.want {
			t.Errorf("got %q\nwant %q", got, c.want)
		}
	}
}

// TestManyScenariosInDocuments checks the short form: all scenarios ranked, the first 20 in detail.
func TestManyScenariosInDocuments(t *testing.T) {
	r := &sim.Result{}
	for i := range 201 {
		r.Scenarios = append(r.Scenarios, lognormalScenario(fmt.Sprintf("s%03d", i), float64(1000*(1+(i*7)%201)), 0.5, 64))
	}
	root := pageOf(t, r, nil, Options{})
	overview := pageTables(root)[0]
	if len(overview.rows) != 201 || overview.rows[0][0] != "s000" || overview.rows[200][0] != "s086" {
		t.Errorf("overview of %d rows, %q to %q", len(overview.rows), overview.rows[0][0], overview.rows[len(overview.rows)-1][0])
	}
	if got := len(elements(root, "h2")); got != 1+1+20+1 { // contents, overview, chapters, method
		t.Errorf("%d headings of level 2, want 23", got)
	}
	wiki := string(bytesOf(t, func(w io.Writer) error { return Markdown(w, r, nil, nil, Options{}) }))
	if got := strings.Count(wiki, "\n### How much"); got != 20 {
		t.Errorf("the wiki has %d chapters, want 20", got)
	}
	book := workbookOf(t, r, nil)
	if got := cellOf(t, book, "Budget", 202, 1); got != "s086" {
		t.Errorf("the last budget is of %q", got)
	}
	if got := cellOf(t, book, "Categories by year", 2+20, 1); got != "" {
		t.Errorf("row 22 of the categories is of %q, want 20 scenarios only", got)
	}
}
