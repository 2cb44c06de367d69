package distributions

import "golang.org/x/sys/cpu"

// wide tells whether the processor has the instructions of the functions below. These do what their portable twins do,
// to the bit, in groups of eight values. They end after a group in which some values need more than their cell: these are
// left as they are, the bits of left say which ones. done is how many values the groups hold. dst may be the values.
var wide = cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ

// scoresWide is NormalScores.
//
//go:noescape
func scoresWide(dst, u []float64, cells *polynomial) (done int, left uint8)

// gridWide is (*grid).fromScores.
//
//go:noescape
func gridWide(dst, z []float64, cells []polynomial, density, offset float64) (done int, left uint8)

// octavesWide is (*octaves).fromUniforms.
//
//go:noescape
func octavesWide(dst, u []float64, cells *polynomial, places, first, half uint64) (done int, left uint8)
