package longhand.tensor;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The array behind one or more tensors that differ only in shape.
 *
 * <p>It knows how often it was changed, so that no gradient is computed from other values than the operation saw. What
 * happens to an array that somebody outside holds cannot be counted: then the elements themselves tell.
 */
final class Storage {
    private static final AtomicIntegerFieldUpdater<Storage> USERS =
            AtomicIntegerFieldUpdater.newUpdater(Storage.class, "users");
    private static final long ODD = 0x9E3779B97F4A7C15L; // 2⁶⁴ / golden ratio: no pattern in its bits
    private static final long FACTOR = 0xD1342543DE82EF95L; // 5 modulo 8: its powers come again after 2⁶² steps only

    private final boolean pooled;
    private float[] array;
    private boolean exposed;
    private int changes;
    /** What changed it last, as a sentence about the change says. */
    private String changedBy = "";
    /** Number of assignments that are part of a graph. */
    private int assignments;
    /** The scope that takes the array back, or null: then nobody does but the garbage collector. */
    private Memory.Scope owner;
    /** The tensors in somebody's hands count as one, and each gradient that is going to read the array as one more. */
    private volatile int users = 1;
    /** In how many places of a backward pass this gradient is waiting. */
    private int waiting;
    private String released = "";

    private Storage(float[] array, boolean pooled, boolean exposed) {
        this.array = array;
        this.pooled = pooled;
        this.exposed = exposed;
    }

    /** Storage on an array that nobody else holds. */
    static Storage of(float[] array) {
        return new Storage(array, false, false);
    }

    /** Storage on an array that somebody outside holds and may write to. */
    static Storage shared(float[] array) {
        return new Storage(array, false, true);
    }

    /** Storage for the result of an operation: the array may be taken from, and given back to, {@link Memory}. */
    static Storage pooled(int length) {
        return new Storage(Memory.take(length), true, false);
    }

    /** The array, to be read. */
    float[] array() {
        if (array == null) {
            throw new IllegalStateException(
                    "tensor: its memory was released " + released + ", or copy its numbers with toArray() before.");
        }
        return array;
    }

    /**
     * The array, for one change that begins and ends now.
     *
     * @param by what changes it, for the error of a gradient that needs the values as they were
     */
    float[] arrayToChange(String by) {
        changes++;
        changedBy = by;
        return array();
    }

    /** What changed it last. */
    String changedBy() {
        return changedBy;
    }

    /** The array for somebody outside, who may change it now and at any later time. */
    float[] exposedArray() {
        exposed = true;
        return arrayToChange("data()");
    }

    /** Number of assignments so far that are part of a graph. */
    int assignments() {
        return assignments;
    }

    /** Counts one more and returns how many there are. */
    int countAssignment() {
        return ++assignments;
    }

    /** Back to earlier values, bit for bit, and as many assignments as there were then. */
    void restore(float[] earlier, int earlierAssignments) {
        assignments = earlierAssignments;
        for (int i = 0; i < earlier.length; i++) {
            if (Float.floatToRawIntBits(array[i]) != Float.floatToRawIntBits(earlier[i])) {
                System.arraycopy(earlier, 0, arrayToChange("a step that was taken back"), 0, earlier.length);
                return;
            }
        }
    }

    /** Number of changes so far. */
    int changes() {
        return changes;
    }

    /**
     * A number that is another one after an outsider has changed the array: always if one element has changed, and but
     * for one case in 2⁴⁸ or less if several have; 0 if no outsider holds it. A polynomial whose coefficients are the
     * elements; four of them side by side, so that no step waits for the one before it.
     */
    long fingerprint() {
        if (!exposed) {
            return 0;
        }
        float[] values = array();
        long a = 1;
        long b = 1;
        long c = 1;
        long d = 1;
        int i = 0;
        for (; i <= values.length - 4; i += 4) {
            a = a * FACTOR + mixed(values[i]);
            b = b * FACTOR + mixed(values[i + 1]);
            c = c * FACTOR + mixed(values[i + 2]);
            d = d * FACTOR + mixed(values[i + 3]);
        }
        for (; i < values.length; i++) {
            a = a * FACTOR + mixed(values[i]);
        }
        return ((a * ODD + b) * ODD + c) * ODD + d;
    }

    /** The bits, the upper ones among the lower ones too: products move them upwards only, and out in the end. */
    private static int mixed(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits ^ bits >>> Short.SIZE;
    }

    /** Whether nobody outside holds the array. */
    boolean isPrivate() {
        return !exposed;
    }

    Memory.Scope owner() {
        return owner;
    }

    void owner(Memory.Scope scope) {
        owner = scope;
    }

    /** No scope, backward pass or layer takes the array back any more. */
    void keep() {
        owner = null;
        addUser();
    }

    /** A gradient is going to read the array. */
    void addUser() {
        if (pooled) {
            USERS.incrementAndGet(this);
        }
    }

    /**
     * That gradient is computed, or the last tensor is out of everybody's hands; the array goes back with its last
     * user.
     */
    void removeUser() {
        if (pooled && USERS.decrementAndGet(this) == 0) {
            release("by the layer that computed it on the way. Fix: call Memory.keep(tensor) where you get hold of it");
        }
    }

    /** Counts the places of a backward pass where this gradient is waiting; returns how many there are now. */
    int waiting(int more) {
        waiting += more;
        return waiting;
    }

    /**
     * Gives the array of a result back for reuse, once; afterwards every tensor on this storage refuses access. An
     * array that somebody outside holds is left to the garbage collector.
     *
     * @param when completes the sentence "its memory was released …", with a fix
     */
    void release(String when) {
        if (pooled && array != null) {
            if (!exposed) {
                Memory.give(array);
            }
            array = null;
            released = when;
        }
    }
}
