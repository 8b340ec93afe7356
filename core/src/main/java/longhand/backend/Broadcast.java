package longhand.backend;

/**
 * How an element-wise operation walks two arrays that broadcast to one shape.
 *
 * <p>Element {@code (i0, i1, …)} of the row-major result combines {@code a[Σ i·strideA]} and {@code b[Σ i·strideB]}; a
 * stride of 0 repeats the element along that dimension. Neighbouring dimensions that are walked alike are merged, so
 * two arrays of equal shape have one dimension with strides 1 and 1.
 */
public record Broadcast(int[] dims, int[] strideA, int[] strideB) {

    /** Two arrays of the same length, element by element. */
    public static Broadcast same(int length) {
        return new Broadcast(new int[] {length}, new int[] {1}, new int[] {1});
    }

    /** Number of floats in the result. */
    public int length() {
        int n = 1;
        for (int d : dims) {
            n *= d;
        }
        return n;
    }
}
