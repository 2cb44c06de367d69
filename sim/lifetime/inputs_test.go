package lifetime

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"finetco/scenarios"
)

// TestInputsAreTheCatalog: the constants of inputs.go stand in the catalog's order under the catalog's names.
func TestInputsAreTheCatalog(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "inputs.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			names = append(names, spec.Names[0].Name)
		}
		return true
	})
	catalog := scenarios.Catalog()
	if len(names) != len(catalog)+1 || InputCount != len(catalog) {
		t.Fatalf("%d constants for %d inputs", len(names)-1, len(catalog))
	}
	for i, input := range catalog {
		if want := strings.ReplaceAll(input.Name, "_", ""); !strings.EqualFold(names[i], want) {
			t.Errorf("constant %d is %s, want %s", i, names[i], input.Name)
		}
	}
}
