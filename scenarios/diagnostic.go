package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Diagnostic is one problem of the input, in the user's words.
type Diagnostic struct {
	File         string // as the user named it; "--set" or "--scenario" for a flag
	Line, Column int    // physical line and byte column, from 1; 0 where the file as a whole is meant
	Message      string // what stands where and what is wanted there
	Got          string // the offending text, "" for none
	Reason       string // why that does not do
	Hint         string // the nearest valid thing, "" for none
	Warning      bool   // the input is usable as it is
}

// maxGotRunes bounds how much of an offending text is repeated.
const maxGotRunes = 80

// String returns the diagnostic as it is shown, on two lines where there is more to say than the message:
//
//	lora.csv:7:23: gpu_usd_per_hour of scenario "13B": want USD per GPU-hour, a number or a distribution
//	    got "2,20" (a comma is no decimal point); did you mean 2.20?
func (d Diagnostic) String() string {
	var b strings.Builder
	b.WriteString(visible(d.File))
	if d.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", d.Line, d.Column)
	}
	b.WriteString(": ")
	if d.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(d.Message)
	if detail := d.detail(); detail != "" {
		b.WriteString("\n    ")
		b.WriteString(detail)
	}
	return b.String()
}

// Sentence returns the diagnostic on one line, for a list whose title says that these are warnings.
func (d Diagnostic) Sentence() string {
	d.Warning = false
	place, detail, detailed := strings.Cut(d.String(), "\n    ")
	if !detailed {
		return place
	}
	return place + "; " + detail
}

func (d Diagnostic) detail() string {
	// A reason or a hint may repeat what the user wrote.
	reason, hint := clean(d.Reason), clean(d.Hint)
	var parts []string
	switch {
	case d.Got != "" && reason != "":
		parts = append(parts, fmt.Sprintf("got %s (%s)", quote(d.Got), reason))
	case d.Got != "":
		parts = append(parts, "got "+quote(d.Got))
	case reason != "":
		parts = append(parts, reason)
	}
	if hint != "" {
		parts = append(parts, "did you mean "+hint+"?")
	}
	return strings.Join(parts, "; ")
}

// quote shows a text of the user's on one line of bounded length, its control characters escaped.
func quote(text string) string {
	if runes := []rune(text); len(runes) > maxGotRunes {
		text = string(runes[:maxGotRunes-1]) + "…"
	}
	return strconv.Quote(text)
}

// visible shows the name of a file as it is, in quotes where it holds what a terminal would not show or obey.
func visible(file string) string {
	hidden := func(r rune) bool { return !unicode.IsPrint(r) }
	if !utf8.ValidString(file) || strings.ContainsFunc(file, hidden) {
		return strconv.Quote(file)
	}
	return file
}

// maxProblems bounds the diagnostics of a run: a table of another kind altogether has a problem in every cell.
const maxProblems = 10_000

// maxComparisons bounds the search for names that were meant: where every row of a long table has a wrong one, it would
// compare each with all others.
const maxComparisons = 1 << 18

// problems collects diagnostics. What comes after maxProblems is counted only.
type problems struct {
	list        []Diagnostic
	errors      int
	dropped     int
	comparisons int
}

func (p *problems) add(d Diagnostic) {
	if !d.Warning {
		p.errors++
	}
	if len(p.list) == maxProblems {
		p.dropped++
		return
	}
	p.list = append(p.list, d)
}

// nearest is nearest until maxComparisons are made, "" from then on.
func (p *problems) nearest(text string, candidates []string) string {
	if p.comparisons += len(candidates); p.comparisons > maxComparisons {
		return ""
	}
	return nearest(text, candidates)
}

// sorted returns the diagnostics by file, line and column; those of one place stay in the order they were found, and
// what was found twice, an override's problem in each of several files, is told once.
func (p *problems) sorted() []Diagnostic {
	slices.SortStableFunc(p.list, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	p.list = slices.Compact(p.list)
	if p.dropped > 0 {
		last := p.list[len(p.list)-1]
		return append(p.list, Diagnostic{
			File: last.File, Message: fmt.Sprintf("%d more problems are not shown", p.dropped), Warning: p.errors == 0,
		})
	}
	return p.list
}
