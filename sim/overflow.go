package sim

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"finetco/sim/lifetime"
)

// mostUSD bounds the amounts and the requests that are reckoned with, either way. It is far beyond any money, and low
// enough for the squares of a billion of them to be summed.
const mostUSD = 1e130

// An OverflowError tells of a lifetime, or of the point estimate, that comes to more than can be reckoned with. There is
// then no result: to leave such lifetimes out would be to hide the dearest.
type OverflowError struct {
	Scenario string
	Trial    int    // −1 for the point estimate
	Output   string // that is too large
	Extremes []DrawnLine
}

func (e *OverflowError) Error() string {
	where := fmt.Sprintf("trial %d", e.Trial)
	if e.Trial < 0 {
		where = "the point estimate"
	}
	extremes := make([]string, len(e.Extremes))
	for i, x := range e.Extremes {
		extremes[i] = fmt.Sprintf("%s = %.4g", x.Name, x.Value)
	}
	return fmt.Sprintf("scenario %q: %s is too large to reckon with in %s; look at its most extreme values: %s",
		e.Scenario, e.Output, where, strings.Join(extremes, ", "))
}

// overflows reports whether the output's value is none to reckon with. Go-live may be as late as it likes, and is never
// squared as it is; a hidden share may be undefined.
func overflows(output int, value float64) bool {
	switch output {
	case lifetime.GoLiveMonth:
		return math.IsInf(value, 0) || math.IsNaN(value)
	case lifetime.HiddenShare:
		return math.Abs(value) > mostUSD
	}
	return !(math.Abs(value) <= mostUSD)
}

// telling are the outputs of which one is too large, or no number, whenever any other is: savings that cancel such an
// amount to the last digit are those of the point estimate too, of which every output is looked at.
var telling = []int{lifetime.TotalUSD, lifetime.NPVUSD, lifetime.GoLiveMonth}

// checkTrials looks for an overflow in some outputs of the trials first, first + 1, … as the streams have them.
func (m *Model) checkTrials(s *streams, first int, outputs []int, columns [][]float64) error {
	for k, output := range outputs {
		for i, value := range columns[k] {
			if overflows(output, value) {
				return m.overflow(m.explain(s, first+i), output)
			}
		}
	}
	return nil
}

// checkExplanation looks for an overflow in a lifetime by itself.
func (m *Model) checkExplanation(e *Explanation) error {
	for output, value := range e.Outputs {
		if overflows(output, value) {
			return m.overflow(e, output)
		}
	}
	return nil
}

// checkPoint looks for an overflow in the point estimate.
func (m *Model) checkPoint() error {
	outputs, _ := m.Point()
	for output, value := range outputs {
		if overflows(output, value) {
			return m.overflow(m.ExplainPoint(), output)
		}
	}
	return nil
}

// overflow names what is farthest from 1 of what a lifetime drew: at least one value, and others that could have a part
// in it.
func (m *Model) overflow(e *Explanation, output int) error {
	var drawn []DrawnLine
	for _, input := range e.Inputs {
		drawn = append(drawn, DrawnLine{input.Name, input.Value})
	}
	for _, cost := range e.Costs {
		drawn = append(drawn, DrawnLine{fmt.Sprintf("usd of cost %q", cost.Name), cost.Value})
	}
	for _, strike := range e.Story.Strikes {
		name := m.Scenario.Risks[strike.Risk].Name
		drawn = append(drawn,
			DrawnLine{fmt.Sprintf("usd of risk %q", name), strike.USD},
			DrawnLine{fmt.Sprintf("delay_months of risk %q", name), strike.DelayMonths})
	}
	distance := func(x DrawnLine) float64 {
		if x.Value == 0 {
			return 0
		}
		return math.Abs(math.Log10(math.Abs(x.Value)))
	}
	slices.SortStableFunc(drawn, func(a, b DrawnLine) int { return cmp.Compare(distance(b), distance(a)) })
	const most, apart = 3, 10 // values, and powers of ten
	extremes := drawn[:1]
	for len(extremes) < most && distance(drawn[len(extremes)]) >= apart {
		extremes = drawn[:len(extremes)+1]
	}
	return &OverflowError{e.Scenario, e.Trial, e.Names[output], slices.Clone(extremes)}
}
