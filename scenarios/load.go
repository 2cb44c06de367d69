package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"
)

// Options adjust what the tables say.
type Options struct {
	// Set holds overrides, input=CELL for every scenario or scenario:input=CELL for one. The latter wins, and of two of a
	// kind the last. As in a table, a blank cell is the preset's value and "-" the neutral one.
	Set []string

	// Only names the scenarios wanted; none: all. The others are checked all the same.
	Only []string
}

// Load reads the tables and returns their scenarios. If there are errors it returns no project but every problem of
// every table, warnings included, sorted by file, line and column; warnings alone are in the project.
func Load(tables []Tables, options Options) (*Project, []Diagnostic) {
	var scenarios []*Scenario
	set, diagnostics := Scan(tables, options, func(s *Scenario) { scenarios = append(scenarios, s) })
	if set == nil {
		return nil, diagnostics
	}
	return &Project{Scenarios: scenarios, Files: set.Files, Warnings: set.Warnings}, nil
}

// A Set is a checked set of tables that may be too long to hold at once. It is not safe for concurrent use. Of the scenario tables it keeps the names only;
// companion tables and data columns it holds.
type Set struct {
	Names    []string // of the scenarios, in the order they stream
	Files    []File
	Warnings []Diagnostic

	groups  []*group
	options Options
}

// Check reads the tables to their end, as Load does, and returns a Set that streams the scenarios.
func Check(tables []Tables, options Options) (*Set, []Diagnostic) {
	return Scan(tables, options, func(*Scenario) {})
}

// Scan is Check that hands every scenario wanted to found as it is read, up to the first error: what found gets is sound.
func Scan(tables []Tables, options Options, found func(*Scenario)) (*Set, []Diagnostic) {
	set := &Set{options: options}
	problems := &problems{}
	p := newPass(options, problems)
	for _, t := range tables {
		g := p.openGroup(t)
		set.groups = append(set.groups, g)
		for s := range p.scenarios(g) {
			set.Names = append(set.Names, s.Name)
			if problems.errors == 0 {
				found(s)
			}
		}
		g.checked = g.read
		set.Files = append(set.Files, g.read)
		set.Files = append(set.Files, g.companions...)
		set.Files = append(set.Files, g.data.sums...)
	}
	if !p.torn {
		checkNames(p.overrides, options.Only, p.names, problems)
	}
	diagnostics := problems.sorted()
	if problems.errors > 0 {
		return nil, diagnostics
	}
	set.Warnings = diagnostics
	return set, nil
}

// Scenarios streams the scenarios in row order, reading the scenario tables a second time. It ends with an error if a
// table cannot be read to its end, or is not the one that was checked.
func (s *Set) Scenarios() iter.Seq2[*Scenario, error] {
	return func(yield func(*Scenario, error) bool) {
		problems := &problems{}
		p := newPass(s.options, problems)
		for _, g := range s.groups {
			for scenario := range p.scenarios(g) {
				if !yield(scenario, nil) {
					return
				}
			}
			switch {
			case p.failed != nil:
				yield(nil, p.failed)
				return
			case problems.errors > 0 || g.read != g.checked:
				yield(nil, fmt.Errorf("%s changed while it was in use", g.tables.Scenarios.Name))
				return
			}
		}
	}
}

// A group is one scenario table with all that its scenarios share.
type group struct {
	tables        Tables
	read, checked File // the scenario table's sum, of the last reading and of the one that checked it
	companions    []File

	grammar   *grammar
	data      *dataFiles
	risks     *companion[Risk]
	costs     *companion[Cost]
	pairs     *companion[Pair]
	idlePairs map[*entry[Pair]]*idlePair
}

// A pass is one reading of all tables from the first to the last.
type pass struct {
	overrides []*override
	only      []string
	names     *names
	problems  *problems
	torn      bool  // some table could not be read whole, so that names may be missing
	failed    error // the first reading that failed
}

func newPass(options Options, problems *problems) *pass {
	p := &pass{names: newNames(), problems: problems, overrides: parseOverrides(options.Set, problems)}
	for _, name := range options.Only {
		p.only = append(p.only, clean(name))
	}
	return p
}

// openGroup reads the companions, which a scenario needs when its row is read.
func (p *pass) openGroup(tables Tables) *group {
	data := newDataFiles(tables.Folder)
	g := &group{tables: tables, data: data, grammar: newGrammar(data)}
	g.risks = readTable(p, g, tables.Risks, riskKind)
	g.costs = readTable(p, g, tables.Costs, costKind)
	g.pairs = readTable(p, g, tables.Correlations, pairKind)
	return g
}

func readTable[R, T any](p *pass, g *group, source Table, kind companionKind[R, T]) *companion[T] {
	c := &companion[T]{file: source.Name}
	if file, found := p.open(source, func(t *table) { readCompanion(c, kind, t, g.grammar) }); found {
		g.companions = append(g.companions, file)
	}
	return c
}

// scenarios streams the scenarios of a group that are wanted. When it has ended, all problems of the group are known.
func (p *pass) scenarios(g *group) iter.Seq[*Scenario] {
	return func(yield func(*Scenario) bool) {
		g.idlePairs = map[*entry[Pair]]*idlePair{}
		own := newNames()
		g.read, _ = p.open(g.tables.Scenarios, func(t *table) {
			b := &builder{group: g, reader: reader{g.grammar, t.file, p.problems}, overrides: p.overrides, all: p.names, own: own}
			b.checkOverrides()
			for d := range t.drafts() {
				s := b.build(d)
				if s == nil || len(p.only) > 0 && !slices.Contains(p.only, s.Name) {
					continue
				}
				if !yield(s) {
					return
				}
			}
			b.finish(t)
		})
	}
}

// open hands a table that is there and has a header to read, and returns the file's name and sum. What cannot be
// opened or closed is a problem.
func (p *pass) open(source Table, read func(*table)) (file File, found bool) {
	if source.Open == nil {
		return File{}, false
	}
	opened, err := source.Open()
	if err != nil {
		if !source.Optional || !errors.Is(err, fs.ErrNotExist) {
			p.unreadable(source.Name, err)
		}
		return File{}, false
	}
	sum := newSummed(opened)
	if t := openTable(source.Name, sum, p.problems); t != nil {
		read(t)
		p.torn = p.torn || t.torn
	} else {
		p.torn = true
	}
	if sum.failed != nil && p.failed == nil {
		p.failed = fmt.Errorf("%s: %w", source.Name, sum.failed)
	}
	if err := opened.Close(); err != nil {
		p.unreadable(source.Name, err)
	}
	return sum.file(filepath.Base(source.Name)), true
}

func (p *pass) unreadable(file string, err error) {
	p.torn = true
	p.problems.add(Diagnostic{File: file, Message: "cannot be read", Reason: plain(err)})
}
