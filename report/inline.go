package report

import (
	"errors"
	"fmt"
	"html"
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// An inlineCanvas draws SVG to stand inside an HTML page. gonum's own SVG writer makes documents: with inline styles,
// which a strict content security policy forbids, and with fixed colors, which a dark page would drown. Here colors are
// the names of the palette and the page's style sheet says what they look like. It implements vg.Canvas.
type inlineCanvas struct {
	out    strings.Builder
	width  vg.Length
	height vg.Length
	pen    pen
	stack  []pen
	err    error // the first
}

// A pen is the state that vg.Canvas pushes and pops.
type pen struct {
	paint  string // class of the color
	width  vg.Length
	dashes string
	groups int // <g> elements opened since the last push
}

// paints are the classes of the palette's colors.
var paints = map[color.NRGBA]string{
	blue: "blue", skyBlue: "sky", orange: "orange", vermilion: "vermilion", green: "green", yellow: "yellow", purple: "purple",
	ink: "ink", gray: "gray", paleGray: "line", paleBlue: "band", {0xFF, 0xFF, 0xFF, 0xFF}: "paper", {0, 0, 0, 0xFF}: "ink",
}

// The inline paper is smaller than that of the files, so that the type is still readable on a telephone's screen, and
// has no margin: the page has one.
const (
	inlineWidth  = 400 * vg.Length(1)
	inlineHeight = 232 * vg.Length(1)
)

// Inline draws the picture without title and notes, which are the page's, as an <svg> element with the given text
// alternative.
func (p Picture) inline(alternative string) (svg string, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("drawing %q: %v", p.Title, fault)
		}
	}()
	c := &inlineCanvas{width: inlineWidth, height: inlineHeight, pen: pen{paint: "ink", width: 1}}
	page := draw.New(c)
	page.Min.X, page.Max.X = page.Min.X-margin+2, page.Max.X+margin-2 // what keeps a margin from the edge goes to the edge
	p.drawData(page, draw.Crop(page, margin, -margin-p.side, 2, -p.head-2))
	if c.err != nil {
		return "", c.err
	}
	return fmt.Sprintf(`<svg viewBox="0 0 %s %s" role="img" aria-label="%s">%s</svg>`,
		coordinate(c.width), coordinate(c.height), html.EscapeString(alternative), c.out.String()), nil
}

// Size makes the canvas a vg.CanvasSizer.
func (c *inlineCanvas) Size() (width, height vg.Length) { return c.width, c.height }

// SetLineWidth implements vg.Canvas.
func (c *inlineCanvas) SetLineWidth(width vg.Length) { c.pen.width = width }

// SetLineDash implements vg.Canvas. The pictures' dashes all begin at their beginning.
func (c *inlineCanvas) SetLineDash(pattern []vg.Length, _ vg.Length) {
	dashes := make([]string, len(pattern))
	for i, length := range pattern {
		dashes[i] = coordinate(length)
	}
	c.pen.dashes = strings.Join(dashes, " ")
}

// SetColor implements vg.Canvas.
func (c *inlineCanvas) SetColor(paint color.Color) {
	if paint == nil {
		paint = color.Black
	}
	name, ok := paints[color.NRGBAModel.Convert(paint).(color.NRGBA)]
	if !ok {
		c.fail(fmt.Errorf("color %v is not of the palette", paint))
	}
	c.pen.paint = name
}

// Rotate implements vg.Canvas.
func (c *inlineCanvas) Rotate(radians float64) {
	c.group(fmt.Sprintf("rotate(%s 0 %s)", coordinate(vg.Length(-radians*180/math.Pi)), coordinate(c.height)))
}

// Translate implements vg.Canvas.
func (c *inlineCanvas) Translate(by vg.Point) {
	c.group(fmt.Sprintf("translate(%s %s)", coordinate(by.X), coordinate(-by.Y)))
}

// Scale implements vg.Canvas.
func (c *inlineCanvas) Scale(x, y float64) {
	c.group(fmt.Sprintf("translate(0 %s) scale(%g %g) translate(0 %s)", coordinate(c.height), x, y, coordinate(-c.height)))
}

