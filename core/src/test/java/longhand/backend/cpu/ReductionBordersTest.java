package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.wholeNumbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;
import longhand.shape.ChannelShape;
import org.junit.jupiter.api.Test;

/**
 * Sums, largest elements and slices at the borders of blocks, strips of columns and parts for threads, in whole
 * numbers: exact in float, so each bit has to be right.
 */
class ReductionBordersTest {
    /**
     * Rows in blocks of 2,048 and pieces of 32,768, columns in blocks of 64 rows and in strips of 256, 512 and at least
     * 64: [outer, n, inner].
     */
    private static final int[][] SIZES = {
        {3, 2_047, 1}, {2, 2_049, 1}, {2, 32_768, 1}, {3, 65_535, 1}, {3, 65_537, 1}, {1, 100_000, 1},
        {3, 63, 255}, {2, 64, 257}, {2, 65, 511}, {2, 129, 513}, {1, 2, 1_025}, {2, 4_097, 65},
        {70, 1, 3}, {1, 300, 5}, {33, 17, 2}, {300, 10, 1}, {519, 32, 1}, {16, 1, 1}, {70, 33, 1}};

    @Test
    void sums() {
        for (int[] size : SIZES) {
            float[] x = wholeNumbers(1, size[0] * size[1] * size[2]);
            float[] expected = output(size[0] * size[2]);
            for (int to = 0; to < size[0] * size[2]; to++) {
                float sum = 0;
                for (int j = 0; j < size[1]; j++) {
                    sum += x[at(size, to, j)];
                }
                expected[to] = sum;
            }
            check("sum", size, expected, (backend, y) -> backend.sum(x, y, size[0], size[1], size[2]));
        }
    }

    /** Where element j of the sum number {@code to} is. */
    private static int at(int[] size, int to, int j) {
        return (to / size[2] * size[1] + j) * size[2] + to % size[2];
    }

    /** The largest of each row or column stands anywhere, and once more behind that. */
    @Test
    void largestElements() {
        for (int[] size : SIZES) {
            float[] x = wholeNumbers(1, size[0] * size[1] * size[2]);
            int[] places = new Random(2).ints(size[0] * size[2], 0, size[1]).toArray();
            float[] expected = output(size[0] * size[2]);
            for (int to = 0; to < places.length; to++) {
                expected[to] = 3 + to % 1_000;
                x[at(size, to, places[to])] = expected[to];
                x[at(size, to, size[1] - 1)] = expected[to];
            }
            check("max", size, expected, (backend, y) -> backend.max(x, y, size[0], size[1], size[2]));
            for (CpuBackend backend : Compare.BACKENDS) {
                int[] index = new int[places.length];
                backend.argmax(x, index, size[0], size[1], size[2]);
                assertArrayEquals(places, index, "argmax of " + Arrays.toString(size));
            }
        }
    }

    /** The largest of 1 to 200 numbers, at each place; NaN wins, and 0 over −0, which counts as equal for its place. */
    @Test
    void theLargestStandsAnywhere() {
        for (int n = 1; n <= 200; n++) {
            for (CpuBackend backend : Compare.BACKENDS) {
                for (float value : new float[] {-1, 0, Float.NaN, Float.POSITIVE_INFINITY}) {
                    float[] x = new float[n];
                    Arrays.fill(x, value == 0 ? -0f : -2);
                    int place = n * 7 % 11 * (n - 1) / 10;
                    x[place] = value;
                    x[n - 1] = value == 0 ? x[n - 1] : value;
                    float[] y = output(1);
                    backend.max(x, y, 1, n, 1);
                    assertEquals(value, y[0], "of " + n);
                    int[] index = new int[1];
                    backend.argmax(x, index, 1, n, 1);
                    assertEquals(value == 0 ? 0 : place, index[0], "place of " + value + " in " + n);
                }
            }
        }
    }

    /** Equal numbers have equal shares; with a larger one, all depend on the right maximum and the right sum. */
    @Test
    void softmax() {
        for (int[] size : SIZES) {
            if (size[0] * size[1] * size[2] > 70_000) {
                continue; // as many exponentials take long
            }
            float[] x = wholeNumbers(1, size[0] * size[1] * size[2]);
            for (CpuBackend backend : Compare.BACKENDS) {
                float[] y = onOneAndTwoThreads("softmax", () -> {
                    float[] result = output(x.length);
                    backend.softmax(x, result, false, size[0], size[1], size[2]);
                    return result;
                });
                for (int to = 0; to < size[0] * size[2]; to++) {
                    double sum = 0;
                    for (int j = 0; j < size[1]; j++) {
                        sum += Math.exp(x[at(size, to, j)]);
                    }
                    for (int j = 0; j < size[1]; j++) {
                        double expected = Math.exp(x[at(size, to, j)]) / sum;
                        assertEquals(expected, y[at(size, to, j)], 3e-6 * expected);
                    }
                }
            }
        }
    }

