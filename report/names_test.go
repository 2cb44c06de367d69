package report

import (
	"testing"
)

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"cloud 模型 é": "cloud 模型 é", "a\x1b[31mb": `a\x1b[31mb`, "a\nb\tc\r": `a\nb\tc\r`, "a\u202eb": `a\u202eb`, "\x00\u009b": `\x00\u009b`, "\xff": `\ufffd`, "a\u2028b": `a\u2028b`,
	} {
		if got := clean(text); got != want {
			t.Errorf("clean(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestDrawable(t *testing.T) {
	for text, want := range map[string]string{"Größe, łódź, Ωμέγα, Привет": "Größe, łódź, Ωμέγα, Привет", "e\u0301": "é", "模型 🚀": "□□ □", "\x1b": `\x1b`} {
		if got := drawable(lettering(text)); got != want {
			t.Errorf("drawable(%q) = %q, want %q", text, got, want)
		}
	}
}
