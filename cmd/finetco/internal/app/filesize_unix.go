//go:build unix

package app

import (
	"os/signal"
	"syscall"
)

// ignoreFileSize makes a write beyond the largest file that the user may have (ulimit -f) an error of that write, not the
// end of the process.
func ignoreFileSize() { signal.Ignore(syscall.SIGXFSZ) }
