package longhand.backend;

/** What {@link Backend#copy} means, as loops. */
final class StridedCopy {
    private StridedCopy() {}

    static void copy(float[] x, Walk from, float[] y, Walk to, int[] dims) {
        copy(x, from, from.start(), y, to, to.start(), dims, 0);
    }

    /** Copies dimension {@code dim} and those below it. */
    private static void copy(float[] x, Walk from, int xAt, float[] y, Walk to, int yAt, int[] dims, int dim) {
        if (dim == dims.length) {
            y[yAt] = x[xAt];
            return;
        }
        for (int i = 0; i < dims[dim]; i++) {
            copy(x, from, xAt + i * from.strides()[dim], y, to, yAt + i * to.strides()[dim], dims, dim + 1);
        }
    }
}
