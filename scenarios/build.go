package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"finetco/distributions"
)

// A builder turns the drafts of one table into scenarios.
type builder struct {
	*group
	reader
	overrides []*override
	all       *names // of every table of the run
	own       *names // of this table
	drafts    int
}

// build reads the draft's cells. It returns nil for a draft without a usable name or a row out of step with the header;
// any other comes back whole, its faulty cells absent.
func (b *builder) build(d *draft) *Scenario {
	b.drafts++
	s := &Scenario{Name: clean(d.name.text), Notes: clean(d.notes.text)}
	registered := b.register(d.name, s.Name)
	if d.ragged {
		return nil
	}
	s.Preset = b.preset(d.preset, s.Name)
	s.Cells = slices.Clone(presetCells()[s.Preset])
	for i := range s.Cells {
		b.fill(&s.Cells[i], d, s, i)
	}
	if !registered { // its cells were worth a look all the same
		return nil
	}
	s.Risks, s.Costs = values(b.risks.of(s.Name)), values(b.costs.of(s.Name))
	pairs := b.pairs.of(s.Name)
	s.Pairs = values(pairs)
	for _, e := range pairs {
		b.idle(e, s)
	}
	return s
}

// register checks a scenario's name and that it is new, within this table and over all.
func (b *builder) register(c cell, name string) bool {
	d := b.diagnostic(c.at)
	d.Message, d.Got = "scenario: want a name", name
	switch {
	case name == "":
		d.Reason = "got a blank cell"
	case name == forAll:
		d.Reason = "in companion tables it stands for all scenarios"
	case name == "-":
		d.Reason = noNeutral
	case len([]rune(name)) > maxNameRunes:
		d.Message = fmt.Sprintf("scenario: want a name of at most %d letters", maxNameRunes)
	case b.all.known(name):
		d.Message, d.Reason = "scenario: want a name of its own", "there is one of that name at "+b.all.places[name]
	default:
		b.all.add(name, b.file, c.at.line)
		b.own.add(name, b.file, c.at.line)
		return true
	}
	b.problems.add(d)
	return false
}

// preset returns the preset of a scenario, the default one where none is given.
func (b *builder) preset(c cell, scenario string) string {
	if c.blank() {
		return DefaultPreset
	}
	if preset := b.word(Presets(), c, "preset of scenario "+quote(scenario)); preset != "" {
		return preset
	}
	return DefaultPreset
}

// fill resolves the cell of one input, which holds the preset's value when it comes in.
func (b *builder) fill(c *Cell, d *draft, s *Scenario, input int) {
	written := d.values[input]
	preset := *c
	if !written.blank() {
		*c = b.resolve(b.reader, input, written, preset, ofScenario(input, s.Name))
		if !written.neutral() {
			c.Origin = FromFile
		}
	}
	// A source without a value of its own says why the preset's will do.
	if source := clean(d.sources[input].text); source != "" {
		c.Source, c.Judgement = source, isJudgement(source)
	}
	if o := overriding(b.overrides, s.Name, input); o != nil {
		// Its problems were reported before the first scenario.
		quiet := reader{b.reader.grammar, setFlag, &problems{}}
		*c = b.resolve(quiet, input, o.value, preset, "")
		c.Origin, c.Source, c.Judgement = FromSet, "", false
	}
}

// resolve returns what a cell of the table or of an override stands for: the preset's value, the neutral one or its
// own.
func (b *builder) resolve(r reader, input int, c cell, preset Cell, name string) Cell {
	switch {
	case c.blank():
		return preset
	case c.neutral():
		return neutralCell(input)
	case catalog()[input].Kind == KindText:
		return Cell{Text: r.word(words(input), c, name)}
	}
	return Cell{Text: clean(c.text), Distribution: r.quantity(inputQuantities()[input], c, name)}
}

// words are those that a text input may be; its unit lists them.
func words(input int) []string { return strings.Split(catalog()[input].Unit, " or ") }

func ofScenario(input int, scenario string) string {
	return catalog()[input].Name + " of scenario " + quote(scenario)
}

// checkOverrides reads every override once, so that its problems are told once, and even if it reaches no scenario.
func (b *builder) checkOverrides() {
	r := reader{b.reader.grammar, setFlag, b.problems}
	for _, o := range b.overrides {
		name := catalog()[o.input].Name
		if o.scenario.at.line > 0 {
			name = ofScenario(o.input, o.scenario.text)
		}
		b.resolve(r, o.input, o.value, Cell{}, name)
	}
}

// An idlePair is a row of the correlation table that does nothing in some scenarios, because an input is a constant
// there.
type idlePair struct {
	input     int
	scenarios []string
}

// idle notes that a pair has no effect in a scenario. There is one warning for a row, however many scenarios it names.
func (b *builder) idle(e *entry[Pair], s *Scenario) {
	for _, input := range []int{e.value.A, e.value.B} {
		c := s.Cells[input]
		if c.Distribution == nil && c.Text != "" {
			continue // it could not be read, and that is told
		}
		if c.Distribution != nil {
			if _, constant := distributions.IsConstant(c.Distribution); !constant {
				continue
			}
		}
		pair, found := b.idlePairs[e]
		if !found {
			pair = &idlePair{input: input}
			b.idlePairs[e] = pair
		}
		pair.scenarios = append(pair.scenarios, s.Name)
		return
	}
}

// finish checks what can be told only when every scenario of the table is known.
func (b *builder) finish(t *table) {
	if b.drafts == 0 && !t.torn {
		d := t.diagnostic(t.header.positions[0])
		d.Message, d.Reason = "want a scenario below the header", "got none"
		b.problems.add(d)
	}
	if !t.torn {
		b.risks.checkScenarios(b.own, b.problems)
		b.costs.checkScenarios(b.own, b.problems)
		b.pairs.checkScenarios(b.own, b.problems)
	}
	for e, pair := range b.idlePairs {
		b.warnIdle(e, pair)
	}
}

func (b *builder) warnIdle(e *entry[Pair], pair *idlePair) {
	const shown = 3
	var quoted []string
	for _, name := range pair.scenarios[:min(shown, len(pair.scenarios))] {
		quoted = append(quoted, quote(name))
	}
	where := strings.Join(quoted, ", ")
	if more := len(pair.scenarios) - shown; more > 0 {
		where += fmt.Sprintf(" and %d more", more)
	}
	b.problems.add(Diagnostic{
		File: b.pairs.file, Line: e.at.line, Column: e.at.column, Warning: true,
		Message: pairTitle(e.value) + " has no effect in " + where,
		Reason:  catalog()[pair.input].Name + " is a constant there, and constants take no part in correlations",
	})
}
