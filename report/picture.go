package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A Picture is one plot with the sentence it is there to say. Make one with NewHistogram, NewSCurve, …; it is drawn
// anew by every Write and safe for concurrent use.
type Picture struct {
	Title    string // the finding, in a sentence
	Subtitle string // what is drawn, with units
	Note     string // what was left out and how to read it; "" for none

	plots func() []*plot.Plot                        // one, or several below each other; fresh, because drawing one changes it
	head  vg.Length                                  // height to keep free above the plots for labels
	side  vg.Length                                  // width to keep free on their right for a legend
	cover func(page, data draw.Canvas, p *plot.Plot) // draws over the first plot
}

// A Format is a kind of file that a Picture is written as.
type Format string

// The formats of pictures.
const (
	PNG Format = "png" // 1440 by 810 pixels: twice the resolution of a screen
	SVG Format = "svg"
	PDF Format = "pdf"
)

const pngDPI = 192

func init() {
	// fpdf offers these for the whole process only. Without them a PDF carries the clock and the order of a map.
	fpdf.SetDefaultCreationDate(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))
	fpdf.SetDefaultModificationDate(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))
	fpdf.SetDefaultCatalogSort(true)
}

// Write draws the picture in the given format. The bytes depend on the picture alone. An error is the writer's, an
// unknown format, or a fault that the drawing library reported by panicking.
func (p Picture) Write(w io.Writer, format Format) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("drawing %q as %s: %v", p.Title, format, fault)
		}
	}()
	switch format {
	case PNG:
		canvas := vgimg.NewWith(vgimg.UseWH(pageWidth, pageHeight), vgimg.UseDPI(pngDPI))
		p.draw(draw.New(lettered{canvas}))
		out := bufio.NewWriter(w)
		if err := encodePNG(out, canvas.Image()); err != nil {
			return err
		}
		return out.Flush()
	case SVG:
		canvas := vgsvg.New(pageWidth, pageHeight)
		p.draw(draw.New(canvas))
		_, err = canvas.WriteTo(w)
		return err
	case PDF:
		canvas := vgpdf.New(pageWidth, pageHeight)
		p.draw(draw.New(lettered{outlined{canvas}}))
		var file bytes.Buffer // vgpdf would swallow the error of a failing writer
		if _, err := canvas.WriteTo(&file); err != nil {
			return err
		}
		_, err = file.WriteTo(w)
		return err
	}
	return fmt.Errorf("unknown picture format %q: want png, svg or pdf", format)
}

// draw lays out the page from the top: title, subtitle, room for labels, plot, note.
func (p Picture) draw(page draw.Canvas) {
	left, right := page.Min.X+margin, page.Max.X-margin
	y := page.Max.Y - margin
	for _, line := range titleHand.wrap(lettering(p.Title), right-left, 2) {
		y -= titleHand.lineHeight()
		titleHand.write(page, left, y+3, 0, line)
	}
	for _, line := range subtitleHand.wrap(p.Subtitle, right-left, 1) {
		y -= subtitleHand.lineHeight() + 1
		subtitleHand.write(page, left, y+2, 0, line)
	}
	bottom := page.Min.Y + margin/2
	notes := noteHand.wrap(p.Note, right-left, 2)
	for i := range notes {
		line := notes[len(notes)-1-i]
		noteHand.write(page, left, bottom+3, 0, line)
		bottom += noteHand.lineHeight()
	}
	p.drawData(page, draw.Crop(page, margin, -margin-p.side, bottom-page.Min.Y+4, y-8-p.head-page.Max.Y))
}

// drawData draws the plots below each other into the area, and what covers the first of them.
func (p Picture) drawData(page, area draw.Canvas) {
	plots := p.plots()
	column := make([][]*plot.Plot, len(plots))
	for i := range plots {
		column[i] = plots[i : i+1]
	}
	tiles := draw.Tiles{Rows: len(plots), Cols: 1, PadY: 10}
	data := plot.Align(column, tiles, area) // the plots' left and right ends in line
	for i, plot := range plots {
		plot.Draw(data[i][0])
	}
	if p.cover != nil {
		p.cover(page, plots[0].DataCanvas(data[0][0]), plots[0])
	}
}
