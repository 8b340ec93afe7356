package longhand.backend.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import longhand.backend.RowOrder;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.GatherShape;

/** Elements picked along a dimension by indices, and the order of rows. */
final class Gathering {
    /** Elements of one part of the work. */
    private static final int GRAIN = 32_768;
    /** Sorting takes about this many times as long for an element as copying. */
    private static final int SORTING = 16;

    private Gathering() {}

    static int gather(float[] x, float[] index, float[] y, GatherShape s) {
        AtomicInteger firstWrong = new AtomicInteger(Integer.MAX_VALUE);
        Workers.ranges(s.outer() * s.count(), Math.max(1, GRAIN / Math.max(1, s.inner())), (from, to) -> {
            int wrong = s.inner() == 1 ? alongRows(x, index, y, s, from, to) : acrossRows(x, index, y, s, from, to);
            if (wrong >= 0) {
                firstWrong.accumulateAndGet(wrong, Math::min);
            }
        });
        return firstWrong.get() == Integer.MAX_VALUE ? -1 : firstWrong.get();
    }

    /** Where a row lies in one piece. */
    private static int alongRows(float[] x, float[] index, float[] y, GatherShape s, int from, int to) {
        for (int o = from / s.count(); o * s.count() < to; o++) {
            int start = o * s.n();
            int end = Math.min(to, (o + 1) * s.count());
            for (int at = Math.max(from, o * s.count()); at < end; at++) {
                if (!s.isIndex(index[at])) {
                    return at;
                }
                y[at] = x[start + (int) index[at]];
            }
        }
        return -1;
    }

    /** Where neighbours belong to different rows; {@code from} and {@code to} count runs of {@code inner} of them. */
    private static int acrossRows(float[] x, float[] index, float[] y, GatherShape s, int from, int to) {
        int inner = s.inner();
        for (int run = from; run < to; run++) {
            int start = run / s.count() * s.n() * inner;
            for (int i = 0; i < inner; i++) {
                int at = run * inner + i;
                if (!s.isIndex(index[at])) {
                    return at;
                }
                y[at] = x[start + (int) index[at] * inner + i];
            }
        }
        return -1;
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
