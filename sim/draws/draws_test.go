package draws

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// falsePositives is the probability that a statistical test here fails although all is well, had its seed been drawn.
const falsePositives = 1e-9

// dkw returns the largest distance between the CDF of n independent uniforms and the identity that the
// Dvoretzky–Kiefer–Wolfowitz inequality leaves to chance.
func dkw(n int) float64 { return math.Sqrt(math.Log(2/falsePositives) / (2 * float64(n))) }

// distance returns the Kolmogorov–Smirnov distance of a sample from the uniform distribution.
func distance(sample []float64) float64 {
	sorted := slices.Sorted(slices.Values(sample))
	n := float64(len(sorted))
	d := 0.0
	for i, u := range sorted {
		d = max(d, u-float64(i)/n, float64(i+1)/n-u)
	}
	return d
}

// chanceCorrelation bounds the sample correlation of n independent pairs of uniforms: 6.11 standard errors.
func chanceCorrelation(n int) float64 { return 6.11 / math.Sqrt(float64(n)) }

// correlation returns the sample correlation of uniforms, whose mean and variance are known.
func correlation(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += (a[i] - 0.5) * (b[i] - 0.5)
	}
	return 12 * sum / float64(len(a))
}

// filled returns the uniforms of the first n trials.
func filled(s Stream, n int) []float64 {
	u := make([]float64, n)
	s.Fill(u, 0)
	return u
}

// kinds are a stream of each way to make one.
var kinds = []struct {
	design Design
	name   string
}{
	{Random, "input/examples"},
	{Sobol, "common"},
	{Sobol, "input/examples"},
	{Sobol, "risk/a leak/occurs"},
	{LatinHypercube, "input/examples"},
}

func forKinds(t *testing.T, test func(t *testing.T, design Design, name string)) {
	for _, kind := range kinds {
		t.Run(fmt.Sprintf("%s of %s", kind.name, kind.design), func(t *testing.T) { test(t, kind.design, kind.name) })
	}
}

func TestFillEqualsAt(t *testing.T) {
	forKinds(t, func(t *testing.T, design Design, name string) {
		stream := NewSource(design, 7).Stream(name)
		for _, first := range []uint64{0, 1, 15, 16, 17, 1000, 1008, 1023, 1024, 1e9 - 5, 1<<36 - 3, 1<<60 + 9} {
			for _, n := range []int{0, 1, 2, 15, 16, 17, 100, 1024, 1500} {
				block := make([]float64, n)
				stream.Fill(block, first)
				for j, u := range block {
					if want := stream.At(first + uint64(j)); u != want {
						t.Fatalf("Fill from %d over %d trials gives %v to trial %d, At %v", first, n, u, first+uint64(j), want)
					}
				}
			}
		}
	})
}

func TestFillDoesNotAllocate(t *testing.T) {
	forKinds(t, func(t *testing.T, design Design, name string) {
		stream := NewSource(design, 7).Stream(name)
		block := make([]float64, 300)
		if n := testing.AllocsPerRun(10, func() { stream.Fill(block, 5) }); n != 0 {
			t.Errorf("%v allocations", n)
		}
	})
}

func TestUniformsAreUniform(t *testing.T) {
	const n = 1 << 18
	forKinds(t, func(t *testing.T, design Design, name string) {
		u := filled(NewSource(design, 1).Stream(name), n)
		if d, chance := distance(u), dkw(n); d > chance {
			t.Errorf("seed 1: distance from uniform %.5f, by chance up to %.5f", d, chance)
		}
		// The digits from the 31st on: what a point's own digits do not reach is filled as well.
		for i := range u {
			_, u[i] = math.Modf(u[i] * 0x1p30)
		}
		if d, chance := distance(u), dkw(n); d > chance {
			t.Errorf("seed 1: distance of the low digits from uniform %.5f, by chance up to %.5f", d, chance)
		}
	})
}

// TestTrialIsUniformOverSeeds looks at the other margin: one trial under many seeds.
func TestTrialIsUniformOverSeeds(t *testing.T) {
	const n = 1 << 15
	forKinds(t, func(t *testing.T, design Design, name string) {
		for _, trial := range []uint64{0, 1, 16 * 5} {
			u := make([]float64, n)
			for seed := range u {
				u[seed] = NewSource(design, uint64(seed)).Stream(name).At(trial)
			}
			if d, chance := distance(u), dkw(n); d > chance {
				t.Errorf("trial %d: distance from uniform %.5f, by chance up to %.5f", trial, d, chance)
			}
			if r, chance := correlation(u[1:], u[:n-1]), chanceCorrelation(n-1); math.Abs(r) > chance {
				t.Errorf("trial %d: adjacent seeds correlate at %.5f, by chance up to %.5f", trial, r, chance)
			}
		}
	})
}

