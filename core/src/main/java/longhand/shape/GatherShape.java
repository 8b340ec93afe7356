package longhand.shape;

/**
 * Elements picked along the middle dimension of an array {@code [outer, n, inner]} by indices {@code [outer, count,
 * inner]}: each row [o, ·, i] has its own.
 */
public record GatherShape(int outer, int n, int count, int inner) {

    /** Elements of the array. */
    public int arrayLength() {
        return outer * n * inner;
    }

    /** Number of indices. */
    public int indexLength() {
        return outer * count * inner;
    }
}
