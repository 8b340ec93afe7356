package longhand.conformance.fuzz;

/** A backend broke a promise: the message says which. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
        super(message);
    }
}
