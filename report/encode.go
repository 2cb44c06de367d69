package report

import (
	"image"
	"image/png"
	"io"
	"strings"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgpdf"
)

// encodePNG writes the image; BestSpeed, because compressing is most of the work of a PNG.
func encodePNG(w io.Writer, img image.Image) error {
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	return encoder.Encode(w, img)
}

// outlined is a PDF canvas that draws bold text and text beyond ASCII as shapes. vgpdf hands UTF-8 to a font in
// Windows-1252, so that é would read Ã©, and does not find its own bold fonts; as shapes every glyph is right, at the
// price that it cannot be searched for.
type outlined struct{ *vgpdf.Canvas }

// FillString draws a line of text with its left end on the baseline at pt.
func (c outlined) FillString(face font.Face, pt vg.Point, s string) {
	if face.Font.Weight != xfont.WeightNormal || strings.ContainsFunc(s, func(r rune) bool { return r > '~' }) {
		c.Fill(outlines(face, pt, s))
		return
	}
	c.Canvas.FillString(face, pt, s)
}

// outlines returns the glyphs of a line of text as closed curves.
func outlines(face font.Face, pt vg.Point, s string) vg.Path {
	var path vg.Path
	var buffer sfnt.Buffer
	em := face.Face.UnitsPerEm()
	point := vg.Length(face.Font.Size) / vg.Length(em)
	for i, r := range s {
		glyph, err := face.Face.GlyphIndex(&buffer, r)
		if err != nil {
			continue
		}
		segments, err := face.Face.LoadGlyph(&buffer, glyph, fixed.Int26_6(em), nil)
		if err != nil {
			continue
		}
		origin := vg.Point{X: pt.X + face.Width(s[:i]), Y: pt.Y}
		at := func(p fixed.Point26_6) vg.Point { // the font's y points down
			return vg.Point{X: origin.X + vg.Length(p.X)*point, Y: origin.Y - vg.Length(p.Y)*point}
		}
		open := false
		for _, segment := range segments {
			switch a := segment.Args; segment.Op {
			case sfnt.SegmentOpMoveTo:
				if open {
					path.Close()
				}
				path.Move(at(a[0]))
				open = true
			case sfnt.SegmentOpLineTo:
				path.Line(at(a[0]))
			case sfnt.SegmentOpQuadTo:
				path.QuadTo(at(a[0]), at(a[1]))
			case sfnt.SegmentOpCubeTo:
				path.CubeTo(at(a[0]), at(a[1]), at(a[2]))
			}
		}
		if open {
			path.Close()
		}
	}
	return path
}
