package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows and numbers with counted labels before them, {@code row 1:}, {@code y_2 =} or {@code Y[0, 1] =}, and columns
 * with such names above them: they are read in the order in which they stand.
 */
final class RowOrder {
    private static final String COUNT = "\\d{1,3}(?: ?, ?\\d{1,3}){0,3}";
    /** A name (group 1) and what it counts (groups 2 and 3): y2, y_2, y_{1,2}, y[1, 2], y[1][2], y(1, 2), y^{(2)}. */
    private static final String NAME = "(\\\\?[\\p{L}\\p{Mn}]{1,14}(?: ?\\{[A-Za-z]\\}|_\\p{L}{1,10}|/\\p{L}{1,5})?'?)[ _^]{0,2}(?:[\\[({]{0,2} ?(?:(?<=\\( ?)[a-z] ?= ?)?(" + COUNT
            + ") ?[\\])}]{0,2}|((?:\\[ ?" + COUNT + " ?\\]){2,4}))";
    private static final String SIGN = "(?:'|_\\p{L}{1,8})? ?(?::=|<-|[=:\u2248])";
    private static final Pattern NUMBERED = Pattern.compile("(?:(?m:^ {0,20})(?:[A-Za-z]{3,10}: *)?|(?<=[\\d.)\\]}%] ?[,;]? ?(?:and )?))" + NAME + SIGN
            + "(?=(?:[^=\\n]{1,80}=){0,5} *[-+.\\d\\[(]| *(?m:$))");
    private static final Pattern ALL_NAMES = Pattern.compile("(?m)^[ |]*" + NAME + "(?:[ |,]+" + NAME + ")++[ |:]*$");
    private static final Pattern ONE_NAME = Pattern.compile("(?<=^|[ |,])" + NAME);
    /** A number with such a label, and what separates it from the next one. */
    private static final String VALUE = "(" + Numbers.SIMPLE + ")";
    private static final Pattern ENTRY = Pattern.compile(NAME + SIGN + " *" + VALUE + "( *(?:[,;]|,? and ) *| +|\\.?$)");
    private static final int SEPARATOR = 5;
    private static final Pattern ROW = Pattern.compile("(?i)(?:[\\p{L}-]{1,20} ){0,2}(?:row|line|zeile|reihe|channel|kanal|plane|ebene|(?:feature)?map|filter)");
    private static final int FIRST_OF_TWO_DIGITS = 11;
    private static final int LAST_OF_COUNTS = 98;

    private RowOrder() {}

    /**
     * Refuses labels in another order; several planes may each begin with the first one again.
     *
     * @throws MatrixFormatException if a label counts less than the one before with the same name
     */
    static void require(String plain) {
        requireAscending(counted(NUMBERED, plain));
        for (MatchResult line : ALL_NAMES.matcher(plain).results().toList()) {
            requireAscending(counted(ONE_NAME, line.group()));
        }
        requireAscending(HeadingOrder.of(plain));
    }

    /**
     * A label or heading that counts.
     *
     * @param name what it counts
     * @param shown how errors name it
     */
    record Counted(String name, String shown, int... count) {}

    private static List<Counted> counted(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(label -> new Counted(String.valueOf(label.group(1)),
                name(count(label)), count(label))).toList();
    }

    private static void requireAscending(List<Counted> labels) {
        Map<String, List<Counted>> byName = new LinkedHashMap<>();
        for (Counted now : labels) {
            List<Counted> all = byName.computeIfAbsent(now.name, name -> new ArrayList<>());
            Counted before = all.isEmpty() ? now : all.getLast();
            if (!all.isEmpty() && Arrays.compare(now.count, before.count) < 0
                    && !Arrays.equals(now.count, all.getFirst().count)) {
                throw new MatrixFormatException(now.shown + " stands below " + before.shown
                        + ". Rows are read from above to below, and numbers from left to right. Write them in their order.");
            }
            if (isCountOfRows(now.name) && leavesOut(before.count, now.count)) {
                throw new MatrixFormatException("below " + before.shown + " stands " + now.shown
                        + ", and nothing between them. Write all rows in their order.");
            }
            all.add(now);
        }
    }

    /** Whether a name is that of rows or of one array, and not that of layers, say. */
    private static boolean isCountOfRows(String name) {
        return name.length() <= 2 || ROW.matcher(name).matches();
    }

    /** Whether the last count goes on by more than 1; 11, 12, 21, 22 count rows and columns. */
    private static boolean leavesOut(int[] before, int... now) {
        int last = now.length - 1;
        return before.length == now.length && Arrays.equals(before, 0, last, now, 0, last)
                && now[last] > before[last] + 1 && (before[last] < FIRST_OF_TWO_DIGITS || now[last] > LAST_OF_COUNTS)
                && now[last] != RowLabels.LAST;
    }

    private static String name(int... count) {
        return count.length == 1 ? "row " + count[0] : "number " + Arrays.toString(count);
    }

    private static int[] count(MatchResult label) {
        String count = label.group(2) != null ? label.group(2) : label.group(3);
        return Arrays.stream(count.replaceAll("\\D+", " ").strip().split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** {@code 1, 2} for {@code y1 = 1, y2 = 2}, and several rows where the labels say so; or the line as it is. */
    static String withoutLabels(String line) {
        List<MatchResult> entries = new ArrayList<>();
        Matcher entry = ENTRY.matcher(line.strip());
        while (entry.lookingAt()) {
            entries.add(entry.toMatchResult());
            entry.region(entry.end(), entry.regionEnd());
        }
        boolean one = entries.stream().map(e -> e.group(1)).distinct().count() == 1;
        if (entries.size() < 2 || !one || entry.regionStart() < entry.regionEnd()) {
            return line;
        }
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < entries.size(); i++) {
            String separator = entries.get(i).group(SEPARATOR).strip();
            boolean last = i == entries.size() - 1;
            boolean row = !last && (separator.equals(";")
                    || isOtherRow(count(entries.get(i)), count(entries.get(i + 1))));
            numbers.append(entries.get(i).group(SEPARATOR - 1)).append(last ? "" : row ? "; " : ", ");
        }
        return numbers.toString();
    }

    /** Whether not only the last of the counts differs. */
    private static boolean isOtherRow(int[] before, int... now) {
        return before.length > 1 && !Arrays.equals(before, 0, before.length - 1, now, 0, Math.max(0, now.length - 1));
    }
}
