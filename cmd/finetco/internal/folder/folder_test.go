package folder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree returns the files below a folder and what they say.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(content)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func result(text string) string { return `{"schema": "finetco/result/1", "text": "` + text + `"}` }

// begin starts a report of three files, one of them in a folder of its own.
func begin(t *testing.T, dir, text string) *Folder {
	t.Helper()
	if err := Check(dir); err != nil {
		t.Fatal(err)
	}
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"result.json", "a/b.png", "report.md"} {
		if err := f.Write(name, func(w io.Writer) error { _, err := io.WriteString(w, result(text)); return err }); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// wantReport checks that dir is the whole report of that text, "" for none.
func wantReport(t *testing.T, dir, text string) {
	t.Helper()
	files := tree(t, dir)
	if text == "" {
		if len(files) != 0 {
			t.Errorf("%s: %v, want no report", dir, files)
		}
		return
	}
	for _, name := range []string{"result.json", "a/b.png", "report.md"} {
		if files[name] != result(text) {
			t.Errorf("%s: %s is %q, want the report %q", dir, name, files[name], text)
		}
	}
	if len(files) != 3 {
		t.Errorf("%s: %d files, want 3: %v", dir, len(files), files)
	}
}

func wantGone(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is there (%v)", path, err)
	}
}

func TestReportsReplaceEachOther(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "down", "report") // its parents are made too
	for _, text := range []string{"first", "second", "third"} {
		if err := begin(t, dir, text).Commit(); err != nil {
			t.Fatal(err)
		}
		wantReport(t, dir, text)
		wantGone(t, dir+suffix)
	}
	f := begin(t, dir, "fourth")
	write(t, f.Journal(), "finished")
	if err := f.Discard(); err != nil {
		t.Fatal(err)
	}
	wantReport(t, dir, "third")
	wantGone(t, dir+suffix)
}

// TestKilledAtEveryStep ends a run as kill -9 does after each step of a swap, in one step and in two renames, with an
// earlier report and without. DIR is then a whole report, or it is after the next run has begun.
func TestKilledAtEveryStep(t *testing.T) {
	for _, way := range []struct {
		name  string
		steps func(f *Folder) []func() error
	}{
		{"exchange", (*Folder).steps},
		{"renames", (*Folder).renames},
	} {
		for _, earlier := range []string{"", "earlier"} {
			count := len(way.steps(&Folder{}))
			for done := range count + 1 {
				dir := filepath.Join(t.TempDir(), "report")
				if earlier != "" {
					if err := begin(t, dir, earlier).Commit(); err != nil {
						t.Fatal(err)
					}
				}
				killed := begin(t, dir, "new")
				write(t, killed.Journal(), "finished")
				for _, step := range way.steps(killed)[:done] {
					if err := step(); err != nil {
						t.Fatal(err)
					}
				}
				if err := killed.mark.Close(); err != nil { // a lock ends with its process
					t.Fatal(err)
				}
				if way.name == "exchange" && done == count {
					wantReport(t, dir, "new")
				}

				if err := Check(dir); err != nil {
					t.Fatalf("%s, killed after %d of %d steps: %v", way.name, done, count, err)
				}
				next, err := Open(dir)
				if err != nil {
					t.Fatalf("%s, killed after %d of %d steps: %v", way.name, done, count, err)
				}
				want := earlier
				if tree(t, dir)["result.json"] == result("new") {
					want = "new"
				}
				if done == count && want != "new" || done < count-2 && want != earlier {
					t.Errorf("%s, killed after %d of %d steps: the report is %q", way.name, done, count, want)
				}
				wantReport(t, dir, want)
				wantGone(t, next.previous())
				if content := tree(t, next.Partial())["journal"]; content != "finished" {
					t.Errorf("the journal says %q", content)
				}
				if err := next.Discard(); err != nil {
					t.Fatal(err)
				}
				if err := begin(t, dir, "next").Commit(); err != nil {
					t.Fatal(err)
				}
				wantReport(t, dir, "next")
				wantGone(t, dir+suffix)
			}
		}
	}
}

func TestOnlyTheJournalIsKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "report")
	f := begin(t, dir, "interrupted")
	write(t, f.Journal(), "finished")
	if err := f.Keep(); err != nil {
		t.Fatal(err)
	}
	if files := tree(t, f.Partial()); len(files) != 2 || files["journal"] != "finished" || files[markName] != markText {
		t.Error(files)
	}
	f = begin(t, dir, "resumed")
	if content := tree(t, f.Partial())["journal"]; content != "finished" {
		t.Errorf("the journal says %q", content)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	wantReport(t, dir, "resumed")
	wantGone(t, dir+suffix)
}

