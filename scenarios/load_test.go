package scenarios

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"finetco/distributions"
)

func TestCellsSayWhereTheyComeFrom(t *testing.T) {
	project := accepted(t, Options{}, written("lora.csv",
		`scenario,preset,labelers,labelers:source,examples,examples:source,service_months,horizon_months,budget_usd,overhead_base,labeling_rate:source
a,rag,3,head count,,we have not counted,-,-,-,compute,
b,none,,,-,,,48,1.5M,-,my Judgment
`))
	type origins struct {
		scenario int
		input    string
		text     string
		origin   Origin
		source   string
		judged   bool
	}
	for _, want := range []origins{
		{0, "labelers", "3", FromFile, "head count", false},
		{0, "examples", "lognormal(p10=300; p90=1500)", FromPreset, "we have not counted", false},
		{0, "service_months", "", Neutral, "", false},
		{0, "horizon_months", "36", Neutral, "", false},
		{0, "budget_usd", "", Neutral, "", false},
		{0, "overhead_base", "compute", FromFile, "", false},
		{0, "review_rate", "lognormal(p10=40; p90=120)", FromPreset, "judgement: replace with your own", true},
		{1, "labelers", "1", Neutral, "", false},
		{1, "examples", "0", Neutral, "", false},
		{1, "horizon_months", "48", FromFile, "", false},
		{1, "budget_usd", "1.5M", FromFile, "", false},
		{1, "overhead_base", "direct", Neutral, "", false},
		{1, "labeling_rate", "1", Neutral, "my Judgment", true},
	} {
		got := project.Scenarios[want.scenario].Cell(want.input)
		if got.Text != want.text || got.Origin != want.origin || got.Source != want.source || got.Judgement != want.judged {
			t.Errorf("%s: got %+v, want %+v", want.input, got, want)
		}
	}
	if d := project.Scenarios[0].Cell("service_months").Distribution; d != nil {
		t.Errorf("an absent input has the distribution %v", d)
	}
	if got := constantOf(t, project.Scenarios[1], "budget_usd"); got != 1.5e6 {
		t.Errorf("budget_usd %v", got)
	}
}

func TestOwnRowsReplaceRowsForAll(t *testing.T) {
	project := accepted(t, Options{}, written(
		"lora.csv", "scenario,preset\na,rag\nb,rag\n",
		"lora.risks.csv", `scenario,risk,phase,probability,per_year,usd,delay_months
*,leak,operate,10%,,1k,
*,audit,build,20%,,2k,1
a,strike,build,,0.5,3k,
a,leak,operate,30%,,4k,
`,
		"lora.costs.csv", "scenario,cost,timing,usd,source\n*,x,once,1,\nb,y,monthly,2,\nb,x,per_retrain,-3,why\n",
		"lora.correlations.csv", `scenario,input_a,input_b,rank_correlation,source
*,examples,labeling_rate,0.5,
*,examples,review_rate,10%,
a,labeling_rate,examples,0,free
`))
	a, b := project.Scenarios[0], project.Scenarios[1]

	riskNames := func(risks []Risk) (list []string) {
		for _, r := range risks {
			list = append(list, r.Name+" "+r.USDText)
		}
		return list
	}
	if got, want := riskNames(a.Risks), []string{"strike 3k", "leak 4k", "audit 2k"}; !slices.Equal(got, want) {
		t.Errorf("risks of a: %q, want %q", got, want)
	}
	if got, want := riskNames(b.Risks), []string{"leak 1k", "audit 2k"}; !slices.Equal(got, want) {
		t.Errorf("risks of b: %q, want %q", got, want)
	}
	strike := Risk{Name: "strike", Phase: Build, PerYear: distributions.Constant(0.5), USD: distributions.Constant(3000), PerYearText: "0.5", USDText: "3k"}
	if a.Risks[0] != strike {
		t.Errorf("strike: %+v", a.Risks[0])
	}
	if d := b.Risks[1].DelayMonths; d != distributions.Constant(1) {
		t.Errorf("delay of audit: %v", d)
	}

	if want := []Cost{{"x", Once, distributions.Constant(1), "", "1"}}; !slices.Equal(a.Costs, want) {
		t.Errorf("costs of a: %+v", a.Costs)
	}
	want := []Cost{{"y", Monthly, distributions.Constant(2), "", "2"}, {"x", PerRetrain, distributions.Constant(-3), "why", "-3"}}
	if !slices.Equal(b.Costs, want) {
		t.Errorf("costs of b: %+v", b.Costs)
	}

	index := func(name string) int { i, _ := InputIndex(name); return i }
	examples, labeling, review := index("examples"), index("labeling_rate"), index("review_rate")
	if want := []Pair{{labeling, examples, 0, "free"}, {examples, review, 0.1, ""}}; !slices.Equal(a.Pairs, want) {
		t.Errorf("pairs of a: %+v", a.Pairs)
	}
	if want := []Pair{{examples, labeling, 0.5, ""}, {examples, review, 0.1, ""}}; !slices.Equal(b.Pairs, want) {
		t.Errorf("pairs of b: %+v", b.Pairs)
	}
}

