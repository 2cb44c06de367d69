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

// SCRAMBLE is h.scramble(Z) in eight replicates, REVERSE is reverse(Z). T is overwritten.
#define SCRAMBLE(EVEN1, ODD, EVEN2, Z, T) \
	VPMULLQ EVEN1, Z, T; \
	VPXORQ T, Z, Z; \
	VPMULLQ ODD, Z, Z; \
	VPMULLQ EVEN2, Z, T; \
	VPXORQ T, Z, Z

#define REVERSE(Z) \
	VGF2P8AFFINEQB $0, Z6, Z, Z; \
	VPSHUFB Z7, Z, Z

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
	SCRAMBLE(Z0, Z2, Z4, Z11, Z13)
	SCRAMBLE(Z1, Z3, Z5, Z12, Z14)
	REVERSE(Z11)
	REVERSE(Z12)
	OPEN(Z11)
	OPEN(Z12)
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

// func shuffledWide(dst []float64, index uint64, s *shuffled)
TEXT ·shuffledWide(SB), NOSPLIT, $0-40
	MOVQ s+32(FP), DX
	BROADCAST(BACKWARD_BITS, Z6)
	VBROADCASTI32X4 backwardBytes<>(SB), Z7
	BROADCAST(const_oneBits, Z8)
	BROADCAST(BELOW_ONE, Z9)
	BROADCAST((const_prefixes - 1), Z10)
	VMOVDQU64 lanes<>(SB), Z11
	XORQ R8, R8 // of replicates 0 … 7, then of 8 … 15

half:
	MOVQ dst_base+0(FP), DI
	ADDQ R8, DI
	MOVQ dst_len+8(FP), CX
	SHRQ $4, CX
	MOVQ index+24(FP), SI
	LEAQ (shuffled_values+replicas_flips)(DX)(R8*1), R9
	VMOVDQU64 (shuffled_orders+orders_offset)(DX)(R8*1), Z12
	VMOVDQU64 (shuffled_orders+orders_even1)(DX)(R8*1), Z13
	VMOVDQU64 (shuffled_orders+orders_odd)(DX)(R8*1), Z14
	VMOVDQU64 (shuffled_orders+orders_even2)(DX)(R8*1), Z15
	VMOVDQU64 (shuffled_values+replicas_even1)(DX)(R8*1), Z16
	VMOVDQU64 (shuffled_values+replicas_odd)(DX)(R8*1), Z17
	VMOVDQU64 (shuffled_values+replicas_even2)(DX)(R8*1), Z18
	JMP enough

shuffle:
	VPBROADCASTQ SI, Z0
	REVERSE(Z0)
	VPXORQ Z12, Z0, Z0
	SCRAMBLE(Z13, Z14, Z15, Z0, Z1)
	REVERSE(Z0) // the shuffled index, and backward point
	VPANDQ Z10, Z0, Z2
	VPSLLQ $4, Z2, Z2 // a row of flips has 16
	VPADDQ Z11, Z2, Z2
	KXNORW K1, K1, K1
	VPGATHERQQ (R9)(Z2*8), K1, Z3
	VPXORQ Z3, Z0, Z0
	SCRAMBLE(Z16, Z17, Z18, Z0, Z1)
	REVERSE(Z0)
	OPEN(Z0)
	VMOVUPD Z0, (DI)
	INCQ SI
	ADDQ $128, DI
	DECQ CX

enough:
	TESTQ CX, CX
	JNZ shuffle
	ADDQ $64, R8
	CMPQ R8, $128
	JLT half
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
