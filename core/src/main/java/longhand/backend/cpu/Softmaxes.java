package longhand.backend.cpu;

import java.util.function.IntConsumer;
import longhand.backend.BinaryOp;
import longhand.backend.Operand;
import longhand.backend.UnaryOp;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;

/**
 * Softmax, its logarithm and their gradients: along rows, or, if other dimensions follow, down some columns at a time,
 * with the largest and the sum of each column in the first-level cache. Few columns are gathered to rows.
 */
final class Softmaxes {
    private static final int BLOCK = 2_048;
    /** Exponentials cost several times as much as sums. */
    private static final int GRAIN = 4_096;
    private static final int COLUMNS = 256;
    /** Numbers of several slices side by side that the second-level cache holds twice. */
    private static final int CACHED = 65_536;
    /** So many vectors are a short row. */
    private static final int SHORT = 2;
    /** Fewer vectors are a narrow slice. */
    private static final int NARROW = 8;
    /** Fewer vectors are not worth calls of their own. */
    private static final int FEW = 4;
    private static final int FEWEST_SLICES = 4;

    private final Kernels kernels;
    private final Reductions reductions;

    Softmaxes(Kernels kernels, Reductions reductions) {
        this.kernels = kernels;
        this.reductions = reductions;
    }

    void softmax(float[] x, float[] y, boolean log, int outer, int n, int inner) {
        if (areManyNarrow(outer, n, inner)) {
            sideBySide(new Slices(outer, n, inner), x, x, y,
                    (rows, same, results, width) -> strip(rows, results, log, 0, n, width, width));
        } else if (inner == 1) {
            eachRow(outer, n, o -> row(x, y, o * n, log, n));
        } else {
            eachStrip(outer, n, inner, (at, width) -> {
                if (width < kernels.lanes() || isNarrow(n, width)) {
                    eachColumn(at, n, inner, width, x, x, y, (column, same, result) ->
                            row(column, result, 0, log, n));
                } else {
                    strip(x, y, log, at, n, inner, width);
                }
            });
        }
    }

    /** Slices of few columns, or short rows, as those of a batch with 10 classes. */
    private boolean areManyNarrow(int outer, int n, int inner) {
        if (inner == 1) {
            return outer >= kernels.lanes() && n > 0 && n <= SHORT * kernels.lanes();
        }
        return n > 0 && inner > 0 && inner < FEW * kernels.lanes() && outer >= FEWEST_SLICES && !isNarrow(n, inner);
    }

    /** Work on {@code width} columns of two arrays. */
    @FunctionalInterface
    private interface StripTask {
        void run(float[] a, float[] b, float[] y, int width);
    }

