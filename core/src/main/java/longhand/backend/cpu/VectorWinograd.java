package longhand.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The two-sided transforms T X Tᵀ of Winograd tiles, on vectors of channels: first every column of the tile, then every row.
 *
 * <p>The points come in pairs ±a, so the rows of an evaluating matrix do, too: at a the value is even part + odd part, at −a even
 * part − odd part. That halves the multiplications. A matrix that comes back from the points (a transposed one) first adds and
 * subtracts the values of each pair instead.
 */
final class VectorWinograd {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorWinograd() {}

    /** See {@link Kernels#sandwich}. */
    static void sandwich(Winograd.Transform t, float[] x, int xAt, int xRow, int xColumn, float[] y, int yAt, int yRow, int yColumn,
            int channels) {
        int ins = t.ins();
        int outs = t.outs();
        float[] half = Scratch.floats(Scratch.Use.EDGE_TILE, outs * ins * LANES);
        for (int c = 0; c < channels; c += LANES) {
            for (int j = 0; j < ins; j++) {
                line(t, x, xAt + c + j * xColumn, xRow, half, j * LANES, ins * LANES);
            }
            for (int i = 0; i < outs; i++) {
                line(t, half, i * ins * LANES, LANES, y, yAt + c + i * yRow, yColumn);
            }
        }
    }

    /** y[p] = Σ T[p][i] · x[i] for one line of vectors. */
    private static void line(Winograd.Transform t, float[] x, int at, int step, float[] y, int to, int toStep) {
        float[] m = t.matrix();
        int outs = t.outs();
        if (t.evaluates()) {
            switch (t.ins()) {
                case 3 -> evaluate3(m, outs, x, at, step, y, to, toStep);
                case 4 -> evaluate4(m, outs, x, at, step, y, to, toStep);
                case 5 -> evaluate5(m, outs, x, at, step, y, to, toStep);
                case 6 -> evaluate6(m, outs, x, at, step, y, to, toStep);
                default -> evaluate8(m, outs, x, at, step, y, to, toStep);
            }
        } else if (t.ins() == 6) {
            combine6(m, outs, x, at, step, y, to, toStep);
        } else {
            combine8(m, outs, x, at, step, y, to, toStep);
        }
    }

    private static void evaluate3(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x0 = load(x, at);
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        x0.mul(t[0]).intoArray(y, to);
        for (int p = 1; p < outs - 1; p += 2) {
            FloatVector even = times(t[3 * p + 2], x2, x0.mul(t[3 * p]));
            pair(even, x1.mul(t[3 * p + 1]), y, to + p * toStep, toStep);
        }
        x2.intoArray(y, to + (outs - 1) * toStep);
    }

    private static void evaluate4(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x0 = load(x, at);
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        FloatVector x3 = load(x, at + 3 * step);
        x0.mul(t[0]).intoArray(y, to);
        for (int p = 1; p < outs - 1; p += 2) {
            FloatVector even = times(t[4 * p + 2], x2, x0.mul(t[4 * p]));
            FloatVector odd = times(t[4 * p + 3], x3, x1.mul(t[4 * p + 1]));
            pair(even, odd, y, to + p * toStep, toStep);
        }
        x3.intoArray(y, to + (outs - 1) * toStep);
    }

    private static void evaluate5(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x0 = load(x, at);
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        FloatVector x3 = load(x, at + 3 * step);
        FloatVector x4 = load(x, at + 4 * step);
        x0.mul(t[0]).intoArray(y, to);
        for (int p = 1; p < outs - 1; p += 2) {
            FloatVector even = times(t[5 * p + 4], x4, times(t[5 * p + 2], x2, x0.mul(t[5 * p])));
            FloatVector odd = times(t[5 * p + 3], x3, x1.mul(t[5 * p + 1]));
            pair(even, odd, y, to + p * toStep, toStep);
        }
        x4.intoArray(y, to + (outs - 1) * toStep);
    }

    /** Bᵀ of a 6 × 6 tile: row 0 has only even powers, the last only odd ones, the others begin at power 1 and end at 4. */
    private static void evaluate6(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x0 = load(x, at);
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        FloatVector x3 = load(x, at + 3 * step);
        FloatVector x4 = load(x, at + 4 * step);
        FloatVector x5 = load(x, at + 5 * step);
        times(t[4], x4, times(t[2], x2, x0.mul(t[0]))).intoArray(y, to);
        for (int p = 1; p < outs - 1; p += 2) {
            FloatVector even = times(t[6 * p + 4], x4, x2.mul(t[6 * p + 2]));
            FloatVector odd = times(t[6 * p + 3], x3, x1.mul(t[6 * p + 1]));
            pair(even, odd, y, to + p * toStep, toStep);
        }
        int last = 6 * (outs - 1);
        times(t[last + 5], x5, times(t[last + 3], x3, x1.mul(t[last + 1]))).intoArray(y, to + (outs - 1) * toStep);
    }

