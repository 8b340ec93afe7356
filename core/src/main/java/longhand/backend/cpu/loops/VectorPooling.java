package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pooling, a vector of windows at a time. With column step 2 the pixels under neighbouring windows are every other one
 * of two vectors, which one two-vector shuffle brings together.
 */
final class VectorPooling {
    static final int MOST_COLUMN_STEP = 2;
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> EVERY_OTHER = VectorRows.EVERY_OTHER;
    private static final IntVector LANE = (IntVector) INTS.broadcast(0).addIndex(1);

    private VectorPooling() {}

    /**
     * See {@link Kernels#maxPlane}. A vector may run over the end of its row: what it writes there, the next row
     * overwrites.
     */
    static boolean maxPlane(float[] x, int at, Windows w, float[] y, int[] argmax, int to) {
        int columns = w.columns();
        int end = to + w.rows() * columns;
        int reach = reach(w);
        boolean clean = true;
        for (int i = 0; i < w.rows(); i++) {
            for (int j = 0; j < columns; j += LANES) {
                int corner = at + i * w.rowStep() + j * w.columnStep();
                int place = w.firstPlace() + i * w.placeRowStep() + j * w.columnStep();
                int target = to + i * columns + j;
                boolean fits = corner + reach <= x.length && target + LANES <= y.length;
                clean &= fits && max(x, corner, w, place, y, argmax, target, end)
                        || ScalarPooling.maxRow(x, corner, w, place, y, argmax, target, Math.min(LANES, columns - j));
            }
        }
        return clean;
    }

    /** How far from the corner of its first window a vector of windows reads. */
    private static int reach(Windows w) {
        return w.shifts()[w.shifts().length - 1] + w.columnStep() * LANES;
    }

    /** A vector of windows; false if some number is NaN or some maximum −∞, perhaps only beyond the row's end. */
    private static boolean max(float[] x, int corner, Windows w, int place, float[] y, int[] argmax, int to, int end) {
        int[] shifts = w.shifts();
        int[] places = w.places();
        int step = w.columnStep();
        FloatVector best = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector chosen = FloatVector.zero(SPECIES); // the bits of whole numbers: places in the window
        FloatVector total = FloatVector.zero(SPECIES); // not a number if one of the pixels is none
        for (int k = 0; k < shifts.length; k++) {
            FloatVector near = FloatVector.fromArray(SPECIES, x, corner + shifts[k]);
            FloatVector pixels = step == 1 ? near
                    : near.rearrange(EVERY_OTHER, FloatVector.fromArray(SPECIES, x, corner + shifts[k] + LANES));
            VectorMask<Float> notBetter = pixels.compare(VectorOperators.LE, best);
            best = pixels.blend(best, notBetter);
            chosen = FloatVector.broadcast(SPECIES, Float.intBitsToFloat(places[k])).blend(chosen, notBetter);
            total = pixels.add(total);
        }
        IntVector found = chosen.reinterpretAsInts().add(LANE.mul(step)).add(place);
        if (to + LANES <= end) {
            best.intoArray(y, to);
            found.intoArray(argmax, to);
        } else { // the last row of the plane: another thread may be at work on the next plane
            best.intoArray(y, to, SPECIES.indexInRange(to, end));
            found.intoArray(argmax, to, INTS.indexInRange(to, end));
        }
        FloatVector sum = FloatVector.zero(SPECIES).add(total);
        FloatVector lowest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        return !sum.compare(VectorOperators.NE, sum).or(lowest.compare(VectorOperators.EQ, best)).anyTrue();
    }

    /** See {@link Kernels#averagePlane}. */
    static void averagePlane(float[] x, int at, Windows w, float[] divisors, float[] y, int to) {
        int columns = w.columns();
        int end = to + w.rows() * columns;
        int reach = reach(w);
        for (int i = 0; i < w.rows(); i++) {
            for (int j = 0; j < columns; j += LANES) {
                int corner = at + i * w.rowStep() + j * w.columnStep();
                int target = to + i * columns + j;
                if (corner + reach <= x.length && target + LANES <= y.length) {
                    average(x, corner, w, divisors, i * columns + j, y, target, end);
                } else {
                    ScalarPooling.averageRow(x, corner, w, divisors, i * columns + j, y, target,
                            Math.min(LANES, columns - j));
                }
            }
        }
    }

    private static void average(float[] x, int corner, Windows w, float[] divisors, int first, float[] y, int to,
            int end) {
        int step = w.columnStep();
        FloatVector total = FloatVector.zero(SPECIES);
        for (int shift : w.shifts()) {
            FloatVector near = FloatVector.fromArray(SPECIES, x, corner + shift);
            FloatVector pixels = step == 1 ? near
                    : near.rearrange(EVERY_OTHER, FloatVector.fromArray(SPECIES, x, corner + shift + LANES));
            total = pixels.add(total);
        }
        FloatVector mean = total.div(FloatVector.fromArray(SPECIES, divisors, first));
        if (to + LANES <= end) {
            mean.intoArray(y, to);
        } else {
            mean.intoArray(y, to, SPECIES.indexInRange(to, end));
        }
    }
}
