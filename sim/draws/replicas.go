package draws

// replicas are the nested scrambles of all replicates side by side: a point goes through the 16 of them at once, which
// a processor with wide registers does in as many steps as through one.
type replicas struct {
	flips             [prefixes][Replicates]uint64
	even1, odd, even2 [Replicates]uint64
}

func newReplicas(k keys) *replicas {
	var s replicas
	for r := range Replicates {
		g := k.generator(uint64(r))
		s.set(r, newNested(&g))
	}
	return &s
}

func (s *replicas) set(replicate int, n nested) {
	for p, flips := range n.flips {
		s.flips[p][replicate] = flips
	}
	s.even1[replicate], s.odd[replicate], s.even2[replicate] = n.hash.even1, n.hash.odd, n.hash.even2
}

// uniform is the uniform of a backward point in one replicate.
func (s *replicas) uniform(x uint64, replicate int) float64 {
	h := hash{s.even1[replicate], s.odd[replicate], s.even2[replicate]}
	return forward(h.scramble(x ^ s.flips[x%prefixes][replicate]))
}

// fill sets dst[16·j + r] to the uniform of points[j] in replicate r.
func (s *replicas) fill(dst []float64, points []uint64) {
	if wide {
		replicasWide(dst[:len(points)*Replicates], points, s)
		return
	}
	s.fillOneByOne(dst, points)
}

func (s *replicas) fillOneByOne(dst []float64, points []uint64) {
	for j, x := range points {
		row, flips := (*[Replicates]float64)(dst[j*Replicates:]), &s.flips[x%prefixes]
		for r := range row {
			h := hash{s.even1[r], s.odd[r], s.even2[r]}
			row[r] = forward(h.scramble(x ^ flips[r]))
		}
	}
}
