package app

import (
	"context"
	"io"

	"finetco/scenarios"
)

// What a command waits for longest is its input, and an interrupt must end that too.

// awaited reads from one that may never answer, a terminal or a pipe, and gives up when the context ends. The Read that
// it then leaves behind ends with the process.
type awaited struct {
	ctx    context.Context
	r      io.Reader
	buffer [32 << 10]byte
}

func (a *awaited) Read(p []byte) (int, error) {
	type answer struct {
		n   int
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		n, err := a.r.Read(a.buffer[:min(len(p), len(a.buffer))])
		answers <- answer{n, err}
	}()
	select {
	case got := <-answers:
		return copy(p, a.buffer[:got.n]), got.err
	case <-a.ctx.Done():
		return 0, a.ctx.Err()
	}
}

// interruptible makes the reading of tables end when the context does: a long one takes many seconds.
func interruptible(ctx context.Context, tables []scenarios.Tables) {
	for i := range tables {
		t := &tables[i]
		for _, table := range []*scenarios.Table{&t.Scenarios, &t.Risks, &t.Costs, &t.Correlations} {
			open := table.Open
			if open == nil {
				continue
			}
			table.Open = func() (io.ReadCloser, error) {
				file, err := open()
				return untilDone{file, ctx}, err
			}
		}
	}
}

// untilDone reads no further when the context has ended.
type untilDone struct {
	io.ReadCloser
	ctx context.Context
}

func (u untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.ReadCloser.Read(p)
}
