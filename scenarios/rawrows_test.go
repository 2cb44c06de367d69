package scenarios

import (
	"bytes"
	"io"
	"testing"
)

func TestUnclosedQuote(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want int
	}{
		{`a,b`, -1}, {`"a"`, -1}, {`"a`, 0}, {`a,"b`, 2}, {`"a,""b`, 0}, {`"a""",b`, -1}, {`"a""","b`, 6},
		{"a\n\"b", 2}, {`a"b`, -1}, {`""`, -1}, {`"`, 0}, {`""",`, 0},
	} {
		if got := unclosedQuote([]byte(c.raw), ','); got != c.want {
			t.Errorf("unclosedQuote(%s) = %d, want %d", c.raw, got, c.want)
		}
	}
}

// The window must give back the bytes of the stream, however they come.
func TestWindow(t *testing.T) {
	content := []byte("one\ntwo\n\nthree")
	w := &window{r: bytes.NewReader(content), line: 1}
	buffer := make([]byte, 5)
	var taken []byte
	for _, step := range []struct {
		reads, end int
		raw        string
		line       int
	}{{1, 4, "one\n", 1}, {1, 4, "", 2}, {1, 8, "two\n", 2}, {1, 14, "\nthree", 3}} {
		for range step.reads {
			if _, err := w.Read(buffer); err != nil && err != io.EOF {
				t.Fatal(err)
			}
		}
		raw, line := w.take(int64(step.end))
		if string(raw) != step.raw || line != step.line {
			t.Errorf("take(%d) = %q, %d; want %q, %d", step.end, raw, line, step.raw, step.line)
		}
		taken = append(taken, raw...)
	}
	if !bytes.Equal(taken, content) {
		t.Errorf("taken %q", taken)
	}
}
