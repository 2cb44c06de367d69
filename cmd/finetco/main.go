// Command finetco simulates what fine-tuning a language model costs over the life of a project, and with what odds.
package main

import (
	"os"

	"finetco/cmd/finetco/internal/app"
)

func main() { os.Exit(app.Main(os.Args, os.Stdin, os.Stdout, os.Stderr)) }
