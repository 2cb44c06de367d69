package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestKilledRunsGoOn kills runs with signal 9 at random instants, over and over, and goes on with each. Whenever one gets
// to its end, the report is that of a run that nothing happened to, byte for byte; before that it is the earlier one.
// FINETCO_KILLS is the number of kills of each kind of run.
func TestKilledRunsGoOn(t *testing.T) {
	if testing.Short() {
		t.Skip("scores of whole runs")
	}
	kills := 10
	if text := os.Getenv("FINETCO_KILLS"); text != "" {
		var err error
		if kills, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	seed := rand.Uint64()
	t.Logf("instants drawn from seed %d", seed)
	for _, c := range []struct {
		name      string
		scenarios int
		last      string // of the files that are written
		args      []string
	}{
		{"few", 60, "report.html", []string{"--trials", "400", "--plots", "none"}},
		{"batch", 210, "report.html", []string{"--trials", "100", "--baseline", "s7"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := killer{t: t, random: rand.New(rand.NewPCG(seed, uint64(c.scenarios))), out: filepath.Join(t.TempDir(), "killed"), last: c.last}
			dir := filepath.Dir(k.out)
			command := append([]string{"run", manyScenarios(t, dir, c.scenarios), "--quiet"}, c.args...)
			began := time.Now()
			mustRun(t, append(command, "--out", filepath.Join(dir, "whole"))...)
			k.takes = time.Since(began)
			k.want = sums(t, filepath.Join(dir, "whole"))
			mustRun(t, append(command, "--out", k.out, "--seed", "2")...)
			k.earlier = sums(t, k.out)

			command = append(command, "--out", k.out, "--resume")
			for k.kills < kills {
				k.run(command)
			}
			mustRun(t, append(command, "--workers", "3")...)
			wantSame(t, "resumed", sums(t, k.out), k.want)
			wantGone(t, k.out+".partial")
			if k.resumed == 0 {
				t.Error("no kill came while there was something to lose")
			}
			t.Logf("%d kills, %d of them with scenarios finished; %d runs got to their end before", k.kills, k.resumed, k.ends)
		})
	}
}

// A killer runs the same run again and again.
type killer struct {
	t             *testing.T
	random        *rand.Rand
	takes         time.Duration // an uninterrupted run
	out, last     string
	want, earlier map[string]string // the report of an uninterrupted run, and what stands in its place before

	kills, resumed, ends int
}

// run starts a run and kills it: mostly while it simulates, which is soon over where much is finished already, every
// third time while it puts the report in its place.
func (k *killer) run(command []string) {
	partial := k.out + ".partial"
	p := start(k.t, nil, command...)
	instant := time.Duration(k.random.Float64() * k.random.Float64() * float64(k.takes))
	if k.kills%3 == 2 {
		p.whenThere(filepath.Join(partial, "report", k.last), 0)
		instant = time.Duration(k.random.Float64() * float64(40*time.Millisecond))
	}
	var code int
	select {
	case code = <-p.ended:
	case <-time.After(instant):
		if err := p.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			k.t.Fatal(err)
		}
		code = <-p.ended
	}
	now := sums(k.t, k.out)
	switch code {
	case done:
		k.ends++
		wantSame(k.t, "after "+strconv.Itoa(k.kills)+" kills", now, k.want)
		wantGone(k.t, partial)
		mustRun(k.t, append(command, "--seed", "2", "--resume=false")...) // begin anew
	case killed:
		k.kills++
		if info, err := os.Stat(filepath.Join(partial, "journal")); err == nil && info.Size() > 50_000 {
			k.resumed++
		}
		if !same(now, k.earlier) && !same(now, k.want) {
			k.t.Fatalf("after %d kills the report is neither the earlier one nor the new one", k.kills)
		}
	default:
		k.t.Fatalf("exit code %d: %s", code, p.stderr.String())
	}
}

// TestInterruptedRunsGoOn: SIGINT and SIGTERM end a run with 130; it says how to go on, and going on ends in the same
// bytes. Another seed, input or flag is refused.
func TestInterruptedRunsGoOn(t *testing.T) {
	dir := t.TempDir()
	file := manyScenarios(t, dir, 24)
	command := func(out string, more ...string) []string {
		return append([]string{"run", file, "--trials", "3000", "--plots", "none", "--out", filepath.Join(dir, out)}, more...)
	}
	mustRun(t, command("whole")...)
	want := sums(t, filepath.Join(dir, "whole"))
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		out := signal.String()
		p := start(t, nil, command(out)...)
		p.whenThere(filepath.Join(dir, out+".partial", "journal"), 60_000)
		if err := p.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if code := <-p.ended; code != interrupted {
			t.Fatalf("%v: exit code %d: %s", signal, code, p.stderr.String())
		}
		wantWords(t, p.stderr.String(), "finetco: interrupted; ", " of 24 scenarios are finished", out+".partial", "--resume")
		wantGone(t, filepath.Join(dir, out))
	}
	for _, c := range []struct{ args, words []string }{
		{[]string{"--seed", "2"}, []string{"is of another run", "--seed: 1 then, 2 now"}},
		{[]string{"--trials", "999", "--set", "examples=7", "--budget", "5"},
			[]string{"--trials: 3000 then, 999 now", "--set: none then, examples=7 now", "--budget: none then, 5 now"}},
		{[]string{"--costs", writeFile(t, dir, "other.csv", "scenario,cost,timing,usd,source\n")},
			[]string{"many.costs.csv: one then, none now", "other.csv: none then, one now"}},
	} {
		code, stderr := finetco(t, command("interrupt", append(c.args, "--resume")...)...)
		if code != badInput {
			t.Errorf("%v: exit code %d", c.args, code)
		}
		wantWords(t, stderr, c.words...)
	}
	// What was finished was not verified, so that with --verify it is done again.
	for out, flags := range map[string][]string{"interrupt": {"--resume", "--verify"}, "terminated": {"--resume", "--workers", "1"}} {
		code, stderr := finetco(t, command(out, flags...)...)
		if code != done || !strings.Contains(stderr, "Resuming: ") || strings.Contains(stderr, "Verified: ") != (out == "interrupt") {
			t.Errorf("exit code %d: %s", code, stderr)
		}
		wantSame(t, out, sums(t, filepath.Join(dir, out)), want)
		wantGone(t, filepath.Join(dir, out+".partial"))
	}
}

func wantWords(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("want %q in\n%s", word, text)
		}
	}
}
