package longhand.backend.cpu.loops;

/** Pooling window by window; see {@link Kernels#maxPlane} and {@link Kernels#averagePlane}. */
final class ScalarPooling {
    private ScalarPooling() {}

    static void maxPlane(float[] x, int at, Windows w, float[] y, int[] argmax, int to) {
        for (int i = 0; i < w.rows(); i++) {
            maxRow(x, at + i * w.rowStep(), w, w.firstPlace() + i * w.placeRowStep(), y, argmax, to + i * w.columns(),
                    w.columns());
        }
    }

    /**
     * A row of n windows.
     *
     * @param corner of the first window, in x
     * @param place of that corner in the image
     */
    static void maxRow(float[] x, int corner, Windows w, int place, float[] y, int[] argmax, int to, int n) {
        int[] shifts = w.shifts();
        int[] places = w.places();
        int step = w.columnStep();
        for (int j = 0; j < n; j++) {
            int first = corner + j * step;
            int best = 0;
            float largest = x[first];
            for (int k = 1; k < shifts.length; k++) {
                float pixel = x[first + shifts[k]];
                if (pixel > largest) {
                    largest = pixel;
                    best = k;
                }
            }
            y[to + j] = largest;
            if (argmax != null) {
                argmax[to + j] = place + j * step + places[best];
            }
        }
    }

    static void averagePlane(float[] x, int at, Windows w, float[] divisors, float[] y, int to) {
        for (int i = 0; i < w.rows(); i++) {
            averageRow(x, at + i * w.rowStep(), w, divisors, i * w.columns(), y, to + i * w.columns(), w.columns());
        }
    }

    /** A row of n windows, the first of them at position {@code first} of the output plane. */
    static void averageRow(float[] x, int corner, Windows w, float[] divisors, int first, float[] y, int to, int n) {
        int[] shifts = w.shifts();
        int step = w.columnStep();
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int shift : shifts) {
                sum += x[corner + j * step + shift];
            }
            y[to + j] = sum / divisors[first + j];
        }
    }
}
