package longhand.backend.cpu;

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
