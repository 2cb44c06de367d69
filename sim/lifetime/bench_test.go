package lifetime

import (
	"math"
	"testing"
)

// BenchmarkAccounts keeps the accounts of a lifetime of 60 months that retrains every other month: without its ledger, as
// simulations do, and by it.
func BenchmarkAccounts(b *testing.B) {
	model, drawn := invoice()
	model.Horizon = 60
	drawn.Inputs[serviceMonths], drawn.Inputs[retrainEveryMonths] = math.Inf(1), 2
	life := New(model)
	life.happen(drawn, quiet())
	b.Run("tally", func(b *testing.B) {
		for b.Loop() {
			life.tally()
		}
	})
	b.Run("ledger", func(b *testing.B) {
		life.listRetrains()
		for b.Loop() {
			life.book()
			life.account()
		}
	})
}
