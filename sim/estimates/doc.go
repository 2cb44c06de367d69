// Package estimates turns columns of simulated numbers into estimates with their errors. A column holds one output, by
// trial; trial i of a replicated design (Sobol', Latin hypercube) belongs to replicate i mod 16. The package knows
// nothing of scenarios, money or files, and draws no random numbers.
//
// The way through, for one scenario:
//
//	var w Workspace                                          // scratch, one for each goroutine
//	s := w.Summarize(Replicated(column), levels)             // each output: moments, percentiles, intervals
//	w.Rank(&ranking, total)                                  // the total, once, for
//	w.Allocate(s.P80, &ranking, 80, categories)              //   what a percentile is made of,
//	w.ExpectedShortfall(total, &ranking)                     //   its worst tenth, and
//	d := w.NewDrivers(total, &ranking)                       //   what drives it:
//	ScorePlaces(places, z)                                   //   each input, cost and risk
//	d.NormalScore(&w, places), d.Uniform(&w, places), d.Risk(&w, occurrences)
//	ranking.Histogram(total), w.Fans(monthly), w.RankCorrelations(categories)
//
// and for two: Workspace.Compare and Workspace.BreakEven.
//
// Columns are whole and exact up to 2^18 trials. For more there is Sketch, whose counts merge in any order, beside
// ReplicateMoments, merged in block order; Sketch.Summarize makes the same Summary of them. PrecisionReached reads either.
//
// Undefined numbers are NaN: a standard deviation of one trial, an interval that a small sample cannot give, a rank
// correlation with a constant. Columns hold finite numbers; Sample.Defined drops the NaN of outputs that document them.
package estimates
