package estimates

import "math"

// A Driver tells what one uncertain input, cost or risk does to the total. Undefined numbers are NaN.
type Driver struct {
	LowUSD, HighUSD float64 // mean total in its lowest and highest tenth; of a risk: without it and with it
	VarianceShare   float64 // first-order share Var(E[total | it])/Var(total), in [0, 1]
	RankCorrelation float64 // Spearman's, with the total
}

// Drivers measures what drives a total, from the lifetimes at hand and no others. Ranks and moments of the total are
// taken once; then every input costs one pass. It works in the
// workspace's scratch, until the workspace's next NewDrivers: several goroutines need a workspace each, and may share a
// ranking.
//
// The first-order share comes from the partition of an input's range into strata, the classical correlation ratio
// (Pearson 1903; Plischke, Borgonovo and Smith 2013, "Global sensitivity measures from given data"). Its
// plain form, the variance between the strata's means, also counts the noise of these means: 0.1% of false share for
// every input at 65,536 trials and 88 strata. That noise is measured and taken out. Its textbook value (M − 1)/n is
// that of independent trials, and can be too large for an even design, which would hide small shares; so it comes
// from the spread of the strata's means between the 16 replicates (Cochran 1977, Sampling Techniques, chapter 6, the
// variance of a ratio). Independent trials are cut into 16 groups the same way.
//
// Rejected: EASI (Plischke 2010) and polynomial regression, which see only the slow part of an input's effect and
// miss the steep tail of a heavy one, where most of its variance is.
type Drivers struct {
	mean, variance  float64
	totals          []float64 // less their mean
	ranks           []float64 // of the totals, less the mean rank
	rankSpread      float64   // Σ ranks²
	uniform, normal partition
	cells           *[(math.MaxUint8 + 1) * Replicates]driverCell // by stratum and replicate
}

// A driverCell adds up the totals of one stratum and replicate.
type driverCell struct{ sum, count float64 }

// NewDrivers prepares to measure the drivers of a total. ranking is that of the total.
func (w *Workspace) NewDrivers(total []float64, ranking *Ranking) *Drivers {
	n := len(total)
	moments := MomentsOf(total)
	w.centered, w.centeredRanks = sized(w.centered, n), sized(w.centeredRanks, n)
	d := &Drivers{
		mean: moments.Mean, variance: moments.Variance(), totals: w.centered, ranks: w.centeredRanks,
		uniform: uniformPartition(n), normal: normalPartition(n), cells: &w.cells,
	}
	for i, y := range total {
		d.totals[i] = y - d.mean
		d.ranks[i] = ranking.MidRanks[i] - float64(n+1)/2
	}
	d.rankSpread = sumSquares(d.ranks, 0)
	return d
}

// Uniform measures an uncertain input or cost by its uniform, in (0, 1) by trial: the number whose quantile it took.
func (d *Drivers) Uniform(u []float64) Driver { return d.measure(u, d.uniform) }

// NormalScore is Uniform for an input given by its standard normal score.
func (d *Drivers) NormalScore(z []float64) Driver { return d.measure(z, d.normal) }

// Risk measures a risk by how often it occurred, by trial.
func (d *Drivers) Risk(occurrences []float64) Driver {
	return d.measure(occurrences, occurrencePartition(occurrences))
}

func (d *Drivers) measure(column []float64, p partition) Driver {
	clear(d.cells[:p.strata*Replicates])
	products := d.add(column, p)
	return Driver{
		LowUSD:          d.mean + d.meanOf(0, p.low),
		HighUSD:         d.mean + d.meanOf(p.strata-p.high, p.strata),
		VarianceShare:   d.share(p.strata),
		RankCorrelation: clamp(products/math.Sqrt(p.spread*float64(len(column))*d.rankSpread), -1, 1),
	}
}

// add counts the totals into cells. It returns Σ score·rank.
func (d *Drivers) add(column []float64, p partition) (products float64) {
	totals, ranks, sums := d.totals[:len(column)], d.ranks[:len(column)], d.cells
	cells, perUnit, offset := p.cells, p.perUnit, p.offset
	for i, x := range column {
		place := int(x*perUnit + offset)
		if uint(place) >= uint(len(cells)) {
			place = min(max(place, 0), len(cells)-1)
		}
		at := cells[place]
		cell := &sums[uint(at.stratum)*Replicates+uint(i)%Replicates]
		cell.sum += totals[i]
		cell.count++
		products += at.score * ranks[i]
	}
	return products
}

// meanOf is the mean of the centered totals of strata from ≤ j < to, NaN where there are none.
func (d *Drivers) meanOf(from, to int) float64 {
	var all driverCell
	for _, cell := range d.cells[from*Replicates : to*Replicates] {
		all.sum += cell.sum
		all.count += cell.count
	}
	return all.sum / all.count
}

// share is the variance between strata without the noise of their means, as a share of the total's.
func (d *Drivers) share(strata int) float64 {
	n := float64(len(d.totals))
	if !(d.variance > 0) || n < smallestSample {
		return math.NaN()
	}
	var between, noise float64
	var ofReplicate [Replicates]float64
	for j := range strata {
		var all driverCell
		cells := d.cells[j*Replicates:][:Replicates]
		filled := 0.0
		for r, cell := range cells {
			all.sum += cell.sum
			all.count += cell.count
			ofReplicate[r] += cell.sum
			if cell.count > 0 {
				filled++
			}
		}
		if all.count == 0 {
			continue
		}
		mean := all.sum / all.count
		between += all.sum * mean
		if filled < 2 {
			noise += d.variance
			continue
		}
		var residuals float64
		for _, cell := range cells {
			e := cell.sum - mean*cell.count
			residuals += e * e
		}
		noise += residuals / all.count * filled / (filled - 1)
	}
	// The pooled mean, too, follows the noise of the strata's.
	var common float64
	for _, sum := range ofReplicate {
		common += sum * sum
	}
	common *= Replicates / (Replicates - 1.0) / n
	return clamp((between-noise+common)/n/d.variance, 0, 1)
}
