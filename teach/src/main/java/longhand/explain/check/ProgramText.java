package longhand.explain.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arrays as programs hold them and as R and pandas print them, as brackets or rows. */
final class ProgramText {
    /** What makes an array of brackets in Python and in Longhand. */
    static final String CALL = "(?:(?:(?:np|numpy|jnp|torch|tf|sp|sympy)\\.)?(?:array|asarray|matrix|tensor|Tensor|FloatTensor"
            + "|Matrix|Array|Size|constant)|Tensor\\.of)";
    private static final Pattern CALLED =
            Pattern.compile("(?s)" + CALL + "\\s*\\(\\s*+(.*\\S)\\s*\\)");
    private static final Pattern ATTRIBUTES =
            Pattern.compile("(?s)([\\])])\\s*,\\s*(?:(?:dtype|device|requires_grad|grad_fn|shape)\\s*=.*)?$");

    private static final String TYPE = "(?:double|float|int|long)";
    private static final Pattern DECLARATION = Pattern.compile("(?m)^[ \\t]*(?=(?:final|static|const|let|var|val|auto|" + TYPE + ")\\b)"
            + "(?:(?:final|static|const|let|var|val|auto)\\s++)*+(?:" + TYPE + "(?:\\s?\\[\\d*+\\])*+\\s++)?[A-Za-z]\\w{0,20}(?:\\[\\d*+\\])*+\\s*+=\\s*");
    private static final Pattern NEW = Pattern.compile("\\bnew\\s+" + TYPE + "\\s*+(?:\\[\\s*+\\]\\s*+)++(?=\\{)");
    private static final Pattern SUFFIX = Pattern.compile("(?<=[\\d.])[fFdDL](?=\\s*[,}])");
    private static final Pattern LIST = Pattern.compile("(?<![\\w.])(?:List\\.of|Arrays\\.asList|c)\\(");

    /** Parts of large brackets and of frames, as SymPy prints them. */
    private static final String PARTS = "[\u239B-\u23AD\u2500-\u257F]";
    private static final Pattern CORNER = Pattern.compile("[\u239B\u23A1\u250C\u256D\u2554]");
    private static final Pattern BRACKET_PART = Pattern.compile(PARTS);
    private static final Pattern BRACKET_ROW =
            Pattern.compile("[ \\t]*(?:[A-Za-z]\\w{0,10} ?[=:][ \\t]*)?" + PARTS + ".*" + PARTS + "[ \\t]*");
    private static final Pattern BRACKET_LINE = Pattern.compile("(?m)^[ \\t]*+(?:" + PARTS + "[ \\t]*+)++$\\n?");

    private static final Pattern R_HEADER = Pattern.compile("(?m)^[ \\t]*+\\[,1\\](?:[ \\t]++\\[,\\d++\\])*+[ \\t]*+$");
    private static final Pattern R_ROW = Pattern.compile("(?m)^[ \\t]*\\[(\\d+),\\]([ \\t]+\\S.*)$");
    private static final Pattern R_VECTOR = Pattern.compile("(?m)^[ \\t]*\\[(\\d+)\\]([ \\t]+[-+.\\d].*)$");

    /** What TensorFlow prints around an array. */
    private static final Pattern TENSORFLOW = Pattern.compile("<tf\\.(?:Tensor|Variable)\\b[^<>]{0,120}?\\bnumpy=([^<>]*)>|\\btf\\.Tensor\\(\\s*([-+\\d.eE]{1,40}), *shape=\\(\\)[^()\\n]*\\)");

    /** Names of a column that counts the rows. */
    private static final Pattern INDEX = Pattern.compile("(?i)(?:class|klasse|index|idx|row|zeile|label|no|nr|[ijkn])\\.?");

    private static final Pattern PLANE = Pattern.compile("(?m)^(?=Channel \\d{1,3}:$)");

    private ProgramText() {}

    /** The text without the declaration of an array, the marks that R prints and brackets of several lines. */
    static String plain(String text) {
        String rows = CommaTable.plain(IndexColumn.plain(RText.plain(PrintedPlanes.plain(text))));
        String array = literal(TENSORFLOW.matcher(rows).replaceAll("$1$2"));
        String value = CORNER.matcher(array).find() ? withoutParts(array) : array;
        return value.indexOf('[') >= 0 && value.indexOf(']') >= 0 ? rVector(PLANE.splitAsStream(value)
                .map(ProgramText::rMatrix).collect(Collectors.joining())) : value;
    }

    /** Rows without what is drawn around them; unchanged if more than a name stands outside of that. */
    private static String withoutParts(String text) {
        String rows = BRACKET_LINE.matcher(text).replaceAll("");
        boolean outside = rows.lines().filter(line -> BRACKET_PART.matcher(line).find())
                .anyMatch(line -> !BRACKET_ROW.matcher(line).matches());
        return outside ? text : BRACKET_PART.matcher(rows).replaceAll(" ");
    }

    private static String literal(String text) {
        boolean declared = DECLARATION.matcher(text).results().count() == 1 || NEW.matcher(text).find();
        String value = LIST.matcher(text).replaceAll("(");
        String array = declared ? NEW.matcher(DECLARATION.matcher(value).replaceFirst("")).replaceAll("") : value;
        return declared ? SUFFIX.matcher(array).replaceAll("") : array;
    }

