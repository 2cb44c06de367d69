package scenarios

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"finetco/distributions"
)

// Each trap is a way in which CSV readers, or gocsv, get a table wrong without a word.

// written returns the tables with lora.csv as their scenario file; the arguments are names and contents in turn.
func written(namesAndContents ...string) Tables {
	files := fstest.MapFS{}
	for i := 0; i < len(namesAndContents); i += 2 {
		files[namesAndContents[i]] = &fstest.MapFile{Data: []byte(namesAndContents[i+1])}
	}
	return FromFS(files, "lora.csv")
}

// accepted loads tables that must be without errors.
func accepted(t *testing.T, options Options, tables ...Tables) *Project {
	t.Helper()
	project, diagnostics := Load(tables, options)
	if project == nil {
		t.Fatalf("refused:\n%s", text(diagnostics))
	}
	return project
}

// refused loads tables that must have errors and returns what is said about them.
func refused(t *testing.T, options Options, tables ...Tables) string {
	t.Helper()
	project, diagnostics := Load(tables, options)
	if project != nil {
		t.Fatal("accepted")
	}
	return text(diagnostics)
}

// constantOf returns the value of a constant cell.
func constantOf(t *testing.T, s *Scenario, input string) float64 {
	t.Helper()
	c, ok := s.Cell(input).Distribution.(distributions.Constant)
	if !ok {
		t.Fatalf("%s of %q is no constant: %+v", input, s.Name, s.Cell(input))
	}
	return float64(c)
}

func TestDiagnosticTakesTheFormOfTheDesign(t *testing.T) {
	got := refused(t, Options{}, written("lora.csv", `scenario,preset,notes,gpu_usd_per_hour
a,,,1
b,,,1
c,,,1
d,,,1
e,,,1
13B,self-hosted,cloud,"2,20"
`))
	want := `lora.csv:7:23: gpu_usd_per_hour of scenario "13B": want USD per GPU-hour, a number or a distribution
    got "2,20" (a comma is no decimal point); did you mean 2.20?
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestThousandsAreNoDecimals(t *testing.T) {
	project := accepted(t, Options{}, written("lora.csv", "scenario,dataset_usd\na,\"1,250\"\n"))
	if got := constantOf(t, project.Scenarios[0], "dataset_usd"); got != 1250 {
		t.Errorf(`"1,250" is read as %v`, got)
	}
}

func TestBlankCellIsNotZero(t *testing.T) {
	project := accepted(t, Options{}, written("lora.csv", "scenario,preset,labelers,training_gpus\na,rag,,\nb,none, ,-\n"))
	for i, want := range []float64{2, 1} {
		if got := constantOf(t, project.Scenarios[i], "labelers"); got != want {
			t.Errorf("labelers of %q = %v, want %v", project.Scenarios[i].Name, got, want)
		}
	}
}

func TestMisspelledHeaderIsNotPassedOver(t *testing.T) {
	got := refused(t, Options{}, written("lora.csv", "scenario,labellers\na,3\n"))
	want := `lora.csv:1:10: column "labellers": want scenario, preset, notes, an input of the catalog or INPUT:source
    got "labellers" (no such column); did you mean labelers?
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestLinesAreThoseOfTheFileAfterRowsOfSeveral(t *testing.T) {
	got := refused(t, Options{}, written("lora.csv",
		"scenario,notes,labelers\r\na,\"one\r\ntwo\r\n\r\nthree\",4\r\n\r\nb,,x\r\nc,\"\"\"d\"\"\r\n\",\"\r\n ten\"\r\n"))
	for _, want := range []string{"lora.csv:7:4: labelers of scenario \"b\"", "lora.csv:10:2: labelers of scenario \"c\""} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestColumnCountsDoubledQuotes(t *testing.T) {
	// The error is at the unknown family, behind a doubled quote: a"" is one byte of text and two in the file.
	row := `a,"mix(0.5: data(""d.csv"":v); 0.5: tringular(1; 2; 3))"`
	got := refused(t, Options{}, written("lora.csv", "scenario,examples\n"+row+"\n", "d.csv", "v\n1\n2\n"))
	want := "lora.csv:2:" + column(row, "tringular") + ": "
	if !strings.HasPrefix(got, want) {
		t.Errorf("want %s, got\n%s", want, got)
	}
}

// column returns the 1-based byte column of the first occurrence of the text in the line.
func column(line, text string) string {
	return distributions.Constant(strings.Index(line, text) + 1).String()
}

func TestColumnOfAnErrorInsideACell(t *testing.T) {
	row := `é,(20 to 40) trunc[0; x]`
	got := refused(t, Options{}, written("lora.csv", "scenario,labeling_rate\n"+row+"\n"))
	if want := "lora.csv:2:" + column(row, "x]") + ": "; !strings.HasPrefix(got, want) {
		t.Errorf("want %s, got\n%s", want, got)
	}
}

func TestOuterForms(t *testing.T) {
	plain := "scenario,preset,labelers,notes\na,rag,3,\"one, two\"\nb,none,4,\n"
	want := accepted(t, Options{}, written("lora.csv", plain)).Scenarios
	for name, table := range map[string]string{
		"BOM":                   "\ufeff" + plain,
		"CRLF":                  strings.ReplaceAll(plain, "\n", "\r\n"),
		"no newline":            strings.TrimSuffix(plain, "\n"),
		"semicolons":            "scenario;preset;labelers;notes\na;rag;3;one, two\nb;none;4;\n",
		"tabs":                  "scenario\tpreset\tlabelers\tnotes\na\trag\t3\tone, two\nb\tnone\t4\t\n",
		"BOM, CRLF, semicolons": "\ufeffscenario;preset;labelers;notes\r\na;rag;3;one, two\r\nb;none;4;\r\n",
		"blank lines":           "\n\n" + strings.ReplaceAll(plain, "\n", "\n\n") + ",,,\n",
		"spaces in header":      strings.Replace(plain, "preset,labelers", " preset , labelers", 1),
		"empty columns":         strings.ReplaceAll(plain, "\n", ",,\n"),
		"long form": "scenario,input,value,source\na,preset,rag,\na,labelers,3,\na,notes,\"one, two\",\n" +
			"b,preset,none,\nb,labelers,4,\nb,budget_usd,,\n",
		"long form without sources": "scenario,input,value\na,notes,\"one, two\"\na,labelers,3\na,preset,rag\nb,labelers,4\nb,preset,none\n",
	} {
		got := accepted(t, Options{}, written("lora.csv", table)).Scenarios
		if len(got) != len(want) {
			t.Errorf("%s: %d scenarios", name, len(got))
			continue
		}
		for i := range want {
			if got[i].Name != want[i].Name || got[i].Preset != want[i].Preset || got[i].Notes != want[i].Notes ||
				!slices.Equal(got[i].Cells, want[i].Cells) {
				t.Errorf("%s: got %+v\nwant %+v", name, got[i], want[i])
			}
		}
	}
}

func TestColumnOrderChangesNothing(t *testing.T) {
	a := accepted(t, Options{}, written("lora.csv", "scenario,preset,labelers,examples:source,examples\na,rag,3,counted,500\n"))
	b := accepted(t, Options{}, written("lora.csv", "examples,labelers,examples:source,scenario,preset\n500,3,counted,a,rag\n"))
	if !slices.Equal(a.Scenarios[0].Cells, b.Scenarios[0].Cells) {
		t.Errorf("%+v\n%+v", a.Scenarios[0], b.Scenarios[0])
	}
}
