package distributions

import (
	"slices"
	"strings"
)

// usage shows how each family is written; it stands in error messages and, as text, in the guide.
var usage = map[string]string{
	"bernoulli":   "bernoulli(p)",
	"beta":        "beta(alpha=…; beta=…) with optional min=…; max=…",
	"binomial":    "binomial(n; p)",
	"data":        "data(file.csv:column)",
	"discrete":    "discrete(value: weight; value: weight; …)",
	"event":       "event(20%; DISTRIBUTION)",
	"exponential": "exponential(mean=…)",
	"gamma":       "gamma(shape=…; scale=…) or gamma(mean=…; sd=…)",
	"lognormal":   "lognormal(mean=…; sd=…), (mu=…; sigma=…), (median=…; sigma=…) or two percentiles, (p10=…; p90=…)",
	"metalog":     "metalog(p10=…; p50=…; p90=…) with optional min=…; max=…",
	"mix":         "mix(0.7: DISTRIBUTION; 0.3: DISTRIBUTION)",
	"normal":      "normal(mean=…; sd=…) or two percentiles, normal(p10=…; p90=…)",
	"pareto":      "pareto(min=…; alpha=…)",
	"pert":        "pert(min; mode; max) with optional lambda, or pert(p10=…; mode=…; p90=…)",
	"poisson":     "poisson(mean)",
	"student_t":   "student_t(df=…; location=…; scale=…)",
	"triangular":  "triangular(min; mode; max) or triangular(p10=…; mode=…; p90=…)",
	"uniform":     "uniform(min; max)",
	"weibull":     "weibull(shape=…; scale=…)",
}

