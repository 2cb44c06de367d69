package lifetime

import "golang.org/x/sys/cpu"

// wide tells whether the processor has the instructions of exponentialsWide.
var wide = cpu.X86.HasAVX512F

// exponentialsWide is exponentials for the first values, in groups of eight, to the bit: done is a multiple of 8. It
// stops before a group with a value that is left to math.Exp.
//
//go:noescape
func exponentialsWide(x []float64, numbers *expNumbers) (done int)
