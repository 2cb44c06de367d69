package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"

	"finetco/sim"
)

var keep = flag.String("keep", "", "folder to write the tests' pictures to, for looking at them")

// picturesOf makes every picture of a scenario, by the name of its file.
func picturesOf(s *sim.ScenarioResult) map[string]Picture {
	pictures := map[string]Picture{}
	for _, d := range scenarioPictures(s, Options{}) {
		pictures[d.file] = d.make()
	}
	return pictures
}

// draw writes a picture as PNG and decodes it.
func drawPNG(t *testing.T, name string, p Picture) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b, PNG); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, name+".png"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return img
}

// count counts the pixels of a color.
func count(img image.Image, c color.NRGBA) int {
	n := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if color.NRGBAModel.Convert(img.At(x, y)) == c {
				n++
			}
		}
	}
	return n
}

// TestHistogramImage decodes a picture: its size, and that the dearest fifth of the area is orange.
func TestHistogramImage(t *testing.T) {
	img := drawPNG(t, "histogram", NewHistogram(lognormalScenario("cloud", 810e3, 0.5, 8192)))
	if got := img.Bounds().Size(); got != (image.Point{1440, 810}) {
		t.Fatalf("size is %v", got)
	}
	cheap, dear := float64(count(img, skyBlue)), float64(count(img, orange))
	if share := dear / (cheap + dear); math.Abs(share-0.2) > 0.02 { // lines and gaps take a little of either
		t.Errorf("the orange part is %.3f of the bars, want a fifth", share)
	}
}

// TestSCurveImage checks that the curve passes where the percentiles say.
func TestSCurveImage(t *testing.T) {
	s := lognormalScenario("cloud", 810e3, 0.5, 8192)
	img := drawPNG(t, "scurve", NewSCurve(s))
	if n := count(img, blue); n < 2000 {
		t.Errorf("only %d pixels of the curve", n)
	}
	if n := count(img, vermilion); n < 100 {
		t.Errorf("only %d pixels of the point estimate", n)
	}
	c := curveOf(viewOf(s))
	for i, usd := range c.usd {
		if c.share[i] == 0.8 && usd != viewOf(s).total.at(80) {
			t.Errorf("the curve reaches 80%% at %v, want P80 %v", usd, viewOf(s).total.at(80))
		}
	}
}

// everyPicture makes every picture of the fixture and of every extreme result.
func everyPicture() map[string]Picture {
	all := edges()
	r := fixture()
	for i, s := range r.Scenarios {
		all[fmt.Sprintf("fixture%d", i)] = s
	}
	pictures := map[string]Picture{"comparison": NewComparison(r.Scenarios), "comparison-none": NewComparison(nil)}
	var several []*sim.ScenarioResult
	for _, name := range slices.Sorted(maps.Keys(all)) {
		several = append(several, all[name])
		pictures[name+"-comparison"] = NewComparison([]*sim.ScenarioResult{all[name], all["empty"]})
		for kind, p := range picturesOf(all[name]) {
			pictures[strings.ReplaceAll(name, " ", "-")+"-"+kind] = p
		}
	}
	pictures["comparison-all"] = NewComparison(several)
	start := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	pictures["cashflow-start"] = NewCashflow(r.Scenarios[0], start)
	pictures["breakdown-start"] = NewBreakdown(r.Scenarios[0], start)
	pictures["breakdown-start-decade"] = NewBreakdown(all["huge"], start)
	return pictures
}

