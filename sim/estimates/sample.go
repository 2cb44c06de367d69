package estimates

// Replicates is the number of independent repetitions inside a replicated design. Trial i belongs to replicate i mod
// Replicates.
const Replicates = 16

// A Sample is one output over the lifetimes, together with what is known about how these were drawn. Build it with
// Replicated or Independent.
type Sample struct {
	Values     []float64 // by trial; finite, or passed through Defined
	replicated bool
	replicate  []uint8 // replicate of each value; nil: value i belongs to replicate i mod Replicates
}

// Replicated is a column drawn in Replicates independent repetitions of an even design (Sobol', Latin hypercube):
// trials help each other within a replicate, so only the spread between replicates tells the error.
func Replicated(column []float64) Sample { return Sample{Values: column, replicated: true} }

// Independent is a column of independent trials.
func Independent(column []float64) Sample { return Sample{Values: column} }

// Defined drops the trials whose value is NaN (such as the hidden share of a total of 0) and remembers which replicate
// the others belong to. A sample without NaN comes back as it is.
func (s Sample) Defined() Sample {
	undefined := 0
	for _, x := range s.Values {
		if x != x {
			undefined++
		}
	}
	if undefined == 0 {
		return s
	}
	defined := Sample{
		Values:     make([]float64, 0, len(s.Values)-undefined),
		replicated: s.replicated,
		replicate:  make([]uint8, 0, len(s.Values)-undefined),
	}
	for i, x := range s.Values {
		if x == x {
			defined.Values = append(defined.Values, x)
			defined.replicate = append(defined.replicate, s.replicateOf(i))
		}
	}
	return defined
}

func (s Sample) replicateOf(i int) uint8 {
	if s.replicate != nil {
		return s.replicate[i]
	}
	return uint8(i % Replicates)
}
