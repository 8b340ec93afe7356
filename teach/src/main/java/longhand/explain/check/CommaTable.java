package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tables with names above their columns and commas between them, {@code class,logit} above {@code 0,1}: their commas
 * are no decimal commas.
 */
final class CommaTable {
    private static final int MOST = 100_000;
    private static final int MOST_ABOVE = 30;
    private static final Pattern NAMES =
            Pattern.compile(" {0,9}\"?\\p{L}[^,;:=|\\n]{0,30}(?:,[ \"]{0,3}\\p{L}[^,;:=|\\n]{0,30}){1,100}+");
    private static final Pattern ROW = Pattern.compile(" {0,9}" + Numbers.SIMPLE + "(?: ?, ?" + Numbers.SIMPLE + "){1,100}+ {0,9}");

    private CommaTable() {}

    /** The text with a blank behind each of those commas; or as it is. */
    static String plain(String text) {
        if (text.length() > MOST || text.indexOf(',') < 0) {
            return text;
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int at = 0; at + 1 < lines.size() && at < MOST_ABOVE; at++) {
            List<String> below = lines.subList(at + 1, lines.size());
            int rows = NAMES.matcher(lines.get(at)).matches() ? rows(below, commas(lines.get(at))) : 0;
            if (rows > 0) {
                lines.subList(at, at + 1 + rows).replaceAll(line -> line.replaceAll(" ?, ?", ", "));
                return String.join("\n", lines);
            }
        }
        return text;
    }

    /** How many rows stand there; 0 if one of them has another size. */
    private static int rows(List<String> below, long commas) {
        List<String> rows = below.stream().takeWhile(line -> !line.isBlank()).toList();
        return rows.stream().allMatch(row -> commas(row) == commas && ROW.matcher(row).matches()) ? rows.size() : 0;
    }

    private static long commas(String line) {
        return line.chars().filter(c -> c == ',').count();
    }
}
