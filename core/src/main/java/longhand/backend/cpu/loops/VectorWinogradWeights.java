package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.cpu.loops.TileTransform.Lines;

/**
 * The transforms of Winograd's weights, written out as those of {@link VectorWinograd}: the polynomial w₀ + w₁·t + … at
 * the points 0, ±a, ±b, …, each value divided by the product of the point's distances from the others, and the last
 * coefficient for ∞. For a point p and its pair −p that product is the same: 2p² · Π (p² − q²) over the other pairs q.
 *
 * <p>A class with a loop of its own, though it is that of {@link VectorWinograd}: as one more kind in the switch there,
 * the compiler did not inline it in three starts of six, and single images took 2 to 14 times as long.
 */
final class VectorWinogradWeights {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorWinogradWeights() {}

    static void transform(TileTransform t, Lines x, int xAt, Lines y, int yAt, int n, int count) {
        float[] points = t.points();
        float[] scales = t.scales();
        for (int i = 0; i < count; i++) {
            int from = xAt + i * x.next();
            int to = yAt + i * y.next();
            if (points.length == 2) {
                three(points, scales, x.array(), from, x.step(), y.array(), to, y.step(), n);
            } else {
                five(points, scales, x.array(), from, x.step(), y.array(), to, y.step(), n);
            }
        }
    }

    /** Kernels of 3, points 0, ±a, ±b. */
    private static void three(float[] points, float[] scales, float[] x, int xAt, int step, float[] y, int yAt,
            int yStep, int n) {
        float a = points[0];
        float b = points[1];
        FloatVector a0 = FloatVector.broadcast(SPECIES, scales[1]);
        FloatVector b0 = FloatVector.broadcast(SPECIES, scales[2]);
        FloatVector a2 = FloatVector.broadcast(SPECIES, scales[1] * a * a);
        FloatVector b2 = FloatVector.broadcast(SPECIES, scales[2] * b * b);
        for (int i = 0; i < n; i += LANES) {
            int from = xAt + i;
            int to = yAt + i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + step);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
            x0.mul(scales[0]).intoArray(y, to);
            FloatVector e = x2.fma(a2, x0.mul(a0));
            FloatVector o = x1.mul(scales[1] * a);
            e.add(o).intoArray(y, to + yStep);
            e.sub(o).intoArray(y, to + 2 * yStep);
            e = x2.fma(b2, x0.mul(b0));
            o = x1.mul(scales[2] * b);
            e.add(o).intoArray(y, to + 3 * yStep);
            e.sub(o).intoArray(y, to + 4 * yStep);
            x2.intoArray(y, to + 5 * yStep);
        }
    }

    /** Kernels of 5, points 0, ±a, ±b, ±c. */
    private static void five(float[] points, float[] scales, float[] x, int xAt, int step, float[] y, int yAt,
            int yStep, int n) {
        float a = points[0];
        float b = points[1];
        float c = points[2];
        FloatVector a2 = FloatVector.broadcast(SPECIES, a * a);
        FloatVector b2 = FloatVector.broadcast(SPECIES, b * b);
        FloatVector c2 = FloatVector.broadcast(SPECIES, c * c);
        for (int i = 0; i < n; i += LANES) {
            int from = xAt + i;
            int to = yAt + i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + step);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + 3 * step);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, from + 4 * step);
            x0.mul(scales[0]).intoArray(y, to);
            FloatVector e = x4.fma(a2, x2).fma(a2, x0).mul(scales[1]);
            FloatVector o = x3.fma(a2, x1).mul(scales[1] * a);
            e.add(o).intoArray(y, to + yStep);
            e.sub(o).intoArray(y, to + 2 * yStep);
            e = x4.fma(b2, x2).fma(b2, x0).mul(scales[2]);
            o = x3.fma(b2, x1).mul(scales[2] * b);
            e.add(o).intoArray(y, to + 3 * yStep);
            e.sub(o).intoArray(y, to + 4 * yStep);
            e = x4.fma(c2, x2).fma(c2, x0).mul(scales[3]);
            o = x3.fma(c2, x1).mul(scales[3] * c);
            e.add(o).intoArray(y, to + 5 * yStep);
            e.sub(o).intoArray(y, to + 6 * yStep);
            x4.intoArray(y, to + 7 * yStep);
        }
    }
}
