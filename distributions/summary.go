package distributions

// A Summary is what a cell is described by wherever it is listed.
type Summary struct {
	Cell            string // canonical
	Mean, SD        float64
	P5, Median, P95 float64
}

// Summarize returns the summary of d. Equal cells have theirs worked out once, as long as their table is remembered:
// the quantiles of some families take as long as all the rest of a row.
func Summarize(d Distribution) Summary {
	if _, constant := d.(Constant); constant {
		return summaryOf(d)
	}
	return Compile(d).known.or(func() Summary { return summaryOf(d) })
}

func summaryOf(d Distribution) Summary {
	return Summary{d.String(), d.Mean(), d.SD(), d.Quantile(0.05), Median(d), d.Quantile(0.95)}
}
