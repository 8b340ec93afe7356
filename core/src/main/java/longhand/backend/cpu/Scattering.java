package longhand.backend.cpu;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.GatherShape;

/**
 * Elements put along a dimension by indices, or summed there. The order of the elements of a row counts, so a row is
 * the work of one thread: rows of neighbours one by one, and rows across in strips of neighbouring ones.
 */
final class Scattering {
    /** Elements of one part of the work. */
    private static final int GRAIN = 32_768;
    /** Narrower strips of many rows would lie in few lines of the first-level cache, and throw each other out. */
    private static final int FEWEST_COLUMNS = 256;

    private Scattering() {}

    /**
     * Some neighbouring ones of the rows of slice {@code outer}; returns the first place that holds no index, or −1.
     */
    @FunctionalInterface
    private interface Strip {
        int run(int outer, int left, int width);
    }

    /** All strips of at most {@code columns}; returns the first of all places that hold no index, or −1. */
    private static int eachStrip(GatherShape s, int columns, Strip strip) {
        AtomicInteger firstWrong = new AtomicInteger(Integer.MAX_VALUE);
        int width = Math.max(1, Math.min(s.inner(), columns));
        int pieces = Math.ceilDiv(s.inner(), width);
        Workers.ranges(s.outer() * pieces, Math.max(1, GRAIN / (longest(s) * width)), (from, to) -> {
            for (int part = from; part < to; part++) {
                int left = part % pieces * width;
                int wrong = strip.run(part / pieces, left, Math.min(width, s.inner() - left));
                if (wrong >= 0) {
                    firstWrong.accumulateAndGet(wrong, Math::min);
                }
            }
        });
        return firstWrong.get() == Integer.MAX_VALUE ? -1 : firstWrong.get();
    }

    private static int longest(GatherShape s) {
        return Math.max(1, Math.max(s.n(), s.count()));
    }

    static int scatter(float[] base, float[] x, float[] index, float[] y, GatherShape s) {
        return eachStrip(s, Math.max(FEWEST_COLUMNS, GRAIN / longest(s)), (o, left, width) -> {
            copy(base, y, o, left, width, s);
            int start = o * s.n() * s.inner() + left;
            int first = o * s.count() * s.inner() + left;
            if (s.inner() == 1) {
                return putAlong(x, index, first, y, start, s);
            }
            int wrong = -1;
            for (int j = 0; j < s.count() && wrong < 0; j++) {
                wrong = putAcross(x, index, first + j * s.inner(), y, start, width, s);
            }
            return wrong;
        });
    }

    /** A row that lies in one piece. */
    private static int putAlong(float[] x, float[] index, int first, float[] y, int start, GatherShape s) {
        for (int at = first; at < first + s.count(); at++) {
            if (!s.isIndex(index[at])) {
                return at;
            }
            y[start + (int) index[at]] = x[at];
        }
        return -1;
    }

    /** One element of each of some rows that lie side by side. */
    private static int putAcross(float[] x, float[] index, int first, float[] y, int start, int width, GatherShape s) {
        for (int i = 0; i < width; i++) {
            if (!s.isIndex(index[first + i])) {
                return first + i;
            }
            y[start + (int) index[first + i] * s.inner() + i] = x[first + i];
        }
        return -1;
    }

    static void gradient(float[] dy, float[] index, float[] dBase, float[] dx, GatherShape s) {
        eachStrip(s, Math.max(FEWEST_COLUMNS, GRAIN / longest(s)), (o, left, width) -> {
            copy(dy, dBase, o, left, width, s);
            int start = o * s.n() * s.inner() + left;
            int first = o * s.count() * s.inner() + left;
            if (s.inner() == 1) {
                takeAlong(dBase, start, index, first, dx, s.count());
                return -1;
            }
            for (int j = s.count() - 1; j >= 0; j--) {
                takeAcross(dBase, start, index, first + j * s.inner(), dx, width, s.inner());
            }
            return -1;
        });
    }

    private static void takeAlong(float[] from, int start, float[] index, int first, float[] to, int n) {
        for (int at = first + n - 1; at >= first; at--) {
            int place = start + (int) index[at];
            to[at] = from[place];
            from[place] = 0;
        }
    }

    private static void takeAcross(float[] from, int start, float[] index, int first, float[] to, int n, int inner) {
        for (int i = 0; i < n; i++) {
            int place = start + (int) index[first + i] * inner + i;
            to[first + i] = from[place];
            from[place] = 0;
        }
    }

    private static void copy(float[] from, float[] to, int outer, int left, int width, GatherShape s) {
        boolean isWhole = width == s.inner();
        int length = isWhole ? s.n() * width : width;
        for (int k = 0; k < (isWhole ? 1 : s.n()); k++) {
            int at = (outer * s.n() + k) * s.inner() + left;
            System.arraycopy(from, at, to, at, length);
        }
    }

    /** In double, because an index may come a million times. */
    static int scatterAdd(float[] x, float[] index, float[] y, GatherShape s) {
        return eachStrip(s, GRAIN / longest(s), (o, left, width) -> {
            if (s.inner() == 1 && addDistinct(x, index, o * s.count(), y, o * s.n(), s)) {
                return -1;
            }
            double[] sums = new double[s.n() * width];
            int wrong = s.inner() == 1 ? addRow(x, index, o * s.count(), sums, s)
                    : addRows(x, index, o * s.count() * s.inner() + left, sums, width, s);
            for (int k = 0; k < s.n(); k++) {
                int to = (o * s.n() + k) * s.inner() + left;
                for (int i = 0; i < width; i++) {
                    y[to + i] = (float) sums[k * width + i];
                }
            }
            return wrong;
        });
    }

    /** Without sums in double, as long as all indices are good and none comes twice; false if that is not so. */
    private static boolean addDistinct(float[] x, float[] index, int start, float[] y, int yAt, GatherShape s) {
        Arrays.fill(y, yAt, yAt + s.n(), 0);
        for (int at = start; at < start + s.count(); at++) {
            if (!s.isIndex(index[at]) || y[yAt + (int) index[at]] != 0) {
                return false;
            }
            y[yAt + (int) index[at]] += x[at]; // 0 + −0 is 0
        }
        return true;
    }

    private static int addRow(float[] x, float[] index, int start, double[] sums, GatherShape s) {
        for (int at = start; at < start + s.count(); at++) {
            if (!s.isIndex(index[at])) {
                return at;
            }
            sums[(int) index[at]] += x[at];
        }
        return -1;
    }

    private static int addRows(float[] x, float[] index, int start, double[] sums, int width, GatherShape s) {
        for (int j = 0; j < s.count(); j++) {
            int row = start + j * s.inner();
            for (int i = 0; i < width; i++) {
                if (!s.isIndex(index[row + i])) {
                    return row + i;
                }
                sums[(int) index[row + i] * width + i] += x[row + i];
            }
        }
        return -1;
    }
}
