package report

import (
	"bytes"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"

	"finetco/scenarios"
	"finetco/sim"
)

// samplesSchema names the format of samples in the metadata of their Parquet file.
const samplesSchema = "finetco/samples/1"

// The columns that come before those of a lifetime.
var sampleKeys = []string{"scenario", "trial"}

// SampleColumns are the columns of a samples file, the same and in the same order for all its scenarios: scenario,
// trial, the inputs of the catalog, the chances of the risks and the USD of the further costs in the order in which the
// scenarios bring them, the outputs with the years of the longest horizon. Where a scenario does not have a risk, a cost
// or a year, the file has a null.
type SampleColumns struct{ inputs, risks, costs, outputs union }

// Add takes the columns of a scenario in.
func (c *SampleColumns) Add(s *scenarios.Scenario) {
	columns := sim.ColumnsOf(s)
	c.inputs.add(columns.Inputs)
	c.risks.add(columns.Risks)
	c.costs.add(columns.Costs)
	c.outputs.add(columns.Outputs)
}

// Names are the names of the columns in the order of the file.
func (c *SampleColumns) Names() []string {
	var names []string
	for _, list := range [][]string{sampleKeys, c.inputs.names, c.risks.names, c.costs.names, c.outputs.names} {
		names = append(names, list...)
	}
	return names
}

// A union is names without repetition, in the order of their first appearance.
type union struct {
	names []string
	known map[string]bool
}

func (u *union) add(names []string) {
	if u.known == nil {
		u.known = map[string]bool{}
	}
	for _, name := range names {
		if !u.known[name] {
			u.known[name] = true
			u.names = append(u.names, name)
		}
	}
}

// isText says of each column after the keys whether it holds words.
func isText(names []string) []bool {
	text := make([]bool, len(names))
	for k, name := range names {
		if i, ok := scenarios.InputIndex(name); ok {
			text[k] = scenarios.Catalog()[i].Kind == scenarios.KindText
		}
	}
	return text
}

// A sampled scenario says where the columns of the file stand in its trials.
type sampled struct {
	from  []int    // for each column after the keys: its place in Trials.Values, −1 for a null
	texts []string // for each column after the keys: the word that stands in it, where the column holds words
}

func newSampled(s *scenarios.Scenario, names []string) sampled {
	place := map[string]int{}
	for i, name := range sim.ColumnsOf(s).Names() {
		place[name] = i
	}
	v := sampled{make([]int, len(names)), make([]string, len(names))}
	for k, name := range names {
		if i, ok := place[name]; ok {
			v.from[k] = i
		} else {
			v.from[k] = -1
		}
		if i, ok := scenarios.InputIndex(name); ok {
			v.texts[k] = s.Cells[i].Text
		}
	}
	return v
}

// HoldsSamples reports whether a file of this size is one that ParquetSamples or CSVSamples wrote, or empty.
func HoldsSamples(file io.ReaderAt, size int64) bool {
	if size == 0 {
		return true
	}
	start := make([]byte, len(samplesStart))
	if _, err := file.ReadAt(start, 0); err == nil && bytes.Equal(start, []byte(samplesStart)) {
		return true
	}
	f, err := parquet.OpenFile(file, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return false
	}
	schema, _ := f.Lookup("schema")
	return schema == samplesSchema
}

// samplesMetadata is what a Parquet file of samples tells of its run, in the words of result.json.
func samplesMetadata(r *sim.Result, options Options) []parquet.WriterOption {
	return []parquet.WriterOption{
		parquet.KeyValueMetadata("schema", samplesSchema),
		parquet.KeyValueMetadata("version", options.Version),
		parquet.KeyValueMetadata("seed", fmt.Sprint(r.Seed)),
		parquet.KeyValueMetadata("sampling", r.Sampling),
	}
}
