package report

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"finetco/scenarios"
	"finetco/sim"
)

// The figures that people read are those of result.json: each table of the page and of the wiki is read back, and every
// figure in it looked up in the JSON under the name that the table gives it.

// A node is a part of decoded JSON.
type node struct{ value any }

func (n node) at(path ...any) node {
	for _, step := range path {
		switch key := step.(type) {
		case string:
			object, _ := n.value.(map[string]any)
			value, ok := object[key]
			if !ok {
				return node{fmt.Errorf("no %s", key)}
			}
			n = node{value}
		case int:
			list, _ := n.value.([]any)
			if key < 0 || key >= len(list) {
				return node{fmt.Errorf("no [%d]", key)}
			}
			n = node{list[key]}
		}
	}
	return n
}

// number is NaN for null.
func (n node) number(t *testing.T) float64 {
	t.Helper()
	switch v := n.value.(type) {
	case float64:
		return v
	case nil:
		return math.NaN()
	}
	t.Fatalf("want a number, got %v", n.value)
	return 0
}

// shownAs reports whether a text shows the number: within half of its last digit, in the unit of the table where the text
// has none.
func shownAs(text, tableUnit string, x float64) bool {
	text = strings.TrimPrefix(text, "month ")
	switch text {
	case undefined:
		return math.IsNaN(x)
	case "at once":
		return x == 0
	case "<0.1%":
		return x > 0 && x < 0.001
	case ">99.9%":
		return x > 0.999 && x < 1
	}
	unit := 1.0
	if strings.HasPrefix(tableUnit, "$") && !strings.ContainsAny(text, "$%") {
		text += strings.TrimPrefix(tableUnit, "$")
	}
	for suffix, factor := range map[string]float64{"%": 0.01, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12} {
		if strings.HasSuffix(text, suffix) {
			text, unit = strings.TrimSuffix(text, suffix), factor
			break
		}
	}
	digits := strings.NewReplacer("$", "", ",", "", "+", "").Replace(text)
	shown, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return false
	}
	_, decimals, _ := strings.Cut(digits, ".")
	half := 0.5 * math.Pow10(-len(decimals)) * unit
	return math.Abs(shown*unit-x) <= half*(1+1e-9)
}

func TestShownAs(t *testing.T) {
	for _, c := range []struct {
		text, unit string
		x          float64
		want       bool
	}{
		{"$1.25M", "", 1.2549e6, true}, {"$1.25M", "", 1.2551e6, false}, {"-$3,000", "", -3000, true}, {"12", "$k", 11.6e3, true}, {"12", "$k", 12, false},
		{"32%", "", 0.324, true}, {"32%", "", 0.326, false}, {"–", "", math.NaN(), true}, {"–", "", 1, false}, {"0", "$M", 1e5, true}, {"+$2.0k", "", 2.2e3, false},
	} {
		if got := shownAs(c.text, c.unit, c.x); got != c.want {
			t.Errorf("%q as %g: got %v", c.text, c.x, got)
		}
	}
}

// wanted finds what each figure of a table should be; ok is false for tables that hold no results.
func wanted(result node, names []string, table shownTable) (want func(row, column int) []node, ok bool) {
	number := slices.Index(names, table.chapter)
	if len(names) == 1 {
		number = 0
	}
	s := result.at("scenarios", number)
	key := func(column int) string { return strings.ToLower(table.header[column]) }
	one := func(n node) []node { return []node{n} }
	metric := func(name string) string {
		if name == "present value" {
			return "npv_usd"
		}
		return strings.ReplaceAll(name, " ", "_") + "_usd"
	}
	year := func(name string) int { return int(name[len(name)-1] - '1') }
	switch {
	case strings.HasPrefix(table.caption, "What each scenario costs"):
		return func(row, column int) []node {
			s := result.at("scenarios", slices.Index(names, table.rows[row][0]))
			switch key(column) {
			case "estimate":
				return one(s.at("point_estimate", "usd"))
			case "enough":
				return one(s.at("point_estimate", "probability_enough"))
			case "never live":
				return one(s.at("probabilities", "never_live"))
			}
			return one(s.at("metrics", "total_usd", key(column)))
		}, true
	case strings.HasPrefix(table.caption, "Against "):
		return func(row, column int) []node {
			c := result.at("comparisons", row)
			switch key(column) {
			case "cheaper":
				return one(c.at("p_cheaper"))
			case "break-even":
				return one(c.at("break_even_month", "p50"))
			case "never":
				return one(c.at("break_even_month", "never"))
			}
			return one(c.at("difference_usd", key(column)))
		}, true
	case strings.HasPrefix(table.caption, "How precisely"):
		return func(row, column int) []node {
			of := strings.ToLower(table.rows[row][0])
			interval := s.at("metrics", "total_usd", "intervals", of)
			switch key(column) {
			case "estimate":
				return one(s.at("metrics", "total_usd", of))
			case "from":
				return one(interval.at("low"))
			case "to":
				return one(interval.at("high"))
			case "confidence":
				return one(interval.at("confidence"))
			}
			return nil
		}, true
	case strings.HasPrefix(table.caption, "The total and its parts"):
		return func(row, column int) []node { return one(s.at("metrics", metric(table.rows[row][0]), key(column))) }, true
	case strings.HasPrefix(table.caption, "Mean cost by category"):
		return func(row, column int) []node {
			name := table.rows[row][0]
			switch {
			case key(column) == "all years":
				return one(s.at("metrics", metric(name), "mean"))
			case name == "total":
				return one(s.at("metrics", metric(key(column)), "mean"))
			}
			return one(s.at("breakdown", name, year(key(column))))
		}, true
	case strings.HasPrefix(table.caption, "Spent by"):
		return func(row, column int) []node {
			month, err := strconv.Atoi(strings.TrimPrefix(table.rows[row][0], "Month "))
			if err != nil {
				return one(node{err})
			}
			return one(s.at("cashflow", "cumulative", key(column), month-1))
		}, true
	case strings.HasPrefix(table.caption, "Drivers"), strings.HasPrefix(table.caption, "The first"):
		return func(row, column int) []node {
			d := s.at("drivers", row)
			if name, _ := d.at("name").value.(string); clean(name) != table.rows[row][0] {
				return one(node{fmt.Errorf("driver %v", d.at("name").value)})
			}
			name := map[string]string{"at its low": "low_usd", "at its high": "high_usd", "variance": "variance_share", "rank corr.": "rank_correlation"}[key(column)]
			if name == "" {
				return nil
			}
			return one(d.at(name))
		}, true
	case strings.HasPrefix(table.caption, "The budget and its parts"):
		return func(row, column int) []node {
			switch name := table.rows[row][0]; {
			case name == "contingency":
				return one(s.at("contingency", key(column)))
			case name == "budget":
				return one(s.at("metrics", "total_usd", key(column)))
			case strings.HasPrefix(name, "year "):
				return one(s.at("allocation", key(column), "by_year", strings.ReplaceAll(name, " ", "_")))
			default:
				return one(s.at("allocation", key(column), "by_category", name))
			}
		}, true
	}
	return nil, false
}

