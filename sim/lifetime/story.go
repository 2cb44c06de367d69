package lifetime

// A Story is what happened in a lifetime, beside its ledger.
type Story struct {
	Misses        int       // K, quality misses of the build
	Failures      float64   // F, failed runs of the build
	PlannedGoLive float64   // g₀, months
	GoLive        float64   // g, months
	End           float64   // e, months: of service, or the horizon
	Live          bool      // whether the project goes live before the horizon
	Retrains      []float64 // by month of the horizon; fractions in the point estimate
	Upgrades      []float64 // by month, of these those on a base-model upgrade's terms
	Strikes       []Strike
}

// A Strike is one time that a risk occurred. USD is what was booked; 0 if that was past the horizon.
type Strike struct {
	Risk        int
	Month       int
	USD         float64
	DelayMonths float64
}

// Story returns what happened in the lifetime that was explained last.
func (l *Lifetime) Story() Story {
	s := Story{
		Misses: int(l.misses), Failures: l.failures, PlannedGoLive: l.plannedGoLive, GoLive: l.goLive, End: l.end, Live: l.live,
		Retrains: append([]float64(nil), l.retrains[:l.model.Horizon]...),
		Upgrades: append([]float64(nil), l.upgrades[:l.model.Horizon]...),
	}
	for _, o := range l.occurrences {
		strike := Strike{Risk: o.risk, Month: o.month, DelayMonths: o.delay}
		if o.month < l.booked {
			strike.USD = o.usd * l.price[o.month]
		}
		s.Strikes = append(s.Strikes, strike)
	}
	return s
}
