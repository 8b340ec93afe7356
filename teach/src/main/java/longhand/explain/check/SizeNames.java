package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.explain.Values;

/** Sizes that are named: {@code H = 3, W = 4}, {@code width x height: 4 x 3}, {@code 3 rows, 4 columns}. */
final class SizeNames {
    private static final int LONGEST_LINE = 120;
    private static final String BEFORE_LETTER = "(?:\\p{L}{1,10}_|out|output|img|new|o)?";
    private static final String BEFORE_NAME = "(?:\\p{L}{1,12}?_?|(?:output|image|result) )??";
    private static final String NAME_ENDS = "(?![\\p{L}&&[^xX]])";
    private static final String BEHIND_NAME = "(?: ?_?(?:out|\\{out\\}|output)|_?\\{?o\\}?|_?\\d(?= ?[:=])|'| of (?:the )?output)?";
    private static final String HEIGHT = "(?:the )?(?:" + BEFORE_LETTER + "h|" + BEFORE_NAME + "(?:height|rows|h\u00F6he|zeilen|hauteur|alto|altura|altezza|hoogte|wysoko\u015B\u0107|\u0432\u044B\u0441\u043E\u0442\u0430|\u9AD8[\u5EA6\u3055]?|vertical))" + NAME_ENDS
            + BEHIND_NAME;
    private static final String WIDTH = "(?:the )?(?:" + BEFORE_LETTER + "w|" + BEFORE_NAME + "(?:width|columns|cols|breite|spalten|largeur|ancho|largura|larghezza|breedte|szeroko\u015B\u0107|\u0448\u0438\u0440\u0438\u043D\u0430|\u5BBD\u5EA6?|\u5BEC\u5EA6?|\u5E45|horizontal))" + NAME_ENDS
            + BEHIND_NAME;
    private static final String NUMBER = "(\\d{1,4})";
    private static final String OPEN = "(?iu)(?:\\s{0,9}\\p{L}\\w{1,20} ?\\d{0,2} ?: ?)?[\\s(\\[|]{0,9}";
    private static final String CLOSE = "[\\s)\\],;.|]{0,9}";
    private static final String AND = " ?(?:[,;/]|,? (?:and|und|y|et|e)| ) ?";
    private static final String BETWEEN = " ?(?:[,;/x\u00D7*|]|,? (?:and|und|by|mal|times)(?= )| ) ?";
    private static final String IS = "[)\\]]? ?(?:[:=]|is|are)? ?[(\\[]{0,2}";
    private static final String CROSS = "[\\])]?" + BETWEEN + "[(\\[]?";
    private static final String WORDS = "(?:\\p{L}{1,12} ){0,3}[(\\[]?";
    /** Names of what is counted, behind the number. */
    private static final String ROWS = " ?\\(?(?:pixels? )?(?:rows|zeilen|high|tall|hoch|h|height)\\)?";
    private static final String COLUMNS = " ?\\(?(?:pixels? )?(?:columns|cols|spalten|wide|breit|w|width)\\)?";

    /** The height (group 1) and the width (group 2). */
    private static final List<Pattern> HEIGHT_FIRST = ways(HEIGHT, WIDTH, ROWS, COLUMNS);
    /** The width (group 1) and the height (group 2). */
    private static final List<Pattern> WIDTH_FIRST = ways(WIDTH, HEIGHT, COLUMNS, ROWS);
    private static final Pattern BOTH = Pattern.compile(OPEN
            + "(?:" + HEIGHT + " ?= ?" + WIDTH + "|" + WIDTH + " ?= ?" + HEIGHT + ") ?= ?" + NUMBER + CLOSE);
    private static final Pattern HEIGHT_ALONE = Pattern.compile(OPEN + HEIGHT + " ?[:=]? ?" + NUMBER + CLOSE);
    private static final Pattern WIDTH_ALONE = Pattern.compile(OPEN + WIDTH + " ?[:=]? ?" + NUMBER + CLOSE);
    /** Above columns; and in a sentence that is not read. */
    private static final Pattern WIDTHS_ABOVE = Pattern.compile("(?iu)[ |(\\[]{0,9}(?:\\p{L}{1,20}[ |,;]{1,9})?" + WIDTH + "(?:[ |,;]{1,9}|" + BETWEEN + ")" + HEIGHT + "[ |:)\\]=]{0,9}");
    private static final Pattern WIDTH_IN_SENTENCE = Pattern.compile("(?iu)[^\\d]{0,80}+(?<=\\b(?:width|columns|cols|breite|largeur|ancho|wide)\\b.{0,60})\\d{1,4}\\b.{0,9}\\b(?:height|rows|h\u00F6he|hauteur|alto)\\b.{0,80}");

