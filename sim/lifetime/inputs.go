package lifetime

// The inputs of MODEL.md under their own names, in the order of the catalog; each is its column in Inputs.
const (
	// project
	horizonMonths = iota
	productiveHoursPerMonth
	laborInflation
	priceInflation
	discountRate
	defaultCorrelation
	budgetUSD
	serviceMonths

	// data
	examples
	labelsPerExample
	labelingRate
	labelerUSDPerHour
	labelers
	reviewFraction
	reviewRate
	reviewerUSDPerHour
	reworkFraction
	preparationHours
	preparationHoursPer1000Examples
	dataEngineerUSDPerHour
	datasetUSD

	// compute
	trainingRuns
	trainingDuration
	trainingGPUs
	gpuUSDPerHour
	gpuPriceDrift
	gpuPriceVolatility
	failedRunProbability
	failedRunWaste
	qualityMissProbability
	qualityMissDataFraction

	// engineering
	mlEngineerHours
	backendHours
	devopsHours
	complianceHours
	teamUSDPerMonth
	mlEngineerUSDPerHour
	backendUSDPerHour
	devopsUSDPerHour
	complianceUSDPerHour
	auditUSD
	integrationMonths

	// maintenance
	retrainFrequency
	retrainEveryMonths
	retrainDataFraction
	retrainRuns
	retrainEngineeringHours
	debtGrowthPerRetrain
	baseUpgradeFrequency
	baseUpgradeEngineeringHours
	monitoringHoursPerMonth

	// infrastructure
	overheadPercent
	overheadBase
	requestsPerMonth
	trafficGrowth
	requestsPerReplicaHour
	servingUtilization
	minReplicas
	servingGPUsPerReplica
	servingGPUUSDPerHour
	apiUSDPer1000Requests
	apiPriceDrift
	hardwareUSD
	storageUSDPerMonth
	storageGBPerVersion
	storageUSDPerGBMonth
	transferGBPerMonth
	transferGBPerRun
	transferUSDPerGB
	toolingUSDPerMonth
	hostingUSDPerMonth

	InputCount // the number of inputs
)

// Inputs holds one lifetime's value of every input in base units: USD, hours, months, fractions. A text input stands
// at 0, an absent service_months at +Inf.
type Inputs [InputCount]float64
