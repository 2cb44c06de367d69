#include "go_asm.h"
#include "textflag.h"

// below holds, by lane, the bits of the lanes before it.
DATA below<>+0(SB)/8, $0
DATA below<>+8(SB)/8, $1
DATA below<>+16(SB)/8, $3
DATA below<>+24(SB)/8, $7
DATA below<>+32(SB)/8, $15
DATA below<>+40(SB)/8, $31
DATA below<>+48(SB)/8, $63
DATA below<>+56(SB)/8, $127
GLOBL below<>(SB), RODATA|NOPTR, $64

// HALVE adds the lanes of Z up, into the first.
#define HALVE(X, Y, Z) \
	VEXTRACTF64X4 $1, Z, Y25; \
	VADDPD Y25, Y, Y; \
	VEXTRACTF64X2 $1, Y, X25; \
	VADDPD X25, X, X; \
	VUNPCKHPD X, X, X25; \
	VADDSD X25, X, X

// YEAR adds the lanes of Z to the year's cost of a category, at R9, and clears them.
#define YEAR(X, Y, Z, CATEGORY) \
	HALVE(X, Y, Z); \
	VADDSD (8*const_MaxYears*CATEGORY)(R9), X, X; \
	VMOVSD X, (8*const_MaxYears*CATEGORY)(R9); \
	VPXORQ Z, Z, Z

// func bookWide(s *service, monthly []float64, yearly *[Categories][MaxYears]float64, f *factors, first, last int, retrained monthSet, sums *served)
TEXT ·bookWide(SB), NOSPLIT, $0-88
	MOVQ s+0(FP), DX
	MOVQ monthly_base+8(FP), DI
	MOVQ yearly+32(FP), R9
	MOVQ f+40(FP), SI
	MOVQ first+48(FP), BX
	MOVQ last+56(FP), CX
	MOVQ retrained_early+64(FP), R8
	MOVQ retrained_late+72(FP), R11
	SUBQ BX, CX // months left
	LEAQ (DI)(BX*8), DI
	LEAQ (SI)(BX*8), SI
	MOVQ BX, AX
	IMULQ $43, AX // over 512 are the years
	SHRQ $9, AX
	LEAQ (R9)(AX*8), R9
	IMULQ $12, AX
	MOVQ $12, R12
	SUBQ BX, R12
	ADDQ AX, R12 // months left in the year
	XORQ R13, R13 // versions
	VBROADCASTSD service_requests(DX), Z0
	VBROADCASTSD service_replicasUSD(DX), Z1
	VBROADCASTSD service_replicaUSD(DX), Z2
	VBROADCASTSD service_apiUSD(DX), Z3
	VBROADCASTSD service_withOverhead(DX), Z4
	VBROADCASTSD service_monitoringUSD(DX), Z5
	VBROADCASTSD service_runningUSD(DX), Z6
	VBROADCASTSD service_versionUSD(DX), Z7
	VBROADCASTSD service_otherUSD(DX), Z8
	VBROADCASTSD service_requestUSD(DX), Z9
	VMOVDQU64 below<>(SB), Z10
	VPXORQ Z12, Z12, Z12 // maintenance
	VPXORQ Z13, Z13, Z13 // infrastructure
	VPXORQ Z14, Z14, Z14 // other
	VPXORQ Z15, Z15, Z15 // serving
	VPXORQ Z16, Z16, Z16 // requests
	VPXORQ Z17, Z17, Z17 // prices

year:
	CMPQ R12, CX
	CMOVQGT CX, R12
	SUBQ R12, CX

group:
	MOVQ $8, BX
	CMPQ R12, BX
	CMOVQLT R12, BX // months of the group
	MOVQ $-1, R10
	BZHIQ BX, R10, R10
	KMOVB R10, K1
	VMOVUPD.Z factors_price(SI), K1, Z18
	VMOVUPD.Z factors_traffic(SI), K1, Z19
	VMULPD Z19, Z0, Z19 // q
	VMULPD Z19, Z2, Z20
	VMAXPD Z1, Z20, Z20 // replicas
	VMOVUPD.Z factors_gpu(SI), K1, Z21
	VMULPD Z21, Z20, Z20
	VMULPD Z3, Z19, Z22
	VMOVUPD.Z factors_api(SI), K1, Z21
	VMULPD Z21, Z22, Z22
	VADDPD Z22, Z20, Z20 // machines
	VMOVUPD.Z factors_labor(SI), K1, Z21
	VMULPD Z21, Z5, Z21 // keeping

	VPBROADCASTQ R8, Z22
	VPANDQ Z10, Z22, Z22
	VPOPCNTQ Z22, Z22
	VPBROADCASTQ R13, Z23
	VPADDQ Z23, Z22, Z22
	VCVTQQ2PD Z22, Z22 // versions before the month
	VMULPD Z7, Z22, Z22
	VADDPD Z6, Z22, Z22
	VMULPD Z18, Z22, Z22
	VMULPD Z4, Z20, Z23
	VADDPD Z22, Z23, Z22 // running

	VMULPD Z19, Z9, Z23
	VADDPD Z8, Z23, Z23
	VMULPD Z18, Z23, Z23 // others

	VADDPD Z22, Z21, Z24
	VADDPD Z23, Z24, Z24
	VADDPD (DI), Z24, K1, Z24
	VMOVUPD Z24, K1, (DI)
	VADDPD Z21, Z12, K1, Z12
	VADDPD Z22, Z13, K1, Z13
	VADDPD Z23, Z14, K1, Z14
	VADDPD Z20, Z15, K1, Z15
	VADDPD Z19, Z16, K1, Z16
	VADDPD Z18, Z17, K1, Z17

	ANDQ R8, R10
	POPCNTQ R10, R10
	ADDQ R10, R13
	SHRXQ BX, R8, R8
	MOVQ $64, AX
	SUBQ BX, AX
	SHLXQ AX, R11, AX
	ORQ AX, R8
	SHRXQ BX, R11, R11
	LEAQ (SI)(BX*8), SI
	LEAQ (DI)(BX*8), DI
	SUBQ BX, R12
	JNZ group

	YEAR(X12, Y12, Z12, const_inMaintenance)
	YEAR(X13, Y13, Z13, const_inInfrastructure)
	YEAR(X14, Y14, Z14, const_inOther)
	ADDQ $8, R9
	MOVQ $12, R12
	TESTQ CX, CX
	JNZ year

	MOVQ sums+80(FP), R9
	HALVE(X15, Y15, Z15)
	HALVE(X16, Y16, Z16)
	HALVE(X17, Y17, Z17)
	VCVTSI2SDQ R13, X12, X12
	VMOVSD X15, served_serving(R9)
	VMOVSD X16, served_requests(R9)
	VMOVSD X17, served_prices(R9)
	VMOVSD X12, served_versions(R9)
	VZEROUPPER
	RET
