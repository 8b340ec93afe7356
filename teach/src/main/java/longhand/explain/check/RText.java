package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Matrices as programs in R write them: {@code rbind}, {@code cbind} and {@code matrix}, which fills columns. */
final class RText {
    private static final int MOST = 20_000;
    private static final String VECTOR = "c\\(([^()]{1,2000}+)\\)";
    private static final String NAMED = "(?:[A-Za-z][\\w.]{0,20} ?= ?)?+";
    private static final Pattern BIND = Pattern.compile("(?<![\\w.])([rc])bind\\(\\s*+(" + NAMED + VECTOR
            + "(?:\\s*+,\\s*+" + NAMED + VECTOR + "){0,200}+)\\s*+\\)");
    private static final Pattern MATRIX = Pattern.compile("(?<![\\w.])matrix\\(\\s*+(?:data ?= ?)?+" + VECTOR
            + "((?:\\s*+,\\s*+(?:(?:nrow|ncol|byrow) ?= ?)?+(?:\\d{1,4}|TRUE|FALSE|T|F)){0,3}+)\\s*+\\)");
    private static final Pattern CALL = Pattern.compile("(?<![\\w.])(?:c|[rc]bind|matrix)\\(");
    /** {@code 1:3} as an element, and as an argument. */
    private static final Pattern RANGE = Pattern.compile("(?<![\\w.:+*/^-] ?)(\\d{1,3})L?:(\\d{1,3})L?(?= *(?:,|$))");
    private static final Pattern RANGE_ALONE = Pattern.compile("(?=\\d{1,3}L?:)(?<=(?:bind|matrix)\\( ?|bind\\([^\\n]{0,200}, ?|data ?= ?)(\\d{1,3})L?:(\\d{1,3})L?(?= ?[,)])");
    private static final Pattern LONG = Pattern.compile("(?<=\\d)L(?= *(?:,|$))");
    private static final Pattern OF_VECTOR = Pattern.compile("(?<![\\w.])" + VECTOR);
    private static final List<String> PARAMETERS = List.of("nrow", "ncol", "byrow");

    private RText() {}

    /** The text with brackets for such matrices; those whose sizes do not fit stay. */
    static String plain(String text) {
        if (text.length() > MOST || !CALL.matcher(text).find()) {
            return text;
        }
        String lists = OF_VECTOR.matcher(text).replaceAll(m -> Matcher.quoteReplacement("c(" + listed(m.group(1)) + ")"));
        String vectors = RANGE_ALONE.matcher(lists).replaceAll(m -> "c(" + range(m) + ")");
        String bound = BIND.matcher(vectors).replaceAll(m -> Matcher.quoteReplacement(bound(m)));
        return MATRIX.matcher(bound).replaceAll(m -> Matcher.quoteReplacement(matrix(m)));
    }

    /** The elements of a vector with numbers for {@code 1:3} and for {@code 2L}. */
    private static String listed(String elements) {
        return LONG.matcher(RANGE.matcher(elements).replaceAll(RText::range)).replaceAll("");
    }

    private static String range(MatchResult range) {
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        return IntStream.rangeClosed(0, Math.abs(to - from)).map(i -> to < from ? from - i : from + i)
                .mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String bound(MatchResult call) {
        List<List<String>> parts = OF_VECTOR.matcher(call.group(2)).results().map(v -> numbers(v.group(1))).toList();
        int length = parts.getFirst().size();
        if (parts.stream().anyMatch(part -> part.size() != length)) {
            return call.group();
        }
        return brackets(call.group(1).equals("r") ? parts : IntStream.range(0, length)
                .mapToObj(row -> parts.stream().map(part -> part.get(row)).toList()).toList());
    }

    private static String matrix(MatchResult call) {
        List<String> numbers = numbers(call.group(1));
        int[] sizes = new int[PARAMETERS.size()];
        String[] given = call.group(2).isEmpty() ? new String[0] : call.group(2).strip().substring(1).split(",");
        for (int i = 0; i < given.length; i++) {
            String[] parts = given[i].split("=");
            int parameter = parts.length == 2 ? PARAMETERS.indexOf(parts[0].strip()) : i;
            String value = parts[parts.length - 1].strip();
            sizes[parameter] = value.startsWith("T") ? 1 : value.startsWith("F") ? 0 : Integer.parseInt(value);
        }
        int rows = sizes[0] > 0 ? sizes[0] : sizes[1] > 0 ? numbers.size() / sizes[1] : numbers.size();
        int columns = rows == 0 ? 0 : numbers.size() / rows;
        boolean byRow = sizes[2] == 1;
        boolean fits = rows > 0 && rows * columns == numbers.size() && (sizes[1] == 0 || sizes[1] == columns);
        return !fits ? call.group() : brackets(IntStream.range(0, rows).mapToObj(row -> IntStream.range(0, columns)
                .mapToObj(column -> numbers.get(byRow ? row * columns + column : column * rows + row)).toList())
                .toList());
    }

    private static List<String> numbers(String vector) {
        return new ArrayList<>(Arrays.stream(vector.split(",", -1)).map(String::strip).toList());
    }

    private static String brackets(List<List<String>> rows) {
        return rows.stream().map(row -> "[" + String.join(", ", row) + "]").collect(Collectors.joining(", ", "[", "]"));
    }
}
