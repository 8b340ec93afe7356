package longhand.explain.check;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rows with numbers before them, {@code row 1:} or {@code y_2 =}, are read in the order in which they stand. */
final class RowOrder {
    private static final Pattern NUMBERED = Pattern.compile("(?m)^ {0,20}(?:([A-Za-z]{1,10})[ _]?[\\[({]?(\\d{1,2})[\\])}]? ?[=:]|(\\d{1,2}) ?[):]) *"
            + "(?=[-+.\\d\\[(]|$)");

    private RowOrder() {}

    /**
     * Refuses rows in another order; several planes may each begin with the first number again.
     *
     * @throws MatrixFormatException if a number is smaller than the one before
     */
    static void require(String plain) {
        Map<String, List<Integer>> byName = NUMBERED.matcher(plain).results().collect(Collectors.groupingBy(
                row -> String.valueOf(row.group(1)), Collectors.mapping(RowOrder::number, Collectors.toList())));
        byName.values().forEach(RowOrder::requireAscending);
    }

    private static void requireAscending(List<Integer> rows) {
        for (int i = 1; i < rows.size(); i++) {
            int before = rows.get(i - 1);
            int now = rows.get(i);
            if (now < before && now != rows.getFirst()) {
                throw new MatrixFormatException("row " + now + " stands below row " + before
                        + ". Rows are read from above to below. Write them in their order.");
            }
        }
    }

    private static int number(MatchResult row) {
        return Integer.parseInt(row.group(2) != null ? row.group(2) : row.group(3));
    }
}
