package scenarios

import (
	"math"
	"slices"
	"testing"

	"finetco/distributions"
)

func TestCatalogIsWhole(t *testing.T) {
	inputs := Catalog()
	if len(inputs) != 71 {
		t.Fatalf("the catalog has %d inputs, want 71", len(inputs))
	}
	kinds := map[string]int{}
	groups := []string{}
	for i, input := range inputs {
		if at, found := InputIndex(input.Name); !found || at != i {
			t.Errorf("InputIndex(%q) = %d, %t; want %d", input.Name, at, found, i)
		}
		if input.Unit == "" || input.Direction < -1 || input.Direction > 1 {
			t.Errorf("%s: unit %q, direction %d", input.Name, input.Unit, input.Direction)
		}
		kinds[input.Kind]++
		if !slices.Contains(groups, input.Group) {
			groups = append(groups, input.Group)
		}
	}
	if kinds[KindConstant] != 4 || kinds[KindText] != 1 || kinds[KindNumber] != 66 {
		t.Errorf("kinds %v, want 4 constants, 1 text and 66 numbers", kinds)
	}
	want := []string{"project", "data", "compute", "engineering", "maintenance", "infrastructure"}
	if !slices.Equal(groups, want) {
		t.Errorf("groups %v, want %v", groups, want)
	}
}

func TestCatalogEntries(t *testing.T) {
	inputs := Catalog()
	at := func(name string) Input {
		i, found := InputIndex(name)
		if !found {
			t.Fatalf("no input %s", name)
		}
		return inputs[i]
	}
	infinite := math.Inf(1)
	for _, c := range []struct {
		name      string
		domain    distributions.Domain
		none      string
		direction int
	}{
		{"horizon_months", distributions.Domain{Min: 1, Max: 120}, "36", 0},
		{"labeling_rate", distributions.Domain{Min: 0, Max: infinite, MinOpen: true}, "1", -1},
		{"serving_utilization", distributions.Domain{Min: 0, Max: 1, MinOpen: true}, "1", -1},
		{"gpu_price_drift", distributions.Domain{Min: -0.9, Max: 10}, "0", 0},
		{"failed_run_probability", distributions.Domain{Min: 0, Max: 0.95}, "0", 1},
		{"budget_usd", distributions.Domain{Min: 0, Max: infinite}, "", 0},
	} {
		input := at(c.name)
		if input.Domain != c.domain || input.None != c.none || input.Direction != c.direction || input.Optional != (c.none == "") {
			t.Errorf("%s: %+v", c.name, input)
		}
	}
	if gpu := at("gpu_usd_per_hour"); gpu.Under("hosted-api") != "pert(20; 45; 100)" || gpu.Under("none") != "0" || gpu.Unit != "USD per GPU-hour" {
		t.Errorf("gpu_usd_per_hour: %+v", gpu)
	}
	for _, input := range inputs {
		if input.Whole != (input.Name == "horizon_months") {
			t.Errorf("%s: whole %t", input.Name, input.Whole)
		}
	}
}

func TestEveryPresetCellLiesInItsDomain(t *testing.T) {
	for i, input := range Catalog() {
		if len(input.presets) != len(Presets()) {
			t.Errorf("%s has %d presets", input.Name, len(input.presets))
		}
		for _, preset := range Presets() {
			text := input.Under(preset)
			cell := presetCells()[preset][i]
			switch {
			case input.Kind == KindText:
				if !slices.Contains([]string{"direct", "compute"}, text) || cell.Text != text {
					t.Errorf("%s, %s: %+v", input.Name, preset, cell)
				}
				continue
			case text == "" && input.None == "":
				if cell.Distribution != nil || cell.Text != "" || cell.Origin != Neutral {
					t.Errorf("%s, %s: %+v, want it absent", input.Name, preset, cell)
				}
				continue
			}
			if cell.Distribution == nil {
				t.Errorf("%s, %s: %q is not read", input.Name, preset, text)
				continue
			}
			// The domain is asked here without Restrict, which would truncate.
			low, high := cell.Distribution.Support()
			if low < input.Domain.Min || high > input.Domain.Max {
				t.Errorf("%s, %s: %q reaches from %v to %v", input.Name, preset, text, low, high)
			}
			if _, constant := cell.Distribution.(distributions.Constant); input.Kind == KindConstant && !constant {
				t.Errorf("%s, %s: %q is no constant", input.Name, preset, text)
			}
		}
	}
}

func TestCatalogIsACopy(t *testing.T) {
	changed := Catalog()
	changed[0].Name = "x"
	if again := Catalog()[0]; again.Name == "x" {
		t.Error("a caller changed the catalog")
	}
}

func TestDefaultPairs(t *testing.T) {
	pairs := DefaultPairs()
	if len(pairs) != 11 {
		t.Fatalf("%d default pairs, want 11", len(pairs))
	}
	gpu, _ := InputIndex("gpu_usd_per_hour")
	serving, _ := InputIndex("serving_gpu_usd_per_hour")
	if want := (Pair{gpu, serving, 0.9, "one GPU market"}); pairs[0] != want {
		t.Errorf("first pair %+v, want %+v", pairs[0], want)
	}
	seen := map[[2]int]bool{}
	for _, pair := range pairs {
		key := [2]int{min(pair.A, pair.B), max(pair.A, pair.B)}
		if pair.A == pair.B || seen[key] || math.Abs(pair.RankCorrelation) > 1 {
			t.Errorf("pair %+v", pair)
		}
		seen[key] = true
	}
}

func TestNearest(t *testing.T) {
	candidates := inputNames()
	for _, c := range []struct{ text, want string }{
		{"gpu_usd_hour", "gpu_usd_per_hour"},
		{"GPU_USD_PER_HOUR", "gpu_usd_per_hour"},
		{"labelling_rate", "labeling_rate"},
		{"labeler", "labelers"},
		{"temperature", ""},
		{"", ""},
		{"x", ""},
	} {
		if got := nearest(c.text, candidates); got != c.want {
			t.Errorf("nearest(%q) = %q, want %q", c.text, got, c.want)
		}
	}
	// Ties go by name, in whatever order the candidates come.
	if got := nearest("bat", []string{"rat", "cat", "hat"}); got != "cat" {
		t.Errorf("nearest of a tie = %q, want cat", got)
	}
}