func TestFoldersOfOthersAreRefused(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "report")
	for _, c := range []struct {
		name, file, content string
		want                error
	}{
		{"photos", "report/cat.png", "meow", ErrForeign},
		{"another result", "report/result.json", `{"schema": "costco/result/1"}`, ErrForeign},
		{"not even JSON", "report/result.json", `schema finetco/result/`, ErrForeign},
		{"a report of finetco", "report/result.json", result("x"), nil},
		{"a long report", "report/result.jsonl", result("x") + "\n", nil},
		{"someone's partial", "report.partial/thesis.doc", "chapter 1", ErrForeignPartial},
		{"a finished report named so", "report.partial/result.json", result("x"), ErrForeignPartial},
		{"another's mark", "report.partial/" + markName, "mine", ErrForeignPartial},
		{"a mark half written", "report.partial/" + markName, markText[:9], nil},
	} {
		path := filepath.Join(top, filepath.FromSlash(c.file))
		write(t, path, c.content)
		if err := Check(dir); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if c.want == ErrForeignPartial {
			if _, err := Open(dir); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", c.name, err, c.want)
			}
		}
		if content, err := os.ReadFile(path); err != nil || string(content) != c.content {
			t.Errorf("%s was touched: %q, %v", c.name, content, err)
		}
		if err := errors.Join(os.RemoveAll(dir), os.RemoveAll(dir+suffix)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, "a file")
	if Check(dir) == nil {
		t.Error("a file may be replaced")
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	write(t, dir+suffix, "a file")
	if Check(dir) == nil {
		t.Error("a file is in the way of the partial folder")
	}
}

// TestAFolderFilledMeanwhileIsNotReplaced: what others put into DIR while a run was going stays.
func TestAFolderFilledMeanwhileIsNotReplaced(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "report")
	f := begin(t, dir, "new")
	write(t, filepath.Join(dir, "thesis.doc"), "chapter 1")
	if err := f.Commit(); !errors.Is(err, ErrForeign) {
		t.Error(err)
	}
	if files := tree(t, dir); len(files) != 1 || files["thesis.doc"] != "chapter 1" {
		t.Error(files)
	}
}

func TestInputsInTheFolderAreRefused(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "report")
	if err := begin(t, dir, "earlier").Commit(); err != nil {
		t.Fatal(err)
	}
	for file, refused := range map[string]bool{"report/lora.csv": true, "report/a/lora.csv": true, "lora.csv": false, "report.csv": false, "reports/lora.csv": false} {
		path := filepath.Join(top, filepath.FromSlash(file))
		write(t, path, "scenario\n")
		if err := Check(dir, path); (err != nil) != refused || err != nil && !strings.Contains(err.Error(), "lora.csv") {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestLinksAreFollowed(t *testing.T) {
	top := t.TempDir()
	dir, link := filepath.Join(top, "real"), filepath.Join(top, "link")
	if err := begin(t, dir, "earlier").Commit(); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir, link); err != nil {
		t.Skip("no links here:", err)
	}
	if err := begin(t, link, "new").Commit(); err != nil {
		t.Fatal(err)
	}
	wantReport(t, dir, "new")
	if target, err := os.Readlink(link); err != nil || target != dir {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := Check(link); err == nil {
		t.Error("a link that leads nowhere is accepted")
	}
}

func TestOneRunAtATime(t *testing.T) {
	if mustClose {
		t.Skip("no locks on this system")
	}
	dir := filepath.Join(t.TempDir(), "report")
	f := begin(t, dir, "first")
	if _, err := Open(dir); !errors.Is(err, ErrBusy) {
		t.Errorf("a second run at the same time: %v", err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	wantReport(t, dir, "first")
	if err := begin(t, dir, "second").Commit(); err != nil {
		t.Error(err)
	}
}

// TestAWriterThatFails: nothing is lost of the earlier report, and the error is the writer's.
func TestAWriterThatFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "report")
	if err := begin(t, dir, "earlier").Commit(); err != nil {
		t.Fatal(err)
	}
	f := begin(t, dir, "new")
	full := errors.New("no space left on device")
	if err := f.Write("result.json", func(io.Writer) error { return full }); !errors.Is(err, full) {
		t.Error(err)
	}
	if err := f.Write("report.md/x", func(io.Writer) error { return nil }); err == nil {
		t.Error("a file below a file was written")
	}
	if err := f.Discard(); err != nil {
		t.Fatal(err)
	}
	wantReport(t, dir, "earlier")
}
