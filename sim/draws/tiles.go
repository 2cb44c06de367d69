package draws

// tilePoints is the number of points that replicated designs make at a time: a replicate's keys stay in registers
// while it runs through them, and what consecutive indices share is worked out once.
const tilePoints = 64

// A replicated is a design that runs in 16 replicates.
type replicated interface {
	at(trial uint64) float64
	// tile sets dst[16·j + r] to the uniform of point index + j in replicate r, for all replicates. dst holds whole
	// points, and none beyond the next index that tilePoints divides.
	tile(dst []float64, index uint64)
}

// fillTiles fills dst by tiles, and trial by trial where a block begins or ends within a point.
func fillTiles[R replicated](design R, dst []float64, first uint64) {
	for len(dst) > 0 {
		if first%Replicates != 0 || len(dst) < Replicates {
			dst[0] = design.at(first)
			dst, first = dst[1:], first+1
			continue
		}
		index := first / Replicates
		points := min(len(dst)/Replicates, tilePoints-int(index%tilePoints))
		n := points * Replicates
		design.tile(dst[:n], index)
		dst, first = dst[n:], first+uint64(n)
	}
}