    /** Bᵀ of an 8 × 8 tile. */
    private static void evaluate8(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        FloatVector x3 = load(x, at + 3 * step);
        FloatVector x4 = load(x, at + 4 * step);
        FloatVector x5 = load(x, at + 5 * step);
        FloatVector x6 = load(x, at + 6 * step);
        times(t[6], x6, times(t[4], x4, times(t[2], x2, load(x, at).mul(t[0])))).intoArray(y, to);
        for (int p = 1; p < outs - 1; p += 2) {
            FloatVector even = times(t[8 * p + 6], x6, times(t[8 * p + 4], x4, x2.mul(t[8 * p + 2])));
            FloatVector odd = times(t[8 * p + 5], x5, times(t[8 * p + 3], x3, x1.mul(t[8 * p + 1])));
            pair(even, odd, y, to + p * toStep, toStep);
        }
        int k = 8 * (outs - 1);
        times(t[k + 7], load(x, at + 7 * step), times(t[k + 5], x5, times(t[k + 3], x3, x1.mul(t[k + 1]))))
                .intoArray(y, to + (outs - 1) * toStep);
    }

    private static void pair(FloatVector even, FloatVector odd, float[] y, int to, int toStep) {
        even.add(odd).intoArray(y, to);
        even.sub(odd).intoArray(y, to + toStep);
    }

    /** From the points 0, ±a, ±b, ∞ back to {@code outs} numbers: even ones need the sums of the pairs, odd ones the differences. */
    private static void combine6(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector xa = load(x, at + step);
        FloatVector ya = load(x, at + 2 * step);
        FloatVector xb = load(x, at + 3 * step);
        FloatVector yb = load(x, at + 4 * step);
        FloatVector sumA = xa.add(ya);
        FloatVector sumB = xb.add(yb);
        FloatVector differenceA = xa.sub(ya);
        FloatVector differenceB = xb.sub(yb);
        times(t[0], load(x, at), times(t[3], sumB, sumA.mul(t[1]))).intoArray(y, to);
        for (int p = 1; p < outs; p++) {
            int k = 6 * p;
            FloatVector value = p % 2 == 0 ? times(t[k + 3], sumB, sumA.mul(t[k + 1]))
                    : times(t[k + 3], differenceB, differenceA.mul(t[k + 1]));
            value.intoArray(y, to + p * toStep);
        }
        addLast(x, at + 5 * step, y, to + (outs - 1) * toStep);
    }

    /** From the points 0, ±a, ±b, ±c, ∞ back. */
    private static void combine8(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector xa = load(x, at + step);
        FloatVector ya = load(x, at + 2 * step);
        FloatVector xb = load(x, at + 3 * step);
        FloatVector yb = load(x, at + 4 * step);
        FloatVector xc = load(x, at + 5 * step);
        FloatVector yc = load(x, at + 6 * step);
        FloatVector sumA = xa.add(ya);
        FloatVector sumB = xb.add(yb);
        FloatVector sumC = xc.add(yc);
        FloatVector differenceA = xa.sub(ya);
        FloatVector differenceB = xb.sub(yb);
        FloatVector differenceC = xc.sub(yc);
        times(t[0], load(x, at), times(t[5], sumC, times(t[3], sumB, sumA.mul(t[1])))).intoArray(y, to);
        for (int p = 1; p < outs; p++) {
            int k = 8 * p;
            FloatVector value = p % 2 == 0 ? times(t[k + 5], sumC, times(t[k + 3], sumB, sumA.mul(t[k + 1])))
                    : times(t[k + 5], differenceC, times(t[k + 3], differenceB, differenceA.mul(t[k + 1])));
            value.intoArray(y, to + p * toStep);
        }
        addLast(x, at + 7 * step, y, to + (outs - 1) * toStep);
    }

    private static void addLast(float[] x, int at, float[] y, int to) {
        load(x, at).add(load(y, to)).intoArray(y, to);
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }

    private static FloatVector times(float factor, FloatVector x, FloatVector sum) {
        return x.fma(FloatVector.broadcast(SPECIES, factor), sum);
    }
}
