/**
 * The fast backend: every kernel of {@link longhand.backend.Backend} in pure Java, on all cores, with the CPU's
 * vector instructions.
 *
 * <p>Reading order: {@link longhand.backend.cpu.CpuBackend} (what there is), {@link
 * longhand.backend.cpu.threads.Workers} (how work is shared), {@link longhand.backend.cpu.loops.Kernels} (the innermost
 * loops, twice: plain and with vectors), {@link longhand.backend.cpu.matmul.Gemm} (matrix products), {@code
 * Conv2dTable} and {@code Convolutions} (which algorithm computes a convolution, and why), then the algorithms:
 * {@link longhand.backend.cpu.conv2d.Conv2dIm2col} (as matrix products), {@link
 * longhand.backend.cpu.conv2d.Conv2dImagesLast} (as one product for many small images), {@link
 * longhand.backend.cpu.conv2d.Conv2dShifted} (without a patch matrix, for few channels) and {@link
 * longhand.backend.cpu.conv2d.Conv2dWinograd} (with fewer multiplications, for many).
 */
package longhand.backend.cpu;
