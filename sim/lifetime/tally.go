package lifetime

import "math"

// tally keeps the accounts of a simulated lifetime without its ledger: the arithmetic of book, with what is constant in
// the lifetime taken out of the months, months after go-live apart from those before, and retrains only where they
// happen. book is what to read; a test holds the two together, to 1e-12.
func (l *Lifetime) tally() {
	l.accounts.clear()
	l.factors.fill(&l.drawn.Inputs, &l.growth, l.booked, &l.walk)
	t := l.terms()
	l.tallyBuild(&t)
	if l.live {
		l.tallyService(&t)
		l.tallyRetrains(&t)
	}
	l.tallyRisks()
	l.settle()
}

// terms are the amounts of a lifetime that its months share, before the factors of the month.
type terms struct {
	monitoringUSD float64 // × a·L
	replicasUSD   float64 // the least of replicas, × a·G
	replicaUSD    float64 // of replicas per request, × G
	apiUSD        float64 // per request, × A
	hostingUSD    float64 // × a·P
	paidUSD       float64 // infrastructure × w·P
	liveUSD       float64 // infrastructure × a·P, without versions stored
	versionUSD    float64 // infrastructure × (1 + n)·a·P
	runGB         float64 // transfer of a run, USD × P
	requestUSD    float64 // other, per request × P
	costs         [timings]float64
	wide, narrow  float64 // overhead on what makes a model version, or on what runs the machines

	requests float64 // a month, at go-live
	versions float64 // 1 + n, of the months booked so far
	served   float64 // Σ a·P of these
}

func (l *Lifetime) terms() terms {
	in := &l.drawn.Inputs
	t := terms{
		monitoringUSD: in[monitoringHoursPerMonth] * in[mlEngineerUSDPerHour],
		apiUSD:        in[apiUSDPer1000Requests] / 1000,
		hostingUSD:    in[hostingUSDPerMonth],
		paidUSD:       in[storageUSDPerMonth] + in[toolingUSDPerMonth],
		versionUSD:    in[storageGBPerVersion] * in[storageUSDPerGBMonth],
		runGB:         in[transferUSDPerGB] * in[transferGBPerRun],
		costs:         l.costsByTiming(),
		wide:          in[overheadPercent],
		requests:      in[requestsPerMonth],
		versions:      1,
	}
	t.requestUSD = t.costs[Per1000Requests] / 1000
	if capacity := hoursPerMonth * in[requestsPerReplicaHour] * in[servingUtilization]; capacity > 0 {
		replicaUSD := hoursPerMonth * in[servingGPUsPerReplica] * in[servingGPUUSDPerHour]
		t.replicasUSD, t.replicaUSD = in[minReplicas]*replicaUSD, replicaUSD/capacity
	}
	if l.model.OverheadOnCompute {
		t.wide, t.narrow = 0, t.wide
	}
	t.liveUSD = in[transferUSDPerGB]*in[transferGBPerMonth] + t.hostingUSD*(1+t.narrow)
	return t
}

// tallyBuild books what belongs to the build, and what is paid until go-live.
func (l *Lifetime) tallyBuild(t *terms) {
	in, out, f := &l.drawn.Inputs, l.outputs, &l.factors
	building, paid := evenly(0, l.goLive), interval{0, l.end}
	labeling := evenly(0, l.dataMonths)
	training := evenly(l.dataMonths, l.dataMonths+l.trainingMonths)
	dataUSD := l.dataBase * l.rounds
	computeUSD := in[trainingGPUs] * in[gpuUSDPerHour] * l.trainingHours
	var overheadSum, built float64
	for m := range l.monthsBefore() {
		L, G, P := f.labor[m], f.gpu[m], f.price[m]
		w, trained := paid.overlap(m), training.share(m)
		data, compute := dataUSD*labeling.share(m)*L, computeUSD*trained*G
		engineering := (l.roleUSD*building.share(m) + in[teamUSDPerMonth]*building.overlap(m)) * L
		infrastructure, other := (t.paidUSD*w+t.runGB*l.trainingRuns*trained)*P, t.costs[Monthly]*w*P
		if float64(m) == math.Floor(l.goLive) {
			engineering += in[auditUSD] * P
		}
		if m == 0 {
			data += in[datasetUSD]
			infrastructure += in[hardwareUSD]
			other += t.costs[Once]
		}
		overhead := t.wide*(data+compute+engineering) + t.narrow*compute
		infrastructure += overhead
		overheadSum, built = overheadSum+overhead, built+data+compute+engineering+overhead
		l.monthly[m] = data + compute + engineering + infrastructure + other
		year := m / 12
		l.yearly[inData][year] += data
		l.yearly[inCompute][year] += compute
		l.yearly[inEngineering][year] += engineering
		l.yearly[inInfrastructure][year] += infrastructure
		l.yearly[inOther][year] += other
	}
	out[OverheadUSD] = overheadSum
	out[BuildUSD] = in[hardwareUSD] + t.costs[Once] + built
	out[GPUUSD] = in[hardwareUSD] // and compute
}

