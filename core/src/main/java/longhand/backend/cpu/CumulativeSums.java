package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.cpu.threads.Workers;

/** Sums up to each place. Each is the work of one thread, one number after the other, in double. */
final class CumulativeSums {
    /** Elements of one part of the work. */
    private static final int GRAIN = 8_192;
    private static final int FEWEST_COLUMNS = 32;

    private CumulativeSums() {}

    static void run(float[] x, float[] y, boolean reversed, int outer, int n, int inner) {
        int length = n * inner;
        int step = reversed ? -inner : inner;
        int first = reversed ? length - inner : 0;
        if (inner == 1) {
            Workers.ranges(outer, Math.max(1, GRAIN / Math.max(1, n)), (from, to) -> {
                for (int o = from; o < to; o++) {
                    along(x, o * length + first, step, n, y);
                }
            });
            return;
        }
        int width = Math.max(1, Math.min(inner, Math.max(FEWEST_COLUMNS, GRAIN / Math.max(1, n))));
        int pieces = Math.ceilDiv(inner, width);
        Workers.ranges(outer * pieces, Math.max(1, GRAIN / Math.max(1, n * width)), (from, to) -> {
            double[] sums = new double[width];
            for (int part = from; part < to; part++) {
                int left = part % pieces * width;
                across(x, part / pieces * length + first + left, step, n, sums, Math.min(width, inner - left), y);
            }
        });
    }

    private static void along(float[] x, int start, int step, int n, float[] y) {
        double sum = 0;
        for (int i = 0, at = start; i < n; i++, at += step) {
            sum += x[at];
            y[at] = (float) sum;
        }
    }

    /** Neighbouring columns together. */
    private static void across(float[] x, int start, int step, int n, double[] sums, int width, float[] y) {
        Arrays.fill(sums, 0);
        for (int j = 0, at = start; j < n; j++, at += step) {
            for (int i = 0; i < width; i++) {
                sums[i] += x[at + i];
                y[at + i] = (float) sums[i];
            }
        }
    }
}
