package report

import (
	"bytes"
	"image"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"finetco/distributions"
)

// TestShapeHoldsAllProbability: bins, atoms and what lies outside sum to 1.
func TestShapeHoldsAllProbability(t *testing.T) {
	for _, cell := range distCells {
		for _, detail := range []int{textDetail, 12} {
			s := shapeOf(parsed(t, cell), detail)
			sum := s.below + s.above
			for _, a := range s.atoms {
				sum += a.probability
			}
			for i, b := range s.bins {
				sum += b.height / s.step * (b.to - b.from)
				if i > 0 && b.from != s.bins[i-1].to || !(b.to > b.from) || !finite(b.height) || b.height < 0 {
					t.Fatalf("%s: bin %d is %+v", cell, i, b)
				}
			}
			if math.Abs(sum-1) > 1e-6 {
				t.Errorf("%s with detail %d: the probabilities sum to %v", cell, detail, sum)
			}
			if !finite(s.low, s.high, s.step, s.top) || !(s.high > s.low) || !(s.top > 0) {
				t.Errorf("%s: %v to %v in steps of %v, %v high", cell, s.low, s.high, s.step, s.top)
			}
			if s.below+s.above > 0.1 {
				t.Errorf("%s: %v and %v are not shown", cell, s.below, s.above)
			}
		}
	}
}

func TestAtomsAreFound(t *testing.T) {
	for _, c := range []struct {
		cell string
		want []atom
	}{
		{"event(20%; pert(20; 50; 110))", []atom{{0, 0.8}}},
		{"event(3%; 5k to 50k)", []atom{{0, 0.97}}},
		{"mix(0.25: 7; 0.75: normal(mean=0; sd=5)) * 2 + 1", []atom{{15, 0.25}}},
		{"discrete(0: 0.5; 0.3: 0.3; 2.5: 0.2) * 0.1 - 0.7", []atom{{-0.7, 0.5}, {-0.67, 0.3}, {-0.45, 0.2}}},
		{"event(0.0000001%; 5)", []atom{{0, 1 - 1e-9}, {5, 1e-9}}},
		{"data(x.csv:few)", []atom{{4, 0.25}}},
		{"binomial(2; 50%)", []atom{{0, 0.25}, {1, 0.5}, {2, 0.25}}},
		{"42", []atom{{42, 1}}},
		{"20 to 40", nil},
		{"beta(alpha=0.3; beta=0.2)", nil}, // infinite densities are none
		{"gamma(shape=0.05; scale=100)", nil},
		{"uniform(1000000000; 1000000001)", nil},
		{"data(x.csv:hours)", nil},
	} {
		got := shapeOf(parsed(t, c.cell), 12).atoms
		equal := slices.EqualFunc(got, c.want, func(a, b atom) bool {
			return math.Abs(a.x-b.x) < 1e-12*(1+math.Abs(b.x)) && math.Abs(a.probability-b.probability) < 1e-10
		})
		if !equal {
			t.Errorf("%s: got %v, want %v", c.cell, got, c.want)
		}
	}
}

// TestWindow: light tails reach P99.9, heavy ones are cut where they would press the rest together, near zeros belong to it.
func TestWindow(t *testing.T) {
	q := func(cell string, p float64) float64 { return parsed(t, cell).Quantile(p) }
	const heavy = "pareto(min=1000; alpha=1.2)"
	for _, c := range []struct {
		cell      string
		low, high float64
		certain   bool
	}{
		{"normal(mean=100; sd=1)", q("normal(mean=100; sd=1)", 0.001), q("normal(mean=100; sd=1)", 0.999), false},
		{"uniform(10%; 90%)", 0, 0.9, false},
		{"uniform(80; 90)", 80, 90, false},
		{"pert(20; 50; 110)", 0, 110, false},
		{heavy, 0, q(heavy, 0.95) + 1.5*(q(heavy, 0.95)-q(heavy, 0.05)), false},
		{"event(3%; uniform(4; 5))", 0, 5, false},
		{"event(0.05%; uniform(4; 5))", 0, 5, false},
		{"42", 39.9, 44.1, true},
		{"0", -1.2, 1.2, true},
	} {
		low, high, certain := windowOf(parsed(t, c.cell))
		if !same(low, c.low) || !same(high, c.high) || certain != c.certain {
			t.Errorf("%s: got %v to %v, %v; want %v to %v, %v", c.cell, low, high, certain, c.low, c.high, c.certain)
		}
	}
}