// TestStreamsAreUnrelated correlates whole replicates' worth of points: neighbors in seed, names that differ by a byte,
// the same name under another design.
func TestStreamsAreUnrelated(t *testing.T) {
	const n = 1 << 18
	base := filled(NewSource(Random, 1).Stream("input/examples"), n)
	for label, other := range map[string]Stream{
		"next seed":          NewSource(Random, 2).Stream("input/examples"),
		"last seed":          NewSource(Random, 1<<53-1).Stream("input/examples"),
		"one byte":           NewSource(Random, 1).Stream("input/examplet"),
		"one byte more":      NewSource(Random, 1).Stream("input/examples "),
		"empty name":         NewSource(Random, 1).Stream(""),
		"sobol":              NewSource(Sobol, 1).Stream("input/examples"),
		"lhs":                NewSource(LatinHypercube, 1).Stream("input/examples"),
		"sobol, other":       NewSource(Sobol, 1).Stream("risk/x/usd"),
		"seed into the name": NewSource(Random, 0).Stream("\x01input/examples"),
	} {
		u := filled(other, n)
		if r, chance := correlation(base, u), chanceCorrelation(n); math.Abs(r) > chance {
			t.Errorf("%s: correlation %.5f, by chance up to %.5f", label, r, chance)
		}
		for _, lag := range []int{1, 2, 16, 1024} {
			if r, chance := correlation(base[lag:], u[:n-lag]), chanceCorrelation(n-lag); math.Abs(r) > chance {
				t.Errorf("%s, lag %d: correlation %.5f, by chance up to %.5f", label, lag, r, chance)
			}
		}
	}
	for _, lag := range []int{1, 2, 3, 16, 17, 1024} {
		if r, chance := correlation(base[lag:], base[:n-lag]), chanceCorrelation(n-lag); math.Abs(r) > chance {
			t.Errorf("lag %d: serial correlation %.5f, by chance up to %.5f", lag, r, chance)
		}
	}
}

// TestRandomFillsTheCube counts triples of neighbors and of streams in 16³ boxes.
func TestRandomFillsTheCube(t *testing.T) {
	const n, side = 1 << 19, 16
	box := func(u float64) int { return int(u * side) }
	a := filled(NewSource(Random, 1).Stream("input/a"), n+2)
	b := filled(NewSource(Random, 1).Stream("input/b"), n)
	c := filled(NewSource(Random, 2).Stream("input/a"), n)
	neighbors, streams := make([]int, side*side*side), make([]int, side*side*side)
	for i := range n {
		neighbors[(box(a[i])*side+box(a[i+1]))*side+box(a[i+2])]++
		streams[(box(a[i])*side+box(b[i]))*side+box(c[i])]++
	}
	checkEqualCounts(t, "neighbors", neighbors)
	checkEqualCounts(t, "streams", streams)
}

// TestPinned holds the draws that published results were made of. It fails when any change moves them, which then
// needs a reason and a line in the release notes.
func TestPinned(t *testing.T) {
	for _, test := range []struct {
		design Design
		name   string
		want   [3]float64 // of trials 0, 1 and 1000 under seed 1
	}{
		{Random, "input/examples", [3]float64{0.6733922586735986, 0.6346130191372715, 0.3746829192400686}},
		{Sobol, "common", [3]float64{0.3938934635404606, 0.5939465542766523, 0.29163053539580164}},
		{Sobol, "input/examples", [3]float64{0.8018978083060501, 0.5460744419621723, 0.12252616421558604}},
		{Sobol, "risk/a leak/occurs", [3]float64{0.1526076166670961, 0.2761293596088462, 0.944259534638446}},
		{LatinHypercube, "input/examples", [3]float64{0.8253163325823832, 0.4700749702988024, 0.6563791752626823}},
	} {
		stream := NewSource(test.design, 1).Stream(test.name)
		if got := [3]float64{stream.At(0), stream.At(1), stream.At(1000)}; got != test.want {
			t.Errorf("%s of %s: got %v, want %v", test.name, test.design, got, test.want)
		}
	}
}

// TestRenewedChangesOneStream, under every design.
func TestRenewedChangesOneStream(t *testing.T) {
	for _, design := range Designs() {
		source := NewSource(design, 1)
		other := source.Renewed("input/examples")
		if same := other.Stream("input/labeling_rate").At(3); same != source.Stream("input/labeling_rate").At(3) {
			t.Errorf("%s: another stream has changed to %v", design, same)
		}
		a, b := filled(source.Stream("input/examples"), 1<<16), filled(other.Stream("input/examples"), 1<<16)
		if r, chance := correlation(a, b), chanceCorrelation(len(a)); math.Abs(r) > chance {
			t.Errorf("%s: the stream drawn anew correlates with the old one at %.5f, by chance up to %.5f", design, r, chance)
		}
	}
}

func TestOpenStaysOpen(t *testing.T) {
	for bits, want := range map[uint64]float64{0: 0x1p-53, 1 << 63: 0.5 + 0x1p-53, math.MaxUint64: 1 - 0x1p-53} {
		if got := open(bits); got != want {
			t.Errorf("open(%#x) = %v, want %v", bits, got, want)
		}
	}
}

func TestNewSourceRefusesUnknownDesign(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error(`NewSource("halton", 1) does not panic`)
		}
	}()
	NewSource("halton", 1)
}
