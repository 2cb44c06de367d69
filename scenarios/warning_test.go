package scenarios

import "testing"

// TestCellsWithoutStandardDeviationAreWarnedOf: whatever table or flag a cell stands in, the warning names its place.
func TestCellsWithoutStandardDeviationAreWarnedOf(t *testing.T) {
	project := accepted(t, Options{Set: []string{"b:labeling_rate=pareto(min=5; alpha=2)"}}, written(
		"lora.csv", "scenario,examples,labeling_rate\na,pareto(min=100; alpha=1.5),\nb,\"student_t(df=2; location=500; scale=10) trunc[1; 1000]\",\n",
		"lora.risks.csv", "scenario,risk,phase,probability,usd,delay_months\n*,leak,build,10%,1k * pareto(min=1; alpha=1.2),pareto(min=1; alpha=2.5)\n",
		"lora.costs.csv", "scenario,cost,timing,usd\na,desk,once,student_t(df=1.5; location=0; scale=1)\n"))
	const why = " has no standard deviation: its tail is too heavy\n"
	want := `--set:1:17: warning: labeling_rate of scenario "b": pareto(min=5; alpha=2)` + why +
		`lora.costs.csv:2:13: warning: usd of cost "desk" of scenario "a": student_t(df=1.5; location=0; scale=1)` + why +
		`lora.csv:2:3: warning: examples of scenario "a": pareto(min=100; alpha=1.5)` + why +
		`lora.risks.csv:2:18: warning: usd of risk "leak" of scenario "*": pareto(min=1; alpha=1.2) * 1000` + why
	if got := text(project.Warnings); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// The presets' cells can not be warned of at a place of the user's: none needs it.
func TestPresetsNeedNoWarning(t *testing.T) {
	for _, preset := range Presets() {
		for i, c := range presetCells()[preset] {
			if c.Distribution == nil {
				continue
			}
			if r := newGrammar(nil).read(inputQuantities()[i], c.Text); len(r.warnings) > 0 {
				t.Errorf("%s of %s: %v", catalog()[i].Name, preset, r.warnings)
			}
		}
	}
}
