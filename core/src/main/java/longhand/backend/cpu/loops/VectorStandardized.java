package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.StandardizedRows;

/** Loops of layer normalisation. What is left of a row after whole vectors is computed with the same bits. */
final class VectorStandardized {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorStandardized() {}

    static void row(float[] x, StandardizedRows rows, int i, float[] w, float[] b, float[] y) {
        float center = rows.center()[i];
        float scale = rows.scale()[i];
        float shift = rows.shift()[i];
        FloatVector scales = FloatVector.broadcast(SPECIES, scale);
        FloatVector shifts = FloatVector.broadcast(SPECIES, shift);
        int n = rows.n();
        int start = i * n;
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            FloatVector.fromArray(SPECIES, x, start + j).sub(center).fma(scales, shifts)
                    .fma(FloatVector.fromArray(SPECIES, w, j), FloatVector.fromArray(SPECIES, b, j))
                    .intoArray(y, start + j);
        }
        for (; j < n; j++) {
            y[start + j] = Math.fma(Math.fma(x[start + j] - center, scale, shift), w[j], b[j]);
        }
    }

    static void addProducts(float[] g, float[] x, StandardizedRows rows, int i, float[] y, int left, int n) {
        float center = rows.center()[i];
        float scale = rows.scale()[i];
        float shift = rows.shift()[i];
        FloatVector scales = FloatVector.broadcast(SPECIES, scale);
        FloatVector shifts = FloatVector.broadcast(SPECIES, shift);
        int start = i * rows.n();
        int j = left;
        for (; j <= left + n - LANES; j += LANES) {
            FloatVector.fromArray(SPECIES, x, start + j).sub(center).fma(scales, shifts)
                    .fma(FloatVector.fromArray(SPECIES, g, start + j), FloatVector.fromArray(SPECIES, y, j))
                    .intoArray(y, j);
        }
        for (; j < left + n; j++) {
            y[j] = Math.fma(Math.fma(x[start + j] - center, scale, shift), g[start + j], y[j]);
        }
    }
}
