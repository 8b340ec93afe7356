package longhand.backend.cpu;

import java.util.Arrays;
import java.util.function.IntConsumer;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.ChannelShape;

/**
 * Sums, maxima and softmax. Long float sums lose digits, so at most {@link #BLOCK} numbers are added in float, or
 * {@link #ROWS_PER_BLOCK} down the columns; the sums of the blocks are added in double.
 */
final class Reductions {
    private static final int BLOCK = 2_048;
    private static final int ROWS_PER_BLOCK = 64;
    private static final int GRAIN = 32_768;

    private final Kernels kernels;

    Reductions(Kernels kernels) {
        this.kernels = kernels;
    }

    void sum(float[] x, float[] y, int outer, int n, int inner) {
        if (inner == 1) {
            Workers.ranges(outer, Math.max(1, GRAIN / Math.max(1, n)), (from, to) -> {
                for (int o = from; o < to; o++) {
                    y[o] = (float) sumOf(x, o * n, n);
                }
            });
            return;
        }
        int columns = Math.max(1, Math.min(inner, GRAIN / Math.max(1, n)));
        int pieces = Math.ceilDiv(inner, columns);
        Workers.ranges(outer * pieces, Math.max(1, GRAIN / Math.max(1, columns * n)), (from, to) -> {
            for (int part = from; part < to; part++) {
                int left = part % pieces * columns;
                sumDown(x, y, part / pieces, n, inner, left, Math.min(inner, left + columns));
            }
        });
    }

    private void sumDown(float[] x, float[] y, int o, int n, int inner, int left, int right) {
        int width = right - left;
        int from = o * n * inner + left;
        int to = o * inner + left;
        sumRows(x, from, inner, Math.min(n, ROWS_PER_BLOCK), y, to, width);
        if (n <= ROWS_PER_BLOCK) {
            return;
        }
        double[] sums = new double[width];
        for (int j = 0; j < width; j++) {
            sums[j] = y[to + j];
        }
        for (int top = ROWS_PER_BLOCK; top < n; top += ROWS_PER_BLOCK) {
            sumRows(x, from + top * inner, inner, Math.min(ROWS_PER_BLOCK, n - top), y, to, width);
            for (int j = 0; j < width; j++) {
                sums[j] += y[to + j];
            }
        }
        for (int j = 0; j < width; j++) {
            y[to + j] = (float) sums[j];
        }
    }

    private void sumRows(float[] x, int from, int step, int rows, float[] y, int to, int width) {
        Arrays.fill(y, to, to + width, 0);
        for (int i = 0; i < rows; i++) {
            kernels.accumulate(x, from + i * step, y, to, width);
        }
    }

    /** Σ x[i] for n numbers. */
    double sumOf(float[] x, int at, int n) {
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += kernels.sum(x, at + i, Math.min(BLOCK, n - i));
        }
        return sum;
    }

    /**
     * Each block by itself: first its mean, then sums of distances from that mean, in which a large mean costs no
     * digits. Between the two the block lies in the first-level cache. The blocks' moments are merged in double (Chan,
     * Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979).
     */
    void channelMoments(float[] x, double[] mean, double[] variance, ChannelShape s) {
        eachChannel(s, c -> {
            double[] sums = new double[2];
            double count = 0;
            double average = 0;
            double squares = 0;
            for (int n = 0; n < s.batch(); n++) {
                int end = (n * s.channels() + c + 1) * s.plane();
                for (int at = end - s.plane(); at < end; at += BLOCK) {
                    int length = Math.min(BLOCK, end - at);
                    float center = kernels.sum(x, at, length) / length;
                    kernels.centeredSums(x, center, x, center, at, length, sums);
                    if (!Double.isFinite(sums[1])) { // perhaps too large for float, but not for double
                        center = x[at];
                        centeredSumsInDouble(x, center, at, length, sums);
                    }
                    double rest = sums[0] / length; // the center is a rounded mean
                    double distance = center + rest - average;
                    double total = count + length;
                    squares += sums[1] - rest * sums[0] + distance * distance * count * length / total;
                    average += distance * length / total;
                    count = total;
                }
            }
            mean[c] = count == 0 ? Double.NaN : average;
            variance[c] = squares / count;
        });
    }

    private static void centeredSumsInDouble(float[] x, float center, int at, int n, double[] sums) {
        Arrays.fill(sums, 0);
        for (int i = at; i < at + n; i++) {
            double distance = (double) x[i] - center;
            sums[0] += distance;
            sums[1] += distance * distance;
        }
    }

    void channelSums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s) {
        eachChannel(s, c -> {
            double[] sums = new double[2];
            double onlyA = 0;
            double both = 0;
            for (int n = 0; n < s.batch(); n++) {
                int end = (n * s.channels() + c + 1) * s.plane();
                for (int at = end - s.plane(); at < end; at += BLOCK) {
                    kernels.centeredSums(a, 0, b, center[c], at, Math.min(BLOCK, end - at), sums);
                    onlyA += sums[0];
                    both += sums[1];
                }
            }
            sumA[c] = onlyA;
            sumAB[c] = both;
        });
    }

    private static void eachChannel(ChannelShape s, IntConsumer task) {
        Workers.ranges(s.channels(), Math.max(1, GRAIN / Math.max(1, s.batch() * s.plane())), (from, to) -> {
            for (int c = from; c < to; c++) {
                task.accept(c);
            }
        });
    }

    void argmax(float[] x, int[] index, int outer, int n, int inner) {
        Workers.ranges(outer, Math.max(1, GRAIN / Math.max(1, n * inner)), (from, to) -> {
            for (int o = from; o < to; o++) {
                for (int i = 0; i < inner; i++) {
                    index[o * inner + i] = largest(x, o * n * inner + i, n, inner);
                }
            }
        });
    }

    private static int largest(float[] x, int at, int n, int step) {
        int best = 0;
        float champion = x[at];
        for (int j = 1; j < n; j++) {
            float candidate = x[at + j * step];
            if (candidate > champion || Float.isNaN(candidate) && !Float.isNaN(champion)) {
                best = j;
                champion = candidate;
            }
        }
        return best;
    }

    void softmax(float[] x, float[] y, boolean log, int outer, int n, int inner) {
        Workers.ranges(outer, Math.max(1, GRAIN / 8 / Math.max(1, n * inner)), (from, to) -> {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] column = frame.floats(n);
                for (int o = from; o < to; o++) {
                    for (int i = 0; i < inner; i++) {
                        softmaxOf(x, y, log, o * n * inner + i, n, inner, column);
                    }
                }
            }
        });
    }

    private void softmaxOf(float[] x, float[] y, boolean log, int at, int n, int step, float[] column) {
        for (int j = 0; j < n; j++) {
            column[j] = x[at + j * step];
        }
        float max = kernels.max(column, 0, n);
        double sum = 0;
        for (int j = 0; j < n; j += BLOCK) {
            sum += kernels.expShifted(column, j, max, column, j, Math.min(BLOCK, n - j));
        }
        if (log) {
            double logSum = Math.log(sum);
            for (int j = 0; j < n; j++) {
                y[at + j * step] = (float) ((double) (x[at + j * step] - max) - logSum);
            }
        } else {
            float scale = (float) (1 / sum);
            for (int j = 0; j < n; j++) {
                y[at + j * step] = column[j] * scale;
            }
        }
    }
}
