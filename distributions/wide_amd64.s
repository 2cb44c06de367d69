#include "go_asm.h"
#include "textflag.h"

// LOOKUP sets Z8 to the values of the polynomials number Z7 of those at BASE, at the places Z6: eight rows of six
// coefficients, turned to six columns and added up as polynomial.at does. Gathers take three times as long, and so does
// the way of the addresses through memory. It uses Z7 … Z23 and R8 … R11.
#define LOOKUP(BASE) \
	VPSLLQ $6, Z7, Z7; \
	VMOVQ X7, R8; \
	VPEXTRQ $1, X7, R9; \
	VEXTRACTI128 $1, Y7, X8; \
	VMOVQ X8, R10; \
	VPEXTRQ $1, X8, R11; \
	VEXTRACTI64X4 $1, Z7, Y9; \
	VMOVUPD (BASE)(R8*1), Z10; \
	VMOVUPD (BASE)(R9*1), Z11; \
	VMOVUPD (BASE)(R10*1), Z12; \
	VMOVUPD (BASE)(R11*1), Z13; \
	VMOVQ X9, R8; \
	VPEXTRQ $1, X9, R9; \
	VEXTRACTI128 $1, Y9, X8; \
	VMOVQ X8, R10; \
	VPEXTRQ $1, X8, R11; \
	VMOVUPD (BASE)(R8*1), Z14; \
	VMOVUPD (BASE)(R9*1), Z15; \
	VMOVUPD (BASE)(R10*1), Z16; \
	VMOVUPD (BASE)(R11*1), Z17; \
	VUNPCKHPD Z11, Z10, Z18; \
	VUNPCKHPD Z13, Z12, Z19; \
	VUNPCKHPD Z15, Z14, Z20; \
	VUNPCKHPD Z17, Z16, Z21; \
	VSHUFF64X2 $0x88, Z19, Z18, Z22; \
	VSHUFF64X2 $0x88, Z21, Z20, Z23; \
	VSHUFF64X2 $0xdd, Z23, Z22, Z8; \
	VSHUFF64X2 $0x88, Z23, Z22, Z22; \
	VSHUFF64X2 $0x55, Z19, Z18, Z18; \
	VSHUFF64X2 $0x55, Z21, Z20, Z20; \
	VSHUFF64X2 $0x88, Z20, Z18, Z18; \
	VUNPCKLPD Z11, Z10, Z10; \
	VUNPCKLPD Z13, Z12, Z12; \
	VUNPCKLPD Z15, Z14, Z14; \
	VUNPCKLPD Z17, Z16, Z16; \
	VSHUFF64X2 $0x88, Z12, Z10, Z19; \
	VSHUFF64X2 $0x88, Z16, Z14, Z20; \
	VSHUFF64X2 $0xdd, Z20, Z19, Z21; \
	VSHUFF64X2 $0x88, Z20, Z19, Z19; \
	VSHUFF64X2 $0x55, Z12, Z10, Z10; \
	VSHUFF64X2 $0x55, Z16, Z14, Z14; \
	VSHUFF64X2 $0x88, Z14, Z10, Z10; \
	VMULPD Z6, Z8, Z8; \
	VADDPD Z21, Z8, Z8; \
	VMULPD Z6, Z8, Z8; \
	VADDPD Z18, Z8, Z8; \
	VMULPD Z6, Z8, Z8; \
	VADDPD Z10, Z8, Z8; \
	VMULPD Z6, Z8, Z8; \
	VADDPD Z22, Z8, Z8; \
	VMULPD Z6, Z8, Z8; \
	VADDPD Z19, Z8, Z8

// NEXT ends where no whole group of eight follows, and clears K3, the lanes that need more than their cell.
#define NEXT \
	KXORB K3, K3, K3; \
	LEAQ 8(AX), BX; \
	CMPQ BX, CX; \
	JGT done

// TAIL sets Z6 to the smaller tails of a group of uniforms, and K1 to those above the median: 1 − u < u. Z0 holds ones.
#define TAIL \
	VMOVUPD (SI)(AX*8), Z5; \
	VSUBPD Z5, Z0, Z6; \
	VPCMPQ $1, Z5, Z6, K1; \
	VPMINSQ Z5, Z6, Z6

// PLACE turns the bits of Z6 behind those that chose the cell, moved to the front of the mantissa, into places from 0 to 1. Z0
// holds ones, Z1 the mask of the mantissa.
#define PLACE \
	VPANDQ Z1, Z6, Z6; \
	VPORQ Z0, Z6, Z6; \
	VSUBPD Z0, Z6, Z6

