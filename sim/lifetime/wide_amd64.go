package lifetime

import "golang.org/x/sys/cpu"

// wide tells whether the processor has the instructions of the function below.
var wide = cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512VPOPCNTDQ

// bookWide is bookNarrow, eight months at a time, to the bit.
//
//go:noescape
func bookWide(s *service, monthly []float64, yearly *[Categories][MaxYears]float64, f *factors, first, last int, retrained monthSet, sums *served)