// TestShapeIsCut: a density without bound and an atom over a density leave the rest visible, and the picture says so.
func TestShapeIsCut(t *testing.T) {
	for cell, want := range map[string]bool{
		"beta(alpha=0.3; beta=0.2)": true, "gamma(shape=0.05; scale=100)": true, "event(20%; pert(20; 50; 110))": true,
		"exponential(mean=12)": false, "pareto(min=1000; alpha=1.2)": false, "poisson(3)": false, "uniform(0; 1)": false, "42": false,
		"mix(0.97: normal(mean=0; sd=1); 0.03: 3)": false, "data(x.csv:rounded)": false,
	} {
		s := shapeOf(parsed(t, cell), 12)
		if s.cut != want || strings.Contains(s.note(), "upper edge") != want {
			t.Errorf("%s: cut is %v, want %v; note %q", cell, s.cut, want, s.note())
		}
		if s.top > 1.06 {
			t.Errorf("%s: a probability of %v", cell, s.top)
		}
	}
}

// TestNoiseIsCalmed: measured values make a few bins, a mixture keeps its peaks in fine ones.
func TestNoiseIsCalmed(t *testing.T) {
	if n := len(shapeOf(parsed(t, "data(x.csv:hours)"), 12).bins); n > 120 {
		t.Errorf("%d bins of measured values", n)
	}
	peaks := "mix(0.25: normal(mean=0; sd=1); 0.25: normal(mean=10; sd=1); 0.25: normal(mean=20; sd=1); 0.25: normal(mean=30; sd=1))"
	if s := shapeOf(parsed(t, peaks), 12); len(s.bins) != 12*windowCells || math.Abs(unrest(s.bins)-8) > 0.01 {
		t.Errorf("four peaks in %d bins rise and fall %v heights", len(s.bins), unrest(s.bins))
	}
}

// TestDistributionPictures draws every cell: no error, nothing in the margin, no number undefined, the same bytes again.
func TestDistributionPictures(t *testing.T) {
	for _, cell := range distCells {
		p := NewDistribution(parsed(t, cell))
		img := drawPNG(t, "dist-"+strings.NewReplacer(" ", "", "/", "").Replace(cell), p)
		size := img.Bounds().Size()
		const edge = 12
		for _, strip := range []image.Rectangle{
			image.Rect(0, 0, size.X, edge), image.Rect(0, size.Y-edge, size.X, size.Y), image.Rect(0, 0, edge, size.Y), image.Rect(size.X-edge, 0, size.X, size.Y),
		} {
			if n := inked(img, strip); n > 0 {
				t.Errorf("%s: %d pixels in the margin", cell, n)
			}
		}
		var first, second bytes.Buffer
		if err := p.Write(&first, SVG); err != nil {
			t.Errorf("%s: %v", cell, err)
		}
		if err := NewDistribution(parsed(t, cell)).Write(&second, SVG); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: two drawings differ: %v", cell, err)
		}
		if strings.Contains(first.String(), "NaN") || strings.Contains(first.String(), "Inf") {
			t.Errorf("%s: an undefined number", cell)
		}
		if err := p.Write(io.Discard, PDF); err != nil {
			t.Errorf("%s: %v", cell, err)
		}
	}
}

// inked counts the pixels of a rectangle that are not white.
func inked(img image.Image, area image.Rectangle) int {
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r+g+b != 3*0xFFFF {
				n++
			}
		}
	}
	return n
}

// TestDistributionImage decodes pictures: a uniform is a rectangle, its triangle half of one, an atom a spike, counts are bars.
func TestDistributionImage(t *testing.T) {
	area := func(cell string) float64 {
		return float64(count(drawPNG(t, "area", NewDistribution(parsed(t, cell))), paleBlue))
	}
	whole, half := area("uniform(0; 1)"), area("triangular(0; 0; 1)")
	if ratio := half / whole; math.Abs(ratio-0.5) > 0.02 { // lines take a little of either
		t.Errorf("the triangle fills %.3f of the rectangle, want half", ratio)
	}
	if img := drawPNG(t, "event", NewDistribution(parsed(t, "event(20%; pert(20; 50; 110))"))); count(img, orange) < 500 || count(img, paleBlue) < 5000 {
		t.Errorf("%d pixels of the spike, %d of the density", count(img, orange), count(img, paleBlue))
	}
	img := drawPNG(t, "counts", NewDistribution(parsed(t, "discrete(1: 0.5; 2: 0.25; 3: 0.25)")))
	if bars := count(img, skyBlue); bars < 5000 || count(img, paleBlue) > 0 {
		t.Errorf("%d pixels of bars, %d of a density", bars, count(img, paleBlue))
	}
}

