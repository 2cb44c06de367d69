package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Tables are a table of scenarios and its companions. Each is opened anew whenever it is read.
type Tables struct {
	Scenarios                  Table
	Risks, Costs, Correlations Table // the zero Table: none

	// Folder is where cells such as data(file.csv:column) find their files; nil: there are no such files.
	Folder fs.FS
}

// A Table is a CSV table that can be opened as often as needed.
type Table struct {
	Name     string // as it is shown in diagnostics
	Open     func() (io.ReadCloser, error)
	Optional bool // its absence, an error that is fs.ErrNotExist, is none
}

// Files returns the tables of a scenario file on disk: the file, its companions where they stand beside it
// (lora.risks.csv, lora.costs.csv and lora.correlations.csv beside lora.csv), and its folder for data.
func Files(path string) Tables {
	beside := func(kind string) Table {
		table := FileTable(strings.TrimSuffix(path, filepath.Ext(path)) + "." + kind + ".csv")
		table.Optional = true
		return table
	}
	return Tables{
		Scenarios: FileTable(path), Risks: beside("risks"), Costs: beside("costs"), Correlations: beside("correlations"),
		Folder: folder(filepath.Dir(path)),
	}
}

// FileTable returns the table in a file on disk, which must exist and be a regular one, or a link to one.
func FileTable(path string) Table {
	return Table{Name: path, Open: func() (io.ReadCloser, error) {
		info, err := os.Stat(path)
		if err == nil {
			err = regular(info)
		} else if _, gone := os.Lstat(path); gone == nil && errors.Is(err, fs.ErrNotExist) {
			err = errors.New("the link leads nowhere") // a companion that was meant, not one that is missing
		}
		if err != nil {
			return nil, err
		}
		return os.Open(path)
	}}
}

// Reader returns the table that r holds, standard input for instance, after reading r to its end. It has no companions
// and no folder; the caller may add them.
func Reader(name string, r io.Reader) (Tables, error) {
	content, err := io.ReadAll(limitedFile(r))
	if err != nil {
		return Tables{}, fmt.Errorf("%s: %w", name, err)
	}
	return Tables{Scenarios: Table{Name: name, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}}, nil
}

// FromFS returns the tables of a scenario file in a file system, as Files does for the disk.
func FromFS(fsys fs.FS, name string) Tables {
	file := func(name string, optional bool) Table {
		return Table{Name: name, Open: func() (io.ReadCloser, error) { return fsys.Open(name) }, Optional: optional}
	}
	base := strings.TrimSuffix(name, filepath.Ext(name))
	return Tables{
		Scenarios: file(name, false), Risks: file(base+".risks.csv", true), Costs: file(base+".costs.csv", true),
		Correlations: file(base+".correlations.csv", true), Folder: fsys,
	}
}

// A folder is a file system that nothing leads out of, a symbolic link neither: os.DirFS would follow one. Only
// regular files open.
type folder string

func (f folder) Open(name string) (file fs.File, err error) {
	root, err := os.OpenRoot(string(f))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	name = filepath.FromSlash(name)
	info, err := root.Stat(name)
	if err != nil {
		return nil, err
	}
	if err := regular(info); err != nil {
		return nil, err
	}
	return root.Open(name)
}

// regular says what is wrong with a file that is none to read twice: to open a pipe is to wait for its writer, and a
// device may have no end. It is asked before the file is opened.
func regular(info fs.FileInfo) error {
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return errors.New("it is a folder")
	case mode&fs.ModeNamedPipe != 0:
		return errors.New("it is a pipe; only standard input, named -, may be one")
	case mode&fs.ModeDevice != 0:
		return errors.New("it is a device")
	}
	return errors.New("it is no regular file")
}

// plain returns what went wrong without the path that the os package puts before it: the diagnostic names the
// file as the user did.
func plain(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "no such file"
	}
	if text := err.Error(); text != "path escapes from parent" {
		return text
	}
	return "it leads out of the folder"
}
