// Package folder writes a report's folder so that readers see the old report or the new one, never half of either:
// work goes to the sibling DIR.partial, which takes DIR's place at the end.
package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// Names beside DIR while a report is being written.
const (
	partialSuffix  = ".partial"
	previousSuffix = ".previous"
)

// schema is how the results of finetco begin.
var schema = regexp.MustCompile(`^\s*\{\s*"schema"\s*:\s*"finetco/result/`)

// ErrForeign says that the folder holds something that finetco did not write.
var ErrForeign = errors.New("it holds files, but no report of finetco: name another folder with --out, or empty this one")

// Folder is a report's folder that is being written.
type Folder struct {
	path    string
	partial string
}

// Check reports whether a report may take the place of dir: nothing is there, or an empty folder, or an earlier report.
// A swap that was interrupted is mended first.
func Check(dir string) error {
	if err := mend(dir); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) == 0:
		return nil
	}
	for _, mark := range []string{"result.json", "result.jsonl"} {
		if isReport(filepath.Join(dir, mark)) {
			return nil
		}
	}
	return fmt.Errorf("folder %s: %w", dir, ErrForeign)
}

// mend puts the previous report back where a swap was interrupted between its two steps.
func mend(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	previous := dir + previousSuffix
	if _, err := os.Lstat(previous); err != nil {
		return nil
	}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(previous, dir)
	}
	return nil
}

// isReport looks for the schema that every result begins with.
func isReport(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, 64)
	n, _ := io.ReadFull(f, start)
	return schema.Match(start[:n])
}

// Create starts a report that will take the place of dir. Call Check first.
func Create(dir string) (*Folder, error) {
	dir, err := filepath.Abs(dir) // so that "." has a sibling
	if err != nil {
		return nil, err
	}
	f := &Folder{dir, dir + partialSuffix}
	if err := os.RemoveAll(f.partial); err != nil {
		return nil, err
	}
	return f, os.MkdirAll(f.partial, 0o755)
}

// Create opens a new file of the report. path is relative, with forward slashes. It may be called from many goroutines.
func (f *Folder) Create(path string) (io.WriteCloser, error) {
	name := filepath.Join(f.partial, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, err
	}
	return os.Create(name)
}

// Write writes one file of the report.
func (f *Folder) Write(path string, write func(io.Writer) error) (err error) {
	file, err := f.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return write(file)
}

// Commit puts the report in its place. On an error the earlier report is where it was.
func (f *Folder) Commit() error {
	previous := f.path + previousSuffix
	if err := os.RemoveAll(previous); err != nil {
		return err
	}
	err := os.Rename(f.path, previous)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.Rename(f.partial, f.path)
	case err != nil:
		return err
	}
	if err := os.Rename(f.partial, f.path); err != nil {
		return errors.Join(err, os.Rename(previous, f.path))
	}
	return os.RemoveAll(previous)
}

// Discard removes what was written so far; the earlier report stays.
func (f *Folder) Discard() error { return os.RemoveAll(f.partial) }
