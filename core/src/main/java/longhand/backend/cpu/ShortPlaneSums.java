package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.ChannelShape;

/** Sums over channels with {@link ShortPlanes}: row by row in double, for each column of the rows, then by channel. */
final class ShortPlaneSums {
    private ShortPlaneSums() {}

    /** {@link longhand.backend.Backend#channelMoments}. */
    static void moments(float[] x, double[] mean, double[] variance, ChannelShape s) {
        double count = (double) s.batch() * s.plane();
        double[][] sums = sums(s, 1, (at, to) -> add(x, at, to[0]));
        double[] centers = new double[s.channels() * s.plane()];
        for (int c = 0; c < s.channels(); c++) {
            mean[c] = sums[0][c] / count;
            Arrays.fill(centers, c * s.plane(), (c + 1) * s.plane(), mean[c]);
        }
        double[][] squares = sums(s, 1, (at, to) -> addSquares(x, at, centers, to[0]));
        for (int c = 0; c < s.channels(); c++) {
            variance[c] = squares[0][c] / count;
        }
    }

    /** {@link longhand.backend.Backend#channelSums}. */
    static void sums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s) {
        double[] centers = new double[s.channels() * s.plane()];
        for (int i = 0; i < centers.length; i++) {
            centers[i] = center[i / s.plane()];
        }
        double[][] sums = sums(s, 2, (at, to) -> {
            add(a, at, to[0]);
            addProducts(a, b, at, centers, to[1]);
        });
        System.arraycopy(sums[0], 0, sumA, 0, s.channels());
        System.arraycopy(sums[1], 0, sumAB, 0, s.channels());
    }

    /** Adds what a row, which begins at {@code at}, gives to the sums of each column. */
    @FunctionalInterface
    private interface Row {
        void addTo(int at, double[][] sums);
    }

    /** Some sums of each channel, in double. Rows are shared out by their number, so the order is always the same. */
    private static double[][] sums(ChannelShape s, int kinds, Row row) {
        int width = s.channels() * s.plane();
        int parts = Math.clamp(s.length() / ShortPlanes.GRAIN, 1, s.batch());
        double[][][] ofParts = new double[parts][kinds][width];
        Workers.run(parts, part -> {
            int end = (int) ((long) s.batch() * (part + 1) / parts);
            for (int n = (int) ((long) s.batch() * part / parts); n < end; n++) {
                row.addTo(n * width, ofParts[part]);
            }
        });
        double[][] sums = new double[kinds][s.channels()];
        for (int kind = 0; kind < kinds; kind++) {
            for (double[][] part : ofParts) {
                for (int i = 0; i < width; i++) {
                    sums[kind][i / s.plane()] += part[kind][i];
                }
            }
        }
        return sums;
    }

    private static void add(float[] x, int at, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += x[at + i];
        }
    }

    private static void addSquares(float[] x, int at, double[] centers, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            double distance = x[at + i] - centers[i];
            sums[i] += distance * distance;
        }
    }

    private static void addProducts(float[] a, float[] b, int at, double[] centers, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a[at + i] * (b[at + i] - centers[i]);
        }
    }

    /** The moments of channels that have few numbers altogether, one by one. */
    static void momentsOfFew(float[] x, double[] mean, double[] variance, ChannelShape s) {
        double count = (double) s.batch() * s.plane();
        Workers.ranges(s.channels(), Math.max(1, ShortPlanes.GRAIN / ShortPlanes.LONGEST), (from, to) -> {
            for (int c = from; c < to; c++) {
                mean[c] = sumOfFew(x, c, 0, s, false) / count;
                variance[c] = sumOfFew(x, c, mean[c], s, true) / count;
            }
        });
    }

    static boolean areFew(ChannelShape s) {
        return (long) s.batch() * s.plane() <= ShortPlanes.LONGEST;
    }

    private static double sumOfFew(float[] x, int channel, double center, ChannelShape s, boolean squares) {
        double sum = 0;
        for (int n = 0; n < s.batch(); n++) {
            int at = (n * s.channels() + channel) * s.plane();
            for (int i = at; i < at + s.plane(); i++) {
                double distance = x[i] - center;
                sum += squares ? distance * distance : distance;
            }
        }
        return sum;
    }
}
