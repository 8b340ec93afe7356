/**
 * The fast backend: every kernel of {@link longhand.backend.Backend} in pure Java, on all cores, with the CPU's vector instructions.
 *
 * <p>Reading order: {@link longhand.backend.cpu.CpuBackend} (which algorithm for what), {@link longhand.backend.cpu.Workers} (how work
 * is shared), {@link longhand.backend.cpu.Kernels} (the innermost loops, twice: plain and vectorised), {@link
 * longhand.backend.cpu.Gemm} (matrix products), {@link longhand.backend.cpu.Conv2dGemm} (convolution as matrix products).
 */
package longhand.backend.cpu;