func TestTenMistakesInThreeTablesAreTenDiagnostics(t *testing.T) {
	_, diagnostics := Load([]Tables{inFolder(wrong, "ten.csv")}, Options{})
	files := map[string]int{}
	for _, d := range diagnostics {
		files[d.File]++
		if d.Warning {
			t.Errorf("a warning: %v", d)
		}
	}
	if want := map[string]int{"ten.csv": 5, "ten.risks.csv": 3, "ten.costs.csv": 2}; !reflect.DeepEqual(files, want) {
		t.Errorf("diagnostics by file %v, want %v:\n%s", files, want, text(diagnostics))
	}
	sorted := slices.IsSortedFunc(diagnostics, func(a, b Diagnostic) int {
		return strings.Compare(fmt.Sprintf("%s %9d %9d", a.File, a.Line, a.Column), fmt.Sprintf("%s %9d %9d", b.File, b.Line, b.Column))
	})
	if !sorted {
		t.Errorf("not sorted:\n%s", text(diagnostics))
	}
}

func TestNamesAreUniqueOverAllFiles(t *testing.T) {
	a := FromFS(fstest.MapFS{"a.csv": {Data: []byte("scenario\ncloud\nown\n")}}, "a.csv")
	b := FromFS(fstest.MapFS{"b.csv": {Data: []byte("scenario\nrag\nown\n")}}, "b.csv")
	want := "b.csv:3:1: scenario: want a name of its own\n    got \"own\" (there is one of that name at a.csv:3)\n"
	if got := refused(t, Options{}, a, b); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestCompanionsBelongToTheirFile(t *testing.T) {
	a := FromFS(fstest.MapFS{"a.csv": {Data: []byte("scenario\ncloud\n")}, "a.costs.csv": {Data: []byte("scenario,cost,timing,usd\nown,x,once,1\n")}}, "a.csv")
	b := FromFS(fstest.MapFS{"b.csv": {Data: []byte("scenario\nown\n")}}, "b.csv")
	if got := refused(t, Options{}, a, b); !strings.HasPrefix(got, "a.costs.csv:2:1: scenario: want the name of a scenario of this file") {
		t.Errorf("got\n%s", got)
	}
}

func TestNamesThatLookTheSameAreTheSame(t *testing.T) {
	for _, names := range [][2]string{{"\u00e9", "e\u0301"}, {"a b", "a\u00a0 b"}, {"ab", "a\u200bb"}, {"ab", "a\u00adb"}, {"ab", "\u202ea\u2066b"}} {
		got := refused(t, Options{}, written("lora.csv", "scenario\n"+names[0]+"\n"+names[1]+"\n"))
		if !strings.Contains(got, "lora.csv:3:1: scenario: want a name of its own") {
			t.Errorf("%+q: %s", names, got)
		}
	}
	emoji := "👩\u200d👧"
	if s := accepted(t, Options{}, written("lora.csv", "scenario\n"+emoji+"\n")).Scenarios[0]; s.Name != emoji {
		t.Errorf("%+q became %+q", emoji, s.Name)
	}
}

func TestNamesAreCleaned(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"  two\r\n  lines\t", "two lines"},
		{"bell\a, escape\x1b[31m", "bell, escape[31m"},
		{"turn\u202eed\u2066 round\u200f", "turned round"},
		{"family 👩\u200d👩\u200d👧 日本", "family 👩\u200d👩\u200d👧 日本"},
		{"\x00\x7f\u0085", ""},
	} {
		if got := clean(c.text); got != c.want {
			t.Errorf("clean(%q) = %q, want %q", c.text, got, c.want)
		}
	}
	project := accepted(t, Options{}, written(
		"lora.csv", "scenario,notes,examples:source\nclo\aud,\"a\nb\",\"c\nd\"\n",
		"lora.risks.csv", "scenario,risk,phase,probability,usd,source\ncloud,le\aak,build,10%,1,\"e\nf\"\n"))
	s := project.Scenarios[0]
	got := []string{s.Name, s.Notes, s.Cell("examples").Source, s.Risks[0].Name, s.Risks[0].Source}
	if want := []string{"cloud", "a b", "c d", "leak", "e f"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWarningsAloneAreNoErrors(t *testing.T) {
	project := accepted(t, Options{}, written("lora.csv", "scenario,examples,labelers\na,pareto(min=100; alpha=1.5),4\n",
		"lora.correlations.csv", "scenario,input_a,input_b,rank_correlation\n*,labelers,examples,0.5\n"))
	got := text(project.Warnings)
	for _, want := range []string{
		"lora.csv:2:3: warning: examples of scenario \"a\": ",
		"lora.correlations.csv:2:1: warning: pair labelers, examples has no effect in \"a\"\n    labelers is a constant there",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if len(project.Warnings) != 2 {
		t.Fatalf("%d warnings, want 2:\n%s", len(project.Warnings), got)
	}
	want := "lora.correlations.csv:2:1: pair labelers, examples has no effect in \"a\"; labelers is a constant there, and constants take no part in correlations"
	for _, w := range project.Warnings {
		if w.Line == 2 && w.Column == 1 && w.Sentence() != want {
			t.Errorf("in one sentence: %s", w.Sentence())
		}
	}
}

// Growth may exceed 100%, so that 8 is in its domain: it is used, but whoever meant 8% is told.
func TestAFractionThatLooksLikeAPercentage(t *testing.T) {
	project := accepted(t, Options{}, written("lora.csv", "scenario,discount_rate,traffic_growth,overhead_percent,labelers\na,8,pert(2; 3; 4),400%,8\nb,8%,1.5,event(10%; 3),2\n"))
	want := "lora.csv:2:3: warning: discount_rate of scenario \"a\": 8 is 800%: if 8% is meant, write the percent sign\n" +
		"lora.csv:2:5: warning: traffic_growth of scenario \"a\": 3 is 300%: if 3% is meant, write the percent sign\n"
	if got := text(project.Warnings); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A cell that could not be read is no constant.
func TestAWrongCellMakesNoPairIdle(t *testing.T) {
	got := refused(t, Options{}, written("lora.csv", "scenario,examples,labelers\na,10 t 20,3 to 5\n",
		"lora.correlations.csv", "scenario,input_a,input_b,rank_correlation\n*,labelers,examples,0.5\n"))
	if strings.Contains(got, "constant") {
		t.Errorf("got\n%s", got)
	}
}

func TestTheSameTextIsJudgedByEachInputsDomain(t *testing.T) {
	got := refused(t, Options{}, written("lora.csv", "scenario,labelers,quality_miss_probability,horizon_months\na,22,22,22\nb,0.5,0.5,0.5\n"))
	want := []string{"lora.csv:2:6: quality_miss_probability of", "lora.csv:3:11: horizon_months of"}
	if strings.Count(got, "\n") != 2*len(want) || !strings.Contains(got, want[0]) || !strings.Contains(got, want[1]) {
		t.Errorf("got\n%swant %q alone", got, want)
	}
}

// Where names could not be read, nobody is told that they do not exist.
func TestOneMistakeIsToldOnce(t *testing.T) {
	want := "lora.csv:1:1: column \"senario\": want scenario, preset, notes, an input of the catalog or INPUT:source\n" +
		"    got \"senario\" (no such column); did you mean scenario?\n"
	options := Options{Set: []string{"a:labelers=3"}, Only: []string{"a"}}
	if got := refused(t, options, written("lora.csv", "senario\na\n", "lora.costs.csv", "scenario,cost,timing,usd\na,x,once,1\n")); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestMissingFiles(t *testing.T) {
	tables := written("lora.csv", "scenario\na\n")
	accepted(t, Options{}, tables) // companions need not be there
	tables.Risks.Optional = false  // unless they were asked for
	if got, want := refused(t, Options{}, tables), "lora.risks.csv: cannot be read\n    no such file\n"; got != want {
		t.Errorf("got\n%s", got)
	}
	if got, want := refused(t, Options{}, written("x.csv", "")), "lora.csv: cannot be read\n    no such file\n"; got != want {
		t.Errorf("got\n%s", got)
	}
}

// The reference tables are what users write: on disk, companions beside, values of many forms.
func TestTablesOnDisk(t *testing.T) {
	project := accepted(t, Options{}, Files("../testdata/reference/budgets.csv"))
	if len(project.Warnings) > 0 {
		t.Errorf("warnings:\n%s", text(project.Warnings))
	}
	var files []string
	for _, file := range project.Files {
		files = append(files, file.Name)
	}
	if want := []string{"budgets.csv", "budgets.risks.csv", "budgets.costs.csv", "budgets.correlations.csv"}; !slices.Equal(files, want) {
		t.Errorf("files %q, want %q", files, want)
	}
	var got []string
	for _, s := range project.Scenarios {
		got = append(got, fmt.Sprintf("%s, %s: %s months, overhead %s, %d risks, %d costs, %d pairs",
			s.Name, s.Preset, s.Cell("horizon_months").Text, s.Cell("overhead_base").Text, len(s.Risks), len(s.Costs), len(s.Pairs)))
	}
	want := []string{
		"cloud, self-hosted: 60 months, overhead direct, 2 risks, 1 costs, 0 pairs",
		"first budget, none: 36 months, overhead direct, 0 risks, 0 costs, 0 pairs",
		"nine months, self-hosted: 9 months, overhead direct, 0 risks, 0 costs, 0 pairs",
		"refreshed, hosted-api: 48 months, overhead direct, 0 risks, 1 costs, 0 pairs",
		"retrieval, rag: 60 months, overhead compute, 1 risks, 1 costs, 0 pairs",
		"own server, owned-hardware: 72 months, overhead direct, 2 risks, 2 costs, 1 pairs",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A brokenFile fails after its content.
type brokenFile struct{ io.Reader }

func (b brokenFile) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = &fs.PathError{Op: "read", Path: "/secret/lora.csv", Err: errors.New("disk on fire")}
	}
	return n, err
}

func (b brokenFile) Close() error { return errors.New("cannot close") }

func TestReadAndCloseErrorsAreNotDropped(t *testing.T) {
	tables := Tables{Scenarios: Table{Name: "lora.csv", Open: func() (io.ReadCloser, error) {
		return brokenFile{strings.NewReader("scenario\na\nb\n")}, nil
	}}}
	want := "lora.csv: cannot be read\n    disk on fire\nlora.csv: cannot be read\n    cannot close\n"
	if got := refused(t, Options{}, tables); got != want {
		t.Errorf("got\n%s", got)
	}
}

func sha256sum(content string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(content))) }

func TestFilesAreSummed(t *testing.T) {
	project := accepted(t, Options{}, written("lora.csv", "\ufeffscenario,examples\na,data(sub/d.csv:v)\nb,data(sub/d.csv:v) * 2\n",
		"sub/d.csv", "v\n1\n2\n", "lora.costs.csv", "scenario,cost,timing,usd\n"))
	want := []File{
		{"lora.csv", sha256sum("\ufeffscenario,examples\na,data(sub/d.csv:v)\nb,data(sub/d.csv:v) * 2\n")},
		{"lora.costs.csv", sha256sum("scenario,cost,timing,usd\n")},
		{"d.csv", sha256sum("v\n1\n2\n")},
	}
	if !slices.Equal(project.Files, want) {
		t.Errorf("got %v, want %v", project.Files, want)
	}
}
