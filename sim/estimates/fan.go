package estimates

// A Fan is the spread of a monthly series: its mean and percentiles, by month.
type Fan struct{ Mean, P10, P50, P90 []float64 }

// Fans returns the spread of a series given as one column a month, and of its running sum.
func (w *Workspace) Fans(monthly [][]float64) (each, cumulative Fan) {
	each, cumulative = newFan(len(monthly)), newFan(len(monthly))
	var running []float64
	for month, column := range monthly {
		if month == 0 {
			running = make([]float64, len(column))
		}
		for i, x := range column {
			running[i] += x
		}
		w.fanMonth(each, month, column)
		w.fanMonth(cumulative, month, running)
	}
	return each, cumulative
}

func newFan(months int) Fan {
	series := make([]float64, 4*months)
	part := func(k int) []float64 { return series[k*months : (k+1)*months : (k+1)*months] }
	return Fan{Mean: part(0), P10: part(1), P50: part(2), P90: part(3)}
}

func (w *Workspace) fanMonth(fan Fan, month int, column []float64) {
	var at [3]float64
	w.Percentiles(at[:], column, fanLevels[:])
	fan.Mean[month], fan.P10[month], fan.P50[month], fan.P90[month] = Mean(column), at[0], at[1], at[2]
}

var fanLevels = [3]float64{10, 50, 90}
