package longhand.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Max pooling of one output row, a vector of windows at a time. With stride 2 the pixels under neighbouring windows are every other
 * one of two vectors, which one two-vector shuffle brings together.
 */
final class VectorPooling {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> EVERY_OTHER =
            VectorShuffle.fromOp(SPECIES, lane -> 2 * lane < LANES ? 2 * lane : 2 * lane - 2 * LANES);
    private static final IntVector LANE = (IntVector) INTS.broadcast(0).addIndex(1);

    private VectorPooling() {}

    /** See {@link Kernels#maxPoolRow}. */
    static void maxRow(float[] x, int plane, int first, int width, int kernelH, int kernelW, int stride, float[] y, int[] argmax,
            int at, int n) {
        int readPast = (kernelH - 1) * width + kernelW + 2 * LANES;
        for (int j = 0; j < n; j += LANES) {
            int from = first + j * stride;
            if (plane + from + readPast > x.length) {
                Kernels.maxPoolRowPlainly(x, plane, from, width, kernelH, kernelW, stride, y, argmax, at + j, n - j);
                return;
            }
            vector(x, plane, from, width, kernelH, kernelW, stride, y, argmax, at + j, INTS.indexInRange(j, n));
        }
    }

    private static void vector(float[] x, int plane, int from, int width, int kernelH, int kernelW, int stride, float[] y,
            int[] argmax, int at, VectorMask<Integer> wanted) {
        FloatVector best = pixels(x, plane + from, stride);
        IntVector chosen = IntVector.zero(INTS);
        for (int u = 0; u < kernelH; u++) {
            for (int v = u == 0 ? 1 : 0; v < kernelW; v++) { // the first pixel is the best so far
                int offset = u * width + v;
                FloatVector candidate = pixels(x, plane + from + offset, stride);
                // larger or NaN, unless the best is NaN already
                VectorMask<Float> better = candidate.compare(VectorOperators.LE, best).not()
                        .and(best.compare(VectorOperators.EQ, best));
                best = best.blend(candidate, better);
                chosen = chosen.blend(offset, better.cast(INTS));
            }
        }
        chosen = chosen.add(LANE.mul(stride)).add(from);
        best.intoArray(y, at, wanted.cast(SPECIES));
        chosen.intoArray(argmax, at, wanted);
    }

    private static FloatVector pixels(float[] x, int at, int stride) {
        FloatVector near = FloatVector.fromArray(SPECIES, x, at);
        return stride == 1 ? near : near.rearrange(EVERY_OTHER, FloatVector.fromArray(SPECIES, x, at + LANES));
    }
}
