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

    /** Whether a number is an index: a whole number from 0 to n − 1. */
    public boolean isIndex(float number) {
        int j = (int) number;
        return j == number && j >= 0 && j < n;
    }
}
