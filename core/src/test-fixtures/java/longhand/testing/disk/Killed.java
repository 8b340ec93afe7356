package longhand.testing.disk;

/** Stands for the end of the process: an error, so that nobody handles it. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String change) {
        super("killed at: " + change, null, false, false);
    }
}