// monthsBefore is the number of months up to that of go-live, included.
func (l *Lifetime) monthsBefore() int { return min(l.booked, int(min(l.goLive, MaxMonths))+1) }

// tallyService books what service costs, and what is paid after the month of go-live, but for the retrains: the month of
// go-live, then the whole ones, then the month of the end if service leaves it early.
func (l *Lifetime) tallyService(t *terms) {
	before := l.monthsBefore()
	l.serve(t, before-1, before)
	t.liveUSD, t.costs[MonthlyLive] = t.liveUSD+t.paidUSD, t.costs[MonthlyLive]+t.costs[Monthly] // booked already up to here
	whole := min(l.booked, int(l.end))
	if before < whole {
		l.serve(t, before, whole)
	}
	if before <= whole && whole < l.booked {
		l.serve(t, whole, l.booked)
	}
	hosting := t.hostingUSD * t.served
	l.outputs[OverheadUSD] += t.narrow * (l.outputs[ServingUSD] + hosting)
	l.outputs[GPUUSD] += l.outputs[ServingUSD] + hosting
}

// serve books the service of months, all of them served in whole or in the same part: all of it is in proportion to that.
func (l *Lifetime) serve(t *terms, first, last int) {
	a := l.service().overlap(first)
	s := service{
		requests: t.requests * a, replicasUSD: t.replicasUSD * a, replicaUSD: t.replicaUSD, apiUSD: t.apiUSD, withOverhead: 1 + t.narrow,
		monitoringUSD: t.monitoringUSD * a, runningUSD: (t.liveUSD + t.versionUSD*t.versions) * a, versionUSD: t.versionUSD * a,
		otherUSD: t.costs[MonthlyLive] * a, requestUSD: t.requestUSD,
	}
	sums := s.book(&l.accounts, &l.factors, first, last, l.retrained.since(first))
	t.versions += sums.versions
	t.served += a * sums.prices
	l.outputs[ServingUSD] += sums.serving
	l.outputs[Requests] += sums.requests
}

// tallyRetrains books the retrains.
func (l *Lifetime) tallyRetrains(t *terms) {
	in, out, f := &l.drawn.Inputs, l.outputs, &l.factors
	started := 1 / (1 - in[failedRunProbability]) // runs per successful one
	runUSD := in[trainingGPUs] * in[gpuUSDPerHour] * in[trainingDuration] * (1 + (started-1)*in[failedRunWaste])
	dataUSD := in[retrainDataFraction] * l.dataBase
	n, debt := 0.0, 1.0
	var overheadSum, computeSum float64
	for m := range l.retrained.all() {
		runs, hours := in[retrainRuns], in[retrainEngineeringHours]
		if l.upgraded.has(m) {
			runs, hours = in[trainingRuns], hours+in[baseUpgradeEngineeringHours]
		}
		compute := runs * runUSD * f.gpu[m]
		rest := (dataUSD + hours*in[mlEngineerUSDPerHour]*debt) * f.labor[m]
		overhead := t.wide*(rest+compute) + t.narrow*compute
		maintenance := rest + compute
		infrastructure := overhead + t.runGB*runs*started*f.price[m]
		other := t.costs[PerRetrain] * f.price[m]
		overheadSum, computeSum = overheadSum+overhead, computeSum+compute
		l.monthly[m] += maintenance + infrastructure + other
		year := m / 12
		l.yearly[inMaintenance][year] += maintenance
		l.yearly[inInfrastructure][year] += infrastructure
		l.yearly[inOther][year] += other
		n++
		debt *= 1 + in[debtGrowthPerRetrain]
	}
	out[OverheadUSD] += overheadSum
	out[GPUUSD] += computeSum
	out[Retrains] = n
}

// tallyRisks books the risks that struck.
func (l *Lifetime) tallyRisks() {
	for _, o := range l.occurrences {
		if o.month >= l.booked {
			continue
		}
		usd := o.usd * l.price[o.month]
		l.monthly[o.month] += usd
		l.yearly[inRisk][o.month/12] += usd
		if !l.model.Risks[o.risk].Operate {
			l.outputs[BuildUSD] += usd
		}
	}
}
