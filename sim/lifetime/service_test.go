package lifetime

import (
	"math/rand/v2"
	"testing"
)

// TestServiceWideIsNarrow: eight months at a time as one by one, to the bit, from any month on, and no other month is touched.
func TestServiceWideIsNarrow(t *testing.T) {
	if !wide {
		t.Skip("this processor has no registers of eight numbers")
	}
	r := rand.New(rand.NewPCG(3, 5))
	f := newFactors()
	for m := range MaxMonths {
		f.labor[m], f.gpu[m], f.price[m], f.api[m], f.traffic[m] = r.ExpFloat64(), r.ExpFloat64(), r.ExpFloat64(), r.ExpFloat64(), r.ExpFloat64()
	}
	for range 2000 {
		s := service{
			requests: r.ExpFloat64(), replicasUSD: r.ExpFloat64(), replicaUSD: r.ExpFloat64(), apiUSD: r.ExpFloat64(), withOverhead: 1 + r.Float64(),
			monitoringUSD: r.ExpFloat64(), runningUSD: r.ExpFloat64(), versionUSD: r.ExpFloat64(), otherUSD: r.ExpFloat64(), requestUSD: r.ExpFloat64(),
		}
		first := r.IntN(MaxMonths)
		last := first + 1 + r.IntN(MaxMonths-first)
		retrained := monthSet{r.Uint64() & r.Uint64(), r.Uint64() & r.Uint64() & (1<<(MaxMonths-64) - 1)}
		var narrow, whole struct {
			monthly [MaxMonths]float64
			yearly  [Categories][MaxYears]float64
			served
		}
		for m := range narrow.monthly {
			narrow.monthly[m], narrow.yearly[m/MaxYears%Categories][m%MaxYears] = r.ExpFloat64(), r.ExpFloat64()
		}
		whole = narrow
		s.bookNarrow(narrow.monthly[:], &narrow.yearly, &f, first, last, retrained, &narrow.served)
		bookWide(&s, whole.monthly[:], &whole.yearly, &f, first, last, retrained, &whole.served)
		if whole != narrow {
			t.Fatalf("months %d to %d: %+v, want %+v", first, last, whole, narrow)
		}
	}
}
