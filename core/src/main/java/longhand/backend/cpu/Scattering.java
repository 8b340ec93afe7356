package longhand.backend.cpu;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import longhand.backend.cpu.loops.Kernels;
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
    /** Indices that are looked at together. */
    private static final int PIECE = 512;

    private final Kernels kernels;

    Scattering(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Some neighbouring ones of the rows of one slice: elements {@code start} and {@code first} on. */
    private record Strip(int start, int first, int width, int[] places, GatherShape s) {
        /** Whether elements of the same row are neighbours. */
        boolean isAlong() {
            return s.inner() == 1;
        }

        /** Neighbouring indices. */
        int run() {
            return isAlong() ? s.count() : width;
        }

        /** How often such a run comes. */
        int runs() {
            return isAlong() ? 1 : s.count();
        }
    }

    /** Work on a strip; returns the first place that holds no index, or −1. */
    @FunctionalInterface
    private interface StripTask {
        int run(Strip strip);
    }

    /** Work on elements {@code at} to {@code at + n − 1}, of columns {@code column} on, whose places are known. */
    @FunctionalInterface
    private interface PieceTask {
        void run(int at, int column, int n);
    }

    /** All strips of at most {@code columns}; returns the first of all places that hold no index, or −1. */
    private static int eachStrip(GatherShape s, int columns, StripTask task) {
        AtomicInteger firstWrong = new AtomicInteger(Integer.MAX_VALUE);
        int width = Math.max(1, Math.min(s.inner(), columns));
        int pieces = Math.ceilDiv(s.inner(), width);
        Workers.ranges(s.outer() * pieces, Math.max(1, GRAIN / (longest(s) * width)), (from, to) -> {
            int[] places = new int[PIECE];
            for (int part = from; part < to; part++) {
                int o = part / pieces;
                int left = part % pieces * width;
                int wrong = task.run(new Strip(o * s.n() * s.inner() + left, o * s.count() * s.inner() + left,
                        Math.min(width, s.inner() - left), places, s));
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

    /** The indices of a strip from first to last, in pieces; returns the first place that holds none, or −1. */
    private int eachPiece(float[] index, Strip strip, PieceTask task) {
        for (int run = 0; run < strip.runs(); run++) {
            int first = strip.first + run * strip.s.inner();
            for (int from = 0; from < strip.run(); from += PIECE) {
                int n = Math.min(PIECE, strip.run() - from);
                int found = kernels.indices(index, first + from, n, strip.s.n(), strip.places);
                task.run(first + from, from, found);
                if (found < n) {
                    return first + from + found;
                }
            }
        }
        return -1;
    }

    /** The indices of a strip from last to first. */
    private void eachPieceBackwards(float[] index, Strip strip, PieceTask task) {
        for (int run = strip.runs() - 1; run >= 0; run--) {
            int first = strip.first + run * strip.s.inner();
            for (int end = strip.run(); end > 0; end -= PIECE) {
                int from = Math.max(0, end - PIECE);
                kernels.indices(index, first + from, end - from, strip.s.n(), strip.places);
                task.run(first + from, from, end - from);
            }
        }
    }

    int scatter(float[] base, float[] x, float[] index, float[] y, GatherShape s) {
        return eachStrip(s, Math.max(FEWEST_COLUMNS, GRAIN / longest(s)), strip -> {
            copy(base, y, strip);
            int[] places = strip.places;
            return eachPiece(index, strip, strip.isAlong()
                    ? (at, column, n) -> put(x, at, places, y, strip.start, n)
                    : (at, column, n) -> put(x, at, places, s.inner(), y, strip.start + column, n));
        });
    }

    private static void put(float[] x, int at, int[] places, float[] y, int start, int n) {
        for (int i = 0; i < n; i++) {
            y[start + places[i]] = x[at + i];
        }
    }

    /** Neighbours belong to different rows. */
    private static void put(float[] x, int at, int[] places, int inner, float[] y, int start, int n) {
        for (int i = 0; i < n; i++) {
            y[start + places[i] * inner + i] = x[at + i];
        }
    }

    void gradient(float[] dy, float[] index, float[] dBase, float[] dx, GatherShape s) {
        eachStrip(s, Math.max(FEWEST_COLUMNS, GRAIN / longest(s)), strip -> {
            copy(dy, dBase, strip);
            int[] places = strip.places;
            eachPieceBackwards(index, strip, strip.isAlong()
                    ? (at, column, n) -> take(dBase, strip.start, places, dx, at, n)
                    : (at, column, n) -> take(dBase, strip.start + column, places, s.inner(), dx, at, n));
            return -1;
        });
    }

    private static void take(float[] from, int start, int[] places, float[] to, int at, int n) {
        for (int i = n - 1; i >= 0; i--) {
            to[at + i] = from[start + places[i]];
            from[start + places[i]] = 0;
        }
    }

    /** Neighbours belong to different rows. */
    private static void take(float[] from, int start, int[] places, int inner, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            int place = start + places[i] * inner + i;
            to[at + i] = from[place];
            from[place] = 0;
        }
    }

    private static void copy(float[] from, float[] to, Strip strip) {
        int inner = strip.s.inner();
        boolean isWhole = strip.width == inner;
        int length = isWhole ? strip.s.n() * inner : strip.width;
        for (int k = 0; k < (isWhole ? 1 : strip.s.n()); k++) {
            int at = strip.start + k * inner;
            System.arraycopy(from, at, to, at, length);
        }
    }

    /** In double, because an index may come a million times. */
    int scatterAdd(float[] x, float[] index, float[] y, GatherShape s) {
        return eachStrip(s, GRAIN / longest(s), strip -> {
            int width = strip.width;
            int[] places = strip.places;
            if (strip.isAlong() && s.count() <= PIECE) {
                int found = kernels.indices(index, strip.first, s.count(), s.n(), places);
                if (found < s.count()) {
                    return strip.first + found;
                }
                if (addDistinct(x, strip.first, places, y, strip.start, s)) {
                    return -1;
                }
            }
            double[] sums = new double[s.n() * width];
            int wrong = eachPiece(index, strip, strip.isAlong()
                    ? (at, column, n) -> add(x, at, places, sums, n)
                    : (at, column, n) -> add(x, at, places, width, sums, column, n));
            boolean isWhole = width == s.inner();
            int length = isWhole ? s.n() * width : width;
            for (int k = 0; k < (isWhole ? 1 : s.n()); k++) {
                narrow(sums, k * width, y, strip.start + k * s.inner(), length);
            }
            return wrong;
        });
    }

    /** Without sums in double, as long as no index comes twice; false if that is not so. */
    private static boolean addDistinct(float[] x, int at, int[] places, float[] y, int start, GatherShape s) {
        Arrays.fill(y, start, start + s.n(), 0);
        for (int i = 0; i < s.count(); i++) {
            if (y[start + places[i]] != 0) {
                return false;
            }
            y[start + places[i]] += x[at + i]; // 0 + −0 is 0
        }
        return true;
    }

    private static void add(float[] x, int at, int[] places, double[] sums, int n) {
        for (int i = 0; i < n; i++) {
            sums[places[i]] += x[at + i];
        }
    }

    /** Neighbours belong to different rows. */
    private static void add(float[] x, int at, int[] places, int width, double[] sums, int left, int n) {
        for (int i = 0; i < n; i++) {
            sums[left + places[i] * width + i] += x[at + i];
        }
    }

    private static void narrow(double[] sums, int from, float[] y, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] = (float) sums[from + i];
        }
    }
}
