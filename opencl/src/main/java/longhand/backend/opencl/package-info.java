/**
 * Convolution, matrix products and pooling on an OpenCL device, with kernels written in Java that Aparapi translates.
 *
 * <p>Read a kernel first: {@code MaxPool2dKernel} (one work item, one output element), then {@code Conv2dKernel} (one
 * work item, a tile of 8 × 8 outputs) and its two gradients, which are the same loops seen from the input and from the
 * weight. {@code OpenClConv2d} lays the arrays out for them, {@code Launcher} runs them, {@link
 * longhand.backend.opencl.OpenClBackend} is the entrance. {@link longhand.backend.opencl.KernelSource} shows the
 * translation.
 *
 * <p>Rules for work with Aparapi; each was learned from a failure:
 * <ul>
 * <li>It falls back to Java threads in silence. {@code StrictKernel} and {@code Launcher} turn every fallback into an
 *     error.
 * <li>It checks no lengths, and a short array is memory corruption: {@code Limits} checks first. Empty arrays are
 *     refused by the driver.
 * <li>A kernel may use arrays and numbers in fields, loops, ifs and local arrays, but no switch, break, boolean field,
 *     record, lambda or variable without a value. Local arrays are not zeroed. One {@code run()} for each class,
 *     compiled with {@code -g}.
 * <li>A kernel's arguments are its fields, so one thread at a time. Transfers are implicit: Aparapi's explicit mode
 *     loses data when the garbage collector moves an array.
 * <li>A kernel that has never run must not be disposed (it crashes the process); one that has run must be, or its
 *     arrays leak.
 * </ul>
 */
package longhand.backend.opencl;
