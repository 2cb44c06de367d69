package lifetime

// service is what months of service cost, in the part of each that is served, before the factors of the month.
type service struct {
	requests, replicasUSD, replicaUSD, apiUSD, withOverhead float64
	monitoringUSD, runningUSD, versionUSD                   float64
	otherUSD, requestUSD                                    float64
}

// served is what some months of service add up to besides their costs: replicas and APIs, requests, prices and new versions.
type served struct{ serving, requests, prices, versions float64 }

// book adds the costs of months first … last − 1 to the accounts. A model version is added in each month of retrained,
// which counts from first; its storage is paid from the next month on.
func (s *service) book(a *accounts, f *factors, first, last int, retrained monthSet) (sums served) {
	if wide {
		bookWide(s, a.monthly, &a.yearly, f, first, last, retrained, &sums)
	} else {
		s.bookNarrow(a.monthly, &a.yearly, f, first, last, retrained, &sums)
	}
	return sums
}

// bookNarrow is book one month after the other; sums are of every eighth month, then of these.
func (s *service) bookNarrow(monthly []float64, yearly *[Categories][MaxYears]float64, f *factors, first, last int, retrained monthSet, sums *served) {
	var serving, requests, prices lanes
	versions := 0.0
	for from := first; from < last; {
		year := from / 12
		to := min(12*year+12, last)
		var maintenance, infrastructure, other lanes
		for m := from; m < to; m++ {
			lane := uint(m-from) % uint(len(lanes{}))
			P := f.price[m]
			q := s.requests * f.traffic[m]
			replicas := s.replicaUSD * q
			if replicas < s.replicasUSD {
				replicas = s.replicasUSD
			}
			machines := replicas*f.gpu[m] + q*s.apiUSD*f.api[m]

			keeping := s.monitoringUSD * f.labor[m]
			running := machines*s.withOverhead + (s.runningUSD+s.versionUSD*versions)*P
			others := (s.otherUSD + s.requestUSD*q) * P
			monthly[m] += keeping + running + others
			maintenance[lane] += keeping
			infrastructure[lane] += running
			other[lane] += others
			serving[lane] += machines
			requests[lane] += q
			prices[lane] += P
			versions += float64(retrained.number(m - first))
		}
		yearly[inMaintenance][year] += maintenance.sum()
		yearly[inInfrastructure][year] += infrastructure.sum()
		yearly[inOther][year] += other.sum()
		from = to
	}
	*sums = served{serving.sum(), requests.sum(), prices.sum(), versions}
}

// lanes are the partial sums of a register of eight numbers.
type lanes [8]float64

// sum halves the lanes until one is left.
func (l *lanes) sum() float64 {
	return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]))
}
