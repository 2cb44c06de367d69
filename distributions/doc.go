// Package distributions reads cells such as
//
//	25    $1,200    15%    20 to 40    pert(20; 40; 110)    event(20%; 5k to 50k)
//
// as distributions, and prints them back. A distribution knows its quantiles, probabilities, moments and support; it
// draws no random numbers. Whoever simulates hands in uniforms, or correlated normal scores, and gets quantiles.
//
// # The way through
//
// [Parse] turns a cell into a [Distribution] or says, at a byte offset and with a suggestion, why not. [Restrict] holds
// it to the domain of its input. [Compile] makes a [Table], from which a column of draws is looked up block by block:
//
//	d, err := distributions.Parse("lognormal(p10=2000; p90=20000)", nil)
//	d, err = distributions.Restrict(d, distributions.Domain{Min: 0, Max: math.Inf(1)})
//	table := distributions.Compile(d)
//	table.FromUniforms(draws, uniforms)
//
// # Cells
//
// Arguments are separated by ; or , (inside parentheses a comma always separates). Names are read in any case. Numbers
// are written 25, 1_200, 1,200 (outside parentheses), $1,200, 20k, 1.2M, 15%, 1e-3, -40%. Families:
//
//	20 to 40                                     lognormal with P5 = 20 and P95 = 40
//	uniform(min; max)
//	triangular(min; mode; max)                   or triangular(p10=…; mode=…; p90=…): any two percentiles
//	pert(min; mode; max[; lambda])               or pert(p10=…; mode=…; p90=…[; lambda=…]); lambda is 4
//	normal(mean=…; sd=…)                         or two percentiles
//	lognormal(mean=…; sd=…)                      or mu=, sigma= or median=, sigma= or two percentiles
//	beta(alpha=…; beta=…[; min=…; max=…])        on [0, 1] unless min or max is given
//	gamma(shape=…; scale=…)                      or mean=, sd=
//	weibull(shape=…; scale=…)                    exponential(mean=…)
//	student_t(df=…; location=…; scale=…)         pareto(min=…; alpha=…)
//	poisson(mean)   binomial(n; p)   bernoulli(p)   discrete(value: weight; value: weight; …)
//	metalog(p10=…; p50=…; p90=…[; min=…; max=…]) through three percentiles
//	data(file.csv:column)                        measured values, interpolated
//
// and what composes them, to a depth of 8, operators from left to right:
//
//	event(20%; DIST)              DIST with probability 20%, else 0
//	mix(0.7: DIST; 0.3: DIST)     one of them
//	DIST trunc[a; b]              given a ≤ X ≤ b; either bound may be missing
//	DIST * 1.3   1.3 * DIST   DIST / 2   DIST + 5   DIST - 5
//
// A range a to b stands in parentheses before an operator: (20 to 40) * 1.3. String prints the canonical cell, which reads
// back as an equal distribution.
//
// # Accuracy
//
// Quantile and CDF invert each other within 1e-10, and within 1e-6 of the smaller tail, from 1e-12 to 1 − 1e-12, or as
// close as the floats around the quantile allow; Survival is exact in the upper tail. Moments are good to 1e-8. A table is
// within 1e-9 of u and within 1e-6 of min(u, 1 − u), or a few neighboring floats (or 3e-151, next to 0); beyond 3e-7 it gives the exact quantile.
// Quantiles of distributions with atoms are inf{x : CDF(x) ≥ p}, in tables too.
package distributions
