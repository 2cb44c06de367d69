//go:build unix && !solaris && !aix

package folder

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// mustClose says that a file that is open cannot be removed.
const mustClose = false

// lock keeps others out until the file is closed. The error is ErrBusy when another process has it. A file system
// without locks has to do without.
func lock(file *os.File) error {
	err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case errors.Is(err, unix.EWOULDBLOCK):
		return ErrBusy
	case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.ENOLCK):
		return nil
	}
	return err
}

// syncFolder forces the entries of a folder onto the disk.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) { // some network file systems have no such thing
		err = nil
	}
	return errors.Join(err, folder.Close())
}

// checkPlace finds a folder that is the root of a file system of its own, as a volume of a container is: it cannot be
// replaced, which is better said before a long run than after it.
func checkPlace(path string) error {
	var inside, outside unix.Stat_t
	if unix.Stat(path, &inside) != nil || unix.Stat(filepath.Dir(path), &outside) != nil {
		return nil
	}
	if inside.Dev != outside.Dev || inside.Ino == outside.Ino {
		return errors.New("it is the root of a file system and cannot be replaced in one step: name a folder inside it")
	}
	return nil
}
