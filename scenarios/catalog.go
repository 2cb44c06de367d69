package scenarios

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gocarina/gocsv"

	"finetco/distributions"
)

// An Input is one entry of the catalog: a quantity that a scenario may state.
type Input struct {
	Name      string
	Group     string // "project", "data", "compute", "engineering", "maintenance", "infrastructure"
	Unit      string // in words: "USD per GPU-hour"
	Kind      string // KindNumber, KindConstant or KindText
	Direction int    // +1: more of it raises cost, −1: lowers it, 0: takes no part in the default correlation
	Domain    distributions.Domain
	Whole     bool   // a whole number
	None      string // the neutral value's cell, "" where the input is then absent
	Optional  bool   // may be absent: no neutral value
	Source    string // of the presets' cells

	presets map[string]string // cell by preset
}

// Under returns the input's cell under a preset, "" where the preset says nothing.
func (i Input) Under(preset string) string { return i.presets[preset] }

// The kinds of input.
const (
	KindNumber   = "number"   // a number or a distribution
	KindConstant = "constant" // a number
	KindText     = "text"     // one of the words that Unit lists
)

// DefaultPreset is what a scenario without a preset takes.
const DefaultPreset = "self-hosted"

// NoPreset is the preset of neutral values.
const NoPreset = "none"

//go:embed embedded/inputs.csv
var inputsCSV []byte

//go:embed embedded/correlations.csv
var correlationsCSV []byte

type inputRow struct {
	Input         string `csv:"input"`
	Group         string `csv:"group"`
	Unit          string `csv:"unit"`
	Kind          string `csv:"kind"`
	Direction     string `csv:"direction"`
	Min           string `csv:"min"`
	Max           string `csv:"max"`
	None          string `csv:"none"`
	SelfHosted    string `csv:"self-hosted"`
	OwnedHardware string `csv:"owned-hardware"`
	HostedAPI     string `csv:"hosted-api"`
	RAG           string `csv:"rag"`
	SmallModel    string `csv:"small-model"`
	Source        string `csv:"source"`
}

// catalog is read once. Its tables are part of the program: a fault in them is a bug, found by every test.
var catalog = sync.OnceValue(func() []Input {
	var rows []inputRow
	must(gocsv.UnmarshalBytes(inputsCSV, &rows))
	inputs := make([]Input, len(rows))
	for i, row := range rows {
		direction, err := strconv.Atoi(row.Direction)
		must(err)
		domain, err := parseDomain(row.Min, row.Max)
		must(err)
		inputs[i] = Input{
			Name: row.Input, Group: row.Group, Unit: row.Unit, Kind: row.Kind, Direction: direction, Domain: domain,
			Whole: strings.HasPrefix(row.Unit, "whole "), None: row.None, Optional: row.None == "",
			presets: map[string]string{
				"self-hosted": row.SelfHosted, "owned-hardware": row.OwnedHardware, "hosted-api": row.HostedAPI,
				"rag": row.RAG, "small-model": row.SmallModel, NoPreset: row.None,
			},
			Source: row.Source,
		}
	}
	return inputs
})

var inputIndex = sync.OnceValue(func() map[string]int {
	index := make(map[string]int)
	for i, input := range catalog() {
		index[input.Name] = i
	}
	return index
})

// Catalog returns the inputs in the order that cells are indexed by.
func Catalog() []Input { return slices.Clone(catalog()) }

// InputIndex returns the catalog index of the input of that name.
func InputIndex(name string) (int, bool) {
	i, ok := inputIndex()[name]
	return i, ok
}

// Presets returns the names of the presets, the neutral one last.
func Presets() []string {
	return []string{DefaultPreset, "owned-hardware", "hosted-api", "rag", "small-model", NoPreset}
}

var defaultPairs = sync.OnceValue(func() []Pair {
	var rows []struct {
		A           string `csv:"input_a"`
		B           string `csv:"input_b"`
		Correlation string `csv:"rank_correlation"`
		Source      string `csv:"source"`
	}
	must(gocsv.UnmarshalBytes(correlationsCSV, &rows))
	pairs := make([]Pair, len(rows))
	for i, row := range rows {
		a, okA := InputIndex(row.A)
		b, okB := InputIndex(row.B)
		rank, err := strconv.ParseFloat(row.Correlation, 64)
		if !okA || !okB {
			err = fmt.Errorf("no such pair: %s, %s", row.A, row.B)
		}
		must(err)
		pairs[i] = Pair{A: a, B: b, RankCorrelation: rank, Source: row.Source}
	}
	return pairs
})

// DefaultPairs returns the rank correlations that hold where no table says otherwise: one labor market, one GPU market.
func DefaultPairs() []Pair { return slices.Clone(defaultPairs()) }

// parseDomain reads the catalog's bounds: "" is unbounded, ">0" is open.
func parseDomain(low, high string) (distributions.Domain, error) {
	domain := distributions.Domain{Min: math.Inf(-1), Max: math.Inf(1)}
	low, domain.MinOpen = strings.CutPrefix(low, ">")
	var err error
	if low != "" {
		if domain.Min, err = strconv.ParseFloat(low, 64); err != nil {
			return domain, err
		}
	}
	if high != "" {
		domain.Max, err = strconv.ParseFloat(high, 64)
	}
	return domain, err
}

// must stops the program on a fault in its own embedded tables.
func must(err error) {
	if err != nil {
		panic("scenarios: embedded table: " + err.Error())
	}
}
