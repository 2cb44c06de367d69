package distributions

import (
	"errors"
	"math"
	"testing"
)

var (
	inf      = math.Inf(1)
	anything = Domain{-inf, inf, false}
	money    = Domain{0, inf, false}
	above0   = Domain{0, inf, true}
	fraction = Domain{0, 1, false}
	some     = Domain{0, 1, true}
	rate     = Domain{-0.9, 10, false}
	rank     = Domain{-1, 1, false}
	common   = Domain{0, 0.9, false}
)

func TestRestrict(t *testing.T) {
	for _, c := range []struct {
		cell       string
		domain     Domain
		want       string // the cell that results, "" for an error
		suggestion string // of the error
	}{
		{"5", money, "5", ""},
		{"0", money, "0", ""},
		{"0", above0, "", ""},
		{"-5", money, "", ""},
		{"-5", anything, "-5", ""},
		{"22", fraction, "", "22%"},
		{"22", rate, "", "22%"},
		{"2200", fraction, "", ""},
		{"2", fraction, "", "2%"},
		{"1.5", fraction, "", ""},
		{"1.5", rank, "", ""},
		{"40", rank, "", ""},
		{"40", common, "", "40%"},
		{"1", common, "", ""},
		{"uniform(1; 1.9)", fraction, "", ""},
		{"-22", rate, "", ""},
		{"pert(15; 22; 30)", fraction, "", "pert(15; 22; 30) * 0.01"},
		{"15 to 30", fraction, "", "(15 to 30) * 0.01"},
		{"20 to 60", fraction, "", "(20 to 60) * 0.01 trunc[; 1]"},
		{"normal(mean=22; sd=3)", fraction, "", "normal(mean=22; sd=3) * 0.01"},
		{"event(20%; 15 to 30)", fraction, "", "event(0.2; 15 to 30) * 0.01"},
		{"pert(1%; 5%; 15%)", fraction, "pert(0.01; 0.05; 0.15)", ""},
		{"pert(0; 5; 15)", money, "pert(0; 5; 15)", ""},
		{"pert(0; 5; 15)", above0, "", ""},
		{"uniform(0; 0.5)", some, "", ""},
		{"beta(alpha=2; beta=3)", some, "beta(alpha=2; beta=3)", ""},
		{"beta(alpha=2; beta=3; min=0; max=1)", some, "", ""},
		{"5 to 10", above0, "5 to 10", ""},
		{"gamma(shape=2; scale=1)", above0, "gamma(shape=2; scale=1)", ""},
		{"normal(mean=5; sd=1)", money, "normal(mean=5; sd=1) trunc[0; ]", ""},
		{"normal(mean=5; sd=1)", above0, "normal(mean=5; sd=1) trunc[0; ]", ""},
		{"normal(mean=5; sd=1) trunc[0; ]", above0, "normal(mean=5; sd=1) trunc[0; ]", ""},
		{"normal(mean=5; sd=2)", money, "", "normal(mean=5; sd=2) trunc[0; ]"},
		{"discrete(1: 0.5; 3: 0.5) * -0.1 + 0.3", money, "", "discrete(1: 0.5; 3: 0.5) * -0.1 + 0.3 trunc[0; ]"},
		{"discrete(1: 0.5; 3: 0.5) * -0.1 + 0.3 trunc[0; ]", money, "discrete(1: 0.5; 3: 0.5) * -0.1 + 0.3 trunc[0; ]", ""},
		{"normal(mean=0.5; sd=0.05)", fraction, "normal(mean=0.5; sd=0.05) trunc[0; 1]", ""},
		{"normal(mean=0.5; sd=0.5)", fraction, "", "normal(mean=0.5; sd=0.5) trunc[0; 1]"},
		{"0.1 to 0.9", fraction, "", "(0.1 to 0.9) trunc[; 1]"},
		{"0.1 to 0.2", fraction, "(0.1 to 0.2) trunc[; 1]", ""},
		{"triangular(-1; 2; 3)", money, "", "triangular(-1; 2; 3) trunc[0; ]"},
		{"triangular(-1e-9; 2; 3)", money, "", "triangular(-1e-09; 2; 3) trunc[0; ]"},
		{"uniform(-2; -1)", money, "", ""},
		{"poisson(3)", above0, "", ""},
		{"poisson(3) trunc[1; ]", above0, "poisson(3) trunc[1; ]", ""},
		{"event(10%; uniform(1; 2))", money, "event(0.1; uniform(1; 2))", ""},
		{"event(10%; uniform(1; 2))", above0, "", ""},
		{"bernoulli(0.5)", fraction, "bernoulli(0.5)", ""},
		{"data(f.csv:x)", fraction, "", "data(f.csv:x) * 0.01"},
		{"student_t(df=3; location=5; scale=1)", money, "", "student_t(df=3; location=5; scale=1) trunc[0; ]"},
		{"gamma(shape=2; scale=1) * -1", money, "", ""},
	} {
		d, err := Restrict(parse(t, c.cell), c.domain)
		if c.want != "" {
			if err != nil || d.String() != c.want {
				t.Errorf("%s in %s gave %v, %v; want %s", c.cell, c.domain, d, err, c.want)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s in %s gave %v, want an error", c.cell, c.domain, d)
			continue
		}
		if e.Suggestion != c.suggestion {
			t.Errorf("%s in %s: %v; want suggestion %q", c.cell, c.domain, e, c.suggestion)
		}
		if e.Suggestion != "" {
			if again, err := Restrict(parse(t, e.Suggestion), c.domain); err != nil {
				t.Errorf("%s in %s: the suggestion %s is refused: %v", c.cell, c.domain, e.Suggestion, err)
			} else {
				roundTrip(t, again)
			}
		}
	}
}

func TestDomainContains(t *testing.T) {
	for _, c := range []struct {
		domain Domain
		x      float64
		want   bool
	}{{money, 0, true}, {above0, 0, false}, {above0, 1e-300, true}, {fraction, 1, true}, {fraction, 1.01, false}, {anything, -inf, true}, {money, math.NaN(), false}} {
		if got := c.domain.Contains(c.x); got != c.want {
			t.Errorf("%s contains %v: %v", c.domain, c.x, got)
		}
	}
}
