package report

import (
	"io"
	"math"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"finetco/scenarios"
	"finetco/sim"
)

// Rows are gathered in row groups, which a reader skips or reads side by side: by default a scenario's 65,536 trials are
// one. Where there are more columns there are fewer rows, so that a group being written takes 64 MiB at most.
const (
	mostGroupRows   = 1 << 16
	mostGroupValues = 1 << 23
)

// ParquetSamples writes samples as Parquet: scenario and words as strings, trial as a 64-bit integer, all else as
// doubles, undefined ones as nulls. What is held back is one row group.
//
// Doubles are plain and pages compressed by Snappy because every reader knows these. On the example Zstandard takes 2%
// less, and splitting the bytes of doubles into streams 13%; older readers refuse the one or the other.
type ParquetSamples struct {
	out       *parquet.GenericWriter[any]
	columns   []*parquet.ColumnWriter // keys, then names
	names     []string                // of the columns after the keys
	text      []bool
	groupRows int // a row group is closed when it has so many rows
	rows      int // that it has
	scenario  parquet.Value
	of        sampled
	values    []parquet.Value // of one column, a block
}

// NewParquetSamples prepares the file of a run's samples.
func NewParquetSamples(w io.Writer, columns *SampleColumns, r *sim.Result, options Options) *ParquetSamples {
	names := columns.Names()
	p := &ParquetSamples{names: names[len(sampleKeys):]}
	p.text = isText(p.names)
	p.groupRows = min(mostGroupRows, mostGroupValues/len(names))
	root := inOrder{Group: parquet.Group{}}
	add := func(name string, node parquet.Node) { root.fields = append(root.fields, field{node, name}) }
	add(sampleKeys[0], parquet.Encoded(parquet.String(), &parquet.RLEDictionary))
	add(sampleKeys[1], parquet.Encoded(parquet.Leaf(parquet.Int64Type), &parquet.DeltaBinaryPacked))
	for k, name := range p.names {
		if p.text[k] {
			add(name, parquet.Optional(parquet.Encoded(parquet.String(), &parquet.RLEDictionary)))
		} else {
			add(name, parquet.Optional(parquet.Leaf(parquet.DoubleType)))
		}
	}
	settings := append(samplesMetadata(r, options), parquet.NewSchema("samples", root), parquet.Compression(&parquet.Snappy))
	p.out = parquet.NewGenericWriter[any](w, settings...)
	p.columns = p.out.ColumnWriters()
	return p
}

// Scenario says whose lifetimes follow.
func (p *ParquetSamples) Scenario(s *scenarios.Scenario) error {
	p.scenario, p.of = parquet.ByteArrayValue([]byte(s.Name)), newSampled(s, p.names)
	return nil
}

// Write adds lifetimes of the scenario.
func (p *ParquetSamples) Write(t *sim.Trials) error {
	count := len(t.Values[0])
	err := p.write(0, count, func(int) parquet.Value { return p.scenario })
	if err != nil {
		return err
	}
	err = p.write(1, count, func(i int) parquet.Value { return parquet.Int64Value(int64(t.First + i)) })
	if err != nil {
		return err
	}
	for k, from := range p.of.from {
		cell := func(int) parquet.Value { return parquet.NullValue() }
		switch {
		case p.text[k]:
			text := parquet.ByteArrayValue([]byte(p.of.texts[k])).Level(0, 1, 0)
			cell = func(int) parquet.Value { return text }
		case from >= 0:
			values := t.Values[from]
			cell = func(i int) parquet.Value { return optional(values[i]) }
		}
		if err := p.write(len(sampleKeys)+k, count, cell); err != nil {
			return err
		}
	}
	if p.rows += count; p.rows >= p.groupRows {
		p.rows = 0
		return p.out.Flush()
	}
	return nil
}

// write adds cells to a column.
func (p *ParquetSamples) write(column, count int, cell func(i int) parquet.Value) error {
	p.values = p.values[:0]
	for i := range count {
		p.values = append(p.values, cell(i))
	}
	_, err := p.columns[column].WriteRowValues(p.values)
	return err
}

// optional is a number in a column that has nulls; the 1 says that it is none.
func optional(x float64) parquet.Value {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return parquet.NullValue()
	}
	return parquet.DoubleValue(x).Level(0, 1, 0)
}

// Close ends the file. It does not close the writer below.
func (p *ParquetSamples) Close() error { return p.out.Close() }

// inOrder is a schema's root whose columns keep their order; a parquet.Group sorts them by name.
type inOrder struct {
	parquet.Group
	fields []parquet.Field
}

func (r inOrder) Fields() []parquet.Field { return r.fields }

// GoType is asked for by writers of Go values only. What Group answers with panics at a comma, which names may have.
func (r inOrder) GoType() reflect.Type { return reflect.TypeFor[map[string]any]() }

// A field is a named column.
type field struct {
	parquet.Node
	name string
}

func (f field) Name() string { return f.name }

// Value is asked for by writers of Go values only.
func (f field) Value(base reflect.Value) reflect.Value { return base.MapIndex(reflect.ValueOf(f.name)) }
