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

// Outputs works out what is reported of the lifetime from its ledger. HiddenShare is NaN where the total is 0. The
// slice is overwritten by the next call.
func (l *Lifetime) Outputs() []float64 {
	out := l.outputs
	clear(out)
	var build float64
	for m := range l.booked {
		row := &l.months[m]
		total := row.Total()
		out[YearOneUSD+m/12] += total
		out[NPVUSD] += l.discount[m] * total
		out[DataUSD] += row.Data
		out[ComputeUSD] += row.Compute
		out[EngineeringUSD] += row.Engineering
		out[MaintenanceUSD] += row.Maintenance
		out[InfrastructureUSD] += row.Infrastructure
		out[RiskUSD] += row.Risk
		out[OtherUSD] += row.Other
		out[ServingUSD] += row.Serving + row.API
		out[OverheadUSD] += row.Overhead()
		out[GPUUSD] += row.Compute + row.RetrainCompute + row.Serving + row.API + row.Hosting + row.Hardware
		out[Retrains] += row.Retrains
		out[Requests] += row.Requests
		build += row.Data + row.Compute + row.Engineering + row.BuildOverhead + row.Hardware + row.BuildRisk + row.OnceCosts
	}
	for _, usd := range out[DataUSD : OtherUSD+1] {
		out[TotalUSD] += usd
	}
	out[TrainingBillUSD] = out[ComputeUSD]
	out[HiddenShare] = math.NaN()
	if out[TotalUSD] != 0 {
		out[HiddenShare] = 1 - out[GPUUSD]/out[TotalUSD]
	}
	out[BuildUSD] = build
	out[OperateUSD] = out[TotalUSD] - build
	out[GoLiveMonth] = l.goLive
	return out
}
