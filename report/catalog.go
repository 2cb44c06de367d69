package report

import (
	"slices"
	"strconv"

	"finetco/scenarios"
)

// Inputs lists inputs of the catalog, with their cells under the given presets.
func Inputs(inputs []scenarios.Input, presets []string) *Listing {
	header := slices.Concat([]string{"input", "group", "unit", "domain", "kind", "direction"}, presets, []string{"source"})
	return &Listing{header: header, rows: func(yield func([]any, error) bool) {
		for _, input := range inputs {
			domain := input.Domain.String()
			if input.Kind == scenarios.KindText {
				domain = input.Unit
			}
			row := []any{input.Name, input.Group, input.Unit, domain, input.Kind, strconv.Itoa(input.Direction)}
			for _, preset := range presets {
				row = append(row, input.Under(preset))
			}
			if !yield(append(row, input.Source), nil) {
				return
			}
		}
	}}
}
