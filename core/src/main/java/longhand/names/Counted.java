package longhand.names;

/** Numbers of things in sentences. */
public final class Counted {
    private Counted() {}

    /** "1 parameter", "2 parameters". */
    public static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
