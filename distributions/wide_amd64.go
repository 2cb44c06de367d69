package distributions

import "golang.org/x/sys/cpu"

// wide tells whether the processor has the instructions of the functions below. These do the first values of a block
// as their portable twins do, to the bit, in groups of eight, and stop before a group with a value that needs more than
// its cell: done is a multiple of 8.
var wide = cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ

// scoresWide is NormalScores.
//
//go:noescape
func scoresWide(dst, u []float64, cells *polynomial) (done int)

// gridWide is (*grid).fromScores.
//
//go:noescape
func gridWide(dst, z []float64, cells []polynomial, density, offset float64) (done int)
