package longhand.explain.check;

/** What a student wrote, as messages quote it: the beginning, on one line. */
public final class Quoted {
    private static final int MOST = 60;
    /** Enough for that with blanks in between. */
    private static final int MOST_LOOKED_AT = 400;

    private Quoted() {}

    /** At most 60 characters of a text. */
    public static String of(String text) {
        String whole = text.strip();
        String line = whole.substring(0, Math.min(MOST_LOOKED_AT, whole.length())).replaceAll("\\s++", " ");
        return line.length() > MOST ? line.substring(0, MOST) + "\u2026" : line;
    }
}
