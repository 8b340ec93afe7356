package longhand.datasets.files;

/** Another process is fetching a file, and does not come to an end. */
final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException(String message) {
        super(message);
    }
}
