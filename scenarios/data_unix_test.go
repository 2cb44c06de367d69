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

// A file that is none to read twice, or to the end, is refused before it is opened, whichever table it is to be.
func TestOnlyRegularFilesAreTables(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	steps := []error{
		syscall.Mkfifo(in("pipe.csv"), 0o644), os.Symlink("/dev/zero", in("device.csv")), os.Symlink("loop.csv", in("loop.csv")),
		os.Symlink("nowhere.csv", in("broken.csv")), os.Mkdir(in("folder.csv"), 0o755),
		os.WriteFile(in("lora.csv"), []byte("scenario\na\n"), 0o644), os.Symlink("lora.csv", in("link.csv")),
	}
	for _, err := range steps {
		if err != nil {
			t.Skip("the file system has no links or pipes:", err)
		}
	}
	for name, want := range map[string]string{
		"pipe.csv": "it is a pipe; only standard input, named -, may be one", "device.csv": "it is a device", "folder.csv": "it is a folder",
		"loop.csv": "too many levels of symbolic links", "broken.csv": "the link leads nowhere", "none.csv": "no such file",
	} {
		if got := refused(t, Options{}, Files(in(name))); got != in(name)+": cannot be read\n    "+want+"\n" {
			t.Errorf("%s: %s", name, got)
		}
		companion := Files(in("lora.csv"))
		companion.Risks = FileTable(in(name))
		companion.Risks.Optional = true
		if name != "none.csv" && refused(t, Options{}, companion) != in(name)+": cannot be read\n    "+want+"\n" {
			t.Errorf("%s as a companion is passed over", name)
		}
	}
	accepted(t, Options{}, Files(in("link.csv")))
}

// A file of holes has no limit but the one that is set: it is refused from its first bytes, and a table in front of the
// holes where they begin.
func TestSparseFiles(t *testing.T) {
	for content, want := range map[string]string{
		"": ":1:1: want CSV text in UTF-8", "scenario,notes\na,x\nb,": ":3:3: want CSV text in UTF-8",
	} {
		path := filepath.Join(t.TempDir(), "lora.csv")
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, 2<<30); err != nil {
			t.Skip("no sparse files:", err)
		}
		if got := refused(t, Options{}, Files(path)); !strings.HasPrefix(got, path+want) {
			t.Errorf("got %s", got)
		}
	}
}
