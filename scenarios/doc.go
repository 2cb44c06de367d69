// Package scenarios turns CSV tables into checked scenarios, or into diagnostics that say file, line and column.
//
// The way through is one street. [Files], [FromFS], [Reader] or [Example] name the [Tables] of a scenario file: the table of
// scenarios itself and its companions for risks, further costs and correlations. [Load] reads them all and returns a
// [Project] of scenarios ready to simulate, or every problem of every table at once:
//
//	bytes → rows with positions → cells of the catalog → Scenario
//
// Each stage knows one thing. The row reader knows encodings, separators, limits and where a cell stands in the file;
// gocsv decodes its rows into structs of strings; the cell reader knows the inputs' units and domains and leaves the
// grammar to package distributions; the loader knows which names must be unique and which row replaces which.
//
// A table of ten thousand rows need not be held at once: [Check] reads it to the end and keeps names only,
// and the [Set] that it returns streams one scenario at a time in row order.
//
// The catalog of inputs with its presets ([Catalog]), the default pairs ([DefaultPairs]), the five-scenario example
// and a starter set for new projects ([Starter]) are embedded.
package scenarios
