#include "go_asm.h"
#include "textflag.h"

// One more coefficient of the series: P = P·R + C.
#define STEP(P, R, C) \
	VMULPD R, P, P; \
	VADDPD C, P, P

// func allWide(x []float64, numbers *numbers) (done int)
TEXT ·allWide(SB), NOSPLIT, $0-40
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	MOVQ numbers+24(FP), DX
	XORQ AX, AX
	VMOVUPD (numbers_table+0)(DX), Z0 // the table's lower half
	VMOVUPD (numbers_table+64)(DX), Z1 // and its upper one
	VBROADCASTSD numbers_perStep(DX), Z2
	VBROADCASTSD numbers_rounder(DX), Z3
	VBROADCASTSD numbers_stepHigh(DX), Z4
	VBROADCASTSD numbers_stepLow(DX), Z5
	VBROADCASTSD numbers_safe(DX), Z6
	VPXORQ Z7, Z7, Z7
	VSUBPD Z6, Z7, Z7 // −safe
	VBROADCASTSD numbers_nothing(DX), Z8
	VBROADCASTSD (numbers_series+0)(DX), Z10
	VBROADCASTSD (numbers_series+8)(DX), Z11
	VBROADCASTSD (numbers_series+16)(DX), Z12
	VBROADCASTSD (numbers_series+24)(DX), Z13
	VBROADCASTSD (numbers_series+32)(DX), Z14
	VBROADCASTSD (numbers_series+40)(DX), Z15
	VBROADCASTSD (numbers_series+48)(DX), Z16
	VBROADCASTSD (numbers_series+56)(DX), Z17

next:
	LEAQ 8(AX), BX
	CMPQ BX, CX
	JGT done
	VMOVUPD (DI)(AX*8), Z20
	VCMPPD $5, Z6, Z20, K1 // not less than safe: also NaN
	VCMPPD $2, Z7, Z20, K2 // not more than −safe
	VCMPPD $1, Z8, Z20, K3 // less than nothing
	KANDNW K2, K3, K2
	KORTESTW K1, K2
	JNZ done
	KNOTW K3, K3
	VMULPD Z2, Z20, Z21
	VADDPD Z3, Z21, Z21 // shifted
	VSUBPD Z3, Z21, Z22 // whole
	VMULPD Z4, Z22, Z23
	VSUBPD Z23, Z20, Z20
	VMULPD Z5, Z22, Z23
	VSUBPD Z23, Z20, Z20 // r
	VMULPD Z17, Z20, Z22
	VADDPD Z16, Z22, Z22
	STEP(Z22, Z20, Z15)
	STEP(Z22, Z20, Z14)
	STEP(Z22, Z20, Z13)
	STEP(Z22, Z20, Z12)
	STEP(Z22, Z20, Z11)
	STEP(Z22, Z20, Z10)
	VPSRLQ $const_stepBits, Z21, Z23
	VPSLLQ $52, Z23, Z23
	VPERMI2PD Z1, Z0, Z21 // the table at the low bits
	VPADDQ Z23, Z21, Z21
	VMULPD.Z Z22, Z21, K3, Z20
	VMOVUPD Z20, (DI)(AX*8)
	MOVQ BX, AX
	JMP next

done:
	MOVQ AX, done+32(FP)
	VZEROUPPER
	RET
