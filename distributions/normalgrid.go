package distributions

import "sync"

// A normalGrid remembers φ and Φ where walkers step: exponentials would otherwise be half the cost of a table.
type normalGrid struct {
	bells, belows [strides + 1]float64
	gauss         [strides][len(gauss)]float64 // φ at the Gauss points of each stride
}

const strides = 2 * reach / stride

// normals is filled once.
var normals = sync.OnceValue(func() *normalGrid {
	g := &normalGrid{}
	for k := range g.bells {
		z := float64(k)*stride - reach
		g.bells[k], g.belows[k] = bell(z), below(z)
		if k == strides {
			break
		}
		for i, point := range gauss {
			g.gauss[k][i] = bell(z + point.s*stride)
		}
	}
	return g
})

// at returns the grid's index of z, if it lies on the grid.
func (g *normalGrid) at(z float64) (k int, ok bool) {
	t := (z + reach) / stride
	k = int(t)
	return k, float64(k) == t && uint(k) <= strides
}

func (g *normalGrid) bell(z float64) float64 {
	if k, ok := g.at(z); ok {
		return g.bells[k]
	}
	return bell(z)
}

func (g *normalGrid) below(z float64) float64 {
	if k, ok := g.at(z); ok {
		return g.belows[k]
	}
	return below(z)
}

// inside returns φ at the Gauss points between two scores.
func (g *normalGrid) inside(from, to float64) (bells [len(gauss)]float64) {
	if k, ok := g.at(from); ok && to-from == stride && k < strides {
		return g.gauss[k]
	}
	for i, point := range gauss {
		bells[i] = bell(from + point.s*(to-from))
	}
	return bells
}
