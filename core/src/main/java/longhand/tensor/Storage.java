package longhand.tensor;

/**
 * The array behind one or more tensors that differ only in shape.
 *
 * <p>It knows how often it was changed, so that no gradient is computed from other values than the operation saw. What
 * happens to an array that somebody outside holds cannot be counted: then a sample of the elements tells, all of them if
 * they are few.
 */
final class Storage {
    private static final int SAMPLE = 64;
    private static final long ODD = 0x9E3779B97F4A7C15L; // 2⁶⁴ / golden ratio: no pattern in its bits

    private final boolean pooled;
    private float[] array;
    private boolean exposed;
    private int changes;
    /** The scope that takes the array back, or null: then nobody does but the garbage collector. */
    private Memory.Scope owner;
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

    /** The array, for one change that begins and ends now. */
    float[] arrayToChange() {
        changes++;
        return array();
    }

    /** The array for somebody outside, who may change it now and at any later time. */
    float[] exposedArray() {
        exposed = true;
        return arrayToChange();
    }

    /** Number of changes so far. */
    int changes() {
        return changes;
    }

    /** A number that is another one, nearly always, after an outsider has changed the array; 0 if no outsider holds it. */
    int sample() {
        if (!exposed) {
            return 0;
        }
        long hash = 1;
        int n = Math.min(SAMPLE, array().length);
        for (int i = 0; i < n; i++) {
            int at = (int) ((long) i * array.length / n);
            hash = (hash ^ Float.floatToRawIntBits(array[at])) * ODD;
            hash ^= hash >>> Integer.SIZE; // the last bits of most floats are 0, and a product never moves bits down
        }
        return (int) hash;
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

    /** Counts the places of a backward pass where this gradient is waiting; returns how many there are now. */
    int waiting(int more) {
        waiting += more;
        return waiting;
    }

    /**
     * Gives the array of a result back for reuse, once; afterwards every tensor on this storage refuses access. An array that
     * somebody outside holds is left to the garbage collector.
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