    private SizeNames() {}

    private static List<Pattern> ways(String first, String second, String firstCounted, String secondCounted) {
        return List.of(Pattern.compile(OPEN + first + " ?[:=]? ?" + NUMBER + AND + second + " ?[:=]? ?" + NUMBER + CLOSE),
                Pattern.compile(OPEN + WORDS + first + BETWEEN + second + IS + NUMBER + CROSS + NUMBER + CLOSE),
                Pattern.compile(OPEN + NUMBER + CROSS + NUMBER + " ?[(\\[] ?" + first + BETWEEN + second + CLOSE),
                Pattern.compile(OPEN + NUMBER + firstCounted + BETWEEN + NUMBER + secondCounted + CLOSE));
    }

    /**
     * A text with such sizes.
     *
     * @param text with a cross between the height and the width of each line
     * @param turned whether a width stood before its height
     */
    record Sizes(String text, boolean turned) {}

    /** Whether the right answer can be sizes. */
    static boolean areAsked(Values truth) {
        int[] dims = truth.dims();
        return dims.length > 0 && dims[dims.length - 1] == 2
                && Arrays.stream(truth.toArray()).allMatch(d -> d >= 1 && d == Math.rint(d));
    }

    /** Whether a name is that of the width and the height, in this order. */
    static boolean isWidthFirst(String name) {
        return WIDTHS_ABOVE.matcher(name).matches();
    }

    /**
     * A text with the height before the width where their names stand in a line or two, and the right answer can be
     * sizes. Beside rows of numbers they stay as they are.
     *
     * @param plain the {@link FreeText#plain} text
     * @throws MatrixFormatException if the names stand in the other order above columns or in a sentence
     */
    static Sizes heightsFirst(String plain, Values truth) {
        if (!areAsked(truth)) {
            return new Sizes(plain, false);
        }
        if (Crosses.hasRow(plain)) {
            plain.lines().forEach(SizeNames::requireHeightFirst);
            return new Sizes(plain, false);
        }
        List<String> lines = new ArrayList<>();
        boolean turned = false;
        String heightBefore = ""; // of the line before, without the other one
        String widthBefore = "";
        int open = 0; // where that line is
        for (String line : plain.lines().toList()) {
            String size = inLine(line, HEIGHT_FIRST, false);
            String other = size.isEmpty() ? inLine(line, WIDTH_FIRST, true) : "";
            if (size.isEmpty() && other.isEmpty()) {
                requireHeightFirst(line);
            }
            String height = alone(HEIGHT_ALONE, line);
            String width = alone(WIDTH_ALONE, line);
            boolean closes = !height.isEmpty() && !widthBefore.isEmpty()
                    || !width.isEmpty() && !heightBefore.isEmpty();
            turned |= !other.isEmpty() || closes && !height.isEmpty();
            if (closes) {
                lines.set(open, "height: " + height + heightBefore);
            }
            lines.add(closes ? "width: " + width + widthBefore : !size.isEmpty() ? size
                    : !other.isEmpty() ? other : line);
            if (!line.isBlank()) {
                heightBefore = closes ? "" : height;
                widthBefore = closes ? "" : width;
                open = lines.size() - 1;
            }
        }
        return new Sizes(String.join("\n", lines), turned);
    }

    /** The size that a line names; empty if it names none. */
    private static String inLine(String line, List<Pattern> ways, boolean turned) {
        if (line.length() > LONGEST_LINE) {
            return "";
        }
        Matcher both = BOTH.matcher(line);
        if (both.matches()) {
            return both.group(1) + Crosses.CROSS + both.group(1);
        }
        return ways.stream().map(way -> way.matcher(line)).filter(Matcher::matches).findFirst()
                .map(m -> m.group(turned ? 2 : 1) + Crosses.CROSS + m.group(turned ? 1 : 2)).orElse("");
    }

    private static String alone(Pattern pattern, String line) {
        Matcher alone = pattern.matcher(line);
        return line.length() <= LONGEST_LINE && alone.matches() ? alone.group(1) : "";
    }

    private static void requireHeightFirst(String line) {
        if (isWidthFirst(line) || WIDTH_IN_SENTENCE.matcher(line).matches()) {
            throw new MatrixFormatException("in '" + Quoted.of(line) + "' the width stands before the height. A size is read as "
                    + "height and width. Write the height before the width.");
        }
    }
}
