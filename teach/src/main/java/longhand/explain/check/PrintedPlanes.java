package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arrays that a program prints plane by plane, each below its place: MATLAB {@code Y(:,:,1) =}, R {@code , , 1},
 * libtorch {@code (1,.,.) =}; and matrices that MATLAB prints in blocks of columns.
 */
final class PrintedPlanes {
    /** The place of a plane in MATLAB, R (group 1) and libtorch (group 2). */
    private static final Pattern HEADING = Pattern.compile("(?m)^[ \\t]{0,9}(?:(?:[A-Za-z]\\w{0,20})?\\(:,:,(\\d{1,3})\\)[ \\t]{0,9}=|, , (\\d{1,3})|\\((\\d{1,3}),\\.,\\.\\)[ \\t]{0,9}=)[ \\t]{0,9}$");
    private static final Pattern OF_GROUP =
            Pattern.compile("(?m)^[ \\t]{0,9}\\((\\d{1,3}),(\\d{1,3}),\\.,\\.\\)[ \\t]{0,9}=[ \\t]{0,9}$");
    /** What libtorch prints below an array. */
    private static final Pattern TYPE = Pattern.compile("\\[ ?(?:Variable\\[)?(?:CPU|CUDA)[A-Za-z]{1,20}\\]?\\{[\\d,]{0,40}\\} ?\\]");
    /** What libtorch and MATLAB print above numbers that are to be multiplied by it; people write no two digits. */
    private static final Pattern SCALE = Pattern.compile("(?m)^[ \\t]{0,9}1(?:\\.0)?e([+-]\\d{2,3}) ?\\*[ \\t]{0,9}$");
    private static final Pattern COLUMNS = Pattern.compile("[ \\t]{0,9}Columns? (\\d{1,4})(?: (?:through|and|to) (\\d{1,4}))?:?[ \\t]{0,9}");
    private static final Pattern NUMBERS = Pattern.compile("[ \\t]*+[-+.\\d][-+.\\deE \\t]*+");

    private PrintedPlanes() {}

    /** The text with {@code Channel 1:} above each plane, brackets for groups of planes, and whole rows. */
    static String plain(String text) {
        String rows = scaled(TYPE.matcher(text).replaceAll(""));
        String planes = HEADING.matcher(rows).replaceAll(m -> "Channel " + Beside.group(m) + ":");
        return columns(groups(planes));
    }

    /** The numbers themselves for those below a scale. */
    private static String scaled(String text) {
        if (!SCALE.matcher(text).find()) {
            return text;
        }
        List<String> lines = text.lines().toList();
        List<String> all = new ArrayList<>();
        String exponent = "";
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            Matcher scale = SCALE.matcher(line);
            boolean numbers = NUMBERS.matcher(line).matches();
            if (scale.matches() && isAboveNumbers(lines, at)) {
                exponent = scale.group(1).replace("+", "");
            } else {
                exponent = numbers || line.isBlank() || COLUMNS.matcher(line).matches() ? exponent : "";
                all.add(numbers && !exponent.isEmpty() && !line.matches(".*[eE].*")
                        ? line.replaceAll("(?<=[\\d.])(?![\\d.])", "e" + exponent) : line);
            }
        }
        return String.join("\n", all);
    }

    private static boolean isAboveNumbers(List<String> lines, int scale) {
        return lines.stream().skip(scale + 1L).filter(line -> !line.isBlank()).findFirst()
                .filter(line -> NUMBERS.matcher(line).matches() || COLUMNS.matcher(line).matches()).isPresent();
    }

    /** Brackets for planes that libtorch counts by two numbers, which ascend without a gap. */
    private static String groups(String text) {
        List<MatchResult> headings = OF_GROUP.matcher(text).results().toList();
        if (headings.isEmpty()) {
            return text;
        }
        StringBuilder brackets = new StringBuilder(text.substring(0, headings.getFirst().start())).append("[[");
        int[] before = {};
        for (int i = 0; i < headings.size(); i++) {
            int[] now = {Integer.parseInt(headings.get(i).group(1)), Integer.parseInt(headings.get(i).group(2))};
            boolean other = before.length > 0 && now[0] != before[0];
            int[] next = before.length == 0 ? now : other ? new int[] {before[0] + 1, now[1]}
                    : new int[] {before[0], before[1] + 1};
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
            List<String> rows = text.substring(headings.get(i).end(), end).lines().filter(l -> !l.isBlank()).toList();
            if (!Arrays.equals(now, next) || now[1] > 1 && (before.length == 0 || other)
                    || !rows.stream().allMatch(row -> NUMBERS.matcher(row).matches())) {
                return text;
            }
            brackets.append(other ? "], [" : before.length > 0 ? ", " : "").append("[[")
                    .append(String.join("], [", rows.stream().map(String::strip).toList())).append("]]");
            before = now;
        }
        return brackets.append("]]\n").toString();
    }

    /** Whole rows for blocks of their columns, if these are all there. */
    private static String columns(String text) {
        List<String> above = new ArrayList<>();
        List<StringBuilder> rows = new ArrayList<>();
        int column = 0;
        int last = 0;
        int row = 0;
        for (String line : text.lines().toList()) {
            Matcher heading = COLUMNS.matcher(line);
            if (heading.matches()) {
                boolean whole = column == 0 || row == rows.size();
                if (!whole || Integer.parseInt(heading.group(1)) != last + 1) {
                    return text;
                }
                column = last + 1;
                last = Integer.parseInt(heading.group(heading.group(2) == null ? 1 : 2));
                row = 0;
            } else if (column == 0) {
                above.add(line);
            } else if (!line.isBlank()) {
                boolean fits = NUMBERS.matcher(line).matches()
                        && line.strip().split("\\s+").length == last - column + 1;
                if (!fits || column > 1 && row == rows.size()) {
                    return text;
                }
                if (column == 1) {
                    rows.add(new StringBuilder());
                }
                rows.get(row++).append(' ').append(line.strip());
            }
        }
        return rows.isEmpty() || row < rows.size() ? text
                : String.join("\n", above) + "\n" + String.join("\n", rows);
    }
}
