package longhand.random;

import java.util.Arrays;
import longhand.names.Counted;
import longhand.names.Given;
import longhand.shape.Shape;

/** Whether an array can take what is drawn into it. */
final class Room {
    private Room() {}

    /** The number of elements of a shape, for which there is room. */
    static int require(String operation, float[] out, int... dims) {
        Given.required(dims, operation, "the array of sizes", "pass the shape of the weight");
        int size = Shape.of(dims).numel();
        requireFor(operation, out, size, "shape " + Arrays.toString(dims));
        return size;
    }

    /** So many elements, 0 or more. */
    static void requireCount(String operation, float[] out, int n) {
        requireFor(operation, out, count(operation, n), Counted.of(n, "element"));
    }

    /** A number of elements. */
    static int count(String operation, int n) {
        if (n < 0) {
            throw new IllegalArgumentException(operation + ": the number of elements, " + n + ", must be 0 or more");
        }
        return n;
    }

    private static void requireFor(String operation, float[] out, int size, String what) {
        Given.required(out, operation, "the array to fill", "pass one with room for " + what);
        if (out.length < size) {
            throw new IllegalArgumentException(operation + ": an array of " + Counted.of(out.length, "number")
                    + " has no room for " + what + ". Rule: it has " + size
                    + " or more. Fix: pass a larger array.");
        }
    }
}
