package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"finetco/scenarios"
)

func initCommand() *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "write a starter set of tables to edit; never overwrites",
		ArgsUsage: "[DIR]",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "preset", Value: "self-hosted", Usage: "`PRESET` to begin with: " + strings.Join(scenarios.Presets(), ", ")},
		},
		Action: initAction,
	}
}

func initAction(c *cli.Context) error {
	if c.Args().Len() > 1 {
		return badUsage("init takes one DIR, got %s", strings.Join(c.Args().Slice(), " "))
	}
	dir := "."
	if c.Args().Present() {
		dir = c.Args().First()
	}
	starter, err := scenarios.Starter(c.String("preset"))
	if err != nil {
		return badUsage("--preset: %v", err)
	}
	var wrong complaints
	for _, file := range starter {
		path := filepath.Join(dir, file.Name)
		if _, err := os.Lstat(path); err == nil {
			wrong.add("%s is there already; init never overwrites", path)
		} else if !errors.Is(err, fs.ErrNotExist) {
			wrong.add("%v", err)
		}
	}
	if err := wrong.err(); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, file := range starter {
		path := filepath.Join(dir, file.Name)
		if err := writeNew(path, file.Content); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(c.App.Writer, "wrote", path); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(c.App.Writer, "Edit them in a spreadsheet, then: finetco run %s\n", filepath.Join(dir, starter[0].Name))
	return err
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}
