package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Depthwise convolution of one plane, a vector of neighbouring windows at a time. */
final class VectorPlanes {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int ROWS = 4; // summed up together, so that a weight is read once for them
    private static final int THREE = 3;
    private static final int SUMS = 9; // of the weight gradient, together

    private VectorPlanes() {}

    /**
     * See {@link Kernels#weightedPlane}. A vector may run over the end of its row: the next row overwrites that. The
     * last four rows may be computed twice.
     */
    static void weighted(float[] x, int rowStep, int[] shifts, float[] w, int wAt, float[] y, int yAt, int rows,
            int columns, int limit) {
        boolean shared = areThreeByThreeSideBySide(shifts, rowStep);
        int last = limit - LANES;
        for (int j = (columns - 1) / LANES * LANES; j >= 0; j -= LANES) {
            int i = 0;
            while (i < rows) {
                int four = Math.min(i, rows - ROWS);
                int to = yAt + four * columns + j;
                if (four < 0 || to + (ROWS - 1) * columns > last) {
                    oneRow(x, i * rowStep + j, shifts, w, wAt, y, yAt + i * columns + j, limit);
                    i++;
                    continue;
                }
                if (shared) {
                    fourRowsOf3x3(x, four * rowStep + j, rowStep, w, wAt, y, to, columns);
                } else {
                    fourRows(x, four * rowStep + j, rowStep, shifts, w, wAt, y, to, columns);
                }
                i = four + ROWS;
            }
        }
    }

