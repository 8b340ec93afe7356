package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import longhand.shape.Pool2dShape;
import longhand.shape.Size2d;

/**
 * Max pooling, a vector of windows at a time. With stride 2 the pixels under neighbouring windows are every other
 * one of two vectors, which one two-vector shuffle brings together.
 */
final class VectorPooling {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> EVERY_OTHER =
            VectorShuffle.fromOp(SPECIES, lane -> 2 * lane < LANES ? 2 * lane : 2 * lane - 2 * LANES);
    private static final IntVector LANE = (IntVector) INTS.broadcast(0).addIndex(1);

    /** What all windows share: the width of the image, their own size, and the columns from one to the next. */
    private record Window(int width, Size2d kernel, int stride) {}

    private VectorPooling() {}

    /** Whether both planes lie so far from the ends of their arrays that vectors may run over the planes. */
    static boolean hasRoom(float[] x, int plane, Pool2dShape s, float[] y, int at) {
        return plane + s.input().h() * s.input().w() + 2 * LANES <= x.length
                && at + s.output().h() * s.output().w() + LANES <= y.length;
    }

    /**
     * See {@link Kernels#maxPoolPlane}. A vector may run over the end of its row: what it writes there, the next row
     * overwrites.
     */
    static void maxPlane(float[] x, int plane, Pool2dShape s, float[] y, int[] argmax, int at) {
        int columns = s.output().w();
        int end = at + s.output().h() * columns;
        int stride = s.window().stride().w();
        int width = s.input().w();
        Window window = new Window(width, s.window().kernel(), stride);
        for (int i = 0; i < s.output().h(); i++) {
            for (int j = 0; j < columns; j += LANES) {
                int from = i * s.window().stride().h() * width + j * stride;
                int to = at + i * columns + j;
                if (!vector(x, plane, from, window, y, argmax, to, end)) {
                    ScalarPooling.maxRow(x, plane, from, s, y, argmax, to, Math.min(LANES, columns - j));
                }
            }
        }
    }

    /** Pools a vector of windows; false if there may be a NaN under them, whose place only the plain loop finds. */
    private static boolean vector(float[] x, int plane, int from, Window window, float[] y, int[] argmax, int at,
            int end) {
        int width = window.width();
        int stride = window.stride();
        Size2d kernel = window.kernel();
        FloatVector best = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector chosen = FloatVector.zero(SPECIES); // the bits of whole numbers: offsets in the window
        FloatVector total = FloatVector.zero(SPECIES); // not a number if one of the pixels is none
        for (int u = 0; u < kernel.h(); u++) {
            for (int v = 0; v < kernel.w(); v++) {
                int offset = u * width + v;
                FloatVector near = FloatVector.fromArray(SPECIES, x, plane + from + offset);
                FloatVector pixels = stride == 1 ? near
                        : near.rearrange(EVERY_OTHER, FloatVector.fromArray(SPECIES, x, plane + from + offset + LANES));
                VectorMask<Float> notBetter = pixels.compare(VectorOperators.LE, best);
                best = pixels.blend(best, notBetter);
                chosen = FloatVector.broadcast(SPECIES, Float.intBitsToFloat(offset)).blend(chosen, notBetter);
                total = pixels.add(total);
            }
        }
        IntVector places = chosen.reinterpretAsInts().add(LANE.mul(stride)).add(from);
        if (at + LANES <= end) {
            best.intoArray(y, at);
            places.intoArray(argmax, at);
        } else { // the last row of the plane: another thread may be at work on the next plane
            best.intoArray(y, at, SPECIES.indexInRange(at, end));
            places.intoArray(argmax, at, INTS.indexInRange(at, end));
        }
        return !Float.isNaN(total.reduceLanes(VectorOperators.ADD));
    }
}
