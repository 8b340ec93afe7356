/**
 * The innermost loops, in two sets with one interface, {@link longhand.backend.cpu.loops.Kernels}: with the Vector API
 * ({@link longhand.backend.cpu.loops.VectorKernels}) and as plain Java
 * ({@link longhand.backend.cpu.loops.ScalarKernels}).
 */
package longhand.backend.cpu.loops;
