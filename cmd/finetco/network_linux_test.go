package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// withoutSockets makes the process one that the kernel ends at its first socket; with the value tryOne it makes one.
const (
	withoutSockets = "FINETCO_WITHOUT_SOCKETS"
	tryOne         = "try"
	noFilter       = 77 // exit code where the kernel takes no filter
)

func init() {
	wanted := os.Getenv(withoutSockets)
	if wanted == "" {
		return
	}
	if err := refuseSockets(); err != nil {
		fmt.Fprintln(os.Stderr, "seccomp:", err)
		os.Exit(noFilter)
	}
	if wanted == tryOne {
		_, _ = unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	}
}

// refuseSockets has the kernel kill the process, whichever of its threads asks for a socket (seccomp(2)).
func refuseSockets() error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}, // the number of the system call
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: 1, K: unix.SYS_SOCKET},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_KILL_PROCESS},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program)))
	runtime.KeepAlive(filter)
	if errno != 0 {
		return errno
	}
	return nil
}

// TestNoNetwork runs every command where a socket is the end of the process: finetco reads and writes files, and asks
// nobody else.
func TestNoNetwork(t *testing.T) {
	confined := func(how string, args ...string) *process {
		p := start(t, func(c *exec.Cmd) { c.Env = append(c.Env, withoutSockets+"="+how) }, args...)
		<-p.ended
		return p
	}
	control := confined(tryOne, "version").ProcessState
	if control.ExitCode() == noFilter {
		t.Skip("the kernel takes no filter of system calls")
	}
	if status := control.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != syscall.SIGSYS {
		t.Fatalf("a socket goes unpunished: %v", control)
	}
	dir := t.TempDir()
	for _, args := range [][]string{
		{"run", "--trials", "200", "--plots", "png,svg,pdf", "--samples", filepath.Join(dir, "samples.parquet"), "--verify", "--out", filepath.Join(dir, "report")},
		{"init", filepath.Join(dir, "mine")}, {"check", filepath.Join(dir, "mine", "project.csv")},
		{"inputs"}, {"dist", "20 to 40", "--png", filepath.Join(dir, "cell.png")}, {"explain", "--scenario", "cloud", "--percentile", "90", "--trials", "200"},
		{"help"}, {"version"},
	} {
		if p := confined("yes", args...); p.ProcessState.ExitCode() != done {
			t.Errorf("%v: %v: %s", args, p.ProcessState, p.stderr.String())
		}
	}
}
