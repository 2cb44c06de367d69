package lifetime

import (
	"fmt"
	"math"
)

// The outputs of a lifetime, as columns; year 1 follows at yearOne.
const (
	TotalUSD = iota
	NPVUSD
	DataUSD // the seven categories, in the order in which they are summed
	ComputeUSD
	EngineeringUSD
	MaintenanceUSD
	InfrastructureUSD
	RiskUSD
	OtherUSD
	ServingUSD
	OverheadUSD
	TrainingBillUSD
	GPUUSD
	HiddenShare
	BuildUSD
	OperateUSD
	GoLiveMonth
	Retrains
	Requests
	YearOneUSD // and the years after it
)

// Categories is the number of categories, DataUSD … OtherUSD.
const Categories = OtherUSD - DataUSD + 1

// The places of the categories among themselves.
const (
	inData = iota
	inCompute
	inEngineering
	inMaintenance
	inInfrastructure
	inRisk
	inOther
)

var outputNames = [YearOneUSD]string{
	"total_usd", "npv_usd", "data_usd", "compute_usd", "engineering_usd", "maintenance_usd", "infrastructure_usd",
	"risk_usd", "other_usd", "serving_usd", "overhead_usd", "training_bill_usd", "gpu_usd", "hidden_share", "build_usd",
	"operate_usd", "go_live_month", "retrains", "requests",
}

// CategoryNames are the names of the seven categories in order.
func CategoryNames() []string {
	return []string{"data", "compute", "engineering", "maintenance", "infrastructure", "risk", "other"}
}

// OutputNames are the names of a lifetime's outputs in column order.
func (m *Model) OutputNames() []string {
	names := append([]string(nil), outputNames[:]...)
	for year := range m.Years() {
		names = append(names, fmt.Sprintf("year_%d_usd", year+1))
	}
	return names
}

// Years is the number of years of 12 months from kick-off; the last may be shorter.
func (m *Model) Years() int { return (m.Horizon + 11) / 12 }

// ByCategory are the month's seven categories in order.
func (m *Month) ByCategory() [Categories]float64 {
	return [...]float64{m.Data, m.Compute, m.Engineering, m.Maintenance, m.Infrastructure, m.Risk, m.Other}
}

// accounts are what is kept of a lifetime.
type accounts struct {
	outputs []float64
	monthly []float64                     // cost by month of the horizon
	yearly  [Categories][MaxYears]float64 // cost by category and year
}

// MaxYears is the number of years of the longest horizon.
const MaxYears = MaxMonths / 12

func newAccounts(model *Model) accounts {
	return accounts{outputs: make([]float64, len(model.OutputNames())), monthly: make([]float64, model.Horizon)}
}

// Outputs are what is reported of the lifetime, by column. HiddenShare is NaN where the total is 0. The next lifetime
// overwrites it.
func (a *accounts) Outputs() []float64 { return a.outputs }

// Monthly is the cost of each month of the horizon. The next lifetime overwrites it.
func (a *accounts) Monthly() []float64 { return a.monthly }

// Yearly is the cost of each category in each year, 0 beyond the horizon. The next lifetime overwrites it.
func (a *accounts) Yearly() *[Categories][MaxYears]float64 { return &a.yearly }

// clear empties the accounts.
func (a *accounts) clear() {
	clear(a.outputs)
	clear(a.monthly)
	a.yearly = [Categories][MaxYears]float64{}
}

// account sums the ledger up.
func (l *Lifetime) account() {
	l.accounts.clear()
	out := l.outputs
	for m := range l.booked {
		row := &l.months[m]
		l.monthly[m] = row.Total()
		for c, usd := range row.ByCategory() {
			l.yearly[c][m/12] += usd
		}
		out[ServingUSD] += row.Serving + row.API
		out[OverheadUSD] += row.Overhead()
		out[GPUUSD] += row.RetrainCompute + row.Serving + row.API + row.Hosting + row.Hardware
		out[Retrains] += row.Retrains
		out[Requests] += row.Requests
		out[BuildUSD] += row.Data + row.Compute + row.Engineering + row.BuildOverhead + row.Hardware + row.BuildRisk + row.OnceCosts
	}
	l.settle()
}

// settle works out the outputs that follow from the months, the categories and what is in the accounts already.
func (l *Lifetime) settle() {
	out := l.outputs
	var worth float64
	years := l.model.Years()
	for year := range years {
		months := l.monthly[12*year : min(12*year+12, len(l.monthly))]
		discount := l.discount[12*year:][:len(months)]
		var cost, discounted, odd, oddDiscounted float64 // odd months apart: a sum need not wait for the one before
		for m := 1; m < len(months); m += 2 {
			cost, odd = cost+months[m-1], odd+months[m]
			discounted, oddDiscounted = discounted+discount[m-1]*months[m-1], oddDiscounted+discount[m]*months[m]
		}
		if last := len(months) - 1; last%2 == 0 {
			cost, discounted = cost+months[last], discounted+discount[last]*months[last]
		}
		out[YearOneUSD+year] = cost + odd
		worth += discounted + oddDiscounted
	}
	out[NPVUSD] = worth
	var total float64
	for c := range l.yearly {
		var category float64
		for _, usd := range l.yearly[c][:years] {
			category += usd
		}
		out[DataUSD+c] = category
		total += category
	}
	out[TotalUSD] = total
	out[TrainingBillUSD] = out[ComputeUSD]
	out[GPUUSD] += out[ComputeUSD]
	out[HiddenShare] = math.NaN()
	if total != 0 {
		out[HiddenShare] = 1 - out[GPUUSD]/total
	}
	out[OperateUSD] = out[TotalUSD] - out[BuildUSD]
	out[GoLiveMonth] = l.goLive
}
