package longhand.tensor;

/** Indices that an operation keeps for its gradient, such as the places of maxima. */
public final class Indices {
    private int[] array;

    Indices(int[] array) {
        this.array = array;
    }

    /** The live array; to be filled once, and to be read. */
    public int[] array() {
        if (array == null) {
            throw new IllegalStateException("backward: the indices that a gradient needs were released when the "
                    + "Memory.Scope closed in which they were computed. Fix: call backward() before the scope closes.");
        }
        return array;
    }

    /** Gives the array back for reuse; afterwards it refuses access. */
    void release() {
        Memory.give(array);
        array = null;
    }
}
