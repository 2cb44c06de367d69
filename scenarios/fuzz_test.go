package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// Whatever the tables hold, loading them must not panic, must point into the files and must accept only what
// stands up to a second look.

const fuzzData = "v\n1\n2.5\n40%\n"

func FuzzWide(f *testing.F) {
	seed(f, "*.csv", func(table []byte) { f.Add(string(table)) })
	f.Add("scenario,examples\ra,1\rb,2\r")
	f.Add("scenario,notes\na,\x00\n")
	f.Add("\ufeffscenario;examples\r\na;data(d.csv:v)\r\n\"b\r\n\";20 to 40\r\n")
	f.Fuzz(func(t *testing.T, table string) {
		judge(t, map[string]string{"lora.csv": table, "d.csv": fuzzData})
	})
}

func FuzzLong(f *testing.F) {
	f.Add("preset,rag,\na,labelers,3", "why")
	f.Add("examples,\"mix(0.5: data(\"\"d.csv\"\":v)\n; 0.5: 2)\",\na,labelers,-,\nb,notes,x", "")
	f.Add("horizon_months,60.5,", "judgement\nb,,,\na,x,y")
	f.Fuzz(func(t *testing.T, row, source string) {
		judge(t, map[string]string{"lora.csv": "scenario,input,value,source\na," + row + "," + source + "\n", "d.csv": fuzzData})
	})
}

func FuzzCompanions(f *testing.F) {
	read := func(name string) string {
		content, err := os.ReadFile(filepath.Join(wrong, name))
		if err != nil {
			f.Fatal(err)
		}
		return string(content)
	}
	f.Add(read("companions.risks.csv"), read("companions.costs.csv"), read("companions.correlations.csv"))
	f.Add(string(mustExample("example.risks.csv")), string(mustExample("example.costs.csv")), string(mustExample("example.correlations.csv")))
	f.Fuzz(func(t *testing.T, risks, costs, correlations string) {
		judge(t, map[string]string{
			"lora.csv": "scenario,preset\ncloud,self-hosted\n\"own\nhardware\",owned-hardware\n*cloud,none\n", "d.csv": fuzzData,
			"lora.risks.csv": risks, "lora.costs.csv": costs, "lora.correlations.csv": correlations,
		})
	})
}

func FuzzData(f *testing.F) {
	f.Add(fuzzData, "d.csv", "v")
	f.Add("\ufeff\"a column\";v\r\n1_000;$2\r\n;3k\r\n", "d.csv", "a column")
	f.Add("v,w\n1e308,NaN\n\"1\n\",2\n", "d.csv", "w")
	f.Add("v\n1\n", "sub/../d.csv", "\x1b[31m")
	f.Fuzz(func(t *testing.T, content, file, column string) {
		cell := strings.ReplaceAll(fmt.Sprintf("data(%q:%q)", file, column), `"`, `""`)
		judge(t, map[string]string{"lora.csv": "scenario,dataset_usd\na,\"" + cell + "\"\n", "d.csv": content})
	})
}

func FuzzSet(f *testing.F) {
	for _, flag := range []string{"labelers=3", "a:b=c:examples=data(d.csv:v)", "a:labelers", "horizon_months=6.5", "=", ":=", "é:labelers=\xff"} {
		f.Add(flag)
	}
	f.Fuzz(func(t *testing.T, flag string) {
		tables := written("lora.csv", "scenario\na\na:b=c\n", "d.csv", fuzzData)
		_, diagnostics := Load([]Tables{tables}, Options{Set: []string{flag}})
		for _, d := range diagnostics {
			if d.File != setFlag || d.Line != 1 || d.Column < 1 || d.Column > len(flag)+1 {
				t.Errorf("%q: %s", flag, d)
			}
		}
	})
}

func seed(f *testing.F, pattern string, add func([]byte)) {
	paths, err := filepath.Glob(filepath.Join(wrong, pattern))
	if err != nil || len(paths) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		add(content)
	}
	add(mustExample("example.csv"))
}

func mustExample(name string) []byte {
	content, err := embedded.ReadFile("embedded/" + name)
	must(err)
	return content
}

// judge is the oracle.
func judge(t *testing.T, contents map[string]string) {
	t.Helper()
	folder := fstest.MapFS{}
	for name, content := range contents {
		folder[name] = &fstest.MapFile{Data: []byte(content)}
	}
	project, diagnostics := Load([]Tables{FromFS(folder, "lora.csv")}, Options{})
	if project != nil {
		if len(diagnostics) > 0 {
			t.Errorf("accepted with %s", diagnostics[0])
		}
		diagnostics = project.Warnings
	}
	errors := 0
	for _, d := range diagnostics {
		if !d.Warning {
			errors++
		}
		within(t, d, contents)
	}
	if (errors == 0) != (project != nil) {
		t.Errorf("%d errors, accepted: %t", errors, project != nil)
	}
	if project != nil {
		accept(t, project, folder)
	}
}

// within checks that a diagnostic points into its file, at the end of a line at the furthest, and fits in two lines.
func within(t *testing.T, d Diagnostic, contents map[string]string) {
	t.Helper()
	content, found := contents[d.File]
	if !found {
		t.Fatalf("no such file: %s", d)
	}
	if strings.Count(d.String(), "\n") > 1 || d.Message == "" {
		t.Errorf("not of two lines: %s", d)
	}
	if strings.ContainsFunc(strings.Replace(d.String(), "\n", "", 1), obeyed) {
		t.Errorf("a terminal would obey %q", d)
	}
	if d.Line == 0 && d.Column == 0 {
		return
	}
	lines := strings.Split(strings.TrimPrefix(content, "\ufeff"), "\n")
	if d.Line < 1 || d.Line > len(lines) || d.Column < 1 || d.Column > len(lines[d.Line-1])+1 {
		t.Errorf("points outside %q: %s", content, d)
	}
}

// accept looks at what was accepted a second time: names are clean and cells print and parse back in their domain.
func accept(t *testing.T, project *Project, folder fstest.MapFS) {
	t.Helper()
	again := newGrammar(newDataFiles(folder))
	for _, s := range project.Scenarios {
		if strings.ContainsFunc(s.Name+s.Notes, obeyed) {
			t.Errorf("a terminal would obey %q, %q", s.Name, s.Notes)
		}
		if s.Name == "" || s.Name == forAll || clean(s.Name) != s.Name {
			t.Errorf("the name %q", s.Name)
		}
		for i, c := range s.Cells {
			if c.Distribution == nil {
				continue
			}
			printed := c.Distribution.String()
			r := again.read(inputQuantities()[i], printed)
			if r.err != nil {
				t.Errorf("%s: %q is printed as %q, which is refused: %v", catalog()[i].Name, c.Text, printed, r.err)
			} else if back := r.distribution.String(); back != printed {
				t.Errorf("%s: %q is printed as %q and then as %q", catalog()[i].Name, c.Text, printed, back)
			}
		}
	}
}
