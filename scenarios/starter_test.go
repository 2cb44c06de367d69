package scenarios

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestStarterIsItsPreset(t *testing.T) {
	for _, preset := range Presets() {
		files, err := Starter(preset)
		if err != nil {
			t.Fatal(err)
		}
		folder := fstest.MapFS{}
		var names []string
		for _, file := range files {
			folder[file.Name] = &fstest.MapFile{Data: file.Content}
			names = append(names, file.Name)
		}
		if want := []string{"project.csv", "project.risks.csv", "project.costs.csv", "project.correlations.csv"}; !slices.Equal(names, want) {
			t.Errorf("%s: files %q, want %q", preset, names, want)
		}
		project := accepted(t, Options{}, FromFS(folder, "project.csv"))
		if len(project.Warnings) > 0 {
			t.Errorf("%s: warnings\n%s", preset, text(project.Warnings))
		}
		if len(project.Scenarios) != 1 || project.Scenarios[0].Preset != preset || project.Scenarios[0].Notes == "" {
			t.Fatalf("%s: %+v", preset, project.Scenarios)
		}
		s := project.Scenarios[0]
		written := 0
		for i, c := range s.Cells {
			if c.Text != presetCells()[preset][i].Text {
				t.Errorf("%s: %s is %q, the preset's is %q", preset, catalog()[i].Name, c.Text, presetCells()[preset][i].Text)
			}
			if c.Origin == FromFile {
				written++
				if c.Source == "" {
					t.Errorf("%s: %s has no source", preset, catalog()[i].Name)
				}
			}
		}
		if written < 15 {
			t.Errorf("%s: only %d cells are written", preset, written)
		}
		if len(s.Risks) < 4 || len(s.Costs) < 3 || (len(s.Pairs) == 0) != (preset == NoPreset) {
			t.Errorf("%s: %d risks, %d costs, %d pairs", preset, len(s.Risks), len(s.Costs), len(s.Pairs))
		}
	}
}

func TestStarterOfAnUnknownPreset(t *testing.T) {
	for preset, want := range map[string]string{
		"self-hostd": "did you mean self-hosted?",
		"mainframe":  "self-hosted, owned-hardware, hosted-api, rag, small-model or none",
	} {
		if files, err := Starter(preset); files != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", preset, err)
		}
	}
}

func TestExampleIsAsDesigned(t *testing.T) {
	project := accepted(t, Options{}, Example())
	if len(project.Warnings) > 0 {
		t.Errorf("warnings:\n%s", text(project.Warnings))
	}
	var scenarios, presets, risks []string
	timings, phases := map[Timing]bool{}, map[Phase]bool{}
	once, often, delays := 0, 0, 0
	for _, s := range project.Scenarios {
		scenarios, presets = append(scenarios, s.Name), append(presets, s.Preset)
		for _, r := range s.Risks {
			if !slices.Contains(risks, r.Name) {
				risks = append(risks, r.Name)
			}
			phases[r.Phase] = true
			if r.Probability != nil {
				once++
			}
			if r.PerYear != nil {
				often++
			}
			if r.DelayMonths != nil {
				delays++
			}
			if r.Source == "" {
				t.Errorf("risk %s of %s has no source", r.Name, s.Name)
			}
		}
		for _, c := range s.Costs {
			timings[c.Timing] = true
			if c.Source == "" {
				t.Errorf("cost %s of %s has no source", c.Name, s.Name)
			}
		}
		if len(s.Pairs) == 0 {
			t.Errorf("%s has no pairs", s.Name)
		}
	}
	if want := []string{"cloud", "own hardware", "hosted", "retrieval", "small model"}; !slices.Equal(scenarios, want) {
		t.Errorf("scenarios %q, want %q", scenarios, want)
	}
	if want := Presets()[:5]; !slices.Equal(presets, want) {
		t.Errorf("presets %q, want %q", presets, want)
	}
	if len(risks) != 6 || len(phases) != 2 || once == 0 || often == 0 || delays == 0 {
		t.Errorf("risks %q in %d phases, %d once, %d per year, %d with a delay", risks, len(phases), once, often, delays)
	}
	if len(timings) != 5 {
		t.Errorf("timings %v, want all five", timings)
	}
}
