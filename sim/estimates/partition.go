package estimates

import "math"

// A partition cuts the range of an input into strata. A value's place is its cell; the cell knows its stratum.
type partition struct {
	cells     []partitionCell
	spread    float64 // variance of the scores
	strata    int
	low, high int // the lowest and the highest tenth are made of the first low and the last high strata
}

// A partitionCell is a short range of values: so short that one score may stand for them.
type partitionCell struct {
	score   float64 // the rank of its values among all, as a fraction, less ½
	stratum uint8
}

const (
	// uniformCells is the number of cells of (0, 1).
	uniformCells = 1280
	// scoreCells is the number of cells of the standard normal scores, half of them below 0.
	scoreCells = 8 * 2 * 128
	// cellsToTenth is the number of cells from a score of 0 to normalTenth.
	cellsToTenth = 164
	// largestPartition is the number of equal strata for a large sample: fine enough for the curved effect of an
	// input (a full sine wave loses 0.1% of its share), coarse enough for the noise of their means.
	largestPartition = 80
	// fewest trials that a stratum is worth having for.
	fewest = 48
)

// uniformPartition cuts the range of a uniform for n trials. Strata are equally wide, except that the outermost on
// either side are halved again and again toward the end, as far as the sample allows: there the quantiles of a
// heavy-tailed input are steep.
func uniformPartition(n int) partition {
	equal := 10
	for equal < largestPartition && n >= 2*equal*fewest {
		equal *= 2
	}
	width := uniformCells / equal
	smallest := width
	for smallest > 1 && n*smallest >= 2*fewest*uniformCells {
		smallest /= 2
	}
	p := partition{spread: 1.0 / 12, cells: make([]partitionCell, uniformCells)}
	for cell := range p.cells {
		fromEnd := min(cell, uniformCells-cell)
		halving := fromEnd < width && fromEnd >= smallest && fromEnd&(fromEnd-1) == 0
		if cell > 0 && (cell%width == 0 || halving) {
			p.strata++
		}
		if cell == uniformCells/10 {
			p.low, p.high = p.strata, p.strata
		}
		p.cells[cell] = partitionCell{score: (float64(cell)+0.5)/uniformCells - 0.5, stratum: uint8(p.strata)}
	}
	p.strata++
	return p
}

// normalTenth is −Φ⁻¹(0.1): a tenth of all standard normal scores lies above it.
const normalTenth = 1.2815515655446004

// UniformPlaces writes the place of every uniform, in (0, 1), into dst: what Drivers.Uniform measures by. The columns are
// equally long.
func UniformPlaces(dst []uint16, uniforms []float64) {
	place(dst, uniforms, uniformCells, 0, uniformCells)
}

// ScorePlaces is UniformPlaces for standard normal scores and Drivers.NormalScore.
func ScorePlaces(dst []uint16, scores []float64) {
	place(dst, scores, cellsToTenth/normalTenth, scoreCells/2, scoreCells)
}

// place writes the cell of every value, ⌊x·perUnit + offset⌋, or the outermost.
func place(dst []uint16, values []float64, perUnit, offset float64, cells int) {
	dst = dst[:len(values)]
	done := 0
	if wide {
		done = placesWide(dst, values, perUnit, offset, cells-1)
	}
	for i, x := range values[done:] {
		dst[done+i] = uint16(min(max(int(x*perUnit+offset), 0), cells-1))
	}
}

// normalPartition is uniformPartition on the scale of standard normal scores. Its cells are as narrow as a 128th of a
// standard deviation, and the tenths end where cells do; other strata end at the nearest such place.
func normalPartition(n int) partition {
	uniform := uniformPartition(n)
	p := partition{spread: 1.0 / 12, cells: make([]partitionCell, scoreCells)}
	p.strata, p.low, p.high = uniform.strata, uniform.low, uniform.high
	for cell := range p.cells {
		z := (float64(cell) + 0.5 - scoreCells/2) / (cellsToTenth / normalTenth)
		u := math.Erfc(-z/math.Sqrt2) / 2
		p.cells[cell] = partitionCell{score: u - 0.5, stratum: uniform.cells[min(int(u*uniformCells), uniformCells-1)].stratum}
	}
	return p
}

// occurrencePartition makes a stratum of no occurrence, and of further numbers of occurrences as long as each holds
// enough lifetimes to be worth one.
func occurrencePartition(occurrences []uint16) partition {
	most := uint16(0)
	for _, k := range occurrences {
		most = max(most, k)
	}
	frequency := make([]int, int(most)+1)
	for _, k := range occurrences {
		frequency[k]++
	}
	p := partition{cells: make([]partitionCell, len(frequency))}
	enough := max(1, len(occurrences)/(2*largestPartition))
	below, inStratum := 0, 0
	for k, f := range frequency {
		middle := (float64(below) + float64(f)/2) / float64(len(occurrences))
		p.cells[k] = partitionCell{score: middle - 0.5, stratum: uint8(p.strata)}
		p.spread += (middle - 0.5) * (middle - 0.5) * float64(f) / float64(len(occurrences))
		below += f
		inStratum += f
		if inStratum >= enough || (k == 0 && f > 0) {
			p.strata, inStratum = p.strata+1, 0
		}
	}
	if inStratum > 0 {
		p.strata++
	}
	if frequency[0] > 0 {
		p.low = 1
	}
	p.high = p.strata - p.low
	return p
}
