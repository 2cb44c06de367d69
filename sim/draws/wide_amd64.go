package draws

import "golang.org/x/sys/cpu"

// wide tells whether the processor has the instructions of the functions below: registers of eight numbers, and the
// bits of a byte turned round in one step. They do what their portable twins do, to the bit.
var wide = cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512GFNI

// replicasWide sets dst[16·j + r] to the uniform of points[j] in replicate r.
//
//go:noescape
func replicasWide(dst []float64, points []uint64, s *replicas)

// shuffledWide is (*shuffled).tile.
//
//go:noescape
func shuffledWide(dst []float64, index uint64, s *shuffled)

// hashesWide is fillHashes for a length that 8 divides.
//
//go:noescape
func hashesWide(dst []float64, counter, key uint64)
