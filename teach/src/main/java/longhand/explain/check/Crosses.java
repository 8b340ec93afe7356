package longhand.explain.check;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import longhand.explain.Values;

/** Crosses between numbers: those of a size, as in 14 x 28, and those of a product, which is no number yet. */
final class Crosses {
    /** Between two numbers, as {@link FreeText#plain} leaves it. */
    static final char CROSS = '\u00D7';
    /** The x of x2 behind x1. */
    private static final String SECOND_NAME = "(?<=(?<![\\w.])[A-Za-z]_?\\d{1,3} {1,3}[xX])\\d";
    private static final Pattern BETWEEN =
            Pattern.compile("(?<=[\\d.)] {0,3})[xX\u00D7](?!" + SECOND_NAME + ")(?= {0,3}[-+.(]{0,2}\\d)");
    private static final String SIZE = "\\d{1,4}(?:\u00D7\\d{1,4}){1,3}";
    /** One size or several, of which a blank or a comma alone does not separate two. */
    private static final Pattern SIZES = Pattern.compile("(?:.*[:=])?[\\s\\[(]*" + SIZE + "(?:\\s*(?:[\\])] ?,? ?[\\[(]|[;|])\\s*" + SIZE + ")*+[\\s\\])};|.,]*");
    private static final Pattern OTHER_ROW = Pattern.compile("[\\s\\[(]*[-+.\\d/]+[\\s,;]+[-+.\\d][-+.,;\\d/\\s\\[\\]()]*");

    private static final String BY = " ?(?:\\*|(?<= )by(?= )) ?";
    private static final Pattern PRODUCTS = Pattern.compile("(?:[^\\d:=]{0,40}[:=])?[\\s\\[(]{0,9}\\d{1,4}" + BY + "\\d{1,4}[\\s\\]).;]{0,9}");

    private Crosses() {}

    /** The same sign for each cross between numbers, without blanks. */
    static String plain(String text) {
        String crossed = BETWEEN.matcher(text).replaceAll(String.valueOf(CROSS));
        return crossed.indexOf(CROSS) < 0 ? crossed : crossed.replaceAll("(?<=[\\d.)]) {0,3}\u00D7 {0,3}(?=[-+.(]{0,2}\\d)", "\u00D7");
    }

    /**
     * A text with blanks for the crosses of sizes, where the right answer can be sizes: rows of two whole numbers above
     * 0, and no row of other numbers stands beside them.
     *
     * @param plain the {@link #plain} text
     * @param truth the right answer
     */
    static String sizes(String plain, Values truth) {
        boolean asked = SizeNames.areAsked(truth);
        String crossed = asked ? plain.lines().map(Crosses::crossed).collect(Collectors.joining("\n")) : plain;
        boolean none = crossed.indexOf(CROSS) < 0 || hasRow(crossed);
        return none || !asked ? plain : crossed.lines().map(Crosses::apart).collect(Collectors.joining("\n"));
    }

    /** Whether there is a row of numbers without a name or a cross, beside which sizes are no answer. */
    static boolean hasRow(String text) {
        return text.lines().anyMatch(line -> OTHER_ROW.matcher(line).matches());
    }

    /** A line with a cross for {@code 3 by 4} and {@code 3*4}, if it holds nothing else. */
    private static String crossed(String line) {
        return PRODUCTS.matcher(line).matches() ? line.replaceAll(BY, String.valueOf(CROSS)) : line;
    }

    private static String apart(String line) {
        return SIZES.matcher(line).matches() ? line.replace(CROSS, ' ') : line;
    }
}
