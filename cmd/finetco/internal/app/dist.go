package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"

	"finetco/distributions"
	"finetco/report"
	"finetco/scenarios"
)

func distCommand() *cli.Command {
	return &cli.Command{
		Name:      "dist",
		Usage:     "show what one cell means: moments, percentiles, picture",
		ArgsUsage: "CELL   (in quotes: finetco dist '20 to 40')",
		Description: "data(file.csv:column) is read from the current folder or below it. A negative number needs no quotes: finetco dist -5.\n" +
			"--json is an object of numbers, --format csv the same as one row under a header.",
		Flags: append(formatFlags(),
			&cli.StringFlag{Name: "png", Usage: "also draw density and cumulative probability into `FILE`, in the place of an earlier one"},
		),
		Action: distAction,
	}
}

func distAction(c *cli.Context) error {
	var wrong complaints
	format := format(c, &wrong)
	if c.IsSet("png") && c.String("png") == "" {
		wrong.add("dist: --png: want the name of a file")
	}
	var d distributions.Distribution
	switch cells := c.Args().Slice(); len(cells) {
	case 0:
		wrong.add("dist: want a cell, as in finetco dist '20 to 40'; `finetco dist --help` tells more")
	case 1:
		parsed, err := distributions.Parse(cells[0], scenarios.DataIn(".", "the current folder"))
		if err != nil {
			wrong.join(badInput{cellComplaint(cells[0], err)})
		}
		d = parsed
		if err == nil && c.IsSet("png") && !report.CanDraw(d) {
			wrong.add("dist: --png: the values of this cell lie too far out, or too close together, to be drawn")
		}
	default:
		wrong.add("dist: want one cell, got %d words; in quotes they are one: finetco dist '%s'; `finetco dist --help` tells more",
			len(cells), visible(strings.Join(cells, " ")))
	}
	if err := wrong.err(); err != nil {
		return err
	}
	for _, warning := range distributions.Warnings(d) {
		fmt.Fprintln(c.App.ErrWriter, "warning:", visible(warning))
	}
	file := c.String("png")
	if file != "" {
		picture := report.NewDistribution(d)
		if err := replaceFile(file, func(w io.Writer) error { return picture.Write(w, report.PNG) }); err != nil {
			return fmt.Errorf("--png: %w", err)
		}
	}
	if err := report.Distribution(c.App.Writer, d, format); err != nil {
		return err
	}
	if file != "" {
		fmt.Fprintf(c.App.ErrWriter, "The picture is in %s.\n", file)
	}
	return nil
}

// cellComplaint says what is wrong with a cell and underlines it:
//
//	finetco: dist: a comma is no decimal point; did you mean 2.20?
//	    2,20
//	    ^~~~
func cellComplaint(cell string, err error) string {
	var e *distributions.Error
	if !errors.As(err, &e) {
		return "finetco: dist: " + visible(err.Error())
	}
	line := "finetco: dist: " + visible(e.Message)
	if e.Suggestion != "" {
		line += "; did you mean " + visible(e.Suggestion) + "?"
	}
	if strings.TrimSpace(cell) == "" {
		return line
	}
	before, at, after := excerpt(cell, e.Offset, len(e.Got))
	under := strings.Repeat(" ", text.StringWidth(before)) + "^" + strings.Repeat("~", max(text.StringWidth(at)-1, 0))
	return line + "\n    " + before + at + after + "\n    " + under
}

// excerpt cuts a cell into what stands before, at and after a place, and a long one down to what fits a line.
func excerpt(cell string, offset, length int) (before, at, after string) {
	const widest = 70
	offset = min(offset, len(cell))
	end := min(offset+length, len(cell))
	before, at, after = visible(cell[:offset]), visible(cell[offset:end]), visible(cell[end:])
	if text.StringWidth(before+at+after) <= widest {
		return before, at, after
	}
	if text.StringWidth(before) > widest/3 {
		letters := []rune(before)
		for text.StringWidth(string(letters)) > widest/3 {
			letters = letters[1:]
		}
		before = "…" + string(letters)
	}
	at = cut(at, widest-text.StringWidth(before))
	return before, at, cut(after, widest-text.StringWidth(before+at))
}

// cut shortens a text to at most so many columns.
func cut(s string, columns int) string {
	if text.StringWidth(s) <= columns {
		return s
	}
	return text.Trim(s, max(columns-1, 0)) + "…"
}

// visible makes a text of the user's safe to show on one line, every character in the place of one.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return '\uFFFD'
		}
		return r
	}, s)
}

// replaceFile writes a file that takes the place of an earlier one of that name when all of it is there; on an error the
// earlier one stays. A device or a pipe is written to as it is.
func replaceFile(path string, write func(io.Writer) error) error {
	target := path
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder", path)
	case !info.Mode().IsRegular():
		return writeTo(path, write)
	default:
		if target, err = filepath.EvalSymlinks(path); err != nil {
			return err
		}
	}
	partial := target + ".partial"
	err := writeTo(partial, write)
	if err == nil {
		err = os.Rename(partial, target)
	}
	if err != nil {
		return errors.Join(err, removed(partial))
	}
	return nil
}

func writeTo(path string, write func(io.Writer) error) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return write(f)
}

// removed removes a file that may not be there.
func removed(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
