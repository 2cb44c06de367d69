//go:build unix

package scenarios

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// A link out of the folder, a pipe and a device do not open, whatever the path looks like.
func TestDataStaysInItsFolder(t *testing.T) {
	outside, inside := t.TempDir(), t.TempDir()
	steps := []error{
		os.WriteFile(filepath.Join(outside, "secret.csv"), []byte("v\n1\n"), 0o644),
		os.Symlink(filepath.Join(outside, "secret.csv"), filepath.Join(inside, "link.csv")),
		os.Symlink(outside, filepath.Join(inside, "out")),
		os.WriteFile(filepath.Join(inside, "real.csv"), []byte("v\n1\n"), 0o644),
		os.Symlink("real.csv", filepath.Join(inside, "near.csv")),
		os.Symlink("/dev/zero", filepath.Join(inside, "device.csv")),
		syscall.Mkfifo(filepath.Join(inside, "pipe.csv"), 0o644),
		os.WriteFile(filepath.Join(inside, "lora.csv"), []byte("scenario\na\n"), 0o644),
	}
	for _, err := range steps {
		if err != nil {
			t.Skip("the file system has no links or pipes:", err)
		}
	}
	data := newDataFiles(Files(filepath.Join(inside, "lora.csv")).Folder)
	for _, file := range []string{"link.csv", "out/secret.csv", "device.csv", "pipe.csv"} {
		if values, err := data.Column(file, "v"); err == nil {
			t.Errorf("%s was read: %v", file, values)
		} else if strings.Contains(err.Error(), inside) {
			t.Errorf("%s: the error tells the folder: %v", file, err)
		}
	}
	for _, file := range []string{"real.csv", "near.csv"} {
		if values, err := data.Column(file, "v"); err != nil || !slices.Equal(values, []float64{1}) {
			t.Errorf("%s: %v, %v", file, values, err)
		}
	}
}
