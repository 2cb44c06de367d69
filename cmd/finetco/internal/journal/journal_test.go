package journal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func create(t testing.TB, path string, identity string) *Journal {
	t.Helper()
	j, err := Create(path, []byte(identity))
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func open(t testing.TB, path string) (*Journal, string) {
	t.Helper()
	j, identity, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return j, string(identity)
}

func put(t testing.TB, j *Journal, key uint64, payload string) {
	t.Helper()
	if err := j.Put(key, []byte(payload)); err != nil {
		t.Fatal(err)
	}
}

func closed(t testing.TB, j *Journal) {
	t.Helper()
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
}

// wants checks that exactly these records are there; a payload of "-" is none.
func wants(t testing.TB, j *Journal, payloads ...string) {
	t.Helper()
	count := 0
	for key, want := range payloads {
		got, err := j.Get(uint64(key))
		if err != nil {
			t.Fatal(err)
		}
		if want == "-" {
			if got != nil || j.Has(uint64(key)) {
				t.Fatalf("key %d: got %q, want none", key, got)
			}
			continue
		}
		count++
		if !j.Has(uint64(key)) || string(got) != want {
			t.Fatalf("key %d: got %q, want %q", key, got, want)
		}
	}
	if j.Len() != count {
		t.Fatalf("%d records, want %d", j.Len(), count)
	}
}

func TestRecordsComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := create(t, path, "this run")
	put(t, j, 2, "two")
	put(t, j, 0, "")
	put(t, j, 3, "three")
	put(t, j, 3, "THREE")
	wants(t, j, "", "-", "two", "THREE")
	closed(t, j)

	j, identity := open(t, path)
	if identity != "this run" {
		t.Errorf("identity %q", identity)
	}
	wants(t, j, "", "-", "two", "THREE")
	put(t, j, 1, "one")
	closed(t, j)
	j, _ = open(t, path)
	wants(t, j, "", "one", "two", "THREE")
	closed(t, j)
}

func TestManyGoroutinesPut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := create(t, path, "run")
	var group sync.WaitGroup
	for key := range uint64(64) {
		group.Go(func() {
			if err := j.Put(key, bytes.Repeat([]byte{byte(key)}, 1000)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	closed(t, j)
	j, _ = open(t, path)
	for key := range uint64(64) {
		if got, err := j.Get(key); err != nil || !bytes.Equal(got, bytes.Repeat([]byte{byte(key)}, 1000)) {
			t.Errorf("key %d: %v %v", key, got, err)
		}
	}
	closed(t, j)
}

func TestNoJournal(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"empty": "", "torn format": format[:5], "format alone": format, "torn identity": format + "\x08\x00\x00\x00abcd",
		"zeros": string(make([]byte, 4096)), "another format": "finetco/journal/9\n",
		"zeros after the format": format + string(make([]byte, 4096)),
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Open(path); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := Open(filepath.Join(dir, "nowhere")); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
}

// TestPutAfterAFailure: what follows a record that could not be written would be cut off with it, so it is refused too.
func TestPutAfterAFailure(t *testing.T) {
	j := create(t, filepath.Join(t.TempDir(), "journal"), "run")
	put(t, j, 0, "zero")
	file := j.file
	readOnly, err := os.Open(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	j.file = readOnly
	if err := j.Put(1, []byte("one")); err == nil {
		t.Error("a write to a file that is open for reading worked")
	}
	j.file = file
	if err := j.Put(2, []byte("two")); err == nil {
		t.Error("a record was put behind one that failed")
	}
	wants(t, j, "zero", "-", "-")
	if err := errors.Join(readOnly.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
}

// FuzzJournal damages a journal, as a torn write or a bad disk does, and opens it. Oracle: exactly the records that end
// before the damage are there, bit for bit; no more, no fewer, no others; and the journal takes records again.
func FuzzJournal(f *testing.F) {
	f.Add([]byte("run"), []byte("one"), []byte("two"), uint16(0), byte(0))
	f.Add([]byte(""), []byte(""), []byte{0, 0, 0, 0}, uint16(40), byte(0))
	f.Add([]byte("run"), []byte("a longer record"), []byte("\xff\xff\xff\xff"), uint16(60), byte(1))
	f.Add([]byte("run"), []byte("finetco/journal/1\n"), []byte("x"), uint16(19), byte(0x80))
	path := filepath.Join(f.TempDir(), "journal")
	f.Fuzz(func(t *testing.T, identity, first, second []byte, at uint16, flip byte) {
		payloads := []string{"1" + string(first), "2" + string(second), "last"} // none of them "-", which stands for no record
		j := create(t, path, string(identity))
		ends := []int64{j.end}
		for key, payload := range payloads {
			put(t, j, uint64(key), payload)
			ends = append(ends, j.end)
		}
		if err := j.file.Close(); err != nil { // as a killed process does
			t.Fatal(err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		damage := int(at) % (len(content) + 1)
		if flip == 0 || damage == len(content) {
			content = content[:damage]
		} else {
			content[damage] ^= flip
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}

		want := []string{"-", "-", "-"}
		for key := range want {
			if ends[key+1] <= int64(damage) {
				want[key] = payloads[key]
			}
		}
		j, got, err := Open(path)
		if int64(damage) < ends[0] {
			if !errors.Is(err, ErrNone) {
				t.Fatalf("damage at %d in the identity: %v", damage, err)
			}
			return
		}
		if err != nil || !bytes.Equal(got, identity) {
			t.Fatalf("identity %q, %v; want %q", got, err, identity)
		}
		wants(t, j, want...)
		want[1] = "again"
		put(t, j, 1, want[1])
		if err := j.file.Close(); err != nil {
			t.Fatal(err)
		}
		j, _ = open(t, path)
		wants(t, j, want...)
		if err := j.file.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
