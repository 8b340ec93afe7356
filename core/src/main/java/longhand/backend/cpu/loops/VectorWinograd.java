package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.cpu.loops.TileTransform.Lines;

/**
 * The transforms of Winograd's tiles, written out: see {@link TileTransform} and {@link Kernels#transformTiles}. A
 * matrix product would take two to three times as many multiplications, most of them by 0 or 1. e and o are the even
 * and the odd part of a polynomial at a pair of points, s and d the sum and the difference of the numbers of a pair.
 */
final class VectorWinograd {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorWinograd() {}

    static void transform(TileTransform t, Lines x, int xAt, Lines y, int yAt, int n, int count) {
        float[] points = t.points();
        boolean small = points.length == 2;
        for (int i = 0; i < count; i++) {
            int from = xAt + i * x.next();
            int to = yAt + i * y.next();
            switch (t.kind()) {
                case WEIGHT -> throw new IllegalArgumentException("weights: VectorWinogradWeights");
                case INPUT -> {
                    if (small) {
                        input6(points, x.array(), from, x.step(), y.array(), to, y.step(), n);
                    } else {
                        input8(points, x.array(), from, x.step(), y.array(), to, y.step(), n);
                    }
                }
                case OUTPUT -> {
                    if (small) {
                        output6(points, x.array(), from, x.step(), y.array(), to, y.step(), n);
                    } else {
                        output8(points, x.array(), from, x.step(), y.array(), to, y.step(), n);
                    }
                }
                case OUTPUT_GRADIENT -> {
                    if (small) {
                        gradient6(points, x.array(), from, x.step(), y.array(), to, y.step(), n);
                    } else {
                        gradient8(points, x.array(), from, x.step(), y.array(), to, y.step(), n);
                    }
                }
            }
        }
    }

