package longhand.backend.cpu.loops;

/**
 * One of the transforms of Winograd's tiles with 4 × 4 outputs, for the points 0, ±a, ±b (and ±c) and ∞; the matrices
 * are derived in {@code longhand.backend.cpu.conv2d.Winograd}. Points that differ in sign only share most of their
 * arithmetic: a polynomial has the values even(a²) ± a·odd(a²).
 *
 * @param points a, b and, for tiles of 8 × 8, c
 * @param scales what values at 0, ±a, ±b and ±c are multiplied with in the transform of weights
 */
public record TileTransform(Kind kind, float[] points, float[] scales) {

    /** What is transformed. */
    public enum Kind {
        /** x to frequencies: Bᵀ. */
        INPUT,
        /** Frequencies to y: Aᵀ. */
        OUTPUT,
        /** dy to frequencies: A. */
        OUTPUT_GRADIENT,
        /** w to frequencies: G. */
        WEIGHT
    }

    /** Numbers in an array: number p of transform t is at {@code start + p·step + t·next}, and n more follow it. */
    public record Lines(float[] array, int step, int next) {}
}
