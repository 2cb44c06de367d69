package lifetime

import "math"

// A Month is a row of the ledger, in nominal USD: the seven categories, then the lines that make them up.
type Month struct {
	Data, Compute, Engineering, Maintenance, Infrastructure, Risk, Other float64

	// maintenance
	RetrainData, RetrainCompute, RetrainEngineering, Monitoring float64
	// infrastructure; overhead in two parts: on data, compute and engineering, and on the rest
	Hardware, Serving, API, Storage, Transfer, Tooling, Hosting, BuildOverhead, RunOverhead float64
	// the parts of risk and other that belong to the build
	BuildRisk, OnceCosts float64
	// counts: retrains in the month, those of them on an upgrade's terms, requests served
	Retrains, Upgrades, Requests float64
}

// Overhead is the overhead booked in the month.
func (m *Month) Overhead() float64 { return m.BuildOverhead + m.RunOverhead }

// Total is the sum of the seven categories.
func (m *Month) Total() float64 {
	return m.Data + m.Compute + m.Engineering + m.Maintenance + m.Infrastructure + m.Risk + m.Other
}

// book keeps the ledger of a lifetime whose build, dates and events are known.
func (l *Lifetime) book() {
	in, f := &l.drawn.Inputs, &l.factors
	f.fill(in, &l.growth, l.booked, &l.walk)

	building, service, paid := interval{0, l.goLive}, l.service(), interval{0, l.end} // b, a, w
	labeling := interval{0, l.dataMonths}
	training := interval{l.dataMonths, l.dataMonths + l.trainingMonths}

	dataUSD := l.dataBase * l.rounds
	computeUSD := in[trainingGPUs] * in[gpuUSDPerHour] * l.trainingHours
	retrainRunUSD := in[trainingGPUs] * in[gpuUSDPerHour] * in[trainingDuration] *
		(1 + in[failedRunProbability]/(1-in[failedRunProbability])*in[failedRunWaste])
	runsStarted := 1 / (1 - in[failedRunProbability]) // per successful run of a retrain
	replicaUSD := hoursPerMonth * in[servingGPUsPerReplica] * in[servingGPUUSDPerHour]
	capacity := hoursPerMonth * in[requestsPerReplicaHour] * in[servingUtilization] // requests a month of a replica
	costs := l.costsByTiming()
	n := 0.0 // retrains before the month

	for m := range l.booked {
		L, G, P, A := f.labor[m], f.gpu[m], f.price[m], f.api[m]
		a, b, w := service.overlap(m), building.overlap(m), paid.overlap(m)
		q := in[requestsPerMonth] * f.traffic[m]
		row := &l.months[m]
		*row = Month{Retrains: l.retrains[m], Upgrades: l.upgrades[m], Requests: q * a}

		row.Data = dataUSD * labeling.share(m) * L
		row.Compute = computeUSD * training.share(m) * G
		row.Engineering = (l.roleUSD*building.share(m) + in[teamUSDPerMonth]*b) * L
		if float64(m) == math.Floor(l.goLive) {
			row.Engineering += in[auditUSD] * P
		}
		if m == 0 {
			row.Data += in[datasetUSD]
			row.Hardware = in[hardwareUSD]
			row.OnceCosts = costs[Once]
		}

		runs := 0.0
		if row.Retrains > 0 {
			runs = (row.Retrains-row.Upgrades)*in[retrainRuns] + row.Upgrades*in[trainingRuns]
			hours := row.Retrains*in[retrainEngineeringHours] + row.Upgrades*in[baseUpgradeEngineeringHours]
			debt := math.Pow(1+in[debtGrowthPerRetrain], n)
			row.RetrainData = row.Retrains * in[retrainDataFraction] * l.dataBase * L
			row.RetrainCompute = runs * retrainRunUSD * G
			row.RetrainEngineering = hours * in[mlEngineerUSDPerHour] * debt * L
		}
		row.Monitoring = in[monitoringHoursPerMonth] * in[mlEngineerUSDPerHour] * a * L
		retraining := row.RetrainData + row.RetrainCompute + row.RetrainEngineering
		row.Maintenance = retraining + row.Monitoring

		if capacity > 0 {
			row.Serving = a * max(in[minReplicas], q/capacity) * replicaUSD * G
		}
		row.API = q * a / 1000 * in[apiUSDPer1000Requests] * A
		row.Storage = (in[storageUSDPerMonth]*w + in[storageGBPerVersion]*in[storageUSDPerGBMonth]*(1+n)*a) * P
		row.Transfer = in[transferUSDPerGB] * (in[transferGBPerMonth]*a +
			in[transferGBPerRun]*(l.trainingRuns*training.share(m)+runs*runsStarted)) * P
		row.Tooling = in[toolingUSDPerMonth] * w * P
		row.Hosting = in[hostingUSDPerMonth] * a * P

		if l.model.OverheadOnCompute {
			row.BuildOverhead = in[overheadPercent] * row.Compute
			row.RunOverhead = in[overheadPercent] * (row.RetrainCompute + row.Serving + row.API + row.Hosting)
		} else {
			row.BuildOverhead = in[overheadPercent] * (row.Data + row.Compute + row.Engineering)
			row.RunOverhead = in[overheadPercent] * retraining
		}
		row.Infrastructure = row.Hardware + row.Serving + row.API + row.Storage + row.Transfer + row.Tooling + row.Hosting +
			row.Overhead()

		row.Other = row.OnceCosts + (costs[Monthly]*w+costs[MonthlyLive]*a+costs[PerRetrain]*row.Retrains+
			costs[Per1000Requests]*q*a/1000)*P
		n += row.Retrains
	}
	clear(l.months[l.booked:l.model.Horizon])
	for _, o := range l.occurrences {
		l.bookRisk(o)
	}
}

// bookRisk books an occurrence of a risk in its month, if that is before the horizon.
func (l *Lifetime) bookRisk(o occurrence) {
	if o.month >= l.booked {
		return
	}
	usd := o.usd * l.price[o.month]
	l.months[o.month].Risk += usd
	if !l.model.Risks[o.risk].Operate {
		l.months[o.month].BuildRisk += usd
	}
}

// costsByTiming adds up the further costs that are booked alike.
func (l *Lifetime) costsByTiming() (usd [timings]float64) {
	for c, timing := range l.model.Costs {
		usd[timing] += l.drawn.CostUSD[c]
	}
	return usd
}
