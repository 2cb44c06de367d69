package scenarios

import (
	"slices"
	"strings"
	"testing"
)

func TestOverrides(t *testing.T) {
	table := written("lora.csv", "scenario,preset,labelers,examples\na,rag,3,500\nb: c=d,rag,4,600\n")
	type cell struct {
		text   string
		origin Origin
	}
	for _, c := range []struct {
		name  string
		set   []string
		input string
		want  [2]cell // of the two scenarios
	}{
		{"for every scenario", []string{"labelers=7"}, "labelers", [2]cell{{"7", FromSet}, {"7", FromSet}}},
		{"other inputs stay", []string{"labelers=7"}, "examples", [2]cell{{"500", FromFile}, {"600", FromFile}}},
		{"for one", []string{"a:labelers=7"}, "labelers", [2]cell{{"7", FromSet}, {"4", FromFile}}},
		{"a name with signs of its own", []string{"b: c=d:labelers=7"}, "labelers", [2]cell{{"3", FromFile}, {"7", FromSet}}},
		{"a cell with signs of its own", []string{"labelers=normal(p5=3; p95=9) trunc[1; ]"}, "labelers",
			[2]cell{{"normal(p5=3; p95=9) trunc[1; ]", FromSet}, {"normal(p5=3; p95=9) trunc[1; ]", FromSet}}},
		{"a discrete cell", []string{"a:labelers=discrete(1: 0.5; 2: 0.5)"}, "labelers", [2]cell{{"discrete(1: 0.5; 2: 0.5)", FromSet}, {"4", FromFile}}},
		{"one wins over all", []string{"a:labelers=7", "labelers=8"}, "labelers", [2]cell{{"7", FromSet}, {"8", FromSet}}},
		{"the last wins", []string{"labelers=7", "labelers=8"}, "labelers", [2]cell{{"8", FromSet}, {"8", FromSet}}},
		{"blank is the preset's", []string{"labelers="}, "labelers", [2]cell{{"2", FromSet}, {"2", FromSet}}},
		{"dash is neutral", []string{"labelers = -"}, "labelers", [2]cell{{"1", FromSet}, {"1", FromSet}}},
		{"absent", []string{"service_months=-"}, "service_months", [2]cell{{"", FromSet}, {"", FromSet}}},
		{"a text", []string{"overhead_base=compute"}, "overhead_base", [2]cell{{"compute", FromSet}, {"compute", FromSet}}},
	} {
		project := accepted(t, Options{Set: c.set}, table)
		for i, s := range project.Scenarios {
			got := s.Cell(c.input)
			if (cell{got.Text, got.Origin}) != c.want[i] {
				t.Errorf("%s: %s of %q is %+v, want %+v", c.name, c.input, s.Name, got, c.want[i])
			}
			if (got.Distribution == nil) != (got.Text == "" || c.input == "overhead_base") {
				t.Errorf("%s: %+v", c.name, got)
			}
		}
	}
}

func TestMistakenOverrides(t *testing.T) {
	other, err := Reader("stdin", strings.NewReader("scenario\nown\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := refused(t, Options{
		Set: []string{
			"labelers",
			"labellers=3",
			"clod:labelers=3",
			"cloud:labelers=3x",
			"horizon_months=60.5",
			"overhead_base=computed",
			"labelers=0",
		},
		Only: []string{"cluod", "cloud"},
	}, written("lora.csv", "scenario\ncloud\n"), other) // what is wrong in both files is told once
	want := `--scenario:1:1: want the name of a scenario
    got "cluod" (no such scenario); did you mean "cloud"?
--set:1:1: want input=CELL or scenario:input=CELL
    got "labelers"
--set:2:1: want an input of the catalog, as input=CELL or scenario:input=CELL
    got "labellers" (no such input); did you mean labelers?
--set:3:1: want the name of a scenario
    got "clod" (no such scenario); did you mean "cloud"?
--set:4:16: labelers of scenario "cloud": want people, a number or a distribution
    got "3x" (this is not a number)
--set:5:16: horizon_months: want whole months from kick-off, a number
    got "60.5" (no whole number); did you mean 61?
--set:6:15: overhead_base: want direct or compute
    got "computed"; did you mean compute?
--set:7:10: labelers: want people, a number or a distribution
    got "0" (want more than 0, the value is 0)
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestOnlyTheScenariosAskedFor(t *testing.T) {
	project := accepted(t, Options{Only: []string{"small model", "cloud"}}, Example())
	var names []string
	for _, s := range project.Scenarios {
		names = append(names, s.Name)
	}
	if want := []string{"cloud", "small model"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	// The others are checked all the same.
	refused(t, Options{Only: []string{"a"}}, written("lora.csv", "scenario,labelers\na,1\nb,x\n"))
}