// TestValueTicks: labels keep apart, differ, and say what they stand at.
func TestValueTicks(t *testing.T) {
	onScreen := valueTicks{textColumns, func(s string) float64 { return float64(utf8.RuneCountInString(s)) }}
	for _, cell := range distCells {
		s := shapeOf(parsed(t, cell), 12)
		for _, axis := range []valueTicks{onPaper, onScreen} {
			ticks := axis.Ticks(s.low, s.high)
			if len(ticks) < 2 {
				t.Errorf("%s: %d marks", cell, len(ticks))
			}
			for i := 1; i < len(ticks); i++ {
				distance := (ticks[i].Value - ticks[i-1].Value) / (s.high - s.low) * axis.room
				if need := (axis.text(ticks[i].Label) + axis.text(ticks[i-1].Label)) / 2; distance < need+1 || ticks[i].Label == ticks[i-1].Label {
					t.Errorf("%s: marks %q and %q are %v apart, want %v", cell, ticks[i-1].Label, ticks[i].Label, distance, need)
				}
			}
		}
	}
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{0, 1, "0 0.2 0.4 0.6 0.8 1.0"},
		{-15, 110, "0 20 40 60 80 100"},
		{0, 2e6, "0 0.5M 1.0M 1.5M 2.0M"},
		{19500, 20500, "19.6k 19.8k 20.0k 20.2k 20.4k"},
		{0, 9000, "0 2,000 4,000 6,000 8,000"},
	} {
		var labels []string
		for _, tick := range onScreen.Ticks(c.low, c.high) {
			labels = append(labels, tick.Label)
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("%v to %v: got %s, want %s", c.low, c.high, got, c.want)
		}
	}
}

// TestDistributionTitles checks the sentence over each picture.
func TestDistributionTitles(t *testing.T) {
	for cell, want := range map[string]string{
		"20 to 40":                          "20 to 40: 90% of outcomes lie between 20 and 40",
		"poisson(3)":                        "poisson(3): 92% of outcomes lie between 1 and 6",
		"event(3%; 5k to 50k)":              "event(0.03; 5000 to 50000): 97% of outcomes are 0",
		"discrete(0: 0.5; 10: 0.5)":         "discrete(0: 0.5; 10: 0.5): all outcomes lie between 0 and 10",
		"42":                                "42: no other value is possible",
		"lognormal(median=100k; sigma=15%)": "lognormal(median=100000; sigma=0.15): 90% of outcomes lie between 78,100 and 128,000",
	} {
		if got := NewDistribution(parsed(t, cell)).Title; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	d, err := distributions.Parse("data(\"模型.csv\":\"<b>\")", columns{"<b>": {1, 2}})
	if err != nil {
		t.Fatal(err)
	}
	if got := NewDistribution(d).Title; !strings.Contains(got, "模型") {
		t.Errorf("the title is %s", got)
	}
}

// At the ends of what a float64 holds there is no picture, and the numbers are told all the same.
func TestCellsBeyondDrawing(t *testing.T) {
	for cell, drawn := range map[string]bool{
		"1.79e308": false, "uniform(0; 1.79e308)": false, "event(10%; -1.79e308)": false, "uniform(-1.7e308; 1e306)": false, "mix(0.5: 1.79e308; 0.5: 5e-324)": false,
		"5e-324": false, "uniform(0; 5e-324)": false, "exponential(mean=5e-324)": false, "discrete(0: 0.5; 5e-324: 0.5)": false, "pert(0; 1e-320; 5e-320)": false,
		"gamma(shape=0.001; scale=1e-300)": false, "uniform(-8e307; 8e307)": true, "event(50%; 1e308)": true, "uniform(0; 1e-298)": true, "0": true,
	} {
		d := parsed(t, cell)
		if got := CanDraw(d); got != drawn {
			t.Errorf("%s: can be drawn: %v", cell, got)
		}
		var out bytes.Buffer
		if err := Distribution(&out, d, "table"); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "Not drawn: ") == drawn || !strings.Contains(out.String(), "P95") {
			t.Errorf("%s:\n%s", cell, out.String())
		}
		if drawn {
			if err := NewDistribution(d).Write(io.Discard, SVG); err != nil {
				t.Errorf("%s: %v", cell, err)
			}
		}
	}
}

func BenchmarkDistributionPicture(b *testing.B) {
	for _, cell := range []string{"20 to 40", "mix(0.7: 5 to 10; 0.3: 20 to 40)", "poisson(20000)"} {
		d := parsed(b, cell)
		b.Run(cell, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := NewDistribution(d).Write(io.Discard, PNG); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
