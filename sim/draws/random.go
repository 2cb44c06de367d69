package draws

// counter is the design random: the uniform of a trial is a hash of its number under the stream's keys.
type counter struct {
	start, key uint64
}

func (c counter) at(trial uint64) float64 {
	return open(mix(c.start+trial*weyl, c.key))
}

func (c counter) fill(dst []float64, first uint64) {
	x := c.start + first*weyl
	for j := range dst {
		dst[j] = open(mix(x, c.key))
		x += weyl
	}
}
