package longhand.tensor;

/** The array behind one or more tensors that differ only in shape. */
final class Storage {
    private final boolean pooled;
    private float[] array;

    private Storage(float[] array, boolean pooled) {
        this.array = array;
        this.pooled = pooled;
    }

    /** Storage that belongs to the garbage collector alone. */
    static Storage of(float[] array) {
        return new Storage(array, false);
    }

    /** Storage for the result of an operation: the array may be taken from, and given back to, {@link Memory}. */
    static Storage pooled(int length) {
        return new Storage(Memory.take(length), true);
    }

    float[] array() {
        if (array == null) {
            throw new IllegalStateException("tensor: its memory was released when the Memory.Scope it was computed in closed. "
                    + "Fix: call scope.keep(tensor) before the scope closes, or copy its numbers with toArray().");
        }
        return array;
    }

    /** Gives the array back for reuse, once; afterwards every tensor on this storage refuses access. */
    void release() {
        if (pooled && array != null) {
            Memory.give(array);
            array = null;
        }
    }
}
