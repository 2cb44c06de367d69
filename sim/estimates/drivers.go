package estimates

import (
	"math"
	"slices"
)

// A Driver tells what one uncertain input, cost or risk does to the total. Undefined numbers are NaN.
type Driver struct {
	LowUSD, HighUSD float64 // mean total in its lowest and highest tenth; of a risk: without it and with it
	VarianceShare   float64 // first-order share Var(E[total | it])/Var(total), in [0, 1]
	RankCorrelation float64 // Spearman's, with the total
}

// Drivers measures what drives a total, from the lifetimes at hand and no others. Ranks and moments of the total are
// taken once; then every input costs one pass, over its places in its range (see UniformPlaces): they are a quarter of its
// values' memory, and all that is asked of them. It is immutable, and serves several goroutines that have a workspace
// each.
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
	ranks           []float32 // of the totals, less the mean rank: exact to 2^22 lifetimes
	rankSpread      float64   // Σ ranks²
	uniform, normal partition
}

// A driverCell adds up the totals of one stratum and replicate.
type driverCell struct {
	sum   float64
	count int
}

// driverCells are those of one driver, by stratum and replicate.
type driverCells [(math.MaxUint8 + 1) * Replicates]driverCell

// NewDrivers prepares to measure the drivers of a total. ranking is that of the total. What it returns stands in memory
// of the workspace, until its next NewDrivers.
func (w *Workspace) NewDrivers(total []float64, ranking *Ranking) *Drivers {
	n := len(total)
	moments := MomentsOf(total)
	w.centered, w.centeredRanks = sized(w.centered, n), sized(w.centeredRanks, n)
	d := &Drivers{
		mean: moments.Mean, variance: moments.Variance(), totals: w.centered, ranks: w.centeredRanks,
		uniform: uniformPartition(n), normal: normalPartition(n),
	}
	middle := float64(n+1) / 2
	for i, y := range total {
		rank := ranking.MidRanks[i] - middle
		d.totals[i], d.ranks[i] = y-d.mean, float32(rank)
		d.rankSpread += rank * rank
	}
	return d
}

// Uniform measures an uncertain input or cost by its uniform, the number whose quantile it took: by UniformPlaces of it.
func (d *Drivers) Uniform(w *Workspace, places []uint16) Driver {
	return d.measure(w, places, d.uniform)
}

// NormalScore is Uniform for an input given by its standard normal score: by ScorePlaces of it.
func (d *Drivers) NormalScore(w *Workspace, places []uint16) Driver {
	return d.measure(w, places, d.normal)
}

// Risk measures a risk by how often it occurred, by trial.
func (d *Drivers) Risk(w *Workspace, occurrences []uint16) Driver {
	return d.measure(w, occurrences, occurrencePartition(occurrences))
}

func (d *Drivers) measure(w *Workspace, places []uint16, p partition) Driver {
	cells := w.cells[:p.strata*Replicates]
	clear(cells)
	products := d.add(&w.cells, places, p.cells)
	return Driver{
		LowUSD:          d.mean + meanOf(cells[:p.low*Replicates]),
		HighUSD:         d.mean + meanOf(cells[len(cells)-p.high*Replicates:]),
		VarianceShare:   d.share(cells),
		RankCorrelation: clamp(products/math.Sqrt(p.spread*float64(len(places))*d.rankSpread), -1, 1),
	}
}

// add counts the totals into cells. It returns Σ score·rank, of even and odd trials apart: one addition need not wait for
// another.
func (d *Drivers) add(sums *driverCells, places []uint16, cells []partitionCell) float64 {
	totals, ranks := d.totals[:len(places)], d.ranks[:len(places)]
	var even, odd float64
	count := func(i int) float64 {
		at := &cells[places[i]]
		cell := &sums[uint(at.stratum)*Replicates+uint(i)%Replicates]
		cell.sum += totals[i]
		cell.count++
		return at.score * float64(ranks[i])
	}
	i := 0
	for ; i+1 < len(places); i += 2 {
		even += count(i)
		odd += count(i + 1)
	}
	if i < len(places) {
		even += count(i)
	}
	return even + odd
}

// meanOf is the mean of the centered totals in some cells, NaN where there are none.
func meanOf(cells []driverCell) float64 {
	var all driverCell
	for _, cell := range cells {
		all.sum += cell.sum
		all.count += cell.count
	}
	return all.sum / float64(all.count)
}

// share is the variance between strata without the noise of their means, as a share of the total's.
func (d *Drivers) share(cells []driverCell) float64 {
	n := float64(len(d.totals))
	if !(d.variance > 0) || n < smallestSample {
		return math.NaN()
	}
	var between, noise float64
	var ofReplicate [Replicates]float64
	for stratum := range slices.Chunk(cells, Replicates) {
		var all driverCell
		filled := 0.0
		for r, cell := range stratum {
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
		count := float64(all.count)
		mean := all.sum / count
		between += all.sum * mean
		if filled < 2 {
			noise += d.variance
			continue
		}
		var residuals float64
		for _, cell := range stratum {
			e := cell.sum - mean*float64(cell.count)
			residuals += e * e
		}
		noise += residuals / count * filled / (filled - 1)
	}
	// The pooled mean, too, follows the noise of the strata's.
	var common float64
	for _, sum := range ofReplicate {
		common += sum * sum
	}
	common *= Replicates / (Replicates - 1.0) / n
	return clamp((between-noise+common)/n/d.variance, 0, 1)
}
