package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Commit puts the report in its place and removes the partial folder. On an error before the swap the earlier report is
// where it was, and what was finished is kept.
func (f *Folder) Commit() error {
	for _, step := range f.steps() {
		if err := step(); err != nil {
			return errors.Join(fmt.Errorf("the report could not be put in its place: %w", err), f.mend(), f.Keep())
		}
	}
	if err := f.Discard(); err != nil {
		return fmt.Errorf("the report is in its place, but %s could not be removed: %w", f.partial, err)
	}
	return nil
}

// steps are those that swap: a process may be killed between any two of them.
func (f *Folder) steps() []func() error {
	return []func() error{
		f.settle,
		func() error {
			err := exchange(f.report(), f.path)
			if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrNotExist) { // DIR is new
				for _, step := range f.renames()[1:] {
					if err := step(); err != nil {
						return err
					}
				}
				return nil
			}
			return err
		},
		f.settled,
	}
}

// renames are the steps where the system cannot swap two folders: for a moment there is no DIR.
func (f *Folder) renames() []func() error {
	return []func() error{
		f.settle,
		func() error {
			err := os.Rename(f.path, f.previous())
			if errors.Is(err, fs.ErrNotExist) {
				return nil // there is no earlier report
			}
			return err
		},
		func() error { return os.Rename(f.report(), f.path) },
		f.settled,
	}
}

// settle forces the new report onto the disk, and looks once more at what it is to replace.
func (f *Folder) settle() error {
	if err := syncFolders(f.report()); err != nil {
		return err
	}
	return checkReport(f.path)
}

// settled forces the swap onto the disk.
func (f *Folder) settled() error { return syncFolder(filepath.Dir(f.path)) }

// mend ends a swap that was interrupted: the earlier report goes back where DIR is missing, and away where it is not.
func (f *Folder) mend() error {
	if _, err := os.Lstat(f.previous()); err != nil {
		return nil
	}
	if _, err := os.Lstat(f.path); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(f.previous(), f.path)
	}
	return os.RemoveAll(f.previous())
}

// syncFolders forces the entries of a folder and of all folders in it onto the disk.
func syncFolders(path string) error {
	return filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return syncFolder(path)
	})
}