    /** Slices by number, picked and added: sums of 64 and of 65 slices, and pieces of wide slices. */
    @Test
    void slices() {
        for (int[] size : new int[][] {{3, 4, 1}, {2, 5, 23}, {2, 5, 24}, {1, 3, 600}, {1, 2, 33_000}, {40, 3, 9}}) {
            for (int count : size[2] > 30_000 ? new int[] {1, 3} : new int[] {1, 64, 65, 130}) {
                int[] index = new Random(count).ints(count, 0, count == 64 ? 1 : size[1]).toArray();
                float[] x = wholeNumbers(1, size[0] * size[1] * size[2]);
                float[] dy = wholeNumbers(2, size[0] * count * size[2]);
                float[] picked = output(dy.length);
                float[] added = output(x.length);
                Arrays.fill(added, 0, x.length, 0);
                for (int to = 0; to < dy.length; to++) {
                    int slice = to / size[2];
                    int from = (slice / count * size[1] + index[slice % count]) * size[2] + to % size[2];
                    picked[to] = x[from];
                    added[from] += dy[to];
                }
                check("select", size, picked,
                        (backend, y) -> backend.indexSelect(x, index, y, size[0], size[1], size[2]));
                check("add", size, added, (backend, y) -> backend.indexAdd(dy, index, y, size[0], size[1], size[2]));
            }
        }
    }

    /** Mean and variance of numbers whose mean is whole, over several blocks of 2,048 and several images. */
    @Test
    void channelMoments() {
        for (ChannelShape s : new ChannelShape[] {new ChannelShape(2, 3, 2_048), new ChannelShape(3, 2, 2_050),
            new ChannelShape(4, 33, 5), new ChannelShape(1, 2, 40_000)}) {
            float[] x = new float[s.length()];
            for (int i = 0; i < x.length; i++) {
                int channel = i / s.plane() % s.channels();
                x[i] = 10 * channel + (i % s.plane() < s.plane() / 2 ? 4 : -4);
            }
            for (CpuBackend backend : Compare.BACKENDS) {
                double[] mean = new double[s.channels()];
                double[] variance = new double[s.channels()];
                backend.channelMoments(x, mean, variance, s);
                double offset = 4.0 * (2 * (s.plane() / 2) - s.plane()) / s.plane();
                for (int c = 0; c < s.channels(); c++) {
                    assertEquals(10 * c + offset, mean[c], 1e-6 * Math.max(1, 10 * c));
                    assertEquals(16 - offset * offset, variance[c], 16 * 64 * 0x1p-24); // 64 in a lane
                }
            }
        }
    }

    private static void check(String what, int[] size, float[] expected, BiConsumer<CpuBackend, float[]> kernel) {
        String name = what + " of " + Arrays.toString(size);
        for (CpuBackend backend : Compare.BACKENDS) {
            assertArrayEquals(expected, onOneAndTwoThreads(name, () -> {
                float[] y = output(expected.length - output(0).length);
                kernel.accept(backend, y);
                return y;
            }), name);
        }
    }

    /** Sums of whole numbers over several images and over planes in pieces for threads: exact. */
    @Test
    void channelSums() {
        for (ChannelShape s : new ChannelShape[] {new ChannelShape(2, 3, 2_049), new ChannelShape(3, 2, 70_001),
            new ChannelShape(1, 1, 65_536), new ChannelShape(4, 33, 5)}) {
            float[] a = wholeNumbers(1, s.length());
            float[] b = wholeNumbers(2, s.length());
            float[] center = wholeNumbers(3, s.channels());
            float[] expected = output(2 * s.channels());
            Arrays.fill(expected, 0, 2 * s.channels(), 0);
            for (int i = 0; i < a.length; i++) {
                int c = i / s.plane() % s.channels();
                expected[c] += a[i];
                expected[s.channels() + c] += a[i] * (b[i] - center[c]);
            }
            check("channel sums", new int[] {s.batch(), s.channels(), s.plane()}, expected, (backend, y) -> {
                double[] sumA = new double[s.channels()];
                double[] sumAB = new double[s.channels()];
                backend.channelSums(a, b, center, sumA, sumAB, s);
                for (int c = 0; c < s.channels(); c++) {
                    y[c] = (float) sumA[c];
                    y[s.channels() + c] = (float) sumAB[c];
                }
            });
        }
    }
}
