package scenarios

import (
	"sync"

	"finetco/distributions"
)

// presetCells holds the cells of every preset, by preset and catalog index. A scenario starts from a copy of them.
var presetCells = sync.OnceValue(func() map[string][]Cell {
	grammar := newGrammar(nil)
	presets := make(map[string][]Cell)
	for _, preset := range Presets() {
		cells := make([]Cell, len(catalog()))
		for i, input := range catalog() {
			text := input.Under(preset)
			if preset == NoPreset || text == "" {
				cells[i] = embeddedCell(grammar, i, input.None, Neutral)
				continue
			}
			cells[i] = embeddedCell(grammar, i, text, FromPreset)
			cells[i].Source, cells[i].Judgement = input.Source, isJudgement(input.Source)
		}
		presets[preset] = cells
	}
	return presets
})

// neutralCell is what "-" stands for.
func neutralCell(input int) Cell { return presetCells()[NoPreset][input] }

// embeddedCell reads a cell of the catalog's own. A blank one is absent.
func embeddedCell(g *grammar, input int, text string, origin Origin) Cell {
	c := Cell{Text: text, Origin: origin}
	if text != "" && catalog()[input].Kind != KindText {
		c.Distribution = mustRead(g, inputQuantities()[input], text)
	}
	return c
}

func mustRead(g *grammar, q *quantity, text string) distributions.Distribution {
	r := g.read(q, text)
	if r.err != nil {
		must(r.err)
	}
	return r.distribution
}
