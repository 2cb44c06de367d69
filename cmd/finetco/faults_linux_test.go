package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// mounted mounts an empty file system of a few bytes, for what only happens to a disk.
func mounted(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		if errors.Is(err, unix.EPERM) {
			t.Skip("mounting a small disk needs root")
		}
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestFullDisk fills the disk at many sizes of a run: while it simulates, while it writes, at the very end. The earlier
// report stays, and when there is room again the run goes on.
func TestFullDisk(t *testing.T) {
	disk := mounted(t, "8m")
	file := manyScenarios(t, t.TempDir(), 12)
	out := filepath.Join(disk, "report")
	command := []string{"run", file, "--trials", "200", "--plots", "none", "--quiet", "--out"}
	whole := filepath.Join(t.TempDir(), "whole")
	mustRun(t, append(command, whole)...)
	want := sums(t, whole)
	mustRun(t, append(command, out, "--seed", "2")...)
	earlier := sums(t, out)

	ballast := filepath.Join(disk, "ballast")
	full, kept := 0, 0
	for _, free := range []int64{0, 4 << 10, 60 << 10, 200 << 10, 400 << 10, 700 << 10, 1 << 20} {
		if err := os.WriteFile(ballast, make([]byte, room(t, disk)-free), 0o644); err != nil {
			t.Fatal(err)
		}
		code, stderr := finetco(t, append(command, out)...)
		if code != failed {
			t.Fatalf("%d bytes free: exit code %d: %s", free, code, stderr)
		}
		full++
		wantWords(t, stderr, "no space left on device")
		wantSame(t, "the earlier report", sums(t, out), earlier)
		if strings.Contains(stderr, "--resume") {
			kept++
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
	}
	if kept == 0 || kept == full {
		t.Errorf("of %d full disks %d kept something: the test sees one kind only", full, kept)
	}
	code, stderr := finetco(t, append(command, out, "--resume")...)
	if code != done {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	wantSame(t, "resumed", sums(t, out), want)
	wantGone(t, out+".partial")
}

// TestFileSizeLimit: a limit of the user's on the size of files (ulimit -f) is met like a full disk.
func TestFileSizeLimit(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "report")
	mustRun(t, small(out, "--quiet", "--seed", "2")...)
	earlier := sums(t, out)
	p := start(t, func(c *exec.Cmd) {
		c.Path, c.Args = "/bin/sh", append([]string{"sh", "-c", `ulimit -f 8; exec "$0" "$@"`}, c.Args...)
	}, small(out, "--quiet")...)
	if code := <-p.ended; code != failed {
		t.Errorf("exit code %d: %s", code, p.stderr.String())
	}
	wantWords(t, p.stderr.String(), "file too large")
	wantSame(t, "the earlier report", sums(t, out), earlier)
}

func room(t *testing.T, disk string) int64 {
	t.Helper()
	var s unix.Statfs_t
	if err := unix.Statfs(disk, &s); err != nil {
		t.Fatal(err)
	}
	return int64(s.Bavail) * s.Bsize
}

// TestReadOnlyDisk: nothing can be written, and that is said before anything is simulated.
func TestReadOnlyDisk(t *testing.T) {
	disk := mounted(t, "8m")
	out := filepath.Join(disk, "report")
	mustRun(t, small(out, "--quiet")...)
	earlier := sums(t, out)
	if err := unix.Mount("", disk, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	code, stderr := finetco(t, small(out, "--seed", "2")...)
	if code != failed {
		t.Errorf("exit code %d", code)
	}
	wantWords(t, stderr, "read-only file system")
	wantSame(t, "the earlier report", sums(t, out), earlier)
}

// TestReportAtAMountPoint: the root of a file system, as a container's volume is, cannot be swapped; a folder inside can.
func TestReportAtAMountPoint(t *testing.T) {
	disk := mounted(t, "8m")
	code, stderr := finetco(t, small(disk)...)
	if code != badInput {
		t.Errorf("exit code %d", code)
	}
	wantWords(t, stderr, "root of a file system", "folder inside")
	mustRun(t, small(filepath.Join(disk, "inside"), "--quiet")...)
}
