package estimates

import "slices"

// A Workspace is scratch memory for estimates, reused from column to column so that a steady state allocates nothing
// but results. The zero value is ready. It serves one goroutine at a time.
type Workspace struct {
	probe    [256]float64
	bucketOf []uint16 // by value
	counts   []uint32 // by lane and bucket
	total    []uint32 // by bucket
	cursor   []int32  // by bucket, of Rank
	lanes    []uint8  // 0, 1, … 15, 0, 1, …
	lane0    []uint8  // 0, 0, …

	bucketing bucketing
	low, high float64 // range of the column last searched
	asked     []question
	wanted    []wanted
	segmentOf []uint16 // by bucket, 0 for none
	segments  []segment
	copied    []uint8   // by bucket: 1 where there is something to copy
	trials    []int32   // whose values are copied
	gathered  []float64 // by place
	laneAt    []uint8   // by place
	own       []float64 // of one lane

	column   []float64 // a column made on the way, such as differences
	ranked   []rankedValue
	binomial map[binomialKey]rankInterval

	centered      []float64 // of Drivers
	centeredRanks []float32
	cells         driverCells
}

// pooled is the lane of questions about the whole column: after all others in the order of what is wanted.
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
// bucket of every wanted rank, and looking into no other buckets than these. Lane laneOf[i] < lanes is that of value i.
func (w *Workspace) find(column []float64, laneOf []uint8, lanes int) {
	w.beginCount(column, lanes)
	w.count(column, laneOf, 0, len(column))
	w.findCounted(column, laneOf, lanes)
}

// beginCount prepares to count a column's values, a stretch at a time.
func (w *Workspace) beginCount(column []float64, lanes int) {
	buckets := bucketCount(len(column), lanes)
	w.bucketOf = sized(w.bucketOf, len(column))
	w.counts, w.total, w.segmentOf = sized(w.counts, lanes*buckets), sized(w.total, buckets), sized(w.segmentOf, buckets)
	clear(w.counts)
	w.bucketing = newBucketing(column, w.probe[:], buckets)
	w.low, w.high = w.bucketing.floor, w.bucketing.ceiling
}

// count counts the values from … to−1 of the column.
func (w *Workspace) count(column []float64, laneOf []uint8, from, to int) {
	low, high := w.bucketing.count(w.bucketOf[from:to], w.counts, column[from:to], laneOf[from:to])
	w.low, w.high = min(w.low, low), max(w.high, high)
}

// findCounted answers all questions about a column that is counted.
func (w *Workspace) findCounted(column []float64, laneOf []uint8, lanes int) {
	w.locate(lanes)
	w.gather(column, laneOf)
	w.read()
}

// bucketCount is the number of buckets to find a few ranks of n values with: a power of two, so many that crowded
// buckets cost little to sort, so few that the counts of all lanes stay in the nearest caches.
func bucketCount(n, lanes int) int {
	most := 4096
	if lanes > 1 {
		most = 2048
	}
	buckets := 256
	for buckets < most && buckets < n/8 {
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

// A segment is a bucket that holds something wanted, copied out of the column.
type segment struct {
	from, to int  // its places among what is gathered
	single   bool // it holds one value, however often, which stands in its first place
}

// gather copies the buckets that hold something wanted out of the column, side by side. Of an outer bucket of one value
// nothing need be copied: that of the many lifetimes without a risk, say.
func (w *Workspace) gather(column []float64, laneOf []uint8) {
	clear(w.segmentOf)
	w.segments = append(w.segments[:0], segment{}) // stands for none
	size := 0
	for _, v := range w.wanted {
		if w.segmentOf[v.bucket] == 0 {
			w.segmentOf[v.bucket] = uint16(len(w.segments))
			w.segments = append(w.segments, segment{from: size, to: size})
			size += int(w.total[v.bucket])
		}
	}
	w.gathered, w.laneAt = sized(w.gathered, size), sized(w.laneAt, size)
	b := &w.bucketing
	if w.low == b.floor {
		w.setSingle(0, w.low)
	}
	if w.high == b.ceiling {
		w.setSingle(b.last, w.high)
	}
	w.pick(size)
	for _, trial := range w.trials {
		s := &w.segments[w.segmentOf[w.bucketOf[trial]]]
		w.gathered[s.to], w.laneAt[s.to] = column[trial]+0, laneOf[trial] // −0 + 0 is 0
		s.to++
	}
	for at := range w.segments {
		w.segments[at].findSingle(w.gathered)
	}
}

// pick lists the trials, at most so many, whose values are to be copied. It writes down each and goes on to the next
// place or not: a branch would be guessed wrong for most of the few.
func (w *Workspace) pick(most int) {
	w.copied = sized(w.copied, len(w.segmentOf))
	for bucket, at := range w.segmentOf {
		w.copied[bucket] = 0
		if at > 0 && !w.segments[at].single {
			w.copied[bucket] = 1
		}
	}
	w.trials = sized(w.trials, most+1)
	trials, copied, count := w.trials, w.copied, 0
	for trial, bucket := range w.bucketOf {
		trials[count] = int32(trial)
		count += int(copied[bucket])
	}
	w.trials = trials[:count]
}

// setSingle says that a bucket holds one value.
func (w *Workspace) setSingle(bucket int, value float64) {
	if at := w.segmentOf[bucket]; at > 0 {
		s := &w.segments[at]
		s.single = true
		w.gathered[s.from] = value + 0
	}
}

// findSingle looks for another value in a segment that is crowded.
func (s *segment) findSingle(gathered []float64) {
	const crowded = 128
	if s.to-s.from <= crowded {
		return
	}
	s.single = true
	for _, x := range gathered[s.from:s.to] {
		if x != gathered[s.from] {
			s.single = false
			return
		}
	}
}

// read answers the questions from the gathered buckets: those about lanes first, since nth mixes up whose values are whose.
func (w *Workspace) read() {
	for _, v := range w.wanted {
		q := &w.asked[v.question]
		if v.above {
			q.above = w.value(v)
		} else {
			q.below = w.value(v)
		}
	}
}

// value finds a wanted value in its segment.
func (w *Workspace) value(v wanted) float64 {
	s := &w.segments[w.segmentOf[v.bucket]]
	if s.single {
		return w.gathered[s.from]
	}
	values := w.gathered[s.from:s.to]
	if v.lane == pooled {
		return nth(values, v.within)
	}
	w.own = w.own[:0]
	for i, lane := range w.laneAt[s.from:s.to] {
		if int(lane) == v.lane {
			w.own = append(w.own, values[i])
		}
	}
	return nth(w.own, v.within)
}

// nth returns the value of a rank (from 0) among few values, which it puts into another order (Hoare 1961, Algorithm 65,
// FIND).
func nth(values []float64, rank int) float64 {
	const few = 24
	for len(values) > few {
		pivot := middle(values[0], values[len(values)/2], values[len(values)-1])
		i, j := 0, len(values)-1
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for values[j] > pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case rank <= j:
			values = values[:j+1]
		case rank >= i:
			values, rank = values[i:], rank-i
		default:
			return pivot
		}
	}
	for i := 1; i < len(values); i++ {
		x, at := values[i], i
		for ; at > 0 && x < values[at-1]; at-- {
			values[at] = values[at-1]
		}
		values[at] = x
	}
	return values[rank]
}

// middle is the median of three.
func middle(a, b, c float64) float64 { return max(min(a, b), min(max(a, b), c)) }

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
