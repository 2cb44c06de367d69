package scenarios

import (
	"fmt"
	"strings"
)

// The files that diagnostics about flags name. Line n is the n-th flag of the kind, columns count in its text.
const (
	setFlag      = "--set"
	scenarioFlag = "--scenario"
)

// An override is what one --set says: input=CELL for every scenario or scenario:input=CELL for one of them.
type override struct {
	input    int
	scenario cell // text "": every scenario
	value    cell
}

// parseOverrides reads the flags; one that cannot be read is a problem and left out.
func parseOverrides(flags []string, problems *problems) []*override {
	var overrides []*override
	for i, flag := range flags {
		target, value, found := cutOverride(flag)
		d := Diagnostic{File: setFlag, Line: i + 1, Column: 1, Got: flag}
		if !found {
			d.Message = "want input=CELL or scenario:input=CELL"
			problems.add(d)
			continue
		}
		start := strings.LastIndexByte(target, ':') + 1
		name := strings.TrimSpace(target[start:])
		o := &override{value: cell{value, position{line: i + 1, column: len(target) + 2, flag: true}}}
		if start > 0 {
			o.scenario = cell{clean(target[:start-1]), position{line: i + 1, column: 1}}
		}
		if o.input, found = InputIndex(name); !found {
			d.Column += start
			d.Message = "want an input of the catalog, as input=CELL or scenario:input=CELL"
			d.Got, d.Reason, d.Hint = name, "no such input", problems.nearest(name, inputNames())
			problems.add(d)
			continue
		}
		overrides = append(overrides, o)
	}
	return overrides
}

// cutOverride cuts a flag at the first equals sign that follows the name of an input, since the names of scenarios and
// cells may hold such signs too; where there is none, at the first.
func cutOverride(flag string) (target, value string, found bool) {
	for i := range len(flag) {
		if flag[i] != '=' {
			continue
		}
		name := flag[strings.LastIndexByte(flag[:i], ':')+1 : i]
		if _, known := InputIndex(strings.TrimSpace(name)); known {
			return flag[:i], flag[i+1:], true
		}
	}
	return strings.Cut(flag, "=")
}

// overriding returns what the flags say about an input of a scenario: the last flag that names both, else the last that
// names the input alone; nil for none.
func overriding(overrides []*override, scenario string, input int) *override {
	var general *override
	for i := len(overrides) - 1; i >= 0; i-- {
		o := overrides[i]
		switch {
		case o.input != input:
		case o.scenario.text == scenario && o.scenario.at.line > 0:
			return o
		case o.scenario.at.line == 0 && general == nil:
			general = o
		}
	}
	return general
}

// checkNames reports overrides and choices of scenarios that do not exist in any file.
func checkNames(overrides []*override, only []string, names *names, problems *problems) {
	report := func(flag string, at position, name string) {
		if !names.known(name) {
			problems.add(Diagnostic{
				File: flag, Line: at.line, Column: at.column, Message: "want the name of a scenario",
				Got: name, Reason: "no such scenario", Hint: names.nearest(name, problems),
			})
		}
	}
	for _, o := range overrides {
		if o.scenario.at.line > 0 {
			report(setFlag, o.scenario.at, o.scenario.text)
		}
	}
	for i, name := range only {
		report(scenarioFlag, position{line: i + 1, column: 1}, clean(name))
	}
}

// names are those of the scenarios read so far, with their places.
type names struct {
	places map[string]string
	order  []string
	near   map[string]string
}

func newNames() *names {
	return &names{places: map[string]string{}, near: map[string]string{}}
}

func (n *names) known(name string) bool { _, found := n.places[name]; return found }

func (n *names) add(name, file string, line int) {
	n.places[name] = fmt.Sprintf("%s:%d", file, line)
	n.order = append(n.order, name)
}

// nearest remembers what it found, as a misspelled name is seldom alone.
func (n *names) nearest(name string, problems *problems) string {
	hint, found := n.near[name]
	if !found {
		hint = problems.nearest(name, n.order)
		if hint != "" {
			hint = quote(hint)
		}
		n.near[name] = hint
	}
	return hint
}
