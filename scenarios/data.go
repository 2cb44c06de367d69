package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"finetco/distributions"
)

// dataFiles resolves cells such as data(file.csv:column) from a folder and what lies below it. A column is read once.
// The values are numbers of the cell grammar, blank cells are passed over, and anything else is an error that
// names the data file's line.
type dataFiles struct {
	folder  fs.FS
	where   string // the folder in words
	columns map[dataKey]dataColumn
	sums    []File // in the order of first use
	values  int    // of all columns
	bytes   int64  // read
}

type dataKey struct{ file, column string }

type dataColumn struct {
	values []float64
	err    error
}

func newDataFiles(folder fs.FS) *dataFiles {
	return &dataFiles{folder: folder, where: "the scenario file's folder", columns: map[dataKey]dataColumn{}}
}

// DataIn resolves the data cells of a cell that stands in no table, from a folder on disk and what lies below it, by the
// rules for tables: no path, and no symbolic link, leads out of the folder. Errors call it by the words of where. It is
// not safe for concurrent use.
func DataIn(dir, where string) distributions.Data {
	data := newDataFiles(folder(dir))
	data.where = where
	return data
}

// Column implements distributions.Data.
func (f *dataFiles) Column(file, column string) ([]float64, error) {
	file = strings.TrimPrefix(file, "./") // which shells complete
	key := dataKey{file, column}
	if c, found := f.columns[key]; found {
		return c.values, c.err
	}
	values, err := f.read(file, column)
	f.columns[key] = dataColumn{values, err}
	return values, err
}

func (f *dataFiles) read(file, column string) (values []float64, err error) {
	switch {
	case f.folder == nil:
		return nil, errors.New("there is no folder to find data files in: the scenarios do not come from a file")
	case !fs.ValidPath(file) || file == "." || strings.ContainsRune(file, '\\'):
		return nil, fmt.Errorf("the path %s is not below %s", quote(file), f.where)
	}
	opened, err := f.folder.Open(file)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read in %s: %s", file, f.where, plain(err))
	}
	defer func() { err = errors.Join(err, opened.Close()) }()

	budget := &limited{opened, maxDataBytes - f.bytes, fmt.Sprintf("want data files of at most %d MiB in all", maxDataBytes>>20)}
	defer func() { f.bytes = maxDataBytes - budget.left }()
	sum := newSummed(budget)
	var problems problems
	t := openTable(file, sum, &problems)
	if t != nil {
		values = t.numbers(column)
	}
	if problems.errors > 0 {
		return nil, flatten(problems.sorted()[0], problems.errors-1)
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("%s: the column %s has no numbers", file, column)
	}
	if f.values += len(values); f.values > maxAllValues {
		return nil, fmt.Errorf("%s: want columns of at most %d numbers in all", file, maxAllValues)
	}
	f.addSum(path.Base(file), sum)
	return values, nil
}

func (f *dataFiles) addSum(name string, sum *summed) {
	file := sum.file(name)
	for _, known := range f.sums {
		if known == file {
			return
		}
	}
	f.sums = append(f.sums, file)
}

// numbers returns the column's numbers.
func (t *table) numbers(column string) []float64 {
	if !t.has(column) {
		d := t.diagnostic(t.header.positions[0])
		d.Message, d.Hint = "want a column named "+column, nearest(column, t.header.cells)
		t.problems.add(d)
		return nil
	}
	if second := slices.Index(t.header.cells[t.columns[column]+1:], column); second >= 0 {
		d := t.diagnostic(t.header.positions[t.columns[column]+1+second])
		d.Message, d.Reason = "want one column named "+column, "the header has several"
		t.problems.add(d)
		return nil
	}
	var values []float64
	for chunk := range t.chunks() {
		for _, row := range chunk {
			c := cell{row.cells[t.columns[column]], t.at(row, column)}
			if c.blank() {
				continue
			}
			d := t.diagnostic(c.at)
			parsed, err := distributions.Parse(c.text, nil)
			value, constant := parsed.(distributions.Constant)
			switch {
			case err == nil && constant && len(values) < maxValues:
				values = append(values, float64(value))
				continue
			case err == nil && constant:
				d.Message = fmt.Sprintf("want at most %d numbers", maxValues)
				t.problems.add(d)
				return nil
			case err != nil:
				d.Reason = cellError(err).Message
			default:
				d.Reason = "only a constant will do here"
			}
			d.Message, d.Got = "want a number", c.text
			t.problems.add(d)
		}
	}
	return values
}

// flatten makes a problem of a data file part of the message about the cell that names it.
func flatten(d Diagnostic, more int) error {
	text := strings.ReplaceAll(d.String(), "\n    ", ", ")
	if more > 0 {
		text += fmt.Sprintf(", and %d more", more)
	}
	return errors.New(text)
}

// A summed reader hashes what passes through it.
type summed struct {
	r      io.Reader
	hash   hash.Hash
	failed error // of the reading, nil at its end
}

func newSummed(r io.Reader) *summed { return &summed{r: r, hash: sha256.New()} }

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.hash.Write(p[:n])
	if err != nil && err != io.EOF {
		s.failed = err
	}
	return n, err
}

func (s *summed) file(name string) File {
	return File{Name: name, SHA256: hex.EncodeToString(s.hash.Sum(nil))}
}
