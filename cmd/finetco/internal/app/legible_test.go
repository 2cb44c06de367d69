package app

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// Whatever the command line brings in, no escape reaches the terminal.
func TestNothingThatATerminalObeysIsPrinted(t *testing.T) {
	const hostile = "\x1b[31m\x07\u202e\u009b2J"
	for _, args := range [][]string{
		{hostile}, {"run", "--" + hostile}, {"run", "--trials", hostile}, {"run", "--out", "/dev/null/" + hostile},
		{"run", "--baseline", hostile, "--plots", hostile, "--start", hostile, "--sampling", hostile, "--scenario", hostile},
		{"run", hostile + ".csv"}, {"run", "--risks", hostile}, {"run", "--set", hostile}, {"run", "--set", "labelers=" + hostile},
		{"run", "--set", hostile + ":labelers=1"}, {"run", "--set", "examples=data(" + hostile + ":v)"},
		{"dist", hostile}, {"dist", "data(" + hostile + ":" + hostile + ")"}, {"init", "--preset", hostile}, {"init", "/dev/null/" + hostile},
		{"inputs", "--group", hostile, "--preset", hostile}, {"explain", "--trial", hostile}, {"check", "--format", hostile},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(context.Background(), append([]string{"finetco"}, args...), strings.NewReader(""), &stdout, &stderr); code == exitDone {
			t.Errorf("%q is done", args)
		}
		if printed := stdout.String() + stderr.String(); strings.ContainsAny(printed, "\x1b\x07\u202e\u009b") || stderr.Len() == 0 {
			t.Errorf("%q prints %q", args, printed)
		}
	}
}
