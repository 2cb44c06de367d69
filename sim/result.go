package sim

// A Result is what a run found: one report's worth of scenarios. Nothing in it depends on the number of workers, on
// the clock or on the machine's folders. Undefined numbers are NaN here and null in files.
type Result struct {
	Seed        uint64
	Sampling    string // "sobol", "lhs" or "random"
	Trials      int    // asked for; a scenario's own count may differ under a precision target
	Inputs      []InputFile
	Scenarios   []*ScenarioResult
	Comparisons []Comparison
	Warnings    []Warning
}

// An InputFile names a table that was read and the SHA-256 of its bytes, in hexadecimal.
type InputFile struct {
	File   string
	SHA256 string
}

// A Warning is something a reader of the numbers should know. Scenario is "" for the whole run.
type Warning struct {
	Scenario string
	Code     string // stable, for programs: "correlations_mended", "small_sample", …
	Text     string
}

// A ScenarioResult holds the estimates of one scenario. Money is nominal USD, shares and probabilities are fractions.
type ScenarioResult struct {
	Scenario        string
	Preset          string
	Trials          int
	HorizonMonths   int
	PercentilesFrom string   // "sample" or "sketch"
	Metrics         []Metric // in the order of MODEL.md's outputs, total_usd first

	PointEstimateUSD         float64
	PointEstimatePercentile  float64 // share of lifetimes whose total is at most the point estimate: the chance that it is enough
	Contingency              Levels  // Pxx − point estimate, USD
	Allocation               [3]Allocation
	ExpectedShortfallP90     float64 // mean of the worst tenth of totals, USD
	MaintenanceExceedsBuild  float64 // P(maintenance > data + compute + engineering)
	BudgetUSD                float64 // NaN where none was given
	OverBudget               float64 // P(total > budget), NaN without one
	NeverLive                float64 // P(go-live at or after the horizon)
	USDPer1000Requests       float64
	LifetimeUSDPerTrainUSD   float64
	Drivers                  []Driver // most important first
	EventLuckShare           float64
	Monthly, Cumulative      Fan
	Breakdown                []CategoryYears // the seven categories in order
	Histogram                Histogram
	CategoryRankCorrelations [][]float64 // [category][category]
	SCurve                   []float64   // total_usd at the percentiles SCurveLevels
}

// Levels holds a figure at the three confidence levels that budgets are asked at.
type Levels struct{ P50, P80, P90 float64 }

// A Metric is the distribution of one output over the lifetimes.
type Metric struct {
	Name        string // as in MODEL.md: "total_usd", "year_1_usd", …
	Mean, SD    float64
	Min, Max    float64
	Percentiles []float64 // at PercentileLevels
	Point       float64   // the point estimate's value of this output
	MeanSE      float64   // standard error of Mean
	Intervals   []Interval
}

// PercentileLevels are the percentiles a Metric carries, in percent: 1, 5, 10, … 95, 99.
var PercentileLevels = []int{1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 99}

// SCurveLevels are the percentiles of a scenario's S-curve, in percent: 0.5, 1, … 99.5.
func SCurveLevels() []float64 {
	levels := make([]float64, 199)
	for i := range levels {
		levels[i] = float64(i+1) / 2
	}
	return levels
}

// An Interval bounds one estimate; Low and High are NaN where the sample is too small to bound it.
type Interval struct {
	Of         string // "mean", "p50", "p80" or "p90"
	Low, High  float64
	Confidence float64 // really achieved, 0.95 or a little above
	Method     string
}

// An Allocation splits a percentile of the total over the categories and, again, over the years; each sums to it.
type Allocation struct {
	Level      string // "p50", "p80" or "p90"
	ByCategory []float64
	ByYear     []float64
}

// A Driver is an uncertain input, risk or cost line and what it does to the total.
type Driver struct {
	Name            string
	Kind            string  // "input", "risk" or "cost"
	LowUSD, HighUSD float64 // mean total in its lowest and highest tenth; for a risk without and with it
	VarianceShare   float64 // first-order
	RankCorrelation float64
}

// A Fan is the spread of a monthly series.
type Fan struct{ Mean, P10, P50, P90 []float64 }

// CategoryYears is the mean cost of a category in each year from kick-off.
type CategoryYears struct {
	Category string
	Years    []float64
}

// A Histogram counts the totals in equal bins over [Low, High); what lies outside is counted apart.
type Histogram struct {
	Low, High    float64
	Counts       []int
	Below, Above int
}

// A Comparison sets a scenario against the baseline on common lifetimes; its differences are scenario − baseline.
type Comparison struct {
	Scenario, Baseline string
	Trials             int
	PCheaper, PSame    float64
	PCheaperInterval   Interval
	DifferenceMean     float64
	Difference         []float64 // at DifferenceLevels
	BreakEven          []float64 // month at BreakEvenLevels, NaN where the percentile falls on never
	BreakEvenNever     float64
}

// DifferenceLevels and BreakEvenLevels are the percentiles a Comparison carries, in percent.
var (
	DifferenceLevels = []int{5, 10, 50, 90, 95}
	BreakEvenLevels  = []int{10, 50, 90}
)
