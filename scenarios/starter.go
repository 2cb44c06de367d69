package scenarios

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"

	"github.com/gocarina/gocsv"

	"finetco/distributions"
)

// A StarterFile is one table of a starter set.
type StarterFile struct {
	Name    string
	Content []byte
}

// starterName is the scenario of a starter set, and the name of its tables.
const starterName = "project"

// starterInputs are those that a new project knows best, or that move the total most. The others stay with the preset
// until they get a column.
var starterInputs = []string{
	"horizon_months", "service_months", "budget_usd",
	"examples", "labeling_rate", "labeler_usd_per_hour", "labelers",
	"training_runs", "training_duration", "gpu_usd_per_hour",
	"ml_engineer_hours", "backend_hours", "devops_hours", "compliance_hours", "ml_engineer_usd_per_hour",
	"team_usd_per_month", "integration_months",
	"retrain_frequency", "monitoring_hours_per_month", "overhead_percent",
	"requests_per_month", "traffic_growth", "serving_gpu_usd_per_hour", "api_usd_per_1000_requests", "hardware_usd",
}

// Starter returns the tables for a new project that begins with a preset: one scenario whose cells and sources are the
// preset's, to be edited, and the risks, costs and correlations of the example that concern it. It fails for an unknown
// preset and then names the nearest.
func Starter(preset string) ([]StarterFile, error) {
	if !slices.Contains(Presets(), preset) {
		err := fmt.Errorf("there is no preset %q, only %s", preset, either(Presets()))
		if hint := nearest(preset, Presets()); hint != "" {
			err = fmt.Errorf("there is no preset %q; did you mean %s?", preset, hint)
		}
		return nil, err
	}
	risks, costs, pairs := starterCompanions(preset)
	files := []StarterFile{{Name: starterName + ".csv", Content: starterTable(preset)}}
	for _, companion := range []struct {
		kind string
		rows any
	}{{"risks", risks}, {"costs", costs}, {"correlations", pairs}} {
		content, err := gocsv.MarshalBytes(companion.rows)
		must(err)
		files = append(files, StarterFile{Name: starterName + "." + companion.kind + ".csv", Content: content})
	}
	return files, nil
}

// starterTable writes the scenario as a wide table.
func starterTable(preset string) []byte {
	header := []string{scenarioColumn, presetColumn, notesColumn}
	row := []string{starterName, preset, "Edit these cells, and say in the source columns why. A blank cell takes the preset's " +
		"value, - the neutral one; any input of the catalog may become a column; each further row is a scenario to compare with."}
	for _, name := range starterInputs {
		i, _ := InputIndex(name)
		input := catalog()[i]
		text, source := input.Under(preset), input.Source
		switch {
		case preset != NoPreset && text == "0":
			continue // not a cost of this kind of project
		case name == "budget_usd":
			source = "blank: no budget; with one, the report gives the odds of an overrun"
		case text == "":
			source = "blank: operates to the horizon"
		case preset == NoPreset:
			source = "neutral value; replace with your own"
		}
		header = append(header, name, name+sourceSuffix)
		row = append(row, text, source)
	}
	var b bytes.Buffer
	must(csv.NewWriter(&b).WriteAll([][]string{header, row}))
	return b.Bytes()
}

// starterCompanions takes what the example says about the scenario of that preset and about all, as rows for all: a
// second scenario will want them too. The neutral preset has no scenario there, and pairs of its constants would do
// nothing.
func starterCompanions(preset string) (risks []riskRow, costs []costRow, pairs []pairRow) {
	var problems problems
	pass := newPass(Options{}, &problems)
	example := pass.openGroup(Example())
	var name string
	for s := range pass.scenarios(example) {
		if s.Preset == preset {
			name = s.Name
		}
	}
	for _, r := range values(example.risks.of(name)) {
		risks = append(risks, riskRow{forAll, r.Name, string(r.Phase), r.ProbabilityText, r.PerYearText, r.USDText, r.DelayMonthsText, r.Source})
	}
	for _, c := range values(example.costs.of(name)) {
		costs = append(costs, costRow{forAll, c.Name, string(c.Timing), c.USDText, c.Source})
	}
	if preset == NoPreset {
		return risks, costs, nil
	}
	for _, p := range values(example.pairs.of(name)) {
		rank := distributions.Constant(p.RankCorrelation).String()
		pairs = append(pairs, pairRow{forAll, catalog()[p.A].Name, catalog()[p.B].Name, rank, p.Source})
	}
	return risks, costs, pairs
}
