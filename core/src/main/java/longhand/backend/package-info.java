/**
 * What operations ask for and backends compute: kernels on {@code float[]} arrays and records of sizes.
 *
 * <p>Reading order: {@link longhand.shape.Window2d} (the sliding window and its output size), the shape records, {@link
 * longhand.backend.Backend} (what each kernel computes), then {@code longhand.backend.reference}, the readable
 * implementation that all others are tested against. {@link longhand.backend.Backends} chooses.
 */
package longhand.backend;
