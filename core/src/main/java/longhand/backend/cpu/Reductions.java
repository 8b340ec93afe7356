package longhand.backend.cpu;

import java.util.Arrays;
import java.util.function.IntConsumer;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.ChannelShape;

/**
 * Sums and moments. Long float sums lose digits, so at most {@link #BLOCK} numbers are added in float, or
 * {@link #ROWS_PER_BLOCK} down the columns; the sums of the blocks are added in double.
 */
final class Reductions {
    private static final int BLOCK = 2_048;
    private static final int ROWS_PER_BLOCK = 64;
    /** Squares of a smaller sum may be below the normal range of float, where it has fewer digits. */
    private static final double LEAST_SQUARES = 1e-30;
    private static final int GRAIN = 32_768;
    /** Elements of one part of a sum down the columns, which is no narrower than so many columns. */
    private static final int COLUMN_GRAIN = 262_144;
    private static final int FEWEST_COLUMNS = 64;

    private final Kernels kernels;

    Reductions(Kernels kernels) {
        this.kernels = kernels;
    }

    void sum(float[] x, float[] y, int outer, int n, int inner) {
        if (inner == 1) {
            sumRows(x, y, outer, n);
            return;
        }
        eachStrip(outer, n, inner, (o, left, width) ->
                sumDown(x, o * n * inner + left, n, inner, y, o * inner + left, width));
    }

    /** Some neighbouring columns of one of the {@code outer} slices. */
    @FunctionalInterface
    interface Strip {
        void run(int outer, int left, int width);
    }

    /** Shares the columns of {@code [outer, n, inner]} among the workers. */
    static void eachStrip(int outer, int n, int inner, Strip strip) {
        int columns = Math.max(1, Math.min(inner, Math.max(FEWEST_COLUMNS, COLUMN_GRAIN / Math.max(1, n))));
        int pieces = Math.ceilDiv(inner, columns);
        Workers.ranges(outer * pieces, Math.max(1, GRAIN / Math.max(1, columns * n)), (from, to) -> {
            for (int part = from; part < to; part++) {
                int left = part % pieces * columns;
                strip.run(part / pieces, left, Math.min(columns, inner - left));
            }
        });
    }

    /** Long rows in pieces, whose sums are added in the order of the pieces. */
    private void sumRows(float[] x, float[] y, int outer, int n) {
        int pieces = Math.max(1, n / GRAIN);
        if (pieces == 1) {
            Workers.ranges(outer, Math.max(1, GRAIN / Math.max(1, n)), (from, to) -> {
                for (int o = from; o < to; o++) {
                    y[o] = (float) sumOf(x, o * n, n);
                }
            });
            return;
        }
        double[] sums = new double[outer * pieces];
        Workers.run(sums.length, part -> {
            int piece = part % pieces;
            int left = (int) ((long) n * piece / pieces);
            int right = (int) ((long) n * (piece + 1) / pieces);
            sums[part] = sumOf(x, part / pieces * n + left, right - left);
        });
        double[] whole = new double[outer];
        addPieces(sums, whole, pieces);
        for (int o = 0; o < outer; o++) {
            y[o] = (float) whole[o];
        }
    }

    /** Sums {@code width} columns of {@code n} rows, of which the first begins at {@code from}. */
    void sumDown(float[] x, int from, int n, int inner, float[] y, int to, int width) {
        sumBlocks(n, y, to, width, (top, rows) ->
                kernels.sumRows(x, from + top * inner, inner, rows, y, to, width));
    }

    /** Writes the sums of a block of rows. */
    @FunctionalInterface
    interface BlockSum {
        void write(int top, int rows);
    }

    /** Sums n rows, of which {@code block} writes the sums of a few to y. */
    static void sumBlocks(int n, float[] y, int to, int width, BlockSum block) {
        block.write(0, Math.min(n, ROWS_PER_BLOCK));
        if (n <= ROWS_PER_BLOCK) {
            return;
        }
        double[] sums = new double[width];
        addTo(sums, y, to, width);
        for (int top = ROWS_PER_BLOCK; top < n; top += ROWS_PER_BLOCK) {
            block.write(top, Math.min(ROWS_PER_BLOCK, n - top));
            addTo(sums, y, to, width);
        }
        for (int j = 0; j < width; j++) {
            y[to + j] = (float) sums[j];
        }
    }

    private static void addTo(double[] sums, float[] y, int at, int width) {
        for (int j = 0; j < width; j++) {
            sums[j] += y[at + j];
        }
    }

