package report

import (
	"strconv"

	"finetco/scenarios"
)

// Inputs lists inputs of the catalog, with their cells under the given presets.
func Inputs(inputs []scenarios.Input, presets []string) *Listing {
	l := &Listing{header: []string{"input", "group", "unit", "domain", "kind", "direction"}}
	l.header = append(append(l.header, presets...), "source")
	for _, input := range inputs {
		domain := input.Domain.String()
		if input.Kind == scenarios.KindText {
			domain = input.Unit
		}
		row := []any{input.Name, input.Group, input.Unit, domain, input.Kind, strconv.Itoa(input.Direction)}
		for _, preset := range presets {
			row = append(row, input.Presets[preset])
		}
		l.add(append(row, input.Source)...)
	}
	return l
}