func (c *inlineCanvas) group(transform string) {
	fmt.Fprintf(&c.out, `<g transform="%s">`, transform)
	c.pen.groups++
}

// Push implements vg.Canvas.
func (c *inlineCanvas) Push() {
	c.stack = append(c.stack, c.pen)
	c.pen.groups = 0
}

// Pop implements vg.Canvas.
func (c *inlineCanvas) Pop() {
	c.out.WriteString(strings.Repeat("</g>", c.pen.groups))
	c.pen = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

// Stroke implements vg.Canvas.
func (c *inlineCanvas) Stroke(path vg.Path) {
	if c.pen.width <= 0 || len(path) == 0 {
		return
	}
	fmt.Fprintf(&c.out, `<path class="stroke %s" stroke-width="%s"`, c.pen.paint, coordinate(c.pen.width))
	if c.pen.dashes != "" {
		fmt.Fprintf(&c.out, ` stroke-dasharray="%s"`, c.pen.dashes)
	}
	fmt.Fprintf(&c.out, ` d="%s"/>`, c.data(path))
}

// Fill implements vg.Canvas.
func (c *inlineCanvas) Fill(path vg.Path) {
	if len(path) > 0 {
		fmt.Fprintf(&c.out, `<path class="fill %s" d="%s"/>`, c.pen.paint, c.data(path))
	}
}

// FillString implements vg.Canvas. The page's fonts have the widths of the pictures' own.
func (c *inlineCanvas) FillString(face font.Face, at vg.Point, s string) {
	fmt.Fprintf(&c.out, `<text class="fill %s" x="%s" y="%s" font-size="%s"`, c.pen.paint, coordinate(at.X), c.y(at.Y), coordinate(face.Font.Size))
	if face.Font.Weight == xfont.WeightBold {
		c.out.WriteString(` font-weight="700"`)
	}
	fmt.Fprintf(&c.out, `>%s</text>`, html.EscapeString(clean(s)))
}

// DrawImage implements vg.Canvas, but no picture holds an image.
func (c *inlineCanvas) DrawImage(vg.Rectangle, image.Image) {
	c.fail(errors.New("an image inside a picture"))
}

func (c *inlineCanvas) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// data writes a path in SVG's own terms, whose y points down.
func (c *inlineCanvas) data(path vg.Path) string {
	var d strings.Builder
	for _, step := range path {
		switch step.Type {
		case vg.MoveComp:
			d.WriteString("M" + coordinate(step.Pos.X) + " " + c.y(step.Pos.Y))
		case vg.LineComp:
			d.WriteString("L" + coordinate(step.Pos.X) + " " + c.y(step.Pos.Y))
		case vg.CurveComp:
			d.WriteByte("QC"[min(len(step.Control), 2)-1])
			for _, p := range append(step.Control[:len(step.Control):len(step.Control)], step.Pos) {
				d.WriteString(coordinate(p.X) + " " + c.y(p.Y) + " ")
			}
		case vg.ArcComp:
			c.arc(&d, step)
		case vg.CloseComp:
			d.WriteByte('Z')
		}
	}
	return d.String()
}

// arc continues a path along a circle, in halves: SVG can not say a whole turn.
func (c *inlineCanvas) arc(d *strings.Builder, arc vg.PathComp) {
	at := func(angle float64) string {
		return coordinate(arc.Pos.X+arc.Radius*vg.Length(math.Cos(angle))) + " " + c.y(arc.Pos.Y+arc.Radius*vg.Length(math.Sin(angle)))
	}
	d.WriteString("L" + at(arc.Start))
	halves := max(1, math.Ceil(math.Abs(arc.Angle)/math.Pi))
	for k := 1.0; k <= halves; k++ {
		radius := coordinate(arc.Radius)
		fmt.Fprintf(d, "A%s %s 0 0 %s %s", radius, radius, map[bool]string{true: "0", false: "1"}[arc.Angle > 0], at(arc.Start+arc.Angle*k/halves))
	}
}

func (c *inlineCanvas) y(y vg.Length) string { return coordinate(c.height - y) }

// coordinate writes a length to a hundredth of a point.
func coordinate(x vg.Length) string {
	return strconv.FormatFloat(math.Round(100*float64(x))/100+0, 'f', -1, 64)
}
