// Package folder writes a report's folder so that readers see the old report or the new one, never half of either, and
// so that a run that was killed can go on.
//
// Work goes to the sibling DIR.partial:
//
//	DIR.partial/finetco-partial   says that the folder is finetco's; its lock is held while a run works there
//	DIR.partial/journal           what the run has finished
//	DIR.partial/report            the report that is being written
//	DIR.partial/previous          the earlier report, for a moment, where the system cannot swap two folders in one step
//
// Commit puts DIR.partial/report in DIR's place and removes DIR.partial. At any instant, so after a process was killed
// at any instant, DIR is the earlier report or the new one and DIR.partial carries its mark or is empty; only where the
// system cannot swap, DIR may be missing, and the next run puts it back.
package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// suffix names the folder beside DIR in which a report is written.
const suffix = ".partial"

// Names in the partial folder.
const (
	markName     = "finetco-partial"
	journalName  = "journal"
	reportName   = "report"
	previousName = "previous"
)

// markText is what the mark says.
const markText = "finetco/partial/1\n" +
	"An unfinished report of finetco. The same command with --resume goes on with it; it may be deleted.\n"

// schema is how the results of finetco begin.
var schema = regexp.MustCompile(`^\s*\{\s*"schema"\s*:\s*"finetco/result/`)

// ErrForeign says that a folder holds something that finetco did not write.
var ErrForeign = errors.New("it holds files, but no report of finetco: name another folder with --out, or empty this one")

// ErrForeignPartial says the same of the folder beside it.
var ErrForeignPartial = errors.New("finetco would write there, but it holds something else: name another folder with --out, or move this one away")

// ErrBusy says that another run writes the same report.
var ErrBusy = errors.New("another run of finetco is writing there")

// Folder is a report's folder that is being written.
type Folder struct {
	path    string
	partial string
	mark    *os.File // locked
}

// resolve makes a path absolute, so that "." has a sibling, and follows links, so that what they lead to is replaced and
// not they.
func resolve(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	resolved, err := filepath.EvalSymlinks(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if info, err := os.Lstat(dir); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return "", fmt.Errorf("%s is a link that leads nowhere", dir)
		}
		return dir, nil
	}
	return resolved, err
}

// Check reports whether a report may take the place of dir: nothing is there, or an empty folder, or an earlier report;
// and nothing of others is in the way beside it. inputs are files that the report is made from: they may not lie in a
// folder that is replaced.
func Check(dir string, inputs ...string) error {
	path, err := resolve(dir)
	if err != nil {
		return err
	}
	if err := checkReport(path); err != nil {
		return fmt.Errorf("folder %s: %w", dir, err)
	}
	if err := checkPlace(path); err != nil {
		return fmt.Errorf("folder %s: %w", dir, err)
	}
	if err := checkPartial(path + suffix); err != nil {
		return fmt.Errorf("folder %s: %w", filepath.Clean(dir)+suffix, err)
	}
	for _, input := range inputs {
		for _, replaced := range []string{path, path + suffix} {
			if within(input, replaced) {
				return fmt.Errorf("the input %s lies in the folder that is replaced: move it, or name another folder", input)
			}
		}
	}
	return nil
}

// occupied reports whether anything lies in the folder, which need not be there.
func occupied(dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	}
	return len(entries) > 0, nil
}

