package estimates

import "golang.org/x/sys/cpu"

// wide tells whether the processor has the instructions of the functions below. These do what their portable twins do,
// to the bit, for the first values, in groups of eight: done is a multiple of 8.
var wide = cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ

// placesWide is place.
//
//go:noescape
func placesWide(dst []uint16, values []float64, perUnit, offset float64, last int) (done int)

// bucketsWide is (*bucketing).assign. It keeps eight smallest values and eight largest.
//
//go:noescape
func bucketsWide(dst []uint16, column []float64, b *bucketing, extremes *[16]float64) (done int)
