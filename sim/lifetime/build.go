package lifetime

import "math"

// build is what it takes to make the first model good enough to go live.
type build struct {
	rounds         float64 // rounds of data work: 1 + K · quality_miss_data_fraction
	dataBase       float64 // USD of the first round, before labor inflation
	roleUSD        float64 // USD of the four roles, before labor inflation
	dataMonths     float64
	trainingRuns   float64 // R + F, runs started
	trainingHours  float64
	trainingMonths float64
	plannedGoLive  float64 // g₀
}

// planBuild works out the build from the inputs, the misses K and the failures F.
func (l *Lifetime) planBuild() {
	in, b := &l.drawn.Inputs, &l.build
	K, R, F := l.misses, l.successfulRuns(), l.failures

	labels := in[examples] * in[labelsPerExample] * (1 + in[reworkFraction])
	labelingHours := labels / in[labelingRate]
	reviewHours := labels * in[reviewFraction] / in[reviewRate]
	prepHours := in[preparationHours] + in[preparationHoursPer1000Examples]*in[examples]/1000

	b.dataBase = labelingHours*in[labelerUSDPerHour] + reviewHours*in[reviewerUSDPerHour] + prepHours*in[dataEngineerUSDPerHour]
	b.rounds = 1 + K*in[qualityMissDataFraction]
	b.dataMonths = b.rounds * labelingHours / (in[labelers] * in[productiveHoursPerMonth])

	b.trainingRuns = R + F
	b.trainingHours = in[trainingDuration] * (R + F*in[failedRunWaste])
	b.trainingMonths = b.trainingHours / hoursPerMonth

	b.roleUSD = in[mlEngineerHours]*in[mlEngineerUSDPerHour] + in[backendHours]*in[backendUSDPerHour] +
		in[devopsHours]*in[devopsUSDPerHour] + in[complianceHours]*in[complianceUSDPerHour]
	b.plannedGoLive = b.dataMonths + b.trainingMonths + in[integrationMonths]
	if math.IsNaN(b.plannedGoLive) { // numbers beyond what can be held: at no time that can be told
		b.plannedGoLive = math.Inf(1)
	}
}

// successfulRuns is R: a miss is mended by a smaller search.
func (l *Lifetime) successfulRuns() float64 {
	in := &l.drawn.Inputs
	return in[trainingRuns] + l.misses*in[retrainRuns]
}

// hoursPerMonth is the machine time of a month.
const hoursPerMonth = 730
