package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// small is a run that ends soon.
func small(out string, more ...string) []string {
	return append([]string{"run", "--trials", "200", "--plots", "none", "--out", out}, more...)
}

// TestClosedPipe: `finetco run | head -1`. The report is in its place before it is printed.
func TestClosedPipe(t *testing.T) {
	out := filepath.Join(t.TempDir(), "report")
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	p := start(t, func(c *exec.Cmd) { c.Stdout = writer }, small(out)...)
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	if code := <-p.ended; code != failed {
		t.Errorf("exit code %d", code)
	}
	wantWords(t, p.stderr.String(), "the report is in "+out, "broken pipe")
	mustRun(t, small(out+"2", "--quiet")...)
	wantSame(t, "behind a closed pipe", sums(t, out), sums(t, out+"2"))
	wantGone(t, out+".partial")
}

// TestNoFolderToWriteTo: a place that nobody can write to fails before anything is simulated.
func TestNoFolderToWriteTo(t *testing.T) {
	dir := t.TempDir()
	file := writeFile(t, dir, "file", "no folder")
	if code, stderr := finetco(t, small(filepath.Join(file, "report"))...); code == done || stderr == "" {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if content, err := os.ReadFile(file); err != nil || string(content) != "no folder" {
		t.Errorf("%q, %v", content, err)
	}
}

// TestInputThatChangesMeanwhile: a batch reads its table twice, and what was checked is what must be simulated.
func TestInputThatChangesMeanwhile(t *testing.T) {
	dir := t.TempDir()
	file := manyScenarios(t, dir, 700) // more than are read at a time
	out := filepath.Join(dir, "report")
	mustRun(t, small(out, "--quiet")...)
	earlier := sums(t, out)
	command := []string{"run", file, "--trials", "100", "--out", out}
	p := start(t, nil, command...)
	p.whenThere(filepath.Join(out+".partial", "journal"), 30_000)
	if err := os.Truncate(file, 9000); err != nil {
		t.Fatal(err)
	}
	if code := <-p.ended; code != failed {
		t.Errorf("exit code %d: %s", code, p.stderr.String())
	}
	wantWords(t, p.stderr.String(), "changed while it was in use")
	wantSame(t, "the earlier report", sums(t, out), earlier)
	code, stderr := finetco(t, append(command, "--resume")...)
	if code != badInput {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}

// TestInterruptedWhileWaiting: standard input that says nothing does not hold a command that is told to end.
func TestInterruptedWhileWaiting(t *testing.T) {
	out := filepath.Join(t.TempDir(), "report")
	for _, command := range [][]string{{"run", "-", "--out", out}, {"check", "-"}, {"explain", "-", "--point"}} {
		for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
			var input io.WriteCloser
			p := start(t, func(c *exec.Cmd) { input, _ = c.StdinPipe() }, command...)
			// More than a pipe holds: when it is written, the process is reading.
			if _, err := input.Write(bytes.Repeat([]byte("\n"), 1<<17)); err != nil {
				t.Fatal(err)
			}
			if err := p.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			select {
			case code := <-p.ended:
				if code != interrupted || p.stderr.String() != "finetco: interrupted\n" || p.stdout.Len() > 0 {
					t.Errorf("%v, %v: exit code %d: %s%s", command, signal, code, p.stderr.String(), p.stdout.String())
				}
			case <-time.After(20 * time.Second):
				t.Errorf("%v does not end by %v", command, signal)
				_ = p.Process.Kill()
			}
		}
	}
	wantGone(t, out)
}

// TestInterruptedWhileWriting: nor does a reader that does not read.
func TestInterruptedWhileWriting(t *testing.T) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	p := start(t, func(c *exec.Cmd) { c.Stdout = writer }, "check", manyScenarios(t, t.TempDir(), 700))
	if _, err := io.ReadFull(reader, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond) // by now the pipe is full
	if err := errors.Join(p.Process.Signal(syscall.SIGTERM), writer.Close()); err != nil {
		t.Fatal(err)
	}
	select {
	case code := <-p.ended:
		if code != interrupted || !strings.HasSuffix(p.stderr.String(), "finetco: interrupted\n") {
			t.Errorf("exit code %d: %s", code, p.stderr.String())
		}
	case <-time.After(20 * time.Second):
		t.Error("it does not end")
		_ = p.Process.Kill()
	}
}

// TestFoldersOfOthers: neither a report's folder nor the one beside it is touched when it holds something else.
func TestFoldersOfOthers(t *testing.T) {
	for _, name := range []string{"report", "report.partial"} {
		dir := t.TempDir()
		foreign := filepath.Join(dir, name)
		if err := os.Mkdir(foreign, 0o755); err != nil {
			t.Fatal(err)
		}
		writeFile(t, foreign, "thesis.doc", "chapter 1")
		for _, flag := range []string{"--resume=false", "--resume"} {
			code, stderr := finetco(t, small(filepath.Join(dir, "report"), flag)...)
			if code != badInput {
				t.Errorf("%s %s: exit code %d", name, flag, code)
			}
			wantWords(t, stderr, name, "--out")
		}
		if files := sums(t, dir); len(files) != 1 || files[name+"/thesis.doc"] == "" {
			t.Errorf("%s: %v", name, files)
		}
	}
}

// TestTwoRunsAtATime: the second is refused, the first is not disturbed.
func TestTwoRunsAtATime(t *testing.T) {
	dir := t.TempDir()
	file := manyScenarios(t, dir, 24)
	out := filepath.Join(dir, "report")
	p := start(t, nil, "run", file, "--trials", "3000", "--plots", "none", "--out", out, "--quiet")
	p.whenThere(filepath.Join(out+".partial", "journal"), 30_000)
	if code, stderr := finetco(t, small(out)...); code != failed {
		t.Errorf("exit code %d: %s", code, stderr)
	} else {
		wantWords(t, stderr, "report.partial", "another run of finetco is writing there")
	}
	if code := <-p.ended; code != done {
		t.Errorf("exit code %d: %s", code, p.stderr.String())
	}
	wantGone(t, out+".partial")
}

// TestStartingOver: without --resume an interrupted run is not gone on with, and that is said.
func TestStartingOver(t *testing.T) {
	dir := t.TempDir()
	file := manyScenarios(t, dir, 24)
	out := filepath.Join(dir, "report")
	command := []string{"run", file, "--trials", "2000", "--plots", "none", "--quiet", "--out", out}
	p := start(t, nil, command...)
	p.whenThere(filepath.Join(out+".partial", "journal"), 60_000)
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if code := <-p.ended; code != killed {
		t.Fatalf("exit code %d", code)
	}
	code, stderr := finetco(t, command...)
	if code != done {
		t.Errorf("exit code %d", code)
	}
	wantWords(t, stderr, "Starting over", "of these 24 scenarios", "--resume")
	wantGone(t, out+".partial")
}
