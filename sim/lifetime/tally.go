package lifetime

import "math"

// tally keeps the accounts of a simulated lifetime without its ledger: the arithmetic of book, with what is constant in
// the lifetime taken out of the months, months after go-live apart from those before, and retrains only where they
// happen. book is what to read; a test holds the two together, to 1e-12.
func (l *Lifetime) tally() {
	l.accounts.clear()
	l.factors.fill(&l.drawn.Inputs, l.goLive, l.booked, &l.walk)
	t := l.terms()
	l.tallyBuild(&t)
	l.tallyService(&t)
	l.tallyRetrains(&t)
	l.tallyRisks()
	l.settle()
}

// terms are the amounts of a lifetime that its months share, before the factors of the month.
type terms struct {
	monitoringUSD float64 // × a·L
	replicaUSD    float64 // a month of a replica, × G
	perReplica    float64 // replicas per request a month
	apiUSD        float64 // per request, × A
	hostingUSD    float64 // × a·P
	paidUSD       float64 // infrastructure × w·P
	liveUSD       float64 // infrastructure × a·P, without versions stored
	versionUSD    float64 // infrastructure × (1 + n)·a·P
	runGB         float64 // transfer of a run, USD × P
	requestUSD    float64 // other, per request × P
	costs         [timings]float64
	wide, narrow  float64 // overhead on what makes a model version, or on what runs the machines
}

func (l *Lifetime) terms() terms {
	in := &l.drawn.Inputs
	t := terms{
		monitoringUSD: in[monitoringHoursPerMonth] * in[mlEngineerUSDPerHour],
		apiUSD:        in[apiUSDPer1000Requests] / 1000,
		hostingUSD:    in[hostingUSDPerMonth],
		paidUSD:       in[storageUSDPerMonth] + in[toolingUSDPerMonth],
		liveUSD:       in[transferUSDPerGB]*in[transferGBPerMonth] + in[hostingUSDPerMonth],
		versionUSD:    in[storageGBPerVersion] * in[storageUSDPerGBMonth],
		runGB:         in[transferUSDPerGB] * in[transferGBPerRun],
		costs:         l.costsByTiming(),
		wide:          in[overheadPercent],
	}
	t.requestUSD = t.costs[Per1000Requests] / 1000
	if capacity := hoursPerMonth * in[requestsPerReplicaHour] * in[servingUtilization]; capacity > 0 {
		t.replicaUSD = hoursPerMonth * in[servingGPUsPerReplica] * in[servingGPUUSDPerHour]
		t.perReplica = 1 / capacity
	}
	if l.model.OverheadOnCompute {
		t.wide, t.narrow = 0, t.wide
	}
	return t
}

// tallyBuild books what belongs to the build, and what is paid until go-live.
func (l *Lifetime) tallyBuild(t *terms) {
	in, out, f := &l.drawn.Inputs, l.outputs, &l.factors
	building, paid := interval{0, l.goLive}, interval{0, l.end}
	labeling := interval{0, l.dataMonths}
	training := interval{l.dataMonths, l.dataMonths + l.trainingMonths}
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

// tallyService books what service costs, and what is paid after the month of go-live, but for the retrains.
func (l *Lifetime) tallyService(t *terms) {
	if !l.live {
		return
	}
	in, out, f := &l.drawn.Inputs, l.outputs, &l.factors
	before := l.monthsBefore()
	requests, replicas := in[requestsPerMonth], in[minReplicas]
	n := 0.0 // retrains before the month
	var servingSum, hosting, narrow, requestSum float64
	for first := before - 1; first < l.booked; {
		year := first / 12
		last := min(12*year+12, l.booked)
		var maintenance, infrastructure, other float64
		for m := first; m < last; m++ {
			L, G, P := f.labor[m], f.gpu[m], f.price[m]
			a, w := min(1, l.end-float64(m)), 0.0
			if m >= before {
				w = a
			} else {
				a = l.service().overlap(m) // what is paid from kick-off on is booked there already
			}
			q := requests * f.traffic[m] * a
			serving := max(replicas*a, q*t.perReplica)*t.replicaUSD*G + q*t.apiUSD*f.api[m]
			hosted := t.hostingUSD * a * P
			over := t.narrow * (serving + hosted)

			keeping := t.monitoringUSD * a * L
			running := serving + over + (t.paidUSD*w+(t.liveUSD+t.versionUSD*(1+n))*a)*P
			others := (t.costs[Monthly]*w + t.costs[MonthlyLive]*a + t.requestUSD*q) * P
			maintenance, infrastructure, other = maintenance+keeping, infrastructure+running, other+others
			l.monthly[m] += keeping + running + others
			servingSum, hosting, narrow, requestSum = servingSum+serving, hosting+hosted, narrow+over, requestSum+q
			n += l.retrains[m]
		}
		l.yearly[inMaintenance][year] += maintenance
		l.yearly[inInfrastructure][year] += infrastructure
		l.yearly[inOther][year] += other
		first = last
	}
	out[ServingUSD] = servingSum
	out[OverheadUSD] += narrow
	out[GPUUSD] += servingSum + hosting
	out[Requests] = requestSum
}

// tallyRetrains books the retrains.
func (l *Lifetime) tallyRetrains(t *terms) {
	if !l.live {
		return
	}
	in, out, f := &l.drawn.Inputs, l.outputs, &l.factors
	started := 1 / (1 - in[failedRunProbability]) // runs per successful one
	runUSD := in[trainingGPUs] * in[gpuUSDPerHour] * in[trainingDuration] * (1 + (started-1)*in[failedRunWaste])
	dataUSD := in[retrainDataFraction] * l.dataBase
	n, debt := 0.0, 1.0
	var overheadSum, computeSum float64
	for m := l.monthsBefore() - 1; m < l.booked; m++ {
		if l.retrains[m] == 0 {
			continue
		}
		runs, hours := in[retrainRuns], in[retrainEngineeringHours]
		if l.upgrades[m] > 0 {
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