// TestFiguresAreTheResults reads every figure back.
func TestFiguresAreTheResults(t *testing.T) {
	all := edges()
	for name, r := range map[string]*sim.Result{
		"fixture": fixture(), "one": {Scenarios: fixture().Scenarios[:1]},
		"huge": {Scenarios: []*sim.ScenarioResult{all["huge"]}}, "tiny": {Scenarios: []*sim.ScenarioResult{all["tiny"]}}, "saving": {Scenarios: []*sim.ScenarioResult{all["saving"]}},
	} {
		result := node{map[string]any(decoded(t, r))}
		var names []string
		for _, s := range r.Scenarios {
			names = append(names, s.Scenario)
		}
		in := []*scenarios.Scenario{assumed()}
		page := pageTables(pageOf(t, r, in, Options{}))
		wiki := wikiTables(string(bytesOf(t, func(w io.Writer) error { return Markdown(w, r, in, nil, Options{}) })))
		terminal := terminalOf(t, r, Options{})
		for medium, tables := range map[string][]shownTable{"page": page, "wiki": wiki} {
			figures := 0
			for _, table := range tables {
				want, ok := wanted(result, names, table)
				if !ok {
					continue
				}
				for i, row := range table.rows {
					for k := 1; k < len(row); k++ {
						for _, n := range want(i, k) {
							figures++
							if x := n.number(t); !shownAs(row[k], table.header[0], x) {
								t.Errorf("%s, %s: %q, row %q, %s: shows %s, the result is %g", name, medium, table.caption, row[0], table.header[k], row[k], x)
							}
						}
					}
					if shared := !strings.HasPrefix(table.caption, "How") && !strings.HasPrefix(table.caption, "Mean") && !strings.HasPrefix(table.caption, "Spent"); shared && i < 10 && !inTerminal(terminal, row[1:]) {
						t.Errorf("%s: the terminal lacks the figures of %q, row %q: %v", name, table.caption, row[0], row[1:])
					}
				}
			}
			if figures < 250 {
				t.Errorf("%s, %s: found %d figures, want hundreds", name, medium, figures)
			}
		}
	}
}

// inTerminal reports whether a line of the terminal's report ends in the figures.
func inTerminal(report string, figures []string) bool {
	end := strings.Join(figures, " ")
	for line := range strings.Lines(report) {
		if strings.HasSuffix(strings.Join(strings.Fields(line), " "), end) {
			return true
		}
	}
	return false
}

var amount = regexp.MustCompile(`[+-]?\$[0-9][0-9,.]*[0-9]?[kMBT]?|[<>]?[0-9.]+%`)

// TestWordsAreTheResults checks the amounts and shares in the sentences: each is some number of the result.
func TestWordsAreTheResults(t *testing.T) {
	r := fixture()
	var numbers []float64
	var collect func(v any)
	collect = func(v any) {
		switch v := v.(type) {
		case float64:
			numbers = append(numbers, v, -v)
		case []any:
			for _, x := range v {
				collect(x)
			}
		case map[string]any:
			for _, x := range v {
				collect(x)
			}
		}
	}
	collect(decoded(t, r))
	numbers = append(numbers, 0.1, 0.5, 0.8, 0.9) // levels
	found, known := 0, map[string]bool{}
	for _, e := range elements(pageOf(t, r, nil, Options{}), "p", "li", "dd", "figcaption", "svg") {
		words := textOf(e)
		if e.Data == "svg" {
			words, _ = attribute(e, "aria-label")
		}
		if strings.Contains(words, "steps of") || strings.Contains(words, "Not shown") || strings.Contains(words, "moves the mean") {
			continue // about the picture itself
		}
		for _, text := range amount.FindAllString(words, -1) {
			found++
			if known[text] {
				continue
			}
			known[text] = true
			if !slices.ContainsFunc(numbers, func(x float64) bool { return shownAs(strings.TrimRight(text, ".,"), "", x) }) {
				t.Errorf("%q is no number of the result, in %q", text, words)
			}
		}
	}
	if found < 50 {
		t.Errorf("found %d amounts, want dozens", found)
	}
}
