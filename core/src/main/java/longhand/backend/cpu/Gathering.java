package longhand.backend.cpu;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import longhand.backend.RowOrder;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.GatherShape;

/** Elements picked along a dimension by indices, and the order of rows. */
final class Gathering {
    /** Elements of one part of the work. */
    private static final int GRAIN = 32_768;
    /** Sorting takes about this many times as long for an element as copying. */
    private static final int SORTING = 16;
    /** Indices that are looked at together. */
    private static final int PIECE = 512;

    private final Kernels kernels;

    Gathering(Kernels kernels) {
        this.kernels = kernels;
    }

    int gather(float[] x, float[] index, float[] y, GatherShape s) {
        AtomicInteger firstWrong = new AtomicInteger(Integer.MAX_VALUE);
        int run = s.inner() == 1 ? s.count() : s.inner(); // neighbours of one row, or of rows side by side
        int pieces = Math.ceilDiv(run, PIECE);
        int parts = pieces == 0 ? 0 : s.indexLength() / run * pieces;
        Workers.ranges(parts, Math.max(1, GRAIN / Math.clamp(run, 1, PIECE)), (from, to) -> {
            int[] places = new int[Math.min(PIECE, run)];
            for (int part = from; part < to; part++) {
                int left = part % pieces * PIECE;
                int at = part / pieces * run + left;
                int length = Math.min(PIECE, run - left);
                int found = pick(x, index, y, at, length, places, s);
                if (found < length) {
                    firstWrong.accumulateAndGet(at + found, Math::min);
                    return;
                }
            }
        });
        return firstWrong.get() == Integer.MAX_VALUE ? -1 : firstWrong.get();
    }

    /** Picks some neighbours; returns how many come before the first index that is none. */
    private int pick(float[] x, float[] index, float[] y, int at, int length, int[] places, GatherShape s) {
        int found = kernels.indices(index, at, length, s.n(), places);
        int start = at / (s.count() * s.inner()) * s.n() * s.inner();
        if (s.inner() == 1) {
            pickFromRow(x, start, places, y, at, found);
        } else {
            pick(x, start + at % s.inner(), places, s.inner(), y, at, found);
        }
        return found;
    }

    private static void pickFromRow(float[] x, int start, int[] places, float[] y, int at, int n) {
        for (int i = 0; i < n; i++) {
            y[at + i] = x[start + places[i]];
        }
    }

    /** Neighbours belong to different rows. */
    private static void pick(float[] x, int start, int[] places, int inner, float[] y, int at, int n) {
        for (int i = 0; i < n; i++) {
            y[at + i] = x[start + places[i] * inner + i];
        }
    }

    /** Each part writes down its own places where it has room; then all move to the front. */
    static int nonzero(float[] x, int[] places, int n) {
        int[] counts = new int[Math.ceilDiv(n, GRAIN)];
        Workers.run(counts.length, part ->
                counts[part] = nonzero(x, places, part * GRAIN, (int) Math.min(n, (part + 1L) * GRAIN)));
        int count = 0;
        for (int part = 0; part < counts.length; part++) {
            System.arraycopy(places, part * GRAIN, places, count, counts[part]);
            count += counts[part];
        }
        return count;
    }

    /** Always writes and then counts or not: branches would be guessed wrongly again and again. */
    private static int nonzero(float[] x, int[] places, int start, int end) {
        int to = start;
        for (int i = start; i < end; i++) {
            places[to] = i;
            to += x[i] != 0 ? 1 : 0;
        }
        return to - start;
    }

    static void take(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        if (inner == 1) {
            Workers.ranges(outer, GRAIN / 2, (from, to) -> takeFromRows(x, n, index, y, from, to));
            return;
        }
        eachRun(outer, inner, GRAIN / 2, (o, from, to) ->
                take(x, o * (n - 1) * inner, index, inner, y, from, to));
    }

    private static void takeFromRows(float[] x, int n, int[] index, float[] y, int from, int to) {
        for (int o = from; o < to; o++) {
            y[o] = x[o * n + index[o]];
        }
    }

    private static void take(float[] x, int shift, int[] index, int inner, float[] y, int from, int to) {
        for (int at = from; at < to; at++) {
            y[at] = x[shift + index[at] * inner + at];
        }
    }

    static void takeGradient(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        int grain = Math.max(1, GRAIN / Math.max(1, n));
        if (inner == 1) {
            Workers.ranges(outer, grain, (from, to) -> {
                Arrays.fill(y, from * n, to * n, 0);
                putIntoRows(x, index, n, y, from, to);
            });
            return;
        }
        eachRun(outer, inner, grain, (o, from, to) -> {
            int width = to - from;
            int left = from + o * (n - 1) * inner;
            boolean isWhole = width == inner;
            for (int k = 0; k < (isWhole ? 1 : n); k++) {
                Arrays.fill(y, left + k * inner, left + k * inner + (isWhole ? n * inner : width), 0);
            }
            put(x, index, inner, y, left - from, from, to);
        });
    }

    private static void putIntoRows(float[] x, int[] index, int n, float[] y, int from, int to) {
        for (int o = from; o < to; o++) {
            y[o * n + index[o]] = x[o];
        }
    }

    private static void put(float[] x, int[] index, int inner, float[] y, int shift, int from, int to) {
        for (int at = from; at < to; at++) {
            y[shift + index[at] * inner + at] = x[at];
        }
    }

    /** Neighbouring rows {@code from} to {@code to} − 1 of slice {@code outer}, counted over all slices. */
    @FunctionalInterface
    private interface Run {
        void run(int outer, int from, int to);
    }

    private static void eachRun(int outer, int inner, int grain, Run run) {
        Workers.ranges(outer * inner, grain, (from, to) -> {
            for (int at = from; at < to;) {
                int o = at / inner;
                int end = Math.min(to, (o + 1) * inner);
                run.run(o, at, end);
                at = end;
            }
        });
    }

    static void order(float[] x, float[] index, GatherShape s, boolean descending) {
        Workers.ranges(s.outer() * s.inner(), Math.max(1, GRAIN / SORTING / Math.max(1, s.n())), (from, to) -> {
            RowOrder order = new RowOrder(s.n(), s.count(), descending);
            for (int row = from; row < to; row++) {
                int o = row / s.inner();
                int i = row % s.inner();
                order.positions(x, o * s.n() * s.inner() + i, s.inner(), index, o * s.count() * s.inner() + i);
            }
        });
    }
}