var familyNames = func() []string {
	var names []string
	for name := range usage {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}()

// A form is one way to write a family: which arguments it takes and what they build.
type form struct {
	required    []string // in canonical order
	optional    []string // behind the required ones
	percentiles int      // how many pNN= besides
	byPlace     bool     // names may be left out, and are when printed
	build       func(given, cell) (law, *flaw)
}

// forms lists the families that take plain numbers.
var forms map[string][]form

func init() { // not a literal: the builders refer back to usage and match
	forms = map[string][]form{
		"uniform": {{required: []string{"min", "max"}, byPlace: true, build: buildUniform}},
		"triangular": {
			{required: []string{"min", "mode", "max"}, byPlace: true, build: buildTriangular},
			{required: []string{"mode"}, percentiles: 2, build: fitTriangular}},
		"pert": {
			{required: []string{"min", "mode", "max"}, optional: []string{"lambda"}, byPlace: true, build: buildPERT},
			{required: []string{"mode"}, optional: []string{"lambda"}, percentiles: 2, build: fitPERT}},
		"normal": {
			{required: []string{"mean", "sd"}, build: buildNormal},
			{percentiles: 2, build: fitNormal}},
		"lognormal": {
			{required: []string{"mean", "sd"}, build: buildLognormal},
			{required: []string{"mu", "sigma"}, build: buildLognormalLog},
			{required: []string{"median", "sigma"}, build: buildLognormalMedian},
			{percentiles: 2, build: fitLognormal}},
		"beta": {{required: []string{"alpha", "beta"}, optional: []string{"min", "max"}, build: buildBeta}},
		"gamma": {
			{required: []string{"shape", "scale"}, build: buildGamma},
			{required: []string{"mean", "sd"}, build: buildGammaMoments}},
		"weibull":     {{required: []string{"shape", "scale"}, build: buildWeibull}},
		"exponential": {{required: []string{"mean"}, build: buildExponential}},
		"student_t":   {{required: []string{"df", "location", "scale"}, build: buildStudentT}},
		"pareto":      {{required: []string{"min", "alpha"}, build: buildPareto}},
		"poisson":     {{required: []string{"mean"}, byPlace: true, build: buildPoisson}},
		"binomial":    {{required: []string{"n", "p"}, byPlace: true, build: buildBinomial}},
		"bernoulli":   {{required: []string{"p"}, byPlace: true, build: buildBernoulli}},
		"metalog":     {{optional: []string{"min", "max"}, percentiles: 3, build: buildMetalog}},
	}
}

// given is the arguments of a matched form, all of them named, in canonical order.
type given []argument

// get returns the argument called name.
func (g given) get(name string) (x float64, ok bool) {
	for _, a := range g {
		if a.name == name {
			return a.value, true
		}
	}
	return 0, false
}

// value returns the argument called name, which the form requires.
func (g given) value(name string) float64 {
	x, _ := g.get(name)
	return x
}

// A quantileAt is a value that a user stated for a percentile.
type quantileAt struct {
	name string  // p10
	p    float64 // 0.1
	x    float64
}

// percentiles returns the pNN arguments, ascending.
func (g given) percentiles() []quantileAt {
	var stated []quantileAt
	for _, a := range g {
		if percent, ok := percentile(a.name); ok {
			stated = append(stated, quantileAt{a.name, percent / 100, a.value})
		}
	}
	return stated
}

// canonical prints the call; the order is that of the form, a percentile before its mode.
func (g given) canonical(family string, f form) string {
	var b strings.Builder
	b.WriteString(family)
	b.WriteByte('(')
	for i, a := range g {
		if i > 0 {
			b.WriteString("; ")
		}
		if !f.byPlace {
			b.WriteString(a.name)
			b.WriteByte('=')
		}
		b.WriteString(formatNumber(a.value))
	}
	b.WriteByte(')')
	return b.String()
}

// match finds the form that the arguments fit and brings them into its order.
func match(family string, args []argument) (form, given, *flaw) {
	for _, f := range forms[family] {
		if g, ok := f.take(args); ok {
			return f, g, nil
		}
	}
	if misnamed := misnamedArgument(family, args); misnamed != nil {
		return form{}, nil, misnamed
	}
	wrong := wrongArguments(family)
	if first := forms[family][0]; len(args) > 0 && args[0].name == "" && !first.byPlace && len(args) == len(first.required) {
		wrong.message = "say which numbers these are: " + usage[family]
		wrong.mended = positional(family, first, args)
	}
	return form{}, nil, wrong
}

// positional writes bare arguments with the names of the form.
func positional(family string, f form, args []argument) string {
	var g given
	for i, a := range args {
		a.name = f.required[i]
		g = append(g, a)
	}
	return g.canonical(family, f)
}

// take brings the arguments into the form's order, or reports that they do not fit it.
func (f form) take(args []argument) (given, bool) {
	named := make([]argument, len(args))
	places := slices.Concat(f.required, f.optional)
	for i, a := range args {
		if a.name == "" {
			if !f.byPlace || i >= len(places) {
				return nil, false
			}
			a.name = places[i]
		}
		named[i] = a
	}
	var stated, rest []argument
	for _, a := range named {
		if _, ok := percentile(a.name); ok {
			stated = append(stated, a)
		} else {
			rest = append(rest, a)
		}
	}
	if len(stated) != f.percentiles {
		return nil, false
	}
	slices.SortFunc(stated, func(a, b argument) int {
		x, _ := percentile(a.name)
		y, _ := percentile(b.name)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	var ordered given
	if f.percentiles > 0 && len(f.required) > 0 {
		ordered, stated = append(ordered, stated[0]), stated[1:]
	}
	pick := func(name string) bool {
		for i, a := range rest {
			if a.name == name {
				ordered = append(ordered, a)
				rest = slices.Delete(slices.Clone(rest), i, i+1)
				return true
			}
		}
		return false
	}
	for _, name := range f.required {
		if !pick(name) {
			return nil, false
		}
	}
	ordered = append(ordered, stated...)
	for _, name := range f.optional {
		pick(name)
	}
	return ordered, len(rest) == 0
}

// argumentNames are those that some form of the family knows, percentiles apart.
func argumentNames(family string) []string {
	var names []string
	for _, f := range forms[family] {
		names = slices.Concat(names, f.required, f.optional)
	}
	return names
}
