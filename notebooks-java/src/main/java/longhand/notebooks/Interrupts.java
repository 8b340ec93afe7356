package longhand.notebooks;

/**
 * The stop button. {@link CellControl} plants a call of {@link #check} at the start of every method and before every
 * backward jump of a cell's code, so that a request takes effect inside an endless loop; the cell's thread is
 * interrupted besides, which ends a sleep. Library code that neither sleeps, prints nor calls back into the cell runs
 * to its end first.
 */
public final class Interrupts {
    private static volatile boolean requested;

    private Interrupts() {
    }

    /** Thrown inside the cell; an {@code Error}, so that the cell's {@code catch (Exception e)} does not swallow it. */
    static final class CellInterrupted extends Error {
        private static final long serialVersionUID = 1L;

        CellInterrupted() {
            super("interrupted");
        }
    }

    /** Throws if a stop was requested; called by the woven code of cells. */
    public static void check() {
        if (requested) {
            throw new CellInterrupted();
        }
    }

    static void request() {
        requested = true;
    }

    static boolean requested() {
        return requested;
    }

    static void clear() {
        requested = false;
    }
}