// TestEveryPicture draws them all: no error, and nothing in the page's margin, where a clipped or overlong label would
// stand.
func TestEveryPicture(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of pictures")
	}
	t.Parallel()
	for name, p := range everyPicture() {
		img := drawPNG(t, name, p)
		n, size := 0, img.Bounds().Size()
		const edge = 12
		for _, strip := range []image.Rectangle{
			image.Rect(0, 0, size.X, edge), image.Rect(0, size.Y-edge, size.X, size.Y), image.Rect(0, 0, edge, size.Y), image.Rect(size.X-edge, 0, size.X, size.Y),
		} {
			for y := strip.Min.Y; y < strip.Max.Y; y++ {
				for x := strip.Min.X; x < strip.Max.X; x++ {
					if r, g, b, _ := img.At(x, y).RGBA(); r+g+b != 3*0xFFFF {
						n++
					}
				}
			}
		}
		if n > 0 {
			t.Errorf("%s: %d pixels in the margin", name, n)
		}
		if err := p.Write(io.Discard, PDF); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSVG checks that hostile names leave well-formed XML without control characters, and no number undefined.
func TestSVG(t *testing.T) {
	for name, p := range everyPicture() {
		var b bytes.Buffer
		if err := p.Write(&b, SVG); err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsFunc(b.Bytes(), func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) || strings.Contains(b.String(), "<script>") ||
			strings.Contains(b.String(), "NaN") || strings.Contains(b.String(), "Inf") {
			t.Errorf("%s: control characters, an undefined number or a script", name)
		}
		for decoder := xml.NewDecoder(&b); ; {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

// What the font of the pictures lacks is left to others' fonts where there may be some, with room for it, and is not lost
// where there are none.
func TestCharactersThatTheFontLacks(t *testing.T) {
	p := NewHistogram(lognormalScenario("模型 🚀", 1e5, 0.5, 64))
	var svg bytes.Buffer
	if err := p.Write(&svg, SVG); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(svg.String(), "模型 🚀") || strings.Contains(svg.String(), "□") {
		t.Error("the SVG does not have the name")
	}
	blank := NewHistogram(lognormalScenario(" ", 1e5, 0.5, 64))
	if got, without := count(drawPNG(t, "lacking", p), ink), count(drawPNG(t, "without", blank), ink); got <= without {
		t.Errorf("%d dark pixels with the name, %d without: it left no trace", got, without)
	}
	if w := labelHand.width("模型"); math.Abs(float64(w-2*labelHand.face.Font.Size)) > 0.01 {
		t.Errorf("two wide characters take %v points", w)
	}
	if s := tickHand.spaced("模型"); math.Abs(float64(tickHand.face.Width(s)-tickHand.width("模型"))) > float64(tickHand.width(" ")) {
		t.Errorf("spaced to %q", s)
	}
}

// TestPDFDate checks that the clock stays out.
func TestPDFDate(t *testing.T) {
	var b bytes.Buffer
	if err := NewHistogram(lognormalScenario("hébergé łódź", 1e5, 0.5, 64)).Write(&b, PDF); err != nil {
		t.Fatal(err)
	}
	dates := regexp.MustCompile(`D:\d{14}`).FindAllString(b.String(), -1)
	if len(dates) == 0 {
		t.Error("no date found in the PDF: the test looks at nothing")
	}
	for _, date := range dates {
		if date != "D:20000101000000" {
			t.Errorf("date %s", date)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := NewHistogram(&sim.ScenarioResult{}).Write(io.Discard, "gif"); err == nil || !strings.Contains(err.Error(), `"gif": want png, svg or pdf`) {
		t.Errorf("got error %v", err)
	}
}

// TestBins checks that preparing a histogram loses no lifetime and leaves out at most 1% on the right.
func TestBins(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		h := sim.Histogram{Low: 1e4 * r.NormFloat64(), Below: r.IntN(3), Above: r.IntN(3), Counts: make([]int, 1+r.IntN(400))}
		h.High = h.Low + 1e5*r.Float64() + 1
		n := h.Below + h.Above
		for i := range h.Counts {
			h.Counts[i] = int(1000 * math.Exp(-float64(i)*r.Float64()))
			n += h.Counts[i]
		}
		b := binsOf(h, metricView{})
		sum := b.below + b.above
		for _, share := range b.shares {
			sum += share
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Fatalf("shares sum to %v", sum)
		}
		if b.above > mostCut+float64(h.Above)/float64(n) {
			t.Fatalf("%v left out", b.above)
		}
		if len(b.shares) > mostBins {
			t.Fatalf("%d bars", len(b.shares))
		}
	}
}

// TestSpread checks that labels never overlap and stay on the page, and that a label with room stays where it belongs.
func TestSpread(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		spans := make([]span, 1+r.IntN(6))
		at, wanted := vg.Length(0), make([]vg.Length, len(spans))
		for i := range spans {
			at += vg.Length(60 * r.Float64())
			spans[i] = span{at - 30, vg.Length(20 + 40*r.Float64())}
			wanted[i] = spans[i].start
		}
		spread(spans, 8, 10, 530)
		for i, s := range spans {
			if s.start < 10-1e-9 || s.start+s.width > 530+1e-9 {
				t.Fatalf("label %d of %v leaves the page", i, spans)
			}
			if i > 0 && s.start < spans[i-1].start+spans[i-1].width+8-1e-9 {
				t.Fatalf("labels %d and %d of %v overlap", i-1, i, spans)
			}
		}
		if len(spans) == 1 && wanted[0] >= 10 && spans[0].start != wanted[0] {
			t.Fatalf("a label by itself moved from %v to %v", wanted[0], spans[0].start)
		}
	}
}

// TestFindings checks the sentence over each picture.
func TestFindings(t *testing.T) {
	cloud, all := fixture().Scenarios[0], edges()
	cloud.Drivers[1].HighUSD = 2e6 // the second by variance has the widest swing
	for want, p := range map[string]Picture{
		"cloud: 80% of lifetimes cost less than $1.25M":                  NewHistogram(cloud),
		"cloud: the estimate without risk is enough in 35% of lifetimes": NewSCurve(cloud),
		"cloud: labeling_rate moves the mean cost most, by $0.98M":       NewTornado(cloud),
		"cloud: half of the money is spent by month 10":                  NewCashflow(cloud, time.Time{}),
		"cloud: half of the money is spent by June 2027":                 NewCashflow(cloud, time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)),
		"cloud: maintenance is the largest part, $0.27M on average":      NewBreakdown(cloud, time.Time{}),
		"tiny is cheapest at 80% odds, $0.0015; cloud takes $1.25M":      NewComparison([]*sim.ScenarioResult{cloud, all["empty"], all["tiny"]}),
		"certain: every lifetime costs $13.20":                           NewSCurve(all["certain"]),
		"nothing: every lifetime costs $0":                               NewHistogram(all["nothing"]),
		"nothing: no money is spent":                                     NewBreakdown(all["nothing"], time.Time{}),
		"one trial: the one simulated lifetime costs $123k":              NewHistogram(all["one trial"]),
		"empty: no cost is known":                                        NewSCurve(all["empty"]),
		"empty: nothing drives the total":                                NewTornado(all["empty"]),
		"No scenario's cost is known":                                    NewComparison([]*sim.ScenarioResult{all["empty"]}),
	} {
		if p.Title != want {
			t.Errorf("got %q, want %q", p.Title, want)
		}
	}
	if note := NewHistogram(cloud).Note; !strings.Contains(note, "Not shown: ") || !strings.Contains(note, "up to $5.38M") {
		t.Errorf("the histogram does not say what it leaves out: %q", note)
	}
}

func TestWarnings(t *testing.T) {
	r := &sim.Result{Scenarios: []*sim.ScenarioResult{{Scenario: "cloud"}, {Scenario: "模型"}}}
	got := Warnings(r)
	if len(got) != 1 || got[0].Scenario != "模型" || got[0].Code != "glyphs_missing" || !strings.Contains(got[0].Text, "□□") {
		t.Errorf("got %v", got)
	}
}

func BenchmarkPicture(b *testing.B) {
	s := fixture().Scenarios[0]
	for _, d := range scenarioPictures(s, Options{}) {
		for _, format := range []Format{PNG, SVG, PDF} {
			b.Run(d.file+"/"+string(format), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := d.make().Write(io.Discard, format); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