// STORE puts the lanes of Z8 that K3 does not name in their places, AX on to the next group, and ends where K3 names any.
#define STORE \
	KNOTB K3, K4; \
	VMOVUPD Z8, K4, (DI)(AX*8); \
	ADDQ $8, AX; \
	KTESTB K3, K3; \
	JNZ done

// BROADCAST puts a number into all lanes.
#define BROADCAST(NUMBER, Z) \
	MOVQ $NUMBER, BX; \
	VPBROADCASTQ BX, Z

// func scoresWide(dst, u []float64, cells *polynomial) (done int, left uint8)
TEXT ·scoresWide(SB), NOSPLIT, $0-65
	MOVQ dst_base+0(FP), DI
	MOVQ u_base+24(FP), SI
	MOVQ u_len+32(FP), CX
	MOVQ cells+48(FP), DX
	XORQ AX, AX
	BROADCAST(const_one, Z0)
	BROADCAST(const_mantissa, Z1)
	BROADCAST(const_signBit, Z2)
	BROADCAST(const_firstScoreCell, Z3)
	BROADCAST((const_scoreCells - 1), Z4)

next:
	NEXT
	TAIL
	VPSRLQ $const_scoreShift, Z6, Z7
	VPSUBQ Z3, Z7, Z7
	VPCMPUQ $6, Z4, Z7, K3 // beyond the last cell
	VPMINUQ Z4, Z7, Z7
	VPSLLQ $const_scoreBits, Z6, Z6
	PLACE
	LOOKUP(DX)
	KNOTB K1, K1
	VPORQ Z2, Z8, K1, Z8
	STORE
	JMP next

done:
	MOVQ AX, done+56(FP)
	KMOVB K3, BX
	MOVB BX, left+64(FP)
	VZEROUPPER
	RET

// func octavesWide(dst, u []float64, cells *polynomial, places, first, half uint64) (done int, left uint8)
TEXT ·octavesWide(SB), NOSPLIT, $0-89
	MOVQ dst_base+0(FP), DI
	MOVQ u_base+24(FP), SI
	MOVQ u_len+32(FP), CX
	MOVQ cells+48(FP), DX
	XORQ AX, AX
	BROADCAST(const_one, Z0)
	BROADCAST(const_mantissa, Z1)
	VPBROADCASTQ first+64(FP), Z2
	MOVQ half+72(FP), BX
	VPBROADCASTQ BX, Z3
	DECQ BX
	VPBROADCASTQ BX, Z4
	MOVQ places+56(FP), BX
	VPBROADCASTQ BX, Z24
	NEGQ BX
	ADDQ $52, BX
	VPBROADCASTQ BX, Z25

next:
	NEXT
	TAIL
	VPSRLVQ Z25, Z6, Z7
	VPSUBQ Z2, Z7, Z7
	VPCMPUQ $6, Z4, Z7, K3 // beyond the last cell
	VPMINUQ Z4, Z7, Z7
	VPADDQ Z3, Z7, K1, Z7
	VPSLLVQ Z24, Z6, Z6
	PLACE
	LOOKUP(DX)
	VCMPPD $3, Z8, Z8, K2 // NaN: a cell that is cut
	KORB K2, K3, K3
	STORE
	JMP next

done:
	MOVQ AX, done+80(FP)
	KMOVB K3, BX
	MOVB BX, left+88(FP)
	VZEROUPPER
	RET

// func gridWide(dst, z []float64, cells []polynomial, density, offset float64) (done int, left uint8)
TEXT ·gridWide(SB), NOSPLIT, $0-97
	MOVQ dst_base+0(FP), DI
	MOVQ z_base+24(FP), SI
	MOVQ z_len+32(FP), CX
	MOVQ cells_base+48(FP), DX
	MOVQ cells_len+56(FP), BX
	DECQ BX
	VPBROADCASTQ BX, Z0
	VBROADCASTSD density+72(FP), Z1
	VBROADCASTSD offset+80(FP), Z2
	VXORPD Z3, Z3, Z3
	XORQ AX, AX

next:
	NEXT
	VMULPD (SI)(AX*8), Z1, Z6
	VADDPD Z2, Z6, Z6
	VCVTTPD2QQ Z6, Z7
	VCMPPD $1, Z3, Z6, K1 // less than 0
	VPCMPUQ $6, Z0, Z7, K3 // beyond the last cell
	KORB K1, K3, K3
	VPMINUQ Z0, Z7, Z7
	VCVTQQ2PD Z7, Z8
	VSUBPD Z8, Z6, Z6
	LOOKUP(DX)
	VCMPPD $3, Z8, Z8, K2 // NaN: a cell that is cut
	KORB K2, K3, K3
	STORE
	JMP next

done:
	MOVQ AX, done+88(FP)
	KMOVB K3, BX
	MOVB BX, left+96(FP)
	VZEROUPPER
	RET