    /** Σ x[i] for n numbers, as far as double holds it. */
    double sumOf(float[] x, int at, int n) {
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += kernels.sum(x, at + i, Math.min(BLOCK, n - i));
        }
        return Double.isFinite(sum) ? sum : sumInDouble(x, at, n);
    }

    private static double sumInDouble(float[] x, int at, int n) {
        double sum = 0;
        for (int i = at; i < at + n; i++) {
            sum += x[i];
        }
        return sum;
    }

    double sumOfProducts(float[] a, float[] b, int at, int n) {
        double[] sums = new double[2];
        sumsAround(a, b, 0, at, n, sums);
        return sums[1];
    }

    /** sums[0] = Σ a[i], sums[1] = Σ a[i]·(b[i] − center) for n numbers. */
    void sumsAround(float[] a, float[] b, float center, int at, int n, double[] sums) {
        double onlyA = 0;
        double both = 0;
        for (int i = at; i < at + n; i += BLOCK) {
            centeredSums(a, 0, b, center, i, Math.min(BLOCK, at + n - i), sums);
            onlyA += sums[0];
            both += sums[1];
        }
        sums[0] = onlyA;
        sums[1] = both;
    }

    /**
     * Each block by itself: first its mean, then sums of distances from that mean, in which a large mean costs no
     * digits. Between the two the block lies in the first-level cache. The blocks' moments are merged in double (Chan,
     * Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979).
     */
    void channelMoments(float[] x, double[] mean, double[] variance, ChannelShape s) {
        if (ShortPlanes.hasThem(s)) {
            ShortPlaneSums.moments(x, mean, variance, s);
            return;
        }
        if (ShortPlaneSums.areFew(s)) {
            ShortPlaneSums.momentsOfFew(x, mean, variance, s);
            return;
        }
        eachChannel(s, c -> {
            double[] sums = new double[2];
            double count = 0;
            double sum = 0;
            double squares = 0;
            for (int n = 0; n < s.batch(); n++) {
                int end = (n * s.channels() + c + 1) * s.plane();
                for (int at = end - s.plane(); at < end; at += BLOCK) {
                    int length = Math.min(BLOCK, end - at);
                    float center = centerOf(x, at, length);
                    centeredSums(x, center, x, center, at, length, sums);
                    if (sums[1] < LEAST_SQUARES) {
                        inDouble(x, center, x, center, at, length, sums);
                    }
                    double rest = sums[0] / length; // the center is a rounded mean
                    double distance = count == 0 ? 0 : center + rest - sum / count;
                    double total = count + length;
                    squares += sums[1] - rest * sums[0] + distance * distance * count * length / total;
                    sum += (double) center * length + sums[0];
                    count = total;
                }
            }
            mean[c] = sum / count;
            variance[c] = squares / count;
        });
    }

    /** The mean of a block; 0 where float cannot hold it. */
    private float centerOf(float[] x, int at, int n) {
        float center = kernels.sum(x, at, n) / n;
        return Float.isFinite(center) ? center : 0;
    }

    /** Sums of a − centerA, and of (a − centerA) · (b − centerB), as far as double holds them. */
    private void centeredSums(float[] a, float centerA, float[] b, float centerB, int at, int n, double[] sums) {
        kernels.centeredSums(a, centerA, b, centerB, at, n, sums);
        if (!Double.isFinite(sums[0]) || !Double.isFinite(sums[1])) {
            inDouble(a, centerA, b, centerB, at, n, sums);
        }
    }

    private static void inDouble(float[] a, float centerA, float[] b, float centerB, int at, int n, double[] sums) {
        Arrays.fill(sums, 0);
        for (int i = at; i < at + n; i++) {
            double distance = (double) a[i] - centerA;
            sums[0] += distance;
            sums[1] += distance * ((double) b[i] - centerB);
        }
    }

    /** Large planes in pieces, whose sums are added in the order of the pieces. */
    void channelSums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s) {
        if (ShortPlanes.hasThem(s)) {
            ShortPlaneSums.sums(a, b, center, sumA, sumAB, s);
            return;
        }
        int pieces = Math.max(1, s.plane() / GRAIN);
        double[] partA = pieces == 1 ? sumA : new double[s.channels() * pieces];
        double[] partAB = pieces == 1 ? sumAB : new double[s.channels() * pieces];
        int length = s.batch() * s.plane() / pieces;
        Workers.ranges(s.channels() * pieces, Math.max(1, GRAIN / Math.max(1, length)), (from, to) -> {
            double[] sums = new double[2];
            for (int part = from; part < to; part++) {
                int c = part / pieces;
                int left = (int) ((long) s.plane() * (part % pieces) / pieces);
                int right = (int) ((long) s.plane() * (part % pieces + 1) / pieces);
                double onlyA = 0;
                double both = 0;
                for (int n = 0; n < s.batch(); n++) {
                    int at = (n * s.channels() + c) * s.plane();
                    sumsAround(a, b, center[c], at + left, right - left, sums);
                    onlyA += sums[0];
                    both += sums[1];
                }
                partA[part] = onlyA;
                partAB[part] = both;
            }
        });
        if (pieces > 1) {
            addPieces(partA, sumA, pieces);
            addPieces(partAB, sumAB, pieces);
        }
    }

    private static void addPieces(double[] parts, double[] sums, int pieces) {
        for (int i = 0; i < parts.length / pieces; i++) {
            double sum = 0;
            for (int piece = 0; piece < pieces; piece++) {
                sum += parts[i * pieces + piece];
            }
            sums[i] = sum;
        }
    }

    private static void eachChannel(ChannelShape s, IntConsumer task) {
        Workers.ranges(s.channels(), Math.max(1, GRAIN / Math.max(1, s.batch() * s.plane())), (from, to) -> {
            for (int c = from; c < to; c++) {
                task.accept(c);
            }
        });
    }
}
