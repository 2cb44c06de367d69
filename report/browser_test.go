package report

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"finetco/scenarios"
	"finetco/sim"
)

// TestBrowser opens report.html from the disk in a real browser without network: on a desk, on a telephone, in the light
// and in the dark. The page must ask for nothing, complain about nothing, show every picture, and never scroll sideways.
func TestBrowser(t *testing.T) {
	t.Parallel()
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil && browser == "" {
			browser = path
		}
	}
	if browser == "" {
		t.Skip("no chromium on this machine: report.html was not opened in a browser (apt-get install chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	deadline, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	allocator, cancel := chromedp.NewExecAllocator(deadline, options...)
	defer cancel()

	attacked, attackedIn := hostile()
	one := &sim.Result{Scenarios: fixture().Scenarios[:1]}
	many := &sim.Result{}
	for i := range 12 {
		many.Scenarios = append(many.Scenarios, lognormalScenario(fmt.Sprintf("scenario %s%d", strings.Repeat("averylongname", i), i), 1e5*float64(1+i), 0.5, 64))
	}
	for name, r := range map[string]*sim.Result{"hostile": attacked, "one": one, "many": many} {
		in := attackedIn
		if name != "hostile" {
			in = []*scenarios.Scenario{assumed()}
		}
		t.Run(name, func(t *testing.T) { openPage(t, allocator, r, in) })
	}
}

// What the page says of itself.
type seen struct {
	Title              string
	ScrollWidth, Width int
	Wide               []string // elements that stick out to the right of the screen and are not in a box that scrolls
	Pictures, Shown    int
	Headings           []string
	Dark               bool
}

const look = `(() => {
	document.querySelectorAll("details").forEach(d => d.open = true);
	const width = document.documentElement.clientWidth;
	const pictures = [...document.querySelectorAll("svg")];
	const shown = pictures.filter(p => { const b = p.getBoundingClientRect(); return b.width > 200 && b.height > 100 && p.querySelectorAll("text").length > 1; });
	const wide = [...document.querySelectorAll("main *")].filter(e => !e.closest(".table *, svg *") && e.getBoundingClientRect().right > width + 1);
	const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
	return {Title: document.title, ScrollWidth: document.documentElement.scrollWidth, Width: width, Wide: wide.map(e => e.tagName + " " + e.className),
		Pictures: pictures.length, Shown: shown.length, Headings: [...document.querySelectorAll("h1,h2,h3,h4")].map(h => h.tagName), Dark: r + g + b < 200};
})()`

func openPage(t *testing.T, allocator context.Context, r *sim.Result, in []*scenarios.Scenario) {
	file := filepath.Join(t.TempDir(), "report.html")
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := HTML(out, r, in, Options{Version: "1.2.3"}); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	page := (&url.URL{Scheme: "file", Path: file}).String()

	tab, cancel := chromedp.NewContext(allocator)
	defer cancel()
	var mutex sync.Mutex
	var complaints []string
	complain := func(format string, args ...any) {
		mutex.Lock()
		defer mutex.Unlock()
		complaints = append(complaints, fmt.Sprintf(format, args...))
	}
	err = chromedp.Listen(tab, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if e.Request.URL != page && e.Request.URL != "data:," {
				complain("a request for %s", e.Request.URL)
			}
		case *runtime.EventConsoleAPICalled:
			complain("the console: %s", e.Type)
		case *runtime.EventExceptionThrown:
			complain("an exception: %s", e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			complain("the log: %s %s", e.Entry.Level, e.Entry.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err1 := chromedp.Call(tab, network.Enable, network.EnableParams{})
	_, err2 := chromedp.Call(tab, log.Enable, cdp.Empty{})
	_, err3 := chromedp.Call(tab, runtime.Enable, cdp.Empty{})
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	for _, screen := range []struct {
		name          string
		width, height int64
		dark          bool
	}{{"desk", 1280, 900, false}, {"telephone", 390, 844, false}, {"telephone in the dark", 390, 844, true}} {
		scheme := map[bool]string{true: "dark", false: "light"}[screen.dark]
		_, err1 := chromedp.Call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: screen.width, Height: screen.height, DeviceScaleFactor: 2, Mobile: screen.width < 500})
		_, err2 := chromedp.Call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		err3 := chromedp.Do(tab, chromedp.Navigate(page))
		s, err4 := chromedp.Run(tab, chromedp.Evaluate[seen](look))
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
		if s.ScrollWidth > int(screen.width) || s.Width != int(screen.width) || len(s.Wide) > 0 {
			t.Errorf("%s: the page is %d wide on a screen of %d; too wide: %v", screen.name, s.ScrollWidth, s.Width, s.Wide)
		}
		if s.Pictures < len(r.Scenarios) || s.Shown != s.Pictures {
			t.Errorf("%s: %d of %d pictures are shown", screen.name, s.Shown, s.Pictures)
		}
		if s.Dark != screen.dark {
			t.Errorf("%s: dark is %v", screen.name, s.Dark)
		}
		if !strings.HasPrefix(s.Title, "Budget with odds") || len(s.Headings) == 0 || s.Headings[0] != "H1" || slices.Contains(s.Headings[1:], "H1") {
			t.Errorf("%s: title %q, headings %v", screen.name, s.Title, s.Headings)
		}
	}
	mutex.Lock()
	defer mutex.Unlock()
	for _, c := range complaints {
		t.Error(c)
	}
}
