package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.BinaryOp;
import longhand.backend.Operand;
import longhand.backend.StandardizedRows;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;

/** Layer normalisation and its gradients, row by row: between two loops over a row it lies in the cache. */
final class LayerNorms {
    private static final int GRAIN = 32_768;

    private final Kernels kernels;
    private final Reductions reductions;

    LayerNorms(Kernels kernels, Reductions reductions) {
        this.kernels = kernels;
        this.reductions = reductions;
    }

    void forward(float[] x, StandardizedRows rows, float[] w, float[] b, float[] y) {
        Workers.ranges(rows.count(), Math.max(1, GRAIN / rows.n()), (from, to) -> {
            for (int i = from; i < to; i++) {
                kernels.standardizedRow(x, rows, i, w, b, y);
            }
        });
    }

    void gradient(float[] g, float[] x, StandardizedRows rows, float[] w, float[] dx) {
        int n = rows.n();
        Operand gradient = new Operand(g, 1);
        Operand weight = new Operand(w, 1);
        Workers.ranges(rows.count(), Math.max(1, GRAIN / n), (from, to) -> {
            double[] sums = new double[2];
            for (int i = from; i < to; i++) {
                kernels.binary(BinaryOp.MUL, gradient, i * n, weight, 0, dx, i * n, n);
                reductions.sumsAround(dx, x, rows.center()[i], i * n, n, sums);
                double products = rows.scale()[i] * sums[1] + rows.shift()[i] * sums[0];
                if (Double.isFinite(products)) {
                    gradientOfRow(dx, x, rows, i, (float) (sums[0] / n), (float) (products / n));
                } else {
                    rows.gradientOfRow(g, x, w, dx, i);
                }
            }
        });
    }

    /** dx = scale · (dx − mean − x̂ · product): the compiler makes vectors of this loop by itself. */
    private static void gradientOfRow(float[] dx, float[] x, StandardizedRows rows, int i, float mean, float product) {
        float center = rows.center()[i];
        float scale = rows.scale()[i];
        float shift = rows.shift()[i];
        int start = i * rows.n();
        for (int at = start; at < start + rows.n(); at++) {
            dx[at] = scale * (dx[at] - mean - ((x[at] - center) * scale + shift) * product);
        }
    }

    void weightGradient(float[] g, float[] x, StandardizedRows rows, float[] dw) {
        Reductions.eachStrip(1, rows.count(), rows.n(), (outer, left, width) ->
                Reductions.sumBlocks(rows.count(), dw, left, width, (top, count) -> {
                    Arrays.fill(dw, left, left + width, 0);
                    for (int i = top; i < top + count; i++) {
                        kernels.addStandardizedProducts(g, x, rows, i, dw, left, width);
                    }
                }));
    }
}
