package scenarios

// Limits of what is read. Whatever lies beyond one of them is refused by an error that names it, so that no file takes
// memory or time without bound: docs/tables.md lists them for users.
const (
	maxFileBytes = 64 << 20 // of a table or a data file
	maxRows      = 1 << 20
	maxRowBytes  = 1 << 20 // a quote that is never closed makes one row of the rest of a file
	maxColumns   = 1 << 10
	maxCellBytes = 64 << 10
	maxNameRunes = 200 // of scenarios, risks and costs: they become folders and labels

	// Of one companion table for one scenario, and as many for all.
	maxEntries = 500

	// Of the data files of one scenario table.
	maxValues    = 1 << 20   // of a column: a histogram of a million values says all there is to say
	maxAllValues = 8 << 20   // of all columns together
	maxDataBytes = 512 << 20 // read for them; a file of several columns is read for each
)
