package longhand.backend.cpu;

import longhand.backend.BinaryOp;
import longhand.backend.Operand;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;

/** Largest elements and their places: first the largest of all, in vectors, then where the first such one is. */
final class Maxima {
    private static final int GRAIN = 32_768;
    private static final int COLUMNS = 512;
    /** Rows so short are searched number by number. */
    private static final int SHORT = 24;
    /** Fewer vectors are not worth a call of the inner loop. */
    private static final int NARROW = 4;

    private final Kernels kernels;

    Maxima(Kernels kernels) {
        this.kernels = kernels;
    }

    void max(float[] x, float[] y, int outer, int n, int inner) {
        if (outer == 0 || inner == 0) {
            return;
        }
        if (inner > 1) {
            eachStrip(outer, n, inner, (o, left, width) -> down(x, o * n * inner + left, n, inner, y, o * inner + left,
                    width));
            return;
        }
        int pieces = Math.max(1, n / GRAIN);
        float[] largest = pieces == 1 ? y : new float[outer * pieces];
        Workers.ranges(outer * pieces, Math.max(1, GRAIN / n), (from, to) -> {
            for (int part = from; part < to; part++) {
                int left = (int) ((long) n * (part % pieces) / pieces);
                int right = (int) ((long) n * (part % pieces + 1) / pieces);
                largest[part] = kernels.max(x, part / pieces * n + left, right - left);
            }
        });
        for (int o = 0; o < outer && pieces > 1; o++) {
            y[o] = kernels.max(largest, o * pieces, pieces);
        }
    }

    /** The largest of each of some columns. */
    private void down(float[] x, int at, int n, int inner, float[] y, int yAt, int width) {
        System.arraycopy(x, at, y, yAt, width);
        Operand rows = new Operand(x, 1);
        Operand largest = new Operand(y, 1);
        for (int j = 1; j < n; j++) {
            kernels.binary(BinaryOp.MAXIMUM, rows, at + j * inner, largest, yAt, y, yAt, width);
        }
    }

    void argmax(float[] x, int[] index, int outer, int n, int inner) {
        if (outer == 0 || inner == 0) {
            return;
        }
        if (inner > 1) {
            eachStrip(outer, n, inner, (o, left, width) -> {
                if (isNarrow(n, width)) {
                    columns(x, o * n * inner + left, n, inner, index, o * inner + left, width);
                    return;
                }
                try (Scratch.Frame frame = Scratch.frame()) {
                    float[] largest = frame.floats(width);
                    down(x, o * n * inner + left, n, inner, largest, 0, width);
                    for (int j = n - 1; j >= 0; j--) {
                        note(x, (o * n + j) * inner + left, largest, index, o * inner + left, width, j);
                    }
                }
            });
            return;
        }
        Workers.ranges(outer, Math.max(1, GRAIN / Math.max(1, n)), (from, to) -> {
            for (int o = from; o < to; o++) {
                index[o] = n <= SHORT ? firstOfLargest(x, o * n, n)
                        : kernels.indexOf(x, o * n, n, kernels.max(x, o * n, n));
            }
        });
    }

    /**
     * In one pass without branches, which would be guessed wrongly: a number's bits as an integer that is larger where
     * the number is. NaN is largest.
     */
    private static int firstOfLargest(float[] x, int at, int n) {
        int largest = Integer.MIN_VALUE;
        int place = 0;
        for (int j = 0; j < n; j++) {
            int bits = Float.floatToIntBits(x[at + j] + 0f); // −0 + 0 = 0
            int ordered = bits ^ (bits >> Integer.SIZE - 1 & Integer.MAX_VALUE);
            place = ordered > largest ? j : place;
            largest = Math.max(largest, ordered);
        }
        return place;
    }

    /** Few long columns: each is worth a copy. */
    private boolean isNarrow(int n, int width) {
        return width < NARROW * kernels.lanes() && n > width && n > SHORT;
    }

    private void columns(float[] x, int at, int n, int inner, int[] index, int to, int width) {
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] column = frame.floats(n);
            for (int i = 0; i < width; i++) {
                kernels.strided(x, at + i, inner, column, 0, n);
                index[to + i] = kernels.indexOf(column, 0, n, kernels.max(column, 0, n));
            }
        }
    }

    /** Notes row j for the columns whose largest number stands in it. If there is NaN, that is what counts. */
    private static void note(float[] x, int at, float[] largest, int[] index, int to, int width, int j) {
        for (int i = 0; i < width; i++) {
            float v = x[at + i];
            if (v == largest[i] || v != v) {
                index[to + i] = j;
            }
        }
    }

    /** Work on the columns {@code left} to {@code left + width − 1} of slice {@code outer}. */
    @FunctionalInterface
    private interface Strip {
        void run(int outer, int left, int width);
    }

    private static void eachStrip(int outer, int n, int inner, Strip strip) {
        int strips = Math.ceilDiv(inner, COLUMNS);
        Workers.ranges(outer * strips, Math.max(1, GRAIN / Math.max(1, Math.min(inner, COLUMNS) * n)), (from, to) -> {
            for (int part = from; part < to; part++) {
                int left = part % strips * COLUMNS;
                strip.run(part / strips, left, Math.min(COLUMNS, inner - left));
            }
        });
    }
}
