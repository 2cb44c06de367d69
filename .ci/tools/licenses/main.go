// Command licenses writes docs/licenses.md: every module that is linked into finetco, or that its tests or the tools of
// .ci/run are made of, with the license that its own files state. A license that is not known to agree with Apache 2.0
// is an error. It reads the module cache, and runs in the repository's root.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	classifier "github.com/google/licenseclassifier/v2"
	"github.com/google/licenseclassifier/v2/assets"
)

// permitted are the licenses under which others' work may go into a program under Apache 2.0, and what each asks for.
var permitted = []struct{ license, asks string }{
	{"Apache-2.0", "license and notices"},
	{"BSD-2-Clause", "copyright notice"},
	{"BSD-3-Clause", "copyright notice"},
	{"CC-BY-4.0", "credit to the authors"},
	{"FTL", "credit: portions of this software are copyright The FreeType Project (www.freetype.org)"},
	{"ISC", "copyright notice"},
	{"MIT", "copyright notice"},
	{"OFL-1.1", "fonts may be embedded; not to be sold by themselves"},
}

// chosen are licenses among several that a module lets its users choose from, in words that no program reads.
var chosen = map[string]string{"github.com/golang/freetype": "FTL"}

// uses are the parts of the project, in the order in which a module is counted to the first that needs it.
var uses = []struct {
	name, dir string
	list      []string // of packages, for go list -deps
}{
	{"the program", ".", []string{"./cmd/finetco"}},
	{"tests and studies", ".", []string{"-test", "./..."}},
	{"tools of .ci/run", filepath.Join(".ci", "tools"), []string{"tool", "./..."}},
}

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "licenses:", err)
		os.Exit(1)
	}
}

func run(w io.Writer) error {
	fmt.Fprint(w, opening)
	for _, p := range permitted {
		fmt.Fprintf(w, "| %s | %s |\n", p.license, p.asks)
	}
	read, err := assets.DefaultClassifier()
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	var wrong []error
	for _, use := range uses {
		modules, err := modulesOf(use.dir, use.list)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "\n## In %s\n\n| module | version | license |\n|---|---|---|\n", use.name)
		for _, m := range modules {
			if seen[m.path] {
				continue
			}
			seen[m.path] = true
			licenses, err := m.licenses(read)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %w", m.path, err))
			}
			fmt.Fprintf(w, "| %s | %s | %s |\n", m.path, m.version, strings.Join(licenses, ", "))
		}
	}
	return errors.Join(wrong...)
}

const opening = `# Licenses

finetco is under the Apache License 2.0. It stands on the Go standard library (BSD-3-Clause) and on the modules below. Each permits that; what it asks for in return:

| license | asks for |
|---|---|
`

// A module is one in the module cache.
type module struct{ path, version, dir string }

// modulesOf lists the modules of some packages and of all that they import.
func modulesOf(dir string, list []string) ([]module, error) {
	const format = "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}"
	command := exec.Command("go", append([]string{"list", "-deps", "-f", format}, list...)...)
	command.Dir, command.Stderr = dir, os.Stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	lines := strings.Fields(strings.ReplaceAll(string(out), "\t", "|"))
	slices.Sort(lines)
	var modules []module
	for _, line := range slices.Compact(lines) {
		fields := strings.Split(line, "|")
		modules = append(modules, module{fields[0], fields[1], fields[2]})
	}
	return modules, nil
}

var licenseFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying)`)

// licenses are those that the module's files state.
func (m module) licenses(read *classifier.Classifier) ([]string, error) {
	if license := chosen[m.path]; license != "" {
		return []string{license}, nil
	}
	entries, err := os.ReadDir(m.dir)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, entry := range entries {
		if entry.IsDir() || !licenseFile.MatchString(entry.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(m.dir, entry.Name()))
		if err != nil {
			return nil, err
		}
		for _, match := range read.Match(bytes.ToValidUTF8(text, nil)).Matches {
			if match.MatchType == "License" && !slices.Contains(found, match.Name) {
				found = append(found, match.Name)
			}
		}
	}
	slices.Sort(found)
	if len(found) == 0 {
		return nil, errors.New("no license is recognized in its files")
	}
	for _, license := range found {
		if !slices.ContainsFunc(permitted, func(p struct{ license, asks string }) bool { return p.license == license }) {
			return found, fmt.Errorf("%s is not known to agree with Apache 2.0", license)
		}
	}
	return found, nil
}
