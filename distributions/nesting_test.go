package distributions

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

var nestings = flag.Int("nestings", 300, "how many random cells TestRandomNestings tries")

// nester invents cells: families with parameters over many orders of magnitude, in compositions of compositions.
type nester struct{ *rand.Rand }

// between is spread evenly over the logarithm.
func (r nester) between(low, high float64) float64 {
	return low * math.Pow(high/low, r.Float64())
}

func (r nester) shift() float64 { return r.NormFloat64() * r.between(0.1, 100) }

func (r nester) family() string {
	a := r.shift()
	b := a + r.between(0.01, 100)
	c := b + r.between(0.01, 100)
	switch r.IntN(14) {
	case 0:
		return fmt.Sprintf("uniform(%.6g; %.12g)", a, b)
	case 1:
		return fmt.Sprintf("triangular(%.6g; %.12g; %.12g)", a, b, c)
	case 2:
		return fmt.Sprintf("pert(%.6g; %.12g; %.12g; %.3g)", a, b, c, r.between(0.3, 40))
	case 3:
		return fmt.Sprintf("normal(mean=%.6g; sd=%.3g)", a, r.between(0.001, 100))
	case 4:
		return fmt.Sprintf("lognormal(mu=%.3g; sigma=%.3g)", a/50, r.between(0.01, 5))
	case 5:
		return fmt.Sprintf("beta(alpha=%.3g; beta=%.3g)", r.between(0.03, 300), r.between(0.03, 300))
	case 6:
		return fmt.Sprintf("gamma(shape=%.3g; scale=%.3g)", r.between(0.01, 300), r.between(0.01, 10))
	case 7:
		return fmt.Sprintf("weibull(shape=%.3g; scale=%.3g)", r.between(0.1, 30), r.between(0.1, 100))
	case 8:
		return fmt.Sprintf("student_t(df=%.3g; location=%.4g; scale=%.3g)", r.between(1.2, 100), a, r.between(0.01, 10))
	case 9:
		return fmt.Sprintf("pareto(min=%.3g; alpha=%.3g)", r.between(0.1, 100), r.between(1.1, 20))
	case 10:
		return fmt.Sprintf("metalog(p10=%.6g; p50=%.12g; p90=%.12g)", a, a+(c-a)*(0.3+0.4*r.Float64()), c)
	case 11:
		return fmt.Sprintf("poisson(%.3g)", r.between(0.1, 3000))
	case 12:
		return fmt.Sprintf("binomial(%.0f; %.3g)", r.between(1, 3000), 0.01+0.98*r.Float64())
	}
	return "data(f.csv:x)"
}

func (r nester) cell(t *testing.T, depth int) string {
	if depth == 0 {
		return r.family()
	}
	inner := r.cell(t, depth-1)
	switch r.IntN(5) {
	case 0:
		return fmt.Sprintf("event(%.3g; %s)", r.between(0.01, 1), inner)
	case 1:
		p := 0.01 + 0.98*r.Float64()
		return fmt.Sprintf("mix(%.2f: %s; %.2f: %s)", p, inner, 1-p, r.cell(t, r.IntN(depth)))
	case 2:
		return fmt.Sprintf("%s * %.3g %+.4g", inner, r.between(0.01, 100)*float64(1-2*r.IntN(2)), r.shift())
	}
	d := parse(t, inner)
	low, high := d.Quantile(r.between(1e-6, 0.5)), d.Quantile(1-r.between(1e-6, 0.5))
	switch text := inner + " trunc["; {
	case !(low < high):
		return inner
	case r.IntN(3) == 0:
		return text + fmt.Sprintf("%.6g; ]", low)
	case r.IntN(2) == 0:
		return text + fmt.Sprintf("; %.6g]", high)
	default:
		return text + fmt.Sprintf("%.15g; %.15g]", low, high)
	}
}

// A search for cells that a table or a quantile misses: go test -run RandomNestings -nestings 10000 ./distributions.
func TestRandomNestings(t *testing.T) {
	r := nester{rand.New(rand.NewPCG(20, 26))}
	for range *nestings {
		cell := r.cell(t, 2)
		own, err := Parse(cell, testData)
		if err != nil {
			if message := err.Error(); !strings.Contains(message, "trunc") && !strings.Contains(message, "deep") {
				t.Errorf("%s: %v", cell, err)
			}
			continue
		}
		d := own.(law)
		if _, constant := IsConstant(d); constant {
			continue
		}
		checkDraws(t, &r, d)
	}
}

// checkDraws compares quantiles and table with the probabilities of a law at random scores.
func checkDraws(t *testing.T, r *nester, d law) {
	t.Helper()
	table := newDrawer(d)
	const n = 300
	var z, u, x, y [n]float64
	for i := range z {
		z[i] = (2*r.Float64() - 1) * 7
		u[i] = below(z[i])
	}
	table.fromScores(x[:], z[:])
	table.fromUniforms(y[:], u[:])
	for i, z := range z {
		p, q := below(z), below(-z)
		exact := d.inverse(p, q)
		for _, draw := range []struct {
			how               string
			x, p, q           float64
			absolute, ofTails float64
			grains            float64
		}{
			{"quantile", exact, p, q, 1e-10, 1e-6, 2}, {"score", x[i], p, q, 1e-9, 1e-6, 6}, {"uniform", y[i], u[i], 1 - u[i], 1e-9, 1e-6, 6},
		} {
			allowed := math.Min(draw.absolute, draw.ofTails*math.Min(draw.p, draw.q))
			if e := miss(d, draw.x, draw.p, draw.q, draw.grains); !(e <= allowed) {
				t.Errorf("%s: %s at score %v is %v, missing by %.2g, allowed %.2g (exact quantile %v)", d, draw.how, z, draw.x, e, allowed, exact)
				return
			}
		}
	}
}
