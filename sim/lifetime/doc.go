// Package lifetime is the arithmetic of one simulated project, docs/model.md line by line: it is staffed, labels data,
// trains, goes live, serves, drifts, retrains, and ends at the horizon.
//
// The way through, one file a step:
//
//	inputs.go    the inputs of a lifetime, under their catalog names
//	chance.go    the named streams of chance a lifetime draws from
//	build.go     from data to go-live: hours, months, the first model
//	events.go    what happens: misses and failures,
//	risks.go     risks,
//	retrains.go  retrains,
//	prices.go    the price walk
//	factors.go   what a month does to prices
//	ledger.go    the cost tables, month by month
//	outputs.go   what is reported of a lifetime
//
// Events are drawn apart from the ledger, so that the point estimate keeps the same books over expected events.
// Money is nominal USD, time is in months from kick-off, month m covers [m, m+1).
//
// For speed, a cohort of lifetimes goes through its events together (cohort.go), and their accounts are kept without
// ledgers (tally.go).
package lifetime