// checkReport reports whether the folder may be replaced.
func checkReport(path string) error {
	if taken, err := occupied(path); !taken {
		return err
	}
	for _, result := range []string{"result.json", "result.jsonl"} {
		if isReport(filepath.Join(path, result)) {
			return nil
		}
	}
	return ErrForeign
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

// checkPartial reports whether the folder is free, or finetco's.
func checkPartial(partial string) error {
	if taken, err := occupied(partial); !taken {
		return err
	}
	// A process that was killed may have left the mark half written.
	text, err := os.ReadFile(filepath.Join(partial, markName))
	if err != nil || !strings.HasPrefix(markText, string(text)) {
		return ErrForeignPartial
	}
	return nil
}

// within reports whether the file lies in the folder or below it.
func within(file, folder string) bool {
	file, err := filepath.Abs(file)
	if err != nil {
		return false
	}
	if resolved, err := filepath.EvalSymlinks(file); err == nil {
		file = resolved
	}
	relative, err := filepath.Rel(folder, file)
	return err == nil && filepath.IsLocal(relative)
}

// Open starts a report that will take the place of dir. Of what an interrupted run left it keeps the journal; the files
// are written again. A swap that was interrupted is mended first. The error wraps ErrBusy while another run works there.
func Open(dir string) (*Folder, error) {
	path, err := resolve(dir)
	if err != nil {
		return nil, err
	}
	f := &Folder{path: path, partial: path + suffix}
	if err := f.take(); err != nil {
		return nil, err
	}
	err = f.mend()
	if err == nil {
		err = os.RemoveAll(f.report())
	}
	if err == nil {
		err = os.Mkdir(f.report(), 0o755)
	}
	if err != nil {
		return nil, errors.Join(err, f.Keep())
	}
	return f, nil
}

// take makes the partial folder and its mark, and locks that. The lock ends with the process, however it ends.
func (f *Folder) take() error {
	for {
		if err := checkPartial(f.partial); err != nil {
			return fmt.Errorf("folder %s: %w", f.partial, err)
		}
		if err := os.MkdirAll(f.partial, 0o755); err != nil {
			return err
		}
		var err error
		f.mark, err = os.OpenFile(filepath.Join(f.partial, markName), os.O_RDWR|os.O_CREATE, 0o644)
		if errors.Is(err, fs.ErrNotExist) {
			continue // another run has just removed the folder
		}
		if err != nil {
			return err
		}
		if err := lock(f.mark); err != nil {
			return errors.Join(fmt.Errorf("folder %s: %w", f.partial, err), f.mark.Close())
		}
		if isAt(f.mark) {
			_, err := f.mark.WriteAt([]byte(markText), 0)
			return err
		}
		if err := f.mark.Close(); err != nil { // another run has just removed this very mark
			return err
		}
	}
}

// isAt reports whether a file that is open still is the one at its path.
func isAt(file *os.File) bool {
	there, err := os.Stat(file.Name())
	if err != nil {
		return false
	}
	held, err := file.Stat()
	return err == nil && os.SameFile(there, held)
}

// Journal is the path for the journal of the run.
func (f *Folder) Journal() string { return filepath.Join(f.partial, journalName) }

// Partial is the path of the folder that Keep leaves.
func (f *Folder) Partial() string { return f.partial }

func (f *Folder) report() string   { return filepath.Join(f.partial, reportName) }
func (f *Folder) previous() string { return filepath.Join(f.partial, previousName) }

// Create opens a new file of the report. path is relative, with forward slashes. It may be called from many goroutines.
// What is closed is on the disk.
func (f *Folder) Create(path string) (io.WriteCloser, error) {
	name := filepath.Join(f.report(), filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, err
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return synced{file}, nil
}

// synced is a file that is forced onto the disk before it is closed, so that a power failure after the swap finds no
// empty files in the report.
type synced struct{ *os.File }

func (s synced) Close() error { return errors.Join(s.Sync(), s.File.Close()) }

// Write writes one file of the report.
func (f *Folder) Write(path string, write func(io.Writer) error) (err error) {
	file, err := f.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return write(file)
}

// Keep leaves the journal, for a run that goes on; the earlier report stays.
func (f *Folder) Keep() error { return errors.Join(os.RemoveAll(f.report()), f.mark.Close()) }

// Discard removes what was written so far; the earlier report stays. The mark goes last, so that a folder with anything
// in it carries one.
func (f *Folder) Discard() error {
	for _, path := range []string{f.report(), f.Journal(), f.previous()} {
		if err := os.RemoveAll(path); err != nil {
			return errors.Join(err, f.Keep())
		}
	}
	if mustClose {
		if err := f.mark.Close(); err != nil {
			return err
		}
		return os.RemoveAll(f.partial)
	}
	return errors.Join(os.RemoveAll(f.partial), f.mark.Close())
}