    /** Rows without [1,] if all are there and equally long, as the line [,1] [,2] above them if that is there. */
    private static String rMatrix(String text) {
        List<MatchResult> headers = R_HEADER.matcher(text).results().toList();
        List<MatchResult> rows = R_ROW.matcher(text).results().toList();
        if (headers.size() > 1 || rows.isEmpty()) {
            return text;
        }
        String first = headers.isEmpty() ? rows.getFirst().group(2) : headers.getFirst().group();
        String[] columns = first.strip().split("\\s+");
        boolean named = headers.isEmpty()
                || isCounted(Arrays.stream(columns).map(c -> c.replaceAll("\\D", "")).toList(), 1);
        boolean regular = named
                && isCounted(rows.stream().map(r -> r.group(1)).toList(), 1)
                && rows.stream().allMatch(r -> r.group(2).strip().split("\\s+").length == columns.length);
        return regular ? R_ROW.matcher(R_HEADER.matcher(text).replaceFirst("")).replaceAll("$2") : text;
    }

    /** A vector in a single row, if the marks before its parts say how many numbers stand before them. */
    private static String rVector(String text) {
        List<MatchResult> parts = R_VECTOR.matcher(text).results().toList();
        int count = 0;
        for (MatchResult part : parts) {
            if (!part.group(1).equals(String.valueOf(count + 1))) {
                return text;
            }
            count += part.group(2).strip().split("\\s+").length;
        }
        return parts.isEmpty() ? text : text.substring(0, parts.getFirst().start())
                + parts.stream().map(p -> p.group(2).strip()).collect(Collectors.joining(" "))
                + text.substring(parts.getLast().end());
    }

    /**
     * The rows of a table that pandas prints, without the numbers of its rows and columns; empty if it is none: the
     * line above is 0 1 2 … and has one number less than each row, and the rows begin with 0, 1, 2 …
     */
    static Optional<String> withoutIndex(String numbers) {
        List<String[]> lines = numbers.lines().map(line -> line.strip().split("\\s+")).toList();
        int columns = lines.isEmpty() ? 0 : lines.getFirst().length;
        boolean table = lines.size() > 1 && columns + lines.size() > 3 && isCounted(List.of(lines.getFirst()), 0)
                && lines.stream().skip(1).allMatch(line -> line.length == columns + 1)
                && isCounted(lines.stream().skip(1).map(line -> line[0]).toList(), 0);
        return table ? Optional.of(lines.stream().skip(1).map(ProgramText::behindFirst).collect(Collectors.joining("\n")))
                : Optional.empty();
    }

    /**
     * The same where the columns have names, which stand above the numbers, and the rows count from 0 or 1. Before a
     * single column, that of the counts may have a name as well: {@code class logit}.
     *
     * @param above lines that may hold those names
     */
    static Optional<String> withoutNamedIndex(String numbers, List<String> above) {
        List<String[]> lines = numbers.lines().map(line -> line.strip().split(",?\\s+")).toList();
        List<String> counts = lines.stream().map(line -> line[0]).toList();
        int columns = lines.isEmpty() ? 0 : lines.getFirst().length - 1;
        boolean table = columns > 0 && lines.size() > 1 && (isCounted(counts, 0) || isCounted(counts, 1))
                && lines.stream().allMatch(line -> line.length == columns + 1)
                && above.stream().map(line -> line.strip().split(",?\\s+")).anyMatch(names -> names.length == columns
                || columns == 1 && names.length == 2 && INDEX.matcher(names[0]).matches());
        return table ? Optional.of(lines.stream().map(ProgramText::behindFirst).collect(Collectors.joining("\n")))
                : Optional.empty();
    }

    /** The same for a single column, which pandas prints without a line above. */
    static Optional<String> withoutSeriesIndex(String numbers) {
        List<String[]> lines = numbers.lines().map(line -> line.strip().split("\\s+")).toList();
        boolean series = !lines.isEmpty() && lines.stream().allMatch(line -> line.length == 2)
                && isCounted(lines.stream().map(line -> line[0]).toList(), 0);
        return series ? Optional.of(lines.stream().map(ProgramText::behindFirst).collect(Collectors.joining(" ")))
                : Optional.empty();
    }

    private static String behindFirst(String... words) {
        return String.join(" ", Arrays.asList(words).subList(1, words.length));
    }

    private static boolean isCounted(List<String> numbers, int first) {
        return IntStream.range(0, numbers.size()).allMatch(i -> numbers.get(i).equals(String.valueOf(first + i)));
    }

    /** What is between the parentheses of {@code tensor(…)}, without what stands behind the brackets; or the text. */
    static String called(String text) {
        Matcher call = CALLED.matcher(text.strip());
        return call.matches() ? ATTRIBUTES.matcher(call.group(1)).replaceFirst("$1").strip() : text;
    }

    /** Matrices between braces or parentheses between brackets, also where tuples stand in a list. */
    static String brackets(String numbers) {
        String inside = called(numbers);
        boolean words = inside.replaceAll("(?<=[\\d.])[eE](?=[-+\\d])", "").chars().anyMatch(Character::isLetter);
        return words || inside.indexOf('[') >= 0 && !separates(inside) ? numbers
                : inside.replace('{', '[').replace('}', ']').replace('(', '[').replace(')', ']');
    }

    /** Whether before every brace and parenthesis stands another bracket that opens, or what separates two. */
    private static boolean separates(String text) {
        char before = '\n';
        for (char c : text.toCharArray()) {
            if ("({".indexOf(c) >= 0 && "[({,;\n".indexOf(before) < 0) {
                return false;
            }
            before = c == ' ' ? before : c;
        }
        return true;
    }

    /** The rows of a matrix in a single pair of brackets that has each on a line, as in MATLAB. */
    static Optional<String> bracketLines(String numbers) {
        return numbers.lastIndexOf('[') == 0 && numbers.indexOf('\n') > 0 && numbers.endsWith("]")
                ? Optional.of(numbers.replaceAll("(?<=[\\d.,;%])[ \\t]*+\\n\\s*+(?=[-+.\\d])", ";").replaceAll("[,;]+;", ";"))
                : Optional.empty();
    }
}
