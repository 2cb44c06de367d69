package report

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strings"
	"testing"

	"finetco/sim"
)

// decoded reads a report back.
func decoded(t *testing.T, r *sim.Result) map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := JSON(&b, r, Options{Version: "test"}); err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatalf("not JSON: %v", err)
	}
	return v
}

// TestJSONKeys checks that every key is there even where nothing is known, null or empty.
func TestJSONKeys(t *testing.T) {
	broken := edges()
	r := &sim.Result{Scenarios: []*sim.ScenarioResult{broken["undefined"], broken["empty"]}, Comparisons: []sim.Comparison{{}}}
	v := decoded(t, r)
	for _, key := range strings.Fields("schema version seed sampling trials inputs scenarios comparisons warnings") {
		if _, ok := v[key]; !ok {
			t.Errorf("no key %s", key)
		}
	}
	for _, list := range []string{"inputs", "warnings"} {
		if got, ok := v[list].([]any); !ok || len(got) != 0 {
			t.Errorf("%s is %v, want an empty list", list, v[list])
		}
	}
	for _, s := range v["scenarios"].([]any) {
		for _, path := range strings.Fields(`scenario preset trials horizon_months percentiles_from metrics point_estimate.usd point_estimate.probability_enough
			contingency.p50 contingency.p80 contingency.p90 allocation.p50 allocation.p80 allocation.p90 expected_shortfall.p90
			probabilities.maintenance_exceeds_build probabilities.over_budget probabilities.never_live usd_per_1000_requests
			lifetime_usd_per_training_usd drivers event_luck_share cashflow.monthly.mean cashflow.cumulative.p90 breakdown
			histogram.low histogram.high histogram.counts histogram.below histogram.above category_rank_correlation`) {
			at := s
			for key := range strings.SplitSeq(path, ".") {
				next, ok := at.(map[string]any)[key]
				if !ok {
					t.Fatalf("no key %s", path)
				}
				at = next
			}
		}
	}
	first := v["scenarios"].([]any)[0].(map[string]any)
	if got := first["probabilities"].(map[string]any)["never_live"]; got != nil {
		t.Errorf("NaN became %v, want null", got)
	}
	if got := first["histogram"].(map[string]any)["high"]; got != nil {
		t.Errorf("Inf became %v, want null", got)
	}
	comparison := v["comparisons"].([]any)[0].(map[string]any)
	if got, ok := comparison["break_even_month"].(map[string]any)["p90"]; !ok || got != nil {
		t.Errorf("a percentile that is missing became %v, want null", got)
	}
}

// TestJSONRoundTrip checks that numbers come back to the bit.
func TestJSONRoundTrip(t *testing.T) {
	r := fixture()
	m := &r.Scenarios[0].Metrics[0]
	copy(m.Percentiles, []float64{0.1, 1.0 / 3, 1e-320, math.MaxFloat64, 1e21, -123456.789})
	got := decoded(t, r)["scenarios"].([]any)[0].(map[string]any)["metrics"].(map[string]any)["total_usd"].(map[string]any)
	for i, key := range []string{"p1", "p5", "p10", "p15", "p20", "p25"} {
		if got[key].(float64) != m.Percentiles[i] {
			t.Errorf("%s: got %v, want %v", key, got[key], m.Percentiles[i])
		}
	}
	if got["p99"].(float64) != m.Percentiles[20] || got["mean"].(float64) != m.Mean {
		t.Error("p99 or mean differ")
	}
}

// TestBreakLines checks that line breaks change nothing but the looks, whatever the strings hold.
func TestBreakLines(t *testing.T) {
	for _, compact := range []string{`{}`, `[]`, `{"a":{},"b":[]}`, `{"a":"x,{\"y\":[1,2]}\\","b":[[1,2],{"c":{"d":[3,{"e":4}]}}]}`} {
		for levels := range 6 {
			var back bytes.Buffer
			if err := json.Compact(&back, breakLines([]byte(compact), levels)); err != nil || strings.TrimSpace(back.String()) != compact {
				t.Errorf("%d levels of %s: got %s, %v", levels, compact, back.String(), err)
			}
		}
	}
}

// TestEncodingIsThatOfTheLibrary: numbers and texts are written as encoding/json writes them.
func TestEncodingIsThatOfTheLibrary(t *testing.T) {
	for _, x := range []float64{0, math.Copysign(0, -1), 1, -1.5, 1e-6, 9.99e-7, -1e-9, 1e-10, 1e20, 1e21, -1.25e21, 1e100, 0.1, 1. / 3, 123456789.125,
		math.MaxFloat64, math.SmallestNonzeroFloat64} {
		got, err := encodeJSON([]figure{figure(x)})
		want, _ := json.Marshal([]float64{x + 0})
		if err != nil || string(got) != string(want) {
			t.Errorf("%v is written %s (%v), want %s", x, got, err, want)
		}
	}
	for _, text := range []string{"", "plain", `"quoted" \`, "<a & b>", "tab\tand\nline", "é", "\u2028", "\xff", "\x7f"} {
		got, err := encodeJSON(object{{text, text}})
		want, _ := json.Marshal(map[string]string{text: text})
		if err != nil || string(got) != string(want) {
			t.Errorf("%q is written %s (%v), want %s", text, got, err, want)
		}
	}
	if got, err := encodeJSON(object{{"a", object{}}, {"b", []object{}}, {"c", nil}, {"d", []int{1}}, {"e", figure(math.NaN())}}); err != nil ||
		string(got) != `{"a":{},"b":[],"c":null,"d":[1],"e":null}` {
		t.Errorf("%s (%v)", got, err)
	}
}

func BenchmarkJSON(b *testing.B) {
	r := &sim.Result{Scenarios: []*sim.ScenarioResult{fixture().Scenarios[0]}}
	for b.Loop() {
		if err := JSON(io.Discard, r, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
