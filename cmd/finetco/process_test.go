package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The tests of this folder run finetco as users do, in a process of its own, and make the world around it fail:
// docs/faults.md lists what is done to it and what must not be lost.

// Exit codes.
const (
	done        = 0
	failed      = 1
	badInput    = 2
	interrupted = 130
	killed      = -1
)

// asProgram makes the test binary be finetco.
const asProgram = "FINETCO_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// A process is a finetco that runs, or has run.
type process struct {
	*exec.Cmd
	stdout, stderr bytes.Buffer
	ended          chan int // takes the exit code
}

// start runs a command line. prepare, if not nil, may change the command before.
func start(t *testing.T, prepare func(*exec.Cmd), args ...string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{Cmd: exec.Command(self, args...), ended: make(chan int, 1)}
	p.Env = append(os.Environ(), asProgram+"=1", "GOCOVERDIR="+t.TempDir())
	p.Stdout, p.Stderr = &p.stdout, &p.stderr
	if prepare != nil {
		prepare(p.Cmd)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.Wait() // the exit code tells
		p.ended <- p.ProcessState.ExitCode()
	}()
	return p
}

// finetco runs a command line to its end.
func finetco(t *testing.T, args ...string) (code int, stderr string) {
	t.Helper()
	p := start(t, nil, args...)
	code = <-p.ended
	return code, p.stderr.String()
}

// mustRun runs a command line that must work.
func mustRun(t *testing.T, args ...string) {
	t.Helper()
	if code, stderr := finetco(t, args...); code != done {
		t.Fatalf("finetco %s: exit code %d: %s", strings.Join(args, " "), code, stderr)
	}
}

// whenThere waits until the file has so many bytes, or the process has ended.
func (p *process) whenThere(path string, bytes int64) {
	for len(p.ended) == 0 {
		if info, err := os.Stat(path); err == nil && info.Size() >= bytes {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// sums returns the SHA-256 of every file below dir; none if dir is not there.
func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = fmt.Sprintf("%x", sha256.Sum256(content))
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

// wantSame checks that two folders hold the same bytes.
func wantSame(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for name, sum := range want {
		if got[name] != sum {
			t.Errorf("%s: %s differs", what, name)
		}
	}
	for name := range got {
		if want[name] == "" {
			t.Errorf("%s: %s is too much", what, name)
		}
	}
}

func same(a, b map[string]string) bool { return fmt.Sprint(a) == fmt.Sprint(b) }

func wantGone(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is left (%v)", path, err)
	}
}

func writeFile(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// manyScenarios writes tables of so many small scenarios, with risks, costs and correlations.
func manyScenarios(t *testing.T, dir string, count int) string {
	t.Helper()
	var table strings.Builder
	table.WriteString("scenario,preset,examples,horizon_months,budget_usd\n")
	presets := []string{"self-hosted", "owned-hardware", "hosted-api", "rag", "small-model", "none"}
	for i := range count {
		fmt.Fprintf(&table, "s%d,%s,%d to %d,%d,%d\n", i, presets[i%len(presets)], 100+i, 1000+3*i, 12+i%40, 1000*(i%7))
	}
	writeFile(t, dir, "many.risks.csv", "scenario,risk,phase,probability,per_year,usd,delay_months,source\n"+
		"*,leak,operate,,0.3,1000 to 9000,,\n*,late,build,20%,,500,1 to 3,\n")
	writeFile(t, dir, "many.costs.csv", "scenario,cost,timing,usd,source\n*,desk,monthly,10 to 20,\n")
	writeFile(t, dir, "many.correlations.csv", "scenario,input_a,input_b,rank_correlation,source\n*,examples,labeling_rate,0.4,\n")
	return writeFile(t, dir, "many.csv", table.String())
}
