package longhand.datasets.pictures;

/**
 * A file that cannot be used.
 *
 * @param name what messages call it
 * @param reason why, and how to mend that
 */
record Problem(String name, String reason) {
    @Override
    public String toString() {
        return name.replaceAll("\\R", "␤") + ": " + reason; // one line, whatever the name
    }
}
