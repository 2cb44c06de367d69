#include "go_asm.h"
#include "textflag.h"

// Comparisons of VCMPPD, false for NaN.
#define AT_LEAST $0x1d
#define GREATER $0x1e

// func placesWide(dst []uint16, values []float64, perUnit, offset float64, last int) (done int)
TEXT ·placesWide(SB), NOSPLIT, $0-80
	MOVQ dst_base+0(FP), DI
	MOVQ values_base+24(FP), SI
	MOVQ values_len+32(FP), CX
	ANDQ $-8, CX
	MOVQ CX, done+72(FP)
	VBROADCASTSD perUnit+48(FP), Z1
	VBROADCASTSD offset+56(FP), Z2
	VPBROADCASTQ last+64(FP), Z3
	VPXORQ Z4, Z4, Z4
	JMP more

next:
	VMULPD (SI), Z1, Z0
	VADDPD Z2, Z0, Z0
	VCVTTPD2QQ Z0, Z0
	VPMAXSQ Z4, Z0, Z0
	VPMINSQ Z3, Z0, Z0
	VPMOVQW Z0, (DI)
	ADDQ $64, SI
	ADDQ $16, DI
	SUBQ $8, CX

more:
	CMPQ CX, $8
	JGE next
	VZEROUPPER
	RET

// PLACED takes eight values from Z0 and the buckets that they have above the start from Z8. It writes the buckets that
// they have anywhere, and goes on.
#define PLACED \
	VPADDQ Z6, Z8, Z8; \
	VMOVDQA64 Z6, Z9; \
	VCMPPD GREATER, Z2, Z0, K1; \
	VMOVDQA64 Z8, K1, Z9; \
	VCMPPD GREATER, Z1, Z0, K2; \
	VMOVDQA64.Z Z9, K2, Z9; \
	VCMPPD AT_LEAST, Z3, Z0, K2, K3; \
	VMOVDQA64 Z7, K3, Z9; \
	VPMOVQW Z9, (DI); \
	VMINPD Z10, Z0, Z10; \
	VMAXPD Z11, Z0, Z11; \
	ADDQ $64, SI; \
	ADDQ $16, DI; \
	SUBQ $8, CX

// func bucketsWide(dst []uint16, column []float64, b *bucketing, extremes *[16]float64) (done int)
TEXT ·bucketsWide(SB), NOSPLIT, $0-72
	MOVQ dst_base+0(FP), DI
	MOVQ column_base+24(FP), SI
	MOVQ column_len+32(FP), CX
	MOVQ b+48(FP), DX
	MOVQ extremes+56(FP), BX
	ANDQ $-8, CX
	MOVQ CX, done+64(FP)
	VBROADCASTSD bucketing_floor(DX), Z1
	VBROADCASTSD bucketing_start(DX), Z2
	VBROADCASTSD bucketing_ceiling(DX), Z3
	VBROADCASTSD bucketing_perStep(DX), Z4
	VPBROADCASTQ bucketing_startBits(DX), Z5
	MOVQ $1, AX
	VPBROADCASTQ AX, Z6
	VPBROADCASTQ bucketing_last(DX), Z7
	VMOVUPD 0(BX), Z10
	VMOVUPD 64(BX), Z11
	MOVBLZX bucketing_geometric(DX), AX
	TESTL AX, AX
	JZ moreLinear
	VMOVQ bucketing_shift(DX), X12
	JMP moreGeometric

geometric:
	VMOVUPD (SI), Z0
	VPSUBQ Z5, Z0, Z8
	VPSRAQ X12, Z8, Z8
	PLACED

moreGeometric:
	CMPQ CX, $8
	JGE geometric
	JMP out

linear:
	VMOVUPD (SI), Z0
	VSUBPD Z2, Z0, Z8
	VMULPD Z4, Z8, Z8
	VCVTTPD2QQ Z8, Z8
	PLACED

moreLinear:
	CMPQ CX, $8
	JGE linear

out:
	VMOVUPD Z10, 0(BX)
	VMOVUPD Z11, 64(BX)
	VZEROUPPER
	RET
