package distributions

import (
	"fmt"
	"math"
)

// A Domain is the interval of values that an input can take. Min and Max belong to it unless infinite; MinOpen
// excludes Min: more than, not at least.
type Domain struct {
	Min, Max float64
	MinOpen  bool
}

// Contains reports whether x lies in the domain.
func (d Domain) Contains(x float64) bool {
	return x >= d.Min && x <= d.Max && !(d.MinOpen && x == d.Min)
}

// String says the domain in words: "at least 0", "more than 0 and at most 1".
func (d Domain) String() string {
	low, high := "at least ", ""
	if d.MinOpen {
		low = "more than "
	}
	switch {
	case math.IsInf(d.Min, -1) && math.IsInf(d.Max, 1):
		return "any number"
	case math.IsInf(d.Min, -1):
		return "at most " + formatNumber(d.Max)
	case !math.IsInf(d.Max, 1):
		high = " and at most " + formatNumber(d.Max)
	}
	return low + formatNumber(d.Min) + high
}

// fromTo says an interval in words: "from 1 to 2", "from 0 upward".
func fromTo(low, high float64) string {
	switch {
	case math.IsInf(low, -1) && math.IsInf(high, 1):
		return "over all numbers"
	case math.IsInf(low, -1):
		return "up to " + formatNumber(high)
	case math.IsInf(high, 1):
		return "from " + formatNumber(low) + " upward"
	}
	return "from " + formatNumber(low) + " to " + formatNumber(high)
}

// strayMass is how much of an unbounded family may lie outside a domain and be cut off without asking.
const strayMass = 1e-6

// Restrict checks that d lies in the domain. It returns d itself or, where a family that reaches to infinity has at most
// 1e-6 of its mass outside, d truncated, whose String shows the trunc[…]. A closed end that the user wrote may not
// touch an open bound. Otherwise the error is an *Error about the whole cell, with the mended cell if there is one.
func Restrict(d Distribution, dom Domain) (Distribution, error) {
	own, ok := d.(law)
	if !ok {
		return nil, &Error{Message: fmt.Sprintf("%s is no distribution of this package", d)}
	}
	low, high := d.Support()
	closedLow, _ := own.closed()
	touches := dom.MinOpen && low == dom.Min && closedLow
	if low >= dom.Min && high <= dom.Max && !touches {
		return d, nil
	}
	if value, constant := IsConstant(d); constant {
		return nil, dom.outside(own, "the value is "+formatNumber(value), "")
	}
	outside := dom.massOutside(own)
	cut := dom.cut(own, low, high, touches)
	if cut == nil {
		return nil, dom.outside(own, "it reaches "+fromTo(low, high), "")
	}
	unbounded := (low >= dom.Min || math.IsInf(low, -1)) && (high <= dom.Max || math.IsInf(high, 1)) && !touches
	if unbounded && outside <= strayMass {
		return cut, nil
	}
	share := fmt.Sprintf("%.2g%% of it lies outside", 100*outside)
	if outside > 0.99 {
		share = "nearly all of it lies outside"
	}
	if touches {
		share = "it touches " + formatNumber(low)
	}
	return nil, dom.outside(own, share, cut.String())
}

// massOutside is the probability of what the domain does not hold.
func (dom Domain) massOutside(d law) float64 {
	low, high := d.Support()
	outside := 0.0
	if low < dom.Min || dom.MinOpen && low == dom.Min {
		outside += d.CDF(dom.Min)
		if !dom.MinOpen {
			outside -= d.mass(dom.Min)
		}
	}
	if high > dom.Max {
		outside += d.Survival(dom.Max)
	}
	return outside
}

// cut truncates d to the domain on the sides where it leaves it, nil where that leaves nothing.
func (dom Domain) cut(d law, low, high float64, touches bool) law {
	a, b := math.Inf(-1), math.Inf(1)
	if low < dom.Min {
		a = dom.Min
	}
	if high > dom.Max {
		b = dom.Max
	}
	if touches || dom.MinOpen && d.mass(dom.Min) > 0 {
		return nil
	}
	return newTruncated(d, a, b)
}

// outside words the error. A percentage written without its sign is the likeliest mistake about a fraction: 2 or more where
// no input counted in fractions goes. A domain that is symmetric about 0 holds rank correlations, which are not written so.
func (dom Domain) outside(d law, what, mended string) *Error {
	e := &Error{Message: "want " + dom.String() + ", " + what, Suggestion: mended}
	const largestFraction, leastPercent = 10, 2 // 1000%, 2%
	if dom.Max > largestFraction || dom.Min == -dom.Max {
		return e
	}
	if value, constant := IsConstant(d); constant {
		if value >= leastPercent && dom.Contains(value/100) {
			e.Suggestion = formatNumber(value) + "%"
		}
		return e
	}
	low, high := d.Support()
	largest := high
	if math.IsInf(high, 1) {
		largest = d.Quantile(0.95)
	}
	scaled := newAffine(d, 0.01, 0)
	if largest < leastPercent || scaled == nil {
		return e
	}
	endless := math.IsInf(high-low, 1)
	switch stray := dom.massOutside(scaled); {
	case dom.Contains(low/100) && dom.Contains(high/100), endless && stray <= strayMass:
		e.Suggestion = scaled.String()
	case endless && stray <= 0.05:
		e.Suggestion = dom.cut(scaled, low/100, high/100, false).String()
	}
	return e
}

// Warnings says what a user should know about d although it can be used: that it has no standard deviation. (Fits meet the
// percentiles asked of them or are errors.)
func Warnings(d Distribution) []string {
	var warnings []string
	if math.IsNaN(d.SD()) {
		warnings = append(warnings, fmt.Sprintf("%s has no standard deviation: its tail is too heavy", d))
	}
	return warnings
}
