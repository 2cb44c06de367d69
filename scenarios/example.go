package scenarios

import (
	"embed"
	"io/fs"
)

//go:embed embedded/example*.csv
var embedded embed.FS

// ExampleName is the name of the embedded example's scenario file.
const ExampleName = "example.csv"

// ExampleFS holds the five-scenario example as the CSV tables that a user would write: example.csv and its companions.
func ExampleFS() fs.FS {
	sub, err := fs.Sub(embedded, "embedded")
	must(err)
	return sub
}

// Example returns the tables of the embedded example: fine-tuning in the cloud, on own hardware and at a vendor, and
// two ways around it, one scenario for each preset.
func Example() Tables { return FromFS(ExampleFS(), ExampleName) }
