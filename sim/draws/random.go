package draws

// counter is the design random: the uniform of a trial is a hash of its number under the stream's keys.
type counter struct {
	start, key uint64
}

func (c counter) at(trial uint64) float64 {
	return open(mix(c.start+trial*weyl, c.key))
}

func (c counter) fill(dst []float64, first uint64) {
	fillHashes(dst, c.start+first*weyl, c.key)
}

// fillHashes sets dst to the uniforms that key makes of a counter and those after it.
func fillHashes(dst []float64, counter, key uint64) {
	if wide {
		n := len(dst) &^ 7
		hashesWide(dst[:n], counter, key)
		dst, counter = dst[n:], counter+uint64(n)*weyl
	}
	for j := range dst {
		dst[j] = open(mix(counter, key))
		counter += weyl
	}
}
