package longhand.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The two-sided transforms T X Tᵀ of Winograd tiles, on vectors of channels: first every column of the tile, then every row. Each
 * pass loads one line of the tile into registers and writes all its combinations.
 */
final class VectorWinograd {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorWinograd() {}

    /** See {@link Kernels#sandwich}. */
    static void sandwich(float[] matrix, int outs, int ins, float[] x, int xAt, int xRow, int xColumn, float[] y, int yAt, int yStride,
            int channels) {
        float[] half = Scratch.floats(Scratch.Use.EDGE_TILE, outs * ins * LANES);
        for (int c = 0; c < channels; c += LANES) {
            for (int j = 0; j < ins; j++) {
                line(matrix, outs, ins, x, xAt + c + j * xColumn, xRow, half, j * LANES, ins * LANES);
            }
            for (int i = 0; i < outs; i++) {
                line(matrix, outs, ins, half, i * ins * LANES, LANES, y, yAt + c + i * outs * yStride, yStride);
            }
        }
    }

    /** y[p] = Σ matrix[p][i] · x[i] for one line of {@code ins} vectors. */
    private static void line(float[] matrix, int outs, int ins, float[] x, int at, int step, float[] y, int to, int toStep) {
        switch (ins) {
            case 3 -> line3(matrix, outs, x, at, step, y, to, toStep);
            case 4 -> line4(matrix, outs, x, at, step, y, to, toStep);
            case 5 -> line5(matrix, outs, x, at, step, y, to, toStep);
            case 6 -> line6(matrix, outs, x, at, step, y, to, toStep);
            case 8 -> line8(matrix, outs, x, at, step, y, to, toStep);
            default -> throw new IllegalArgumentException("no Winograd transform of " + ins + " values");
        }
    }

    private static void line3(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x0 = load(x, at);
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        for (int p = 0; p < outs; p++) {
            int k = p * 3;
            x0.mul(t[k]).add(x1.mul(t[k + 1])).add(x2.mul(t[k + 2])).intoArray(y, to + p * toStep);
        }
    }

    private static void line4(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x0 = load(x, at);
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        FloatVector x3 = load(x, at + 3 * step);
        for (int p = 0; p < outs; p++) {
            int k = p * 4;
            FloatVector even = times(t[k + 2], x2, x0.mul(t[k]));
            FloatVector odd = times(t[k + 3], x3, x1.mul(t[k + 1]));
            even.add(odd).intoArray(y, to + p * toStep);
        }
    }

    private static void line5(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x0 = load(x, at);
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        FloatVector x3 = load(x, at + 3 * step);
        FloatVector x4 = load(x, at + 4 * step);
        for (int p = 0; p < outs; p++) {
            int k = p * 5;
            FloatVector even = times(t[k + 4], x4, times(t[k + 2], x2, x0.mul(t[k])));
            FloatVector odd = times(t[k + 3], x3, x1.mul(t[k + 1]));
            even.add(odd).intoArray(y, to + p * toStep);
        }
    }

    private static void line6(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x0 = load(x, at);
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        FloatVector x3 = load(x, at + 3 * step);
        FloatVector x4 = load(x, at + 4 * step);
        FloatVector x5 = load(x, at + 5 * step);
        for (int p = 0; p < outs; p++) {
            int k = p * 6;
            FloatVector even = times(t[k + 4], x4, times(t[k + 2], x2, x0.mul(t[k])));
            FloatVector odd = times(t[k + 5], x5, times(t[k + 3], x3, x1.mul(t[k + 1])));
            even.add(odd).intoArray(y, to + p * toStep);
        }
    }

    private static void line8(float[] t, int outs, float[] x, int at, int step, float[] y, int to, int toStep) {
        FloatVector x0 = load(x, at);
        FloatVector x1 = load(x, at + step);
        FloatVector x2 = load(x, at + 2 * step);
        FloatVector x3 = load(x, at + 3 * step);
        FloatVector x4 = load(x, at + 4 * step);
        FloatVector x5 = load(x, at + 5 * step);
        FloatVector x6 = load(x, at + 6 * step);
        FloatVector x7 = load(x, at + 7 * step);
        for (int p = 0; p < outs; p++) {
            int k = p * 8;
            FloatVector even = times(t[k + 6], x6, times(t[k + 4], x4, times(t[k + 2], x2, x0.mul(t[k]))));
            FloatVector odd = times(t[k + 7], x7, times(t[k + 5], x5, times(t[k + 3], x3, x1.mul(t[k + 1]))));
            even.add(odd).intoArray(y, to + p * toStep);
        }
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }

    private static FloatVector times(float factor, FloatVector x, FloatVector sum) {
        return x.fma(FloatVector.broadcast(SPECIES, factor), sum);
    }
}
