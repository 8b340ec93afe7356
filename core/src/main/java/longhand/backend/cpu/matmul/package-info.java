/** Matrix products, {@link longhand.backend.cpu.matmul.Gemm}: of their own, and as what convolutions are made of. */
package longhand.backend.cpu.matmul;
