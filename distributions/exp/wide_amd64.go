package exp

import "golang.org/x/sys/cpu"

// wide tells whether the processor has the instructions of allWide.
var wide = cpu.X86.HasAVX512F

// allWide is All for the first values, in groups of eight, to the bit: done is a multiple of 8. It stops before a group with a
// value that is left to math.Exp.
//
//go:noescape
func allWide(x []float64, numbers *numbers) (done int)
