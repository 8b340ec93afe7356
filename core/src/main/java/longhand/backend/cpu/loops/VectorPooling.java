package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
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
    private static final IntVector LANE = (IntVector) INTS.broadcast(0).addIndex(1);

    private VectorPooling() {}

    /** See {@link Kernels#maxPlane}. A vector may run over the end of its row: the next row overwrites that. */
    static void maxPlane(float[] x, int at, Windows w, float[] y, int[] argmax, int to) {
        int step = w.columnStep();
        boolean fits = at + (w.rows() - 1) * w.rowStep() + w.columns() * step + reach(w) <= x.length;
        if (!w.areThreeByThreeWithSharedRows() || !fits) {
            maxByWindows(x, at, w, y, argmax, to);
            return;
        }
        for (int j = (w.columns() - 1) / LANES * LANES; j >= 0; j -= LANES) {
            int end = to + w.rows() * w.columns();
            if (argmax == null) {
                maxByRows(x, at + j * step, w, y, to + j, end);
            } else {
                maxByRows(x, at + j * step, w, w.firstPlace() + j * step, y, argmax, to + j, end);
            }
        }
    }

    /** As the other one, without the places. Of equal numbers, such as 0 and −0, the first counts here too. */
    private static void maxByRows(float[] x, int corner, Windows w, float[] y, int to, int end) {
        int step = w.columnStep();
        int right = w.shifts()[1];
        FloatVector upper = FloatVector.zero(SPECIES);
        FloatVector middle = upper;
        int target = to;
        int lastRow = 2;
        for (int row = 0; row <= (w.rows() - 1) * w.rowsApart() + 2; row++) {
            int at = corner + row * w.rowDistance();
            FloatVector first = pixels(x, at, step);
            FloatVector second = pixels(x, at + right, step);
            FloatVector third = pixels(x, at + 2 * right, step);
            FloatVector lower = second.blend(first, second.compare(VectorOperators.LE, first));
            lower = third.blend(lower, third.compare(VectorOperators.LE, lower));
            if (row == lastRow) {
                FloatVector best = middle.blend(upper, middle.compare(VectorOperators.LE, upper));
                best = lower.blend(best, lower.compare(VectorOperators.LE, best));
                if (target + LANES <= end) {
                    best.intoArray(y, target);
                } else {
                    best.intoArray(y, target, SPECIES.indexInRange(target, end));
                }
                target += w.columns();
                lastRow += w.rowsApart();
            }
            upper = middle;
            middle = lower;
        }
    }

    /**
     * A column of vectors of 3×3 windows that share rows with those below them: the largest number of a row is found
     * once for all windows with this row. In one method, since C2 makes objects of vectors that others are given.
     */
    private static void maxByRows(float[] x, int corner, Windows w, int place, float[] y, int[] argmax, int to,
            int end) {
        int step = w.columnStep();
        int right = w.shifts()[1];
        FloatVector secondPlace = FloatVector.broadcast(SPECIES, Float.intBitsToFloat(right));
        FloatVector thirdPlace = FloatVector.broadcast(SPECIES, Float.intBitsToFloat(2 * right));
        FloatVector upper = FloatVector.zero(SPECIES); // the largest numbers of the row before the last one
        FloatVector upperPlaces = upper; // and where they are: the bits of whole numbers
        FloatVector middle = upper;
        FloatVector middlePlaces = upper;
        IntVector places = LANE.mul(step).add(place);
        int target = to;
        int lastRow = 2; // of the next windows
        for (int row = 0; row <= (w.rows() - 1) * w.rowsApart() + 2; row++) {
            int at = corner + row * w.rowDistance();
            FloatVector first = pixels(x, at, step);
            FloatVector second = pixels(x, at + right, step);
            FloatVector third = pixels(x, at + 2 * right, step);
            VectorMask<Float> notBetter = second.compare(VectorOperators.LE, first);
            FloatVector lower = second.blend(first, notBetter);
            FloatVector chosen = secondPlace.blend(FloatVector.zero(SPECIES), notBetter);
            notBetter = third.compare(VectorOperators.LE, lower);
            lower = third.blend(lower, notBetter);
            chosen = thirdPlace.blend(chosen, notBetter);
            FloatVector lowerPlaces = chosen.reinterpretAsInts().add(places).reinterpretAsFloats();
            if (row == lastRow) {
                notBetter = middle.compare(VectorOperators.LE, upper);
                FloatVector best = middle.blend(upper, notBetter);
                chosen = middlePlaces.blend(upperPlaces, notBetter);
                notBetter = lower.compare(VectorOperators.LE, best);
                best = lower.blend(best, notBetter);
                IntVector found = lowerPlaces.blend(chosen, notBetter).reinterpretAsInts();
                if (target + LANES <= end) {
                    best.intoArray(y, target);
                    found.intoArray(argmax, target);
                } else { // the end of the plane: another thread may be at work on the next one
                    best.intoArray(y, target, SPECIES.indexInRange(target, end));
                    found.intoArray(argmax, target, INTS.indexInRange(target, end));
                }
                target += w.columns();
                lastRow += w.rowsApart();
            }
            upper = middle;
            upperPlaces = middlePlaces;
            middle = lower;
            middlePlaces = lowerPlaces;
            places = places.add(w.placeRowDistance());
        }
    }

    /** Window by window. */
    private static void maxByWindows(float[] x, int at, Windows w, float[] y, int[] argmax, int to) {
        int columns = w.columns();
        int end = to + w.rows() * columns;
        int reach = reach(w);
        for (int i = 0; i < w.rows(); i++) {
            for (int j = 0; j < columns; j += LANES) {
                int corner = at + i * w.rowStep() + j * w.columnStep();
                int place = w.firstPlace() + i * w.placeRowStep() + j * w.columnStep();
                int target = to + i * columns + j;
                if (corner + reach <= x.length && argmax == null) {
                    max(x, corner, w, y, target, end);
                } else if (corner + reach <= x.length) {
                    max(x, corner, w, place, y, argmax, target, end);
                } else {
                    ScalarPooling.maxRow(x, corner, w, place, y, argmax, target, Math.min(LANES, columns - j));
                }
            }
        }
    }

    private static void max(float[] x, int corner, Windows w, float[] y, int to, int end) {
        int step = w.columnStep();
        int[] shifts = w.shifts();
        FloatVector best = pixels(x, corner, step);
        for (int k = 1; k < shifts.length; k++) {
            FloatVector pixels = pixels(x, corner + shifts[k], step);
            best = pixels.blend(best, pixels.compare(VectorOperators.LE, best));
        }
        if (to + LANES <= end) {
            best.intoArray(y, to);
        } else {
            best.intoArray(y, to, SPECIES.indexInRange(to, end));
        }
    }

    private static void max(float[] x, int corner, Windows w, int place, float[] y, int[] argmax, int to, int end) {
        int[] shifts = w.shifts();
        int[] places = w.places();
        int step = w.columnStep();
        FloatVector best = pixels(x, corner, step);
        FloatVector chosen = FloatVector.zero(SPECIES); // the bits of whole numbers: places in the window
        for (int k = 1; k < shifts.length; k++) {
            FloatVector pixels = pixels(x, corner + shifts[k], step);
            VectorMask<Float> notBetter = pixels.compare(VectorOperators.LE, best);
            best = pixels.blend(best, notBetter);
            chosen = FloatVector.broadcast(SPECIES, Float.intBitsToFloat(places[k])).blend(chosen, notBetter);
        }
        IntVector found = chosen.reinterpretAsInts().add(LANE.mul(step)).add(place);
        if (to + LANES <= end) {
            best.intoArray(y, to);
            found.intoArray(argmax, to);
        } else {
            best.intoArray(y, to, SPECIES.indexInRange(to, end));
            found.intoArray(argmax, to, INTS.indexInRange(to, end));
        }
    }

    /** How far from the corner of its first window a vector of windows reads. */
    private static int reach(Windows w) {
        return w.shifts()[w.shifts().length - 1] + w.columnStep() * LANES;
    }

    /** A pixel of each window of a vector. This and all that it calls must be short, or C2 makes objects of vectors. */
    private static FloatVector pixels(float[] x, int at, int step) {
        FloatVector near = load(x, at);
        return step == 1 ? near : VectorRows.everyOther(near, load(x, at + LANES));
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
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
            total = pixels(x, corner + shift, step).add(total);
        }
        FloatVector mean = total.div(FloatVector.fromArray(SPECIES, divisors, first));
        if (to + LANES <= end) {
            mean.intoArray(y, to);
        } else {
            mean.intoArray(y, to, SPECIES.indexInRange(to, end));
        }
    }
}