    /** Of [outer, n, inner], the columns of some slices side by side: a vector then holds numbers of many of them. */
    private void sideBySide(Slices all, float[] a, float[] b, float[] y, StripTask task) {
        int size = all.n() * all.inner();
        int most = Math.max(1, Math.clamp(CACHED / all.n(), kernels.lanes(), COLUMNS) / all.inner());
        Workers.ranges(all.outer(), Math.max(1, GRAIN / size), (from, to) -> {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] first = frame.floats(most * size);
                float[] second = a == b ? first : frame.floats(most * size);
                float[] results = frame.floats(most * size);
                for (int o = from; o < to; o += most) {
                    int count = Math.min(most, to - o);
                    all.join(kernels, a, o, count, first);
                    if (a != b) {
                        all.join(kernels, b, o, count, second);
                    }
                    task.run(first, second, results, count * all.inner());
                    all.part(kernels, results, y, o, count);
                }
            }
        });
    }

    private void row(float[] x, float[] y, int at, boolean log, int n) {
        float max = kernels.max(x, at, n);
        double sum = 0;
        for (int j = 0; j < n; j += BLOCK) {
            sum += kernels.expShifted(x, at + j, max, y, at + j, Math.min(BLOCK, n - j));
        }
        if (log) {
            shift(x, max, (float) Math.log(sum), y, at, n);
        } else {
            scale(y, at, (float) (1 / sum), n);
        }
    }

    /**
     * y[i] = x[i] − first − second. The compiler makes vectors of such loops by itself, because the position is the
     * same in both arrays: with two positions it cannot know that what is written is not read later.
     */
    private static void shift(float[] x, float first, float second, float[] y, int at, int n) {
        for (int i = at; i < at + n; i++) {
            y[i] = x[i] - first - second;
        }
    }

    private static void scale(float[] y, int at, float factor, int n) {
        for (int i = at; i < at + n; i++) {
            y[i] *= factor;
        }
    }

    /** Columns that are longer than rows: each is worth a copy. */
    private boolean isNarrow(int n, int width) {
        return width < NARROW * kernels.lanes() && n > width && n > SHORT * kernels.lanes();
    }

    /** Work on a column of two arrays. */
    @FunctionalInterface
    private interface ColumnTask {
        void run(float[] a, float[] b, float[] y);
    }

    private static void eachColumn(int at, int n, int inner, int width, float[] a, float[] b, float[] y,
            ColumnTask task) {
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] first = frame.floats(n);
            float[] second = a == b ? first : frame.floats(n);
            float[] result = frame.floats(n);
            for (int i = at; i < at + width; i++) {
                gather(a, i, inner, first, n);
                if (a != b) {
                    gather(b, i, inner, second, n);
                }
                task.run(first, second, result);
                scatter(result, y, i, inner, n);
            }
        }
    }

    private static void gather(float[] x, int at, int step, float[] column, int n) {
        for (int j = 0; j < n; j++) {
            column[j] = x[at + j * step];
        }
    }

    private static void scatter(float[] column, float[] y, int at, int step, int n) {
        for (int j = 0; j < n; j++) {
            y[at + j * step] = column[j];
        }
    }

    /** {@code width} columns that begin at {@code at}. */
    private void strip(float[] x, float[] y, boolean log, int at, int n, int inner, int width) {
        try (Scratch.Frame frame = Scratch.frame()) {
            Operand max = new Operand(frame.floats(width), 1);
            Operand sum = new Operand(frame.floats(width), 1);
            Operand rows = new Operand(x, 1);
            Operand results = new Operand(y, 1);
            System.arraycopy(x, at, max.values(), 0, width);
            int end = at + n * inner;
            for (int row = at + inner; row < end; row += inner) {
                kernels.binary(BinaryOp.MAXIMUM, rows, row, max, 0, max.values(), 0, width);
            }
            for (int row = at; row < end; row += inner) {
                kernels.binary(BinaryOp.SUB, rows, row, max, 0, y, row, width);
                kernels.unary(UnaryOp.EXP, y, row, y, row, width);
            }
            reductions.sumDown(y, at, n, inner, sum.values(), 0, width);
            if (log) {
                kernels.unary(UnaryOp.LOG, sum.values(), 0, sum.values(), 0, width);
            } else {
                kernels.unary(UnaryOp.RECIPROCAL, sum.values(), 0, sum.values(), 0, width);
            }
            for (int row = at; row < end; row += inner) {
                if (log) {
                    kernels.binary(BinaryOp.SUB, rows, row, max, 0, y, row, width);
                    kernels.binary(BinaryOp.SUB, results, row, sum, 0, y, row, width);
                } else {
                    kernels.binary(BinaryOp.MUL, results, row, sum, 0, y, row, width);
                }
            }
        }
    }

    void gradient(float[] g, float[] y, float[] dx, boolean log, int outer, int n, int inner) {
        if (areManyNarrow(outer, n, inner)) {
            sideBySide(new Slices(outer, n, inner), g, y, dx, (gradients, outputs, results, width) ->
                    stripGradient(gradients, outputs, results, log, 0, n, width, width));
        } else if (inner == 1) {
            eachRow(outer, n, o -> rowGradient(g, y, o * n, dx, log, n));
        } else {
            eachStrip(outer, n, inner, (at, width) -> {
                if (isNarrow(n, width)) {
                    eachColumn(at, n, inner, width, g, y, dx, (gradients, outputs, results) ->
                            rowGradient(gradients, outputs, 0, results, log, n));
                } else {
                    stripGradient(g, y, dx, log, at, n, inner, width);
                }
            });
        }
    }

    private void rowGradient(float[] g, float[] y, int at, float[] dx, boolean log, int n) {
        if (log) {
            kernels.unary(UnaryOp.EXP, y, at, dx, at, n);
            subtractMultiple(g, dx, (float) reductions.sumOf(g, at, n), at, n);
        } else {
            multiplyShifted(g, y, (float) reductions.sumOfProducts(g, y, at, n), dx, at, n);
        }
    }

    /** dx[i] = g[i] − dx[i]·factor. */
    private static void subtractMultiple(float[] g, float[] dx, float factor, int at, int n) {
        for (int i = at; i < at + n; i++) {
            dx[i] = g[i] - dx[i] * factor;
        }
    }

    /** dx[i] = y[i]·(g[i] − shift). */
    private static void multiplyShifted(float[] g, float[] y, float shift, float[] dx, int at, int n) {
        for (int i = at; i < at + n; i++) {
            dx[i] = y[i] * (g[i] - shift);
        }
    }

    private void stripGradient(float[] g, float[] y, float[] dx, boolean log, int at, int n, int inner, int width) {
        try (Scratch.Frame frame = Scratch.frame()) {
            Operand sum = new Operand(frame.floats(width), 1);
            Operand gradients = new Operand(g, 1);
            Operand outputs = new Operand(y, 1);
            Operand results = new Operand(dx, 1);
            int end = at + n * inner;
            for (int row = at; row < end; row += inner) {
                if (log) {
                    kernels.unary(UnaryOp.EXP, y, row, dx, row, width);
                } else {
                    kernels.binary(BinaryOp.MUL, gradients, row, outputs, row, dx, row, width);
                }
            }
            reductions.sumDown(log ? g : dx, at, n, inner, sum.values(), 0, width);
            for (int row = at; row < end; row += inner) {
                if (log) {
                    kernels.binary(BinaryOp.MUL, results, row, sum, 0, dx, row, width);
                    kernels.binary(BinaryOp.SUB, gradients, row, results, row, dx, row, width);
                } else {
                    kernels.binary(BinaryOp.SUB, gradients, row, sum, 0, dx, row, width);
                    kernels.binary(BinaryOp.MUL, outputs, row, results, row, dx, row, width);
                }
            }
        }
    }

    private static void eachRow(int outer, int n, IntConsumer task) {
        Workers.ranges(outer, Math.max(1, GRAIN / Math.max(1, n)), (from, to) -> {
            for (int o = from; o < to; o++) {
                task.accept(o);
            }
        });
    }

    /** Work on {@code width} columns that begin at position {@code at}. */
    @FunctionalInterface
    private interface Strip {
        void run(int at, int width);
    }

    private static void eachStrip(int outer, int n, int inner, Strip strip) {
        if (n == 0) {
            return;
        }
        int strips = Math.ceilDiv(inner, COLUMNS);
        Workers.ranges(outer * strips, Math.max(1, GRAIN / Math.max(1, Math.min(inner, COLUMNS) * n)), (from, to) -> {
            for (int part = from; part < to; part++) {
                int left = part % strips * COLUMNS;
                strip.run(part / strips * n * inner + left, Math.min(COLUMNS, inner - left));
            }
        });
    }
}
