/**
 * The fast backend: every kernel of {@link longhand.backend.Backend} in pure Java, on all cores, with the CPU's
 * vector instructions.
 *
 * <p>Reading order: {@link longhand.backend.cpu.CpuBackend} (which algorithm for what), {@link
 * longhand.backend.cpu.threads.Workers} (how work
 * is shared), {@link longhand.backend.cpu.loops.Kernels} (the innermost loops, twice: plain and vectorised), {@link
 * longhand.backend.cpu.matmul.Gemm} (matrix products), and the three ways to convolve: {@link
 * longhand.backend.cpu.conv2d.Conv2dIm2col} (as matrix
 * products), {@link longhand.backend.cpu.conv2d.Conv2dShifted} (without a patch matrix, for few channels) and {@link
 * longhand.backend.cpu.conv2d.Conv2dWinograd} (with fewer multiplications, for many).
 */
package longhand.backend.cpu;
