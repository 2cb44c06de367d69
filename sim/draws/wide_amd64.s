#include "go_asm.h"
#include "textflag.h"

// The bytes of every word of 8 backward.
DATA backwardBytes<>+0(SB)/8, $0x0001020304050607
DATA backwardBytes<>+8(SB)/8, $0x08090a0b0c0d0e0f
GLOBL backwardBytes<>(SB), RODATA|NOPTR, $16

// 0, 1, … 7
DATA lanes<>+0(SB)/8, $0
DATA lanes<>+8(SB)/8, $1
DATA lanes<>+16(SB)/8, $2
DATA lanes<>+24(SB)/8, $3
DATA lanes<>+32(SB)/8, $4
DATA lanes<>+40(SB)/8, $5
DATA lanes<>+48(SB)/8, $6
DATA lanes<>+56(SB)/8, $7
GLOBL lanes<>(SB), RODATA|NOPTR, $64

// BROADCAST puts a number into all lanes.
#define BROADCAST(NUMBER, Z) \
	MOVQ $NUMBER, BX; \
	VPBROADCASTQ BX, Z

#define BELOW_ONE 0x3fefffffffffffff // the bits of 1 − 2⁻⁵³
#define BACKWARD_BITS 0x8040201008040201 // the bits of every byte backward, as a matrix over GF(2)

// OPEN turns eight words to uniforms, as open does: Z8 and Z9 hold what it puts before the digits, and takes away.
#define OPEN(Z) \
	VPSRLQ $12, Z, Z; \
	VPORQ Z8, Z, Z; \
	VSUBPD Z9, Z, Z

// UNIFORM is forward(h.scramble(Z)) for flipped points in eight replicates. T is overwritten.
#define UNIFORM(EVEN1, ODD, EVEN2, Z, T) \
	VPMULLQ EVEN1, Z, T; \
	VPXORQ T, Z, Z; \
	VPMULLQ ODD, Z, Z; \
	VPMULLQ EVEN2, Z, T; \
	VPXORQ T, Z, Z; \
	VGF2P8AFFINEQB $0, Z6, Z, Z; \
	VPSHUFB Z7, Z, Z; \
	OPEN(Z)

// func replicasWide(dst []float64, points []uint64, s *replicas)
TEXT ·replicasWide(SB), NOSPLIT, $0-56
	MOVQ dst_base+0(FP), DI
	MOVQ points_base+24(FP), SI
	MOVQ points_len+32(FP), CX
	MOVQ s+48(FP), DX
	BROADCAST(BACKWARD_BITS, Z6)
	VBROADCASTI32X4 backwardBytes<>(SB), Z7
	BROADCAST(const_oneBits, Z8)
	BROADCAST(BELOW_ONE, Z9)
	VMOVDQU64 (replicas_even1+0)(DX), Z0 // replicates 0 … 7
	VMOVDQU64 (replicas_even1+64)(DX), Z1 // replicates 8 … 15
	VMOVDQU64 (replicas_odd+0)(DX), Z2
	VMOVDQU64 (replicas_odd+64)(DX), Z3
	VMOVDQU64 (replicas_even2+0)(DX), Z4
	VMOVDQU64 (replicas_even2+64)(DX), Z5
	JMP more

next:
	MOVQ (SI), AX
	VPBROADCASTQ AX, Z10
	ANDQ $(const_prefixes - 1), AX
	SHLQ $7, AX // a row of flips has 16 · 8 bytes
	VPXORQ (replicas_flips+0)(DX)(AX*1), Z10, Z11
	VPXORQ (replicas_flips+64)(DX)(AX*1), Z10, Z12
	UNIFORM(Z0, Z2, Z4, Z11, Z13)
	UNIFORM(Z1, Z3, Z5, Z12, Z14)
	VMOVUPD Z11, (DI)
	VMOVUPD Z12, 64(DI)
	ADDQ $8, SI
	ADDQ $128, DI
	DECQ CX

more:
	TESTQ CX, CX
	JNZ next
	VZEROUPPER
	RET

// func hashesWide(dst []float64, counter, key uint64)
TEXT ·hashesWide(SB), NOSPLIT, $0-40
	MOVQ dst_base+0(FP), DI
	MOVQ dst_len+8(FP), CX
	VPBROADCASTQ counter+24(FP), Z0
	VPBROADCASTQ key+32(FP), Z1
	BROADCAST(const_weyl, Z2)
	VPMULLQ lanes<>(SB), Z2, Z3
	VPADDQ Z3, Z0, Z0 // the counters of eight draws
	VPSLLQ $3, Z2, Z2 // and from these to the next eight
	BROADCAST(const_mixFactor1, Z3)
	BROADCAST(const_mixFactor2, Z4)
	BROADCAST(const_oneBits, Z8)
	BROADCAST(BELOW_ONE, Z9)
	JMP enough

hash:
	VPSRLQ $30, Z0, Z5
	VPXORQ Z0, Z5, Z5
	VPMULLQ Z3, Z5, Z5
	VPSRLQ $27, Z5, Z6
	VPTERNLOGQ $0x96, Z1, Z6, Z5 // x ^ x>>27 ^ key
	VPMULLQ Z4, Z5, Z5
	VPSRLQ $31, Z5, Z6
	VPXORQ Z6, Z5, Z5
	OPEN(Z5)
	VMOVUPD Z5, (DI)
	VPADDQ Z2, Z0, Z0
	ADDQ $64, DI
	SUBQ $8, CX

enough:
	TESTQ CX, CX
	JNZ hash
	VZEROUPPER
	RET
