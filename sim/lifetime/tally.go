package lifetime

import "math"

// tally keeps the accounts of a simulated lifetime without its ledger: the arithmetic of book, with what is constant in
// the lifetime taken out of the months and the rare lines only where they occur. book is what to read; a test holds the
// two together, to 1e-12.
func (l *Lifetime) tally() {
	l.accounts.clear()
	in, out := &l.drawn.Inputs, l.outputs
	f := &l.factors
	f.fill(in, l.goLive, l.booked, &l.walk)
	costs := l.costsByTiming()

	building, service, paid := interval{0, l.goLive}, l.service(), interval{0, l.end}
	labeling := interval{0, l.dataMonths}
	training := interval{l.dataMonths, l.dataMonths + l.trainingMonths}

	dataUSD := l.dataBase * l.rounds
	computeUSD := in[trainingGPUs] * in[gpuUSDPerHour] * l.trainingHours
	transferRunUSD := in[transferUSDPerGB] * in[transferGBPerRun]
	monitoringUSD := in[monitoringHoursPerMonth] * in[mlEngineerUSDPerHour]
	replicaUSD := hoursPerMonth * in[servingGPUsPerReplica] * in[servingGPUUSDPerHour]
	perReplica := 0.0 // replicas per request a month
	if capacity := hoursPerMonth * in[requestsPerReplicaHour] * in[servingUtilization]; capacity > 0 {
		perReplica = 1 / capacity
	} else {
		replicaUSD = 0
	}
	apiUSD := in[apiUSDPer1000Requests] / 1000
	paidUSD := in[storageUSDPerMonth] + in[toolingUSDPerMonth]                      // × w·P
	liveUSD := in[transferUSDPerGB]*in[transferGBPerMonth] + in[hostingUSDPerMonth] // × a·P
	versionUSD := in[storageGBPerVersion] * in[storageUSDPerGBMonth]                // × (1 + n)·a·P
	requestUSD := costs[Per1000Requests] / 1000                                     // × q·a·P
	narrow := 0.0                                                                   // overhead on what runs the machines
	wide := in[overheadPercent]                                                     // overhead on what makes a model version
	if l.model.OverheadOnCompute {
		narrow, wide = wide, 0
	}

	var built, serving, hosting, overhead, retrainCompute, requests, n float64
	debt := 1.0
	goLiveMonth := math.Floor(l.goLive)
	for year := range l.model.Years() {
		var data, compute, engineering, maintenance, infrastructure, other float64 // of the year
		for m := 12 * year; m < min(12*year+12, l.booked); m++ {
			L, G, P := f.labor[m], f.gpu[m], f.price[m]
			a, w := service.overlap(m), paid.overlap(m)
			var making, keeping, rest, others float64 // of the month: data, compute and engineering; maintenance; infrastructure; other

			if float64(m) <= goLiveMonth {
				d, c := dataUSD*labeling.share(m)*L, computeUSD*training.share(m)*G
				e := (l.roleUSD*building.share(m) + in[teamUSDPerMonth]*building.overlap(m)) * L
				if float64(m) == goLiveMonth {
					e += in[auditUSD] * P
				}
				if m == 0 {
					d += in[datasetUSD]
					rest += in[hardwareUSD]
					others += costs[Once]
				}
				o := wide*(d+c+e) + narrow*c
				data, compute, engineering, overhead = data+d, compute+c, engineering+e, overhead+o
				built += d + c + e + o
				making = d + c + e
				rest += o + transferRunUSD*l.trainingRuns*training.share(m)*P
			}

			if a > 0 {
				q := in[requestsPerMonth] * f.traffic[m] * a
				requests += q
				s := max(in[minReplicas]*a, q*perReplica)*replicaUSD*G + q*apiUSD*f.api[m]
				h := in[hostingUSDPerMonth] * a * P
				o := narrow * (s + h)
				serving, hosting, overhead = serving+s, hosting+h, overhead+o
				keeping += monitoringUSD * a * L
				rest += s + o + a*(liveUSD+versionUSD*(1+n))*P
				others += (costs[MonthlyLive]*a + requestUSD*q) * P
			}
			rest += paidUSD * w * P
			others += costs[Monthly] * w * P

			if l.retrains[m] > 0 {
				runs, hours := in[retrainRuns], in[retrainEngineeringHours]
				if l.upgrades[m] > 0 {
					runs, hours = in[trainingRuns], hours+in[baseUpgradeEngineeringHours]
				}
				odds := in[failedRunProbability] / (1 - in[failedRunProbability])
				c := runs * in[trainingGPUs] * in[gpuUSDPerHour] * in[trainingDuration] * (1 + odds*in[failedRunWaste]) * G
				r := (in[retrainDataFraction]*l.dataBase + hours*in[mlEngineerUSDPerHour]*debt) * L
				o := wide*(r+c) + narrow*c
				retrainCompute, overhead = retrainCompute+c, overhead+o
				keeping += r + c
				rest += o + transferRunUSD*runs*(1+odds)*P
				others += costs[PerRetrain] * P
				n++
				debt *= 1 + in[debtGrowthPerRetrain]
			}
			maintenance, infrastructure, other = maintenance+keeping, infrastructure+rest, other+others
			l.monthly[m] = making + keeping + rest + others
		}
		for c, usd := range [...]float64{data, compute, engineering, maintenance, infrastructure, 0, other} {
			l.yearly[c][year] = usd
		}
	}

	out[BuildUSD] = built + in[hardwareUSD] + costs[Once]
	for _, o := range l.occurrences {
		if o.month < l.booked {
			usd := o.usd * f.price[o.month]
			l.monthly[o.month] += usd
			l.yearly[RiskUSD-DataUSD][o.month/12] += usd
			if !l.model.Risks[o.risk].Operate {
				out[BuildUSD] += usd
			}
		}
	}
	out[ServingUSD], out[OverheadUSD], out[Retrains], out[Requests] = serving, overhead, n, requests
	out[GPUUSD] = retrainCompute + serving + hosting + in[hardwareUSD] // and compute
	l.settle()
}
