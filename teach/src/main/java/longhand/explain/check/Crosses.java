package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
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
    private static final String OF_OUTPUT = "(?:_?(?:out|\\{out\\}))? ?[:=]? ?(\\d{1,4})";
    private static final String NAME_OF_HEIGHT = "(?:h|height|rows|h\u00F6he|zeilen)";
    private static final String NAME_OF_WIDTH = "(?:w|width|columns|cols|breite|spalten)";
    private static final String HEIGHT = NAME_OF_HEIGHT + OF_OUTPUT;
    private static final String WIDTH = NAME_OF_WIDTH + OF_OUTPUT;
    private static final String OPEN = "(?i)(?:\\s{0,9}\\p{L}\\w{1,20} ?\\d{0,2} ?: ?)?[\\s(\\[]{0,9}";
    private static final String AND = " ?(?:[,;/]|,? (?:and|und)| ) ?";
    private static final String CLOSE = "[\\s)\\].]{0,9}";
    private static final Pattern HEIGHT_AND_WIDTH = Pattern.compile(OPEN + HEIGHT + AND + WIDTH + CLOSE);
    private static final Pattern WIDTH_AND_HEIGHT =
            Pattern.compile(OPEN + "(" + WIDTH + ")" + AND + "(" + HEIGHT + ")" + CLOSE);
    private static final String END = "[\\s)\\],;.]{0,9}";
    /** Above columns. */
    private static final Pattern WIDTHS_FIRST = Pattern.compile("(?i)[ |]{0,9}(?:\\p{L}{1,20}[ |,;]{1,9})?" + NAME_OF_WIDTH + "[ |,;]{1,9}" + NAME_OF_HEIGHT + "[ |:]{0,9}");
    private static final Pattern HEIGHT_ALONE = Pattern.compile(OPEN + HEIGHT + END);
    private static final Pattern WIDTH_ALONE = Pattern.compile(OPEN + WIDTH + END);

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
        boolean asked = areAsked(truth);
        String crossed = asked ? plain.lines().map(Crosses::crossed).collect(Collectors.joining("\n")) : plain;
        boolean none = crossed.indexOf(CROSS) < 0
                || crossed.lines().anyMatch(line -> OTHER_ROW.matcher(line).matches());
        return none || !asked ? plain : crossed.lines().map(Crosses::apart).collect(Collectors.joining("\n"));
    }

    /** Whether the right answer can be sizes. */
    private static boolean areAsked(Values truth) {
        int[] dims = truth.dims();
        return dims.length > 0 && dims[dims.length - 1] == 2
                && Arrays.stream(truth.toArray()).allMatch(d -> d >= 1 && d == Math.rint(d));
    }

    /**
     * A text with the height before the width where their names stand in the other order, in one line or two, and the
     * right answer can be sizes.
     *
     * @param plain the {@link #plain} text
     * @throws MatrixFormatException if the names stand above columns in the other order
     */
    static String heightsFirst(String plain, Values truth) {
        if (!areAsked(truth)) {
            return plain;
        }
        List<String> lines = new ArrayList<>();
        String open = ""; // a line that may be a height or width without the other one
        int at = 0;
        for (String line : plain.lines().toList()) {
            if (WIDTHS_FIRST.matcher(line).matches()) {
                throw new MatrixFormatException("above the columns stands '" + Quoted.of(line) + "'. A size is read as "
                        + "height and width. Write the height before the width.");
            }
            if (HEIGHT_ALONE.matcher(line).matches() && WIDTH_ALONE.matcher(open).matches()) {
                lines.add(at, line);
                open = "";
                continue;
            }
            boolean closes = WIDTH_ALONE.matcher(line).matches() && HEIGHT_ALONE.matcher(open).matches();
            Matcher turned = WIDTH_AND_HEIGHT.matcher(line);
            lines.add(turned.matches()
                    ? line.substring(0, turned.start(1)) + turned.group(3) + ", " + turned.group(1) : line);
            open = closes ? "" : line.isBlank() ? open : line;
            at = line.isBlank() ? at : lines.size() - 1;
        }
        return String.join("\n", lines);
    }

    /** A line with a cross for {@code 3 by 4}, {@code 3*4} and {@code H = 3, W = 4}, if it holds nothing else. */
    private static String crossed(String line) {
        Matcher named = HEIGHT_AND_WIDTH.matcher(line);
        return named.matches() ? named.group(1) + CROSS + named.group(2)
                : PRODUCTS.matcher(line).matches() ? line.replaceAll(BY, String.valueOf(CROSS)) : line;
    }

    private static String apart(String line) {
        return SIZES.matcher(line).matches() ? line.replace(CROSS, ' ') : line;
    }
}