    /** t⁴ ± a·t³ − b²·t² ∓ a·b²·t for the pair a, the like for b; the product of all t − point for 0 and ∞. */
    private static void input6(float[] points, float[] x, int xAt, int step, float[] y, int yAt, int yStep, int n) {
        float a = points[0];
        float b = points[1];
        FloatVector minusA2 = FloatVector.broadcast(SPECIES, -a * a);
        FloatVector minusB2 = FloatVector.broadcast(SPECIES, -b * b);
        FloatVector minusSum = FloatVector.broadcast(SPECIES, -(a * a + b * b));
        FloatVector product = FloatVector.broadcast(SPECIES, a * a * b * b);
        for (int i = 0; i < n; i += LANES) {
            int from = xAt + i;
            int to = yAt + i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + step);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + 3 * step);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, from + 4 * step);
            FloatVector x5 = FloatVector.fromArray(SPECIES, x, from + 5 * step);
            x2.fma(minusSum, x0.fma(product, x4)).intoArray(y, to);
            FloatVector e = x2.fma(minusB2, x4);
            FloatVector o = x1.fma(minusB2, x3).mul(a);
            e.add(o).intoArray(y, to + yStep);
            e.sub(o).intoArray(y, to + 2 * yStep);
            e = x2.fma(minusA2, x4);
            o = x1.fma(minusA2, x3).mul(b);
            e.add(o).intoArray(y, to + 3 * yStep);
            e.sub(o).intoArray(y, to + 4 * yStep);
            x3.fma(minusSum, x1.fma(product, x5)).intoArray(y, to + 5 * yStep);
        }
    }

    /** Sums of the numbers times powers of their points; that of ∞ belongs to the highest power. */
    private static void output6(float[] points, float[] x, int xAt, int step, float[] y, int yAt, int yStep, int n) {
        float a = points[0];
        float b = points[1];
        FloatVector b2 = FloatVector.broadcast(SPECIES, b * b);
        FloatVector b1 = FloatVector.broadcast(SPECIES, b);
        FloatVector b3 = FloatVector.broadcast(SPECIES, b * b * b);
        FloatVector a3 = FloatVector.broadcast(SPECIES, a * a * a);
        for (int i = 0; i < n; i += LANES) {
            int from = xAt + i;
            int to = yAt + i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + step);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + 3 * step);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, from + 4 * step);
            FloatVector x5 = FloatVector.fromArray(SPECIES, x, from + 5 * step);
            FloatVector s = x1.add(x2);
            FloatVector d = x1.sub(x2);
            FloatVector s2 = x3.add(x4);
            FloatVector d2 = x3.sub(x4);
            x0.add(s).add(s2).intoArray(y, to);
            d2.fma(b1, d.mul(a)).intoArray(y, to + yStep);
            s2.fma(b2, s.mul(a * a)).intoArray(y, to + 2 * yStep);
            d2.fma(b3, d.fma(a3, x5)).intoArray(y, to + 3 * yStep);
        }
    }

    /** x₀ + x₁·t + x₂·t² + x₃·t³ at all points. */
    private static void gradient6(float[] points, float[] x, int xAt, int step, float[] y, int yAt, int yStep, int n) {
        float a = points[0];
        float b = points[1];
        FloatVector a2 = FloatVector.broadcast(SPECIES, a * a);
        FloatVector b2 = FloatVector.broadcast(SPECIES, b * b);
        for (int i = 0; i < n; i += LANES) {
            int from = xAt + i;
            int to = yAt + i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + step);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + 3 * step);
            x0.intoArray(y, to);
            FloatVector e = x2.fma(a2, x0);
            FloatVector o = x3.fma(a2, x1).mul(a);
            e.add(o).intoArray(y, to + yStep);
            e.sub(o).intoArray(y, to + 2 * yStep);
            e = x2.fma(b2, x0);
            o = x3.fma(b2, x1).mul(b);
            e.add(o).intoArray(y, to + 3 * yStep);
            e.sub(o).intoArray(y, to + 4 * yStep);
            x3.intoArray(y, to + 5 * yStep);
        }
    }

    /** As {@link #input6}, with one more pair. */
    private static void input8(float[] points, float[] x, int xAt, int step, float[] y, int yAt, int yStep, int n) {
        float a = points[0];
        float b = points[1];
        float c = points[2];
        float a2 = a * a;
        float b2 = b * b;
        float c2 = c * c;
        FloatVector minusBC = FloatVector.broadcast(SPECIES, -(b2 + c2));
        FloatVector timesBC = FloatVector.broadcast(SPECIES, b2 * c2);
        FloatVector minusAC = FloatVector.broadcast(SPECIES, -(a2 + c2));
        FloatVector timesAC = FloatVector.broadcast(SPECIES, a2 * c2);
        FloatVector minusAB = FloatVector.broadcast(SPECIES, -(a2 + b2));
        FloatVector timesAB = FloatVector.broadcast(SPECIES, a2 * b2);
        FloatVector minusSum = FloatVector.broadcast(SPECIES, -(a2 + b2 + c2));
        FloatVector sum2 = FloatVector.broadcast(SPECIES, a2 * b2 + a2 * c2 + b2 * c2);
        FloatVector minusProduct = FloatVector.broadcast(SPECIES, -a2 * b2 * c2);
        for (int i = 0; i < n; i += LANES) {
            int from = xAt + i;
            int to = yAt + i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + step);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + 3 * step);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, from + 4 * step);
            FloatVector x5 = FloatVector.fromArray(SPECIES, x, from + 5 * step);
            FloatVector x6 = FloatVector.fromArray(SPECIES, x, from + 6 * step);
            FloatVector x7 = FloatVector.fromArray(SPECIES, x, from + 7 * step);
            x4.fma(minusSum, x2.fma(sum2, x0.fma(minusProduct, x6))).intoArray(y, to);
            FloatVector e = x4.fma(minusBC, x2.fma(timesBC, x6));
            FloatVector o = x3.fma(minusBC, x1.fma(timesBC, x5)).mul(a);
            e.add(o).intoArray(y, to + yStep);
            e.sub(o).intoArray(y, to + 2 * yStep);
            e = x4.fma(minusAC, x2.fma(timesAC, x6));
            o = x3.fma(minusAC, x1.fma(timesAC, x5)).mul(b);
            e.add(o).intoArray(y, to + 3 * yStep);
            e.sub(o).intoArray(y, to + 4 * yStep);
            e = x4.fma(minusAB, x2.fma(timesAB, x6));
            o = x3.fma(minusAB, x1.fma(timesAB, x5)).mul(c);
            e.add(o).intoArray(y, to + 5 * yStep);
            e.sub(o).intoArray(y, to + 6 * yStep);
            x5.fma(minusSum, x3.fma(sum2, x1.fma(minusProduct, x7))).intoArray(y, to + 7 * yStep);
        }
    }

    /** As {@link #output6}, with one more pair. */
    private static void output8(float[] points, float[] x, int xAt, int step, float[] y, int yAt, int yStep, int n) {
        float a = points[0];
        float b = points[1];
        float c = points[2];
        FloatVector b1 = FloatVector.broadcast(SPECIES, b);
        FloatVector b2 = FloatVector.broadcast(SPECIES, b * b);
        FloatVector b3 = FloatVector.broadcast(SPECIES, b * b * b);
        FloatVector c1 = FloatVector.broadcast(SPECIES, c);
        FloatVector c2 = FloatVector.broadcast(SPECIES, c * c);
        FloatVector c3 = FloatVector.broadcast(SPECIES, c * c * c);
        FloatVector a3 = FloatVector.broadcast(SPECIES, a * a * a);
        for (int i = 0; i < n; i += LANES) {
            int from = xAt + i;
            int to = yAt + i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + step);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + 3 * step);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, from + 4 * step);
            FloatVector x5 = FloatVector.fromArray(SPECIES, x, from + 5 * step);
            FloatVector x6 = FloatVector.fromArray(SPECIES, x, from + 6 * step);
            FloatVector x7 = FloatVector.fromArray(SPECIES, x, from + 7 * step);
            FloatVector s = x1.add(x2);
            FloatVector d = x1.sub(x2);
            FloatVector s2 = x3.add(x4);
            FloatVector d2 = x3.sub(x4);
            FloatVector s3 = x5.add(x6);
            FloatVector d3 = x5.sub(x6);
            x0.add(s).add(s2).add(s3).intoArray(y, to);
            d3.fma(c1, d2.fma(b1, d.mul(a))).intoArray(y, to + yStep);
            s3.fma(c2, s2.fma(b2, s.mul(a * a))).intoArray(y, to + 2 * yStep);
            d3.fma(c3, d2.fma(b3, d.fma(a3, x7))).intoArray(y, to + 3 * yStep);
        }
    }

    /** As {@link #gradient6}, with one more pair. */
    private static void gradient8(float[] points, float[] x, int xAt, int step, float[] y, int yAt, int yStep, int n) {
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
            x0.intoArray(y, to);
            FloatVector e = x2.fma(a2, x0);
            FloatVector o = x3.fma(a2, x1).mul(a);
            e.add(o).intoArray(y, to + yStep);
            e.sub(o).intoArray(y, to + 2 * yStep);
            e = x2.fma(b2, x0);
            o = x3.fma(b2, x1).mul(b);
            e.add(o).intoArray(y, to + 3 * yStep);
            e.sub(o).intoArray(y, to + 4 * yStep);
            e = x2.fma(c2, x0);
            o = x3.fma(c2, x1).mul(c);
            e.add(o).intoArray(y, to + 5 * yStep);
            e.sub(o).intoArray(y, to + 6 * yStep);
            x3.intoArray(y, to + 7 * yStep);
        }
    }
}
