// Package progress shows on a terminal how far a long run is, at what rate, and how long it still takes. Where nobody
// watches it writes a line now and then.
package progress

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

const (
	patience = 2 * time.Second  // runs shorter than this show nothing
	lull     = 30 * time.Second // between two lines where nobody watches
)

// A Meter shows the progress of one run. Its methods may be called from many goroutines.
type Meter struct {
	w       io.Writer
	watched bool
	started time.Time

	mu     sync.Mutex
	bar    *progressbar.ProgressBar
	next   time.Time // of the next line, where nobody watches
	closed bool
}

// New returns a meter that writes to w, with a bar if w is a terminal.
func New(w io.Writer) *Meter {
	now := time.Now()
	m := &Meter{w: w, started: now, next: now.Add(lull)}
	if file, ok := w.(*os.File); ok {
		m.watched = term.IsTerminal(int(file.Fd()))
	}
	return m
}

// Set says that done of all lifetimes are lived.
func (m *Meter) Set(done, all int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if m.closed || now.Sub(m.started) < patience {
		return
	}
	switch {
	case m.watched:
		if m.bar == nil {
			m.bar = newBar(m.w, all)
		}
		_ = m.bar.Set(done) // a terminal that is gone is no reason to stop
	case now.After(m.next):
		m.next = now.Add(lull)
		_, _ = fmt.Fprintf(m.w, "%d%% of %d lifetimes\n", 100*done/all, all)
	}
}

// Close takes the bar off the terminal.
func (m *Meter) Close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	if m.bar != nil {
		_ = m.bar.Clear()
	}
}

func newBar(w io.Writer, all int) *progressbar.ProgressBar {
	return progressbar.NewOptions(all,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription("simulating"),
		progressbar.OptionSetItsString("lifetimes"),
		progressbar.OptionShowIts(),
		progressbar.OptionSetWidth(24),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
}
