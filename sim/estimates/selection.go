package estimates

import (
	"math"
	"slices"
)

// A Workspace is scratch memory for estimates, reused from column to column so that a steady state allocates nothing
// but results. The zero value is ready. It serves one goroutine at a time.
type Workspace struct {
	probe    [256]float64
	bucketOf []uint16 // by value
	counts   []uint32 // by lane and bucket
	total    []uint32 // by bucket
	cursor   []int32  // by bucket
	lanes    []uint8  // 0, 1, … 15, 0, 1, …
	lane0    []uint8  // 0, 0, …

	low, high float64 // range of the column last searched
	asked     []question
	wanted    []wanted
	gathered  []laneValue

	column                  []float64 // a column made on the way, such as differences
	centered, centeredRanks []float64 // of Drivers
	cells                   [(math.MaxUint8 + 1) * Replicates]driverCell
	ranked                  []rankedValue
	binomial                map[binomialKey]rankInterval
}

// pooled is the lane of questions about the whole column.
const pooled = Replicates

// A question asks for one number: the value of a rank (from 0) among all values or among those of one lane, or a
// number between it and the next rank's.
type question struct {
	fraction     float64
	below, above float64 // answers
}

// A wanted value is the order statistic a question needs.
type wanted struct {
	lane, rank int
	question   int
	above      bool // it answers the upper end
	bucket     int  // where it lies
	within     int  // its rank there, among the values of its lane
}

// forgetQuestions begins a new round of questions.
func (w *Workspace) forgetQuestions() { w.asked, w.wanted = w.asked[:0], w.wanted[:0] }

// askRank asks for one order statistic.
func (w *Workspace) askRank(lane, rank int) { w.ask(lane, rank, 0) }

// askPercentile asks for a percentile of the n values of a lane.
func (w *Workspace) askPercentile(lane, n int, level float64) {
	rank, fraction := quantilePosition(n, level)
	w.ask(lane, rank, fraction)
}

func (w *Workspace) ask(lane, rank int, fraction float64) {
	q := len(w.asked)
	w.asked = append(w.asked, question{fraction: fraction})
	w.wanted = append(w.wanted, wanted{lane: lane, rank: rank, question: q})
	if fraction > 0 {
		w.wanted = append(w.wanted, wanted{lane: lane, rank: rank + 1, question: q, above: true})
	}
}

// answer is what find found for the q-th question.
func (w *Workspace) answer(q int) float64 {
	a := w.asked[q]
	return between(a.below, a.above, a.fraction)
}

// find answers all questions about a column by counting its values into buckets that keep their order, which tells the
// bucket of every wanted rank, and sorting no other buckets than these. Lane laneOf[i] < lanes is that of value i.
func (w *Workspace) find(column []float64, laneOf []uint8, lanes int) {
	w.bucketOf = sized(w.bucketOf, len(column))
	buckets := bucketCount(len(column))
	w.counts, w.total, w.cursor = sized(w.counts, lanes*buckets), sized(w.total, buckets), sized(w.cursor, buckets)
	clear(w.counts)
	w.low, w.high = newBucketing(column, w.probe[:], buckets).count(w.bucketOf, w.counts, column, laneOf)
	w.locate(lanes)
	w.gather(column, laneOf)
	w.read()
}

// bucketCount is the number of buckets to find a few ranks of n values with: a power of two, so many that crowded
// buckets cost little to sort, so few that the counts of all lanes stay in the cache.
func bucketCount(n int) int {
	buckets := 256
	for buckets < 4096 && buckets < n/8 {
		buckets *= 2
	}
	return buckets
}

// locate finds the bucket of everything wanted, walking over the buckets once for each lane.
func (w *Workspace) locate(lanes int) {
	slices.SortFunc(w.wanted, func(a, b wanted) int {
		if a.lane != b.lane {
			return a.lane - b.lane
		}
		return a.rank - b.rank
	})
	all, buckets := w.total, len(w.total)
	clear(all)
	for lane := range lanes {
		for bucket, count := range w.counts[lane*buckets:][:buckets] {
			all[bucket] += count
		}
	}
	bucket, passed, counts := 0, 0, all
	for i := range w.wanted {
		v := &w.wanted[i]
		if i == 0 || v.lane != w.wanted[i-1].lane {
			bucket, passed, counts = 0, 0, all
			if v.lane != pooled {
				counts = w.counts[v.lane*buckets:][:buckets]
			}
		}
		for passed+int(counts[bucket]) <= v.rank {
			passed += int(counts[bucket])
			bucket++
		}
		v.bucket, v.within = bucket, v.rank-passed
	}
}

// gather copies the buckets that hold something wanted out of the column, side by side, each sorted.
func (w *Workspace) gather(column []float64, laneOf []uint8) {
	const unwanted = -1
	for bucket := range w.cursor {
		w.cursor[bucket] = unwanted
	}
	size := int32(0)
	for _, v := range w.wanted {
		if w.cursor[v.bucket] == unwanted {
			w.cursor[v.bucket] = size
			size += int32(w.total[v.bucket])
		}
	}
	w.gathered = sized(w.gathered, int(size))
	cursor, gathered, bucketOf := w.cursor, w.gathered, w.bucketOf[:len(column)]
	for i, bucket := range bucketOf {
		if at := cursor[bucket]; at >= 0 {
			gathered[at] = laneValue{column[i] + 0, laneOf[i]} // −0 + 0 is 0
			cursor[bucket] = at + 1
		}
	}
	for bucket, end := range w.cursor { // by now where the bucket's segment ends
		if end != unwanted {
			sortByValue(gathered[end-int32(w.total[bucket]) : end])
		}
	}
}

// read answers the questions from the gathered buckets.
func (w *Workspace) read() {
	for _, v := range w.wanted {
		end := w.cursor[v.bucket]
		segment := w.gathered[end-int32(w.total[v.bucket]) : end]
		at := v.within
		if v.lane != pooled {
			at = 0
			for before := v.within; before > 0 || int(segment[at].lane) != v.lane; at++ {
				if int(segment[at].lane) == v.lane {
					before--
				}
			}
		}
		q := &w.asked[v.question]
		if v.above {
			q.above = segment[at].value
		} else {
			q.below = segment[at].value
		}
	}
}

// A laneValue is a value taken out of its column, with its lane.
type laneValue struct {
	value float64
	lane  uint8
}

// sortByValue sorts a bucket. Buckets are short, or full of one value.
func sortByValue(values []laneValue) {
	const short = 128
	if len(values) > short {
		constant := true
		for _, v := range values {
			constant = constant && v.value == values[0].value
		}
		if !constant {
			slices.SortFunc(values, func(a, b laneValue) int {
				if a.value < b.value {
					return -1
				}
				if a.value > b.value {
					return 1
				}
				return 0
			})
		}
		return
	}
	for i := 1; i < len(values); i++ {
		v, at := values[i], i
		for ; at > 0 && v.value < values[at-1].value; at-- {
			values[at] = values[at-1]
		}
		values[at] = v
	}
}

// replicateLanes returns the replicates of trials 0 … n−1.
func (w *Workspace) replicateLanes(n int) []uint8 {
	for i := len(w.lanes); i < n; i++ {
		w.lanes = append(w.lanes, uint8(i%Replicates))
	}
	return w.lanes[:n]
}

// oneLane returns n zeros.
func (w *Workspace) oneLane(n int) []uint8 {
	w.lane0 = sized(w.lane0, n)
	return w.lane0
}

// sized returns a slice of length n, in the same memory where that suffices. Its content is what was left there.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