    private static void oneRow(float[] x, int at, int[] shifts, float[] w, int wAt, float[] y, int to, int limit) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int k = 0; k < shifts.length; k++) {
            sum = load(x, at + shifts[k]).fma(FloatVector.broadcast(SPECIES, w[wAt + k]), sum);
        }
        if (to + LANES <= limit) {
            sum.intoArray(y, to);
        } else {
            sum.intoArray(y, to, SPECIES.indexInRange(to, limit));
        }
    }

    /** Whether the kernel is 3 × 3, without dilation, and the next row of windows one row further. */
    private static boolean areThreeByThreeSideBySide(int[] shifts, int rowStep) {
        return shifts.length == SUMS && shifts[1] == 1 && shifts[2] == 2 && shifts[THREE] == rowStep
                && shifts[2 * THREE] == 2 * rowStep;
    }

    /** As {@link #fourRows}, but each of the six rows of pixels is read once for all outputs that see it. */
    private static void fourRowsOf3x3(float[] x, int at, int rowStep, float[] w, int wAt, float[] y, int to,
            int columns) {
        FloatVector first = FloatVector.zero(SPECIES);
        FloatVector second = first;
        FloatVector third = first;
        FloatVector fourth = first;
        for (int v = 0; v < THREE; v++) {
            FloatVector upper = FloatVector.broadcast(SPECIES, w[wAt + v]);
            FloatVector middle = FloatVector.broadcast(SPECIES, w[wAt + THREE + v]);
            FloatVector lower = FloatVector.broadcast(SPECIES, w[wAt + 2 * THREE + v]);
            int from = at + v;
            first = load(x, from).fma(upper, first);
            FloatVector row = load(x, from + rowStep);
            first = row.fma(middle, first);
            second = row.fma(upper, second);
            row = load(x, from + 2 * rowStep);
            first = row.fma(lower, first);
            second = row.fma(middle, second);
            third = row.fma(upper, third);
            row = load(x, from + 3 * rowStep);
            second = row.fma(lower, second);
            third = row.fma(middle, third);
            fourth = row.fma(upper, fourth);
            row = load(x, from + 4 * rowStep);
            third = row.fma(lower, third);
            fourth = row.fma(middle, fourth);
            fourth = load(x, from + 5 * rowStep).fma(lower, fourth);
        }
        first.intoArray(y, to);
        second.intoArray(y, to + columns);
        third.intoArray(y, to + 2 * columns);
        fourth.intoArray(y, to + 3 * columns);
    }

    private static void fourRows(float[] x, int at, int rowStep, int[] shifts, float[] w, int wAt, float[] y, int to,
            int columns) {
        FloatVector first = FloatVector.zero(SPECIES);
        FloatVector second = first;
        FloatVector third = first;
        FloatVector fourth = first;
        for (int k = 0; k < shifts.length; k++) {
            FloatVector weight = FloatVector.broadcast(SPECIES, w[wAt + k]);
            int from = at + shifts[k];
            first = load(x, from).fma(weight, first);
            second = load(x, from + rowStep).fma(weight, second);
            third = load(x, from + 2 * rowStep).fma(weight, third);
            fourth = load(x, from + 3 * rowStep).fma(weight, fourth);
        }
        first.intoArray(y, to);
        second.intoArray(y, to + columns);
        third.intoArray(y, to + 2 * columns);
        fourth.intoArray(y, to + 3 * columns);
    }

    /** See {@link Kernels#addWindowProducts}: nine sums at a time, as many as a 3 × 3 kernel has weights. */
    static void addProducts(float[] x, int rowStep, int[] shifts, float[] dy, int rows, int columns, float[] sums) {
        for (int k = 0; k < shifts.length; k += SUMS) {
            addNine(x, rowStep, shifts, k, dy, rows, columns, sums);
        }
    }

    private static void addNine(float[] x, int rowStep, int[] shifts, int k, float[] dy, int rows, int columns,
            float[] sums) {
        int last = shifts.length - 1;
        int a0 = shifts[Math.min(k, last)];
        int a1 = shifts[Math.min(k + 1, last)];
        int a2 = shifts[Math.min(k + 2, last)];
        int a3 = shifts[Math.min(k + 3, last)];
        int a4 = shifts[Math.min(k + 4, last)];
        int a5 = shifts[Math.min(k + 5, last)];
        int a6 = shifts[Math.min(k + 6, last)];
        int a7 = shifts[Math.min(k + 7, last)];
        int a8 = shifts[Math.min(k + 8, last)];
        FloatVector s0 = load(sums, (k) * LANES);
        FloatVector s1 = load(sums, (k + 1) * LANES);
        FloatVector s2 = load(sums, (k + 2) * LANES);
        FloatVector s3 = load(sums, (k + 3) * LANES);
        FloatVector s4 = load(sums, (k + 4) * LANES);
        FloatVector s5 = load(sums, (k + 5) * LANES);
        FloatVector s6 = load(sums, (k + 6) * LANES);
        FloatVector s7 = load(sums, (k + 7) * LANES);
        FloatVector s8 = load(sums, (k + 8) * LANES);
        for (int i = 0; i < rows; i++) {
            int at = i * rowStep;
            for (int j = 0; j < columns; j += LANES) {
                FloatVector g = load(dy, i * columns + j);
                s0 = load(x, at + j + a0).fma(g, s0);
                s1 = load(x, at + j + a1).fma(g, s1);
                s2 = load(x, at + j + a2).fma(g, s2);
                s3 = load(x, at + j + a3).fma(g, s3);
                s4 = load(x, at + j + a4).fma(g, s4);
                s5 = load(x, at + j + a5).fma(g, s5);
                s6 = load(x, at + j + a6).fma(g, s6);
                s7 = load(x, at + j + a7).fma(g, s7);
                s8 = load(x, at + j + a8).fma(g, s8);
            }
        }
        s0.intoArray(sums, (k) * LANES);
        s1.intoArray(sums, (k + 1) * LANES);
        s2.intoArray(sums, (k + 2) * LANES);
        s3.intoArray(sums, (k + 3) * LANES);
        s4.intoArray(sums, (k + 4) * LANES);
        s5.intoArray(sums, (k + 5) * LANES);
        s6.intoArray(sums, (k + 6) * LANES);
        s7.intoArray(sums, (k + 7) * LANES);
        s8.intoArray(sums, (k + 8) * LANES);
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }
}
