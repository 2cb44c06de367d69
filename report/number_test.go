package report

import (
	"math"
	"testing"
)

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		usd  float64
		want string
	}{
		{0, "$0"}, {math.Copysign(0, -1), "$0"}, {0.00123, "$0.0012"}, {0.5, "$0.50"}, {13.2, "$13.20"}, {999.4, "$999.40"}, {999.996, "$1,000"}, {1234, "$1,234"},
		{9999, "$10.0k"}, {12345, "$12.3k"}, {81_349, "$81.3k"}, {250_000, "$250k"}, {999_499, "$999k"}, {999_960, "$1.00M"}, {1_274_999, "$1.27M"},
		{-470_000, "-$470k"}, {12.74e6, "$12.7M"}, {1e12, "$1.00T"}, {999.9e12, "$1.00e15"}, {3.2e15, "$3.20e15"}, {-4.56e16, "-$45.6e15"}, {1.23e130, "$12.3e129"}, {1.7e308, "$170e306"}, {math.NaN(), "–"}, {math.Inf(-1), "-$∞"},
	} {
		if got := Money(c.usd); got != c.want {
			t.Errorf("Money(%v) = %s, want %s", c.usd, got, c.want)
		}
	}
}

// TestScale checks figures that are read together.
func TestScale(t *testing.T) {
	millions := scaleOf(1.25e6)
	for want, usd := range map[string]float64{"$1.25M": 1.25e6, "$0.81M": 812e3, "$99.4k": 99.4e3, "$0.10M": 99.6e3, "$3,200": 3200, "$12.3k": 12.3e3, "-$0.15M": -150e3, "$2.00e18": 2e18, "$1.80B": 1.8e9, "$13.20": 13.2} {
		if got := millions.Money(usd); got != want {
			t.Errorf("beside $1.25M, %v is %s, want %s", usd, got, want)
		}
	}
	if got := scaleOf(169e3).Money(4800); got != "$4,800" {
		t.Errorf("beside $169k, 4800 is %s, want $4,800", got)
	}
	if got := scaleOf(888e3).Money(999_960); got != "$1.00M" {
		t.Errorf("beside $888k, 999960 is %s, want $1.00M", got)
	}
}

func TestRoundMoney(t *testing.T) {
	for want, usd := range map[string]float64{"$50k": 50e3, "$2.5M": 2.5e6, "$2.50": 2.5, "$500.00": 500, "$33.9k": 33_912, "$100k": 100e3} {
		if got := roundMoney(usd); got != want {
			t.Errorf("roundMoney(%v) = %s, want %s", usd, got, want)
		}
	}
}

// TestGrouped: no figure is longer than what is known of it, and nothing has no sign.
func TestGrouped(t *testing.T) {
	for _, c := range []struct {
		x        float64
		decimals int
		want     string
	}{
		{1234.567, 2, "1,234.57"}, {-0.04, 1, "0.0"}, {-0.06, 1, "-0.1"}, {-0.4, 0, "0"}, {math.Copysign(0, -1), 0, "0"},
		{999_999_999_999_999, 0, "999,999,999,999,999"}, {1e15, 2, "1.00e15"}, {-1.7e308, 2, "-1.70e308"}, {math.NaN(), 2, "–"}, {math.Inf(-1), 0, "-∞"},
	} {
		if got := grouped(c.x, c.decimals); got != c.want {
			t.Errorf("grouped(%v, %d) = %s, want %s", c.x, c.decimals, got, c.want)
		}
	}
}

func TestPercent(t *testing.T) {
	for want, fraction := range map[string]float64{
		"0%": 0, "<0.1%": 1e-9, "0.4%": 0.004, "1%": 0.0096, "3%": 0.032, "32%": 0.32, "99%": 0.99, "99.4%": 0.994, ">99.9%": 0.9999, "100%": 1, "–": math.NaN(), "-12%": -0.12, "340%": 3.4,
	} {
		if got := Percent(fraction); got != want {
			t.Errorf("Percent(%v) = %s, want %s", fraction, got, want)
		}
	}
}

func TestColumnScale(t *testing.T) {
	for _, c := range []struct {
		figures []float64
		want    string // unit and the first figure
	}{
		{[]float64{13.2, 1}, "$ 13.20"}, {[]float64{9999}, "$ 9,999"}, {[]float64{12345}, "$k 12.3"}, {[]float64{931e3, 1_828_000}, "$k 931"},
		{[]float64{-931e3, 9.4e6}, "$k -931"}, {[]float64{12.3e6}, "$M 12.3"}, {[]float64{math.NaN(), 5}, "$ –"}, {[]float64{0}, "$ 0"}, {[]float64{113, 1_828_000}, "$k 0.1"}, {[]float64{13, 1_828_000}, "$k 0.0"}, {[]float64{3e15}, "$T 3,000"}, {[]float64{3e18}, "$e15 3,000"}, {[]float64{3e306}, "$e303 3,000"},
	} {
		s := columnScale(5, c.figures)
		if got := s.name() + " " + s.figure(c.figures[0]); got != c.want {
			t.Errorf("%v: got %s, want %s", c.figures, got, c.want)
		}
	}
}

// TestTicks checks that marks are round, rising, told apart and few, over 18 orders of magnitude.
func TestTicks(t *testing.T) {
	for exponent := -6; exponent <= 12; exponent++ {
		for _, r := range [][2]float64{{0, 1}, {0, 3.37}, {0.2, 9.9}, {-4, 7}, {1, 1.01}, {-2, -1.9}} {
			size := math.Pow10(exponent)
			low, high := r[0]*size, r[1]*size
			ticks := moneyTicks{8, scaleOf(high).unit}.Ticks(low, high)
			if len(ticks) < 2 || len(ticks) > 8 {
				t.Errorf("[%g, %g]: %d marks", low, high, len(ticks))
			}
			for i, tick := range ticks {
				if tick.Value < low-1e-9*size || tick.Value > high+1e-9*size {
					t.Errorf("[%g, %g]: mark at %g", low, high, tick.Value)
				}
				if i > 0 && (tick.Value <= ticks[i-1].Value || tick.Label == ticks[i-1].Label) {
					t.Errorf("[%g, %g]: marks %v and %v", low, high, ticks[i-1], tick)
				}
			}
		}
	}
	for _, r := range [][2]float64{{1, 1}, {2, 1}, {math.NaN(), 1}, {0, math.Inf(1)}} {
		if ticks := (moneyTicks{8, units[0]}).Ticks(r[0], r[1]); len(ticks) != 0 {
			t.Errorf("%v: marks %v", r, ticks)
		}
	}
}
