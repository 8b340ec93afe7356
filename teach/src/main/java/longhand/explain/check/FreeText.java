package longhand.explain.check;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Text with numbers in it as people hand it in: with a greeting above, in a Markdown or HTML table, as LaTeX, with
 * signs that look like others.
 */
public final class FreeText {
    /** Stands in a cell of a table in which there is nothing. */
    static final String EMPTY_CELL = "\u25A1";
    /** What programs print, and people write, where there is no number. */
    private static final String NO_NUMBER = "(?i:nan|inf(?:inity)?|none|null|n/?a|todo)";
    private static final Pattern WITHOUT_NUMBER = Pattern.compile("\\b" + NO_NUMBER + "\\b");
    /** A line between numbers that names what comes below it: {@code Channel 1:}. */
    private static final Pattern HEADING = Pattern.compile("(?!.*\\b" + NO_NUMBER + "\\b)[\\s#*_]*(?:\\d{1,2}(?:st|nd|rd|th) )?[A-Za-z]{3}[A-Za-z ]{0,20}\\d{0,2}[\\s:.)*_]*");
    /** One that begins with the mark of an item: {@code 2) corr2d}, {@code 1. Answer:}. */
    private static final Pattern MARKED_HEADING = Pattern.compile(
            "[\\s#*_]*\\d{1,2}[a-z]?[.):]+\\s+[*_]*(?!(?i:nan|inf)\\b)[A-Za-z]{3}[A-Za-z -]{0,20}\\d{0,2}[A-Za-z]{0,2}[\\s:.)*_]*");
    /** Such a mark alone. */
    private static final Pattern MARK = Pattern.compile("[\\s*_]*\\d{1,2}[a-z]?\\.?\\)[\\s*_]*");

    /** What PyTorch, NumPy and TensorFlow print behind the numbers. */
    private static final Pattern ATTRIBUTES =
            Pattern.compile("\\]\\s*,\\s*(?:(?:dtype|device|requires_grad|grad_fn)\\s*=[^()\\n]*|shape=\\([\\d, ]*\\)(?:, *dtype=[^()\\n]*)?)\\)?");

    /** The line under the heading of a Markdown table, or between the rows of a table in a frame. */
    static final Pattern RULE = Pattern.compile(" *+(?=[ :-]*[|+])(?=[^-]*-)[ |+:-]*+");
    /** What begins an item of a list and cannot be a number: a dot, or 1). */
    private static final Pattern POINT = Pattern.compile("^ *(?:[*\u2022\u2023\u25E6\u00B7] +|(?:\\d{1,2}[a-z]?|[a-z]) ?[:)] +)(?=[-+.\\d\\[(])");
    /** What begins an item of a list and may be a number or its sign. */
    private static final Pattern ITEM = Pattern.compile("^ *(?:-|\\d{1,2}\\.) +(?=[-+.\\d])");
    /** Behind a name or a formula, before what it is about equal to. */
    private static final Pattern ROUNDED = Pattern.compile("(?m)(?<==[^=\\n\u2248]{1,80}(?:[\\w)}]| (?=\u2248 )))\u2248|(?<=^ {0,9}[A-Za-z][\\w(),']{0,15} ?)\u2248");
    /** Two stars around what is to be read in bold; and any others but between numbers, where they are a power. */
    private static final Pattern BOLD = Pattern.compile("(?<![\\w)\\]}*])\\*\\*(?=[^\\s*])((?:[^*]|\\*(?!\\*)){1,2000}?)(?<=[^\\s*])\\*\\*(?![\\w(*])");
    private static final Pattern STARS = Pattern.compile("(?<![\\d.)\\]}%] {0,3})\\*\\*|\\*\\*(?! {0,3}[-+.(\\[\\d])");
    /** A row with = or ' before its first number, as tables have them, and those signs. */
    private static final Pattern AS_FORMULA = Pattern.compile("(?m)^[ \\t|]*+[='][-+.\\d].*$");
    private static final String CELL_SIGN = "(?<![^\\s;,|])[='](?=[-+.\\d])";
    private static final Pattern SPACED_SIGN = Pattern.compile("^ *- (?=\\d)");
    private static final Pattern SPACED_MINUS = Pattern.compile("\\S[ \\t]+[-\u2010-\u2015\u2212] +(?=\\d)");

    /** Between a whole number and the fraction that is written on to it, as in 2½. */
    private static final String AND = "\uE000";
    private static final String FRACTION_SIGN = "[\u00BC-\u00BE\u2150-\u215E\u2189]|[\u2070\u00B9\u00B2\u00B3\u2074-\u2079]{1,4}\u2044";
    /** 2 1/2: a number and a fraction, or a number of both. */
    static final Pattern MIXED =
            Pattern.compile("(?<![\\d/eE" + AND + "])(?<![eE][+-])(?<!\\d[.,])(\\d{1,9})(?: |" + AND + ")(\\d{1,4})/(\\d{1,4})(?!\\d|/|[.,]\\d)");
    private static final Pattern WRITTEN_ON = Pattern.compile(MIXED.pattern().replace("(?: |" + AND + ")", AND));

    /** One number as PyTorch and NumPy print it. */
    private static final Pattern SCALAR = Pattern.compile("(?m)(?<![\\w./*+-] {0,3})(?:(?:torch\\.)?tensor"
            + "|(?:(?:np|numpy)\\.)?array|(?:np|numpy)\\.(?:float|u?int)\\d{1,3})\\( *([-+]?[\\d.]{1,40}(?:[eE][-+]?\\d+)?) *"
            + "(?:, *[a-z_]{1,20} *=[^()\\n]*)?\\)(?= *(?:[;,\\])]|$))");

    private static final Pattern CALL = Pattern.compile("^" + ProgramText.CALL + "\\(");
    /** A line that begins with a number and is no heading, which would end with a colon. */
    private static final Pattern FROM_A_NUMBER = Pattern.compile("[\\s\\[({]*[-+]?\\d.*[^:\\s]\\s*");
    /** A bar before another one, with something behind both. */
    private static final Pattern NOTHING_BETWEEN = Pattern.compile("\\|(?=\\s*\\|\\s*[^\\s|])");
    /** |-5|: one number between two bars. */
    private static final Pattern ABSOLUTE = Pattern.compile("[^|]*\\|[^|]*\\|[^|]*");

    private FreeText() {}

    /** Whether a text of one line holds only digits and signs that {@link MatrixText} reads, and no framed table. */
    static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || " .;|-".indexOf(c) >= 0)
                && text.indexOf("- ") < 0 && text.indexOf("--") < 0
                && !text.stripLeading().startsWith("|");
    }

    /**
     * The text with one spelling for each thing: every dash is a minus, ½ is 1/2, 2½ is 5/2, wide digits are
     * digits, 2·10^3 is 2e3, LaTeX and HTML are plain text, line ends are line ends.
     */
    public static String plain(String text) {
        String plain = Labels.visible(text).replace("\r\n", "\n").replace('\r', '\n');
        plain = plain.indexOf('"') >= 0 ? plain.lines().map(FreeText::apart).collect(Collectors.joining("\n")) : plain;
        plain = Attached.cells(HtmlText.entities(plain.indexOf('<') >= 0 ? HtmlText.plain(plain) : plain));
        boolean latex = plain.indexOf('\\') >= 0 || plain.indexOf('$') >= 0;
        plain = latex ? plain.replaceAll("(?<=[\\w.})&$])~", " ") : plain;
        plain = plain.replaceAll("(?<=\\d)(?=" + FRACTION_SIGN + "|" + LatexText.FRACTION + ")", AND);
        plain = plain.replaceAll("(?<=[\\d\\p{L})\\]}])(?=[\u2070\u00B9\u00B2\u00B3\u2074-\u2079\u207A\u207B])", "^").replaceAll("(?<=\\d)(?=[\u2080-\u2089])", "_");
        plain = Normalizer.normalize(plain, Normalizer.Form.NFKC).replaceAll("[\u2010-\u2015\u2212]", "-")
                .replace('\u2044', '/');
        plain = plain.indexOf('\\') >= 0 ? LatexText.plain(plain) : plain;
        plain = ROUNDED.matcher(plain).replaceAll("=");
        plain = WRITTEN_ON.matcher(plain).replaceAll(FreeText::improper).replace(AND, " ");
        plain = SCALAR.matcher(ATTRIBUTES.matcher(plain).replaceAll("])")).replaceAll("$1");
        plain = STARS.matcher(BOLD.matcher(plain).replaceAll("$1")).replaceAll("");
        plain = plain.replaceAll("(?<!\\d)[`\"$]|[`\"$](?!\\d)|(?<![^\\s\\[({,;|&=+-])[~\u2248\u2243]", "")
                .replaceAll("(?m),[ ]*$|(?<=[\\])} ]|\\d[.,]\\d{1,30})\\.[ ]*$", "")
                .replaceAll("(?m)(?<![\\d.)])(?<!^ {0,20})- (?=\\d)", "-");
        plain = Attached.join(plain);
        return Crosses.plain(AS_FORMULA.matcher(plain).replaceAll(m -> m.group().replaceAll(CELL_SIGN, "")));
    }

    /** 5/2 for 2 1/2, a match of {@link #MIXED}; unchanged if the fraction is not below 1. */
    static String improper(MatchResult mixed) {
        long over = Long.parseLong(mixed.group(2));
        long under = Long.parseLong(mixed.group(3));
        return over < under ? Long.parseLong(mixed.group(1)) * under + over + "/" + under : mixed.group();
    }

    /** A line with blanks behind the commas that stand outside of quotes: those within belong to a number. */
    private static String apart(String line) {
        String[] parts = line.split("\"", -1);
        for (int i = 0; i < parts.length && parts.length % 2 == 1; i += 2) {
            parts[i] = parts[i].replace(",", ", ");
        }
        return String.join("\"", parts);
    }

    /**
     * The lines that hold numbers.
     *
     * @param numbers those lines
     * @param leftOut what stands above, below and between them
     */
    record Body(String numbers, List<String> leftOut) {}

    /**
     * Takes off what is written around the numbers: a name, a greeting, {@code Y =}, the frame of a Markdown table.
     *
     * @param plain the {@link #plain} text
     */
    static Body body(String plain) {
        return body(rows(plain).map(line -> SPACED_SIGN.matcher(line).replaceFirst("-")).toList());
    }

    /**
     * The same where the rows are items of a list, {@code - 1 2} below each other or {@code 1. 2 3}, without what
     * begins each item; empty if they cannot be that.
     *
     * @param text as it was written
     * @param plain the {@link #plain} text
     */
    static Optional<Body> list(String text, String plain) {
        List<String> rows = rows(plain).toList();
        List<String> items = rows.stream().filter(line -> ITEM.matcher(line).find()).toList();
        boolean signs = items.stream().allMatch(line -> line.strip().startsWith("-"))
                && !SPACED_MINUS.matcher(text).find();
        boolean counted = IntStream.range(0, items.size())
                .allMatch(i -> items.get(i).strip().startsWith(i + 1 + "."));
        Body body = body(rows.stream().map(line -> ITEM.matcher(line).replaceFirst("")).toList());
        boolean all = body.numbers().lines().filter(line -> !line.isBlank()).count() == items.size();
        return items.size() > 1 && all && (signs || counted) ? Optional.of(body) : Optional.empty();
    }

    private static Stream<String> rows(String plain) {
        List<String> lines = plain.lines().toList();
        boolean table = lines.stream().anyMatch(line -> RULE.matcher(line).matches());
        boolean marks = plain.indexOf('(') < 0;
        if (lines.size() == 1 && ABSOLUTE.matcher(plain).matches()) {
            return lines.stream();
        }
        return lines.stream().filter(line -> !RULE.matcher(line).matches()).map(RowOrder::withoutLabels)
                .map(line -> withoutFrame(line, table)).map(line -> marks && MARK.matcher(line).matches() ? "" : line)
                .map(pointsOff());
    }

    /** Takes off what begins the items; a star below a row without one is none of a list but a factor. */
    private static UnaryOperator<String> pointsOff() {
        boolean[] rowBefore = {false};
        return line -> {
            boolean star = "*\u00B7".indexOf((line.strip() + " ").charAt(0)) >= 0;
            String item = star && rowBefore[0] ? line : POINT.matcher(line).replaceFirst("");
            rowBefore[0] |= item.equals(line) && isNumeric(line);
            return item;
        };
    }

    private static Body body(List<String> rows) {
        List<String> lines = new ArrayList<>(rows);
        Unfinished.refuse(rows.stream().filter(line -> !isNumeric(line) && !line.isBlank()
                && !Labels.LABEL.matcher(line).matches()).collect(Collectors.toSet()), rows);
        List<String> leftOut = new ArrayList<>(OtherNumbers.signatures(lines));
        lines.removeAll(leftOut);
        Set<Integer> lengths = lines.stream().filter(FreeText::isNumeric).map(line -> words(line).countTokens())
                .collect(Collectors.toSet());
        int from = 0;
        while (from < lines.size() && isText(lines.get(from), lengths)) {
            addText(leftOut, lengths, lines.get(from++));
        }
        while (lines.size() > from && isText(lines.getLast(), lengths)) {
            addText(leftOut, lengths, lines.removeLast());
        }
        lines.subList(0, from).clear();
        lines.stream().filter(line -> isHeading(line) && !isNumeric(line))
                .forEach(line -> OtherNumbers.require(line, lengths));
        SeveralArrays.require(rows.stream().filter(line -> isNumeric(line) || Labels.LABEL.matcher(line).matches())
                .toList());
        lines.replaceAll(line -> isNumeric(line) ? Labels.LABEL.matcher(line).replaceFirst("")
                : isHeading(line) || Labels.LABEL.matcher(line).matches() ? "" : line);
        String numbers = ProgramText.brackets(String.join("\n", lines).strip().replaceFirst("(?<=[\\])}]) *;$", ""));
        Optional<String> table = leftOut.stream().anyMatch(line -> line.contains("dtype:"))
                ? ProgramText.withoutSeriesIndex(numbers) : ProgramText.withoutIndex(numbers);
        table.ifPresent(t -> leftOut.add(numbers.lines().findFirst().orElse("").strip()));
        return new Body(table.orElse(numbers), leftOut);
    }

    /** Whether a line may be the heading of a problem: words and a number. */
    static boolean isHeading(String line) {
        return HEADING.matcher(line).matches();
    }

    private static void addText(List<String> leftOut, Set<Integer> lengths, String line) {
        if (!line.isBlank() && !Labels.LABEL.matcher(line).matches()) {
            RowLabels.requireNoRow(line, lengths);
            OtherNumbers.require(line, lengths);
            leftOut.add(line.strip());
        }
    }

    /** A row of a table without its bars; nothing for a line between planes. */
    private static String withoutFrame(String line, boolean table) {
        String inner = line.strip();
        if (inner.contains("--") && inner.chars().allMatch(c -> " -".indexOf(c) >= 0)) {
            return "";
        }
        boolean framed = inner.length() > 1 && inner.startsWith("|") && inner.endsWith("|");
        if (!framed) {
            return table ? line.replace('|', ' ') : line;
        }
        return NOTHING_BETWEEN.matcher(inner.substring(1, inner.length() - 1)).replaceAll(" " + EMPTY_CELL)
                .replace('|', ' ');
    }

    /** Whether a line is made of numbers and the signs between them, perhaps after a name and =. */
    private static boolean isNumeric(String line) {
        if (line.isBlank()) {
            return false;
        }
        StringTokenizer words = words(line);
        int count = words.countTokens();
        return !Labels.LABEL.matcher(line).matches() && numbers(words) == count;
    }

    /**
     * Whether a line is no part of the answer. A row with a word that is no number is one: as long as the others, and
     * at least half of it numbers.
     *
     * @param lengths how many numbers the rows have
     */
    private static boolean isText(String line, Set<Integer> lengths) {
        StringTokenizer words = words(line);
        int count = words.countTokens();
        boolean heading = isHeading(line) || MARKED_HEADING.matcher(line).matches();
        int numbers = numbers(words);
        boolean asLong = lengths.contains(count);
        boolean mistyped = !heading && (asLong && 2 * numbers >= count || isRow(line, numbers, lengths));
        boolean noNumbers = asLong && WITHOUT_NUMBER.matcher(line).find();
        return !isNumeric(line) && !mistyped && !noNumbers
                && !HtmlText.hasFormula(line) && !hasEmptyCell(line)
                && !Unfinished.isFormula(Labels.LABEL.matcher(line).replaceFirst(""));
    }

    /** Whether a line begins with as many numbers as a row has, and something else stands behind them. */
    private static boolean isRow(String line, int numbers, Set<Integer> lengths) {
        return lengths.stream().anyMatch(length -> length > 1 && length <= numbers)
                && FROM_A_NUMBER.matcher(line).matches();
    }

    private static boolean hasEmptyCell(String line) {
        return line.contains(EMPTY_CELL) && line.chars().anyMatch(Character::isDigit);
    }

    private static StringTokenizer words(String line) {
        String rest = CALL.matcher(Labels.LABEL.matcher(line).replaceFirst("")).replaceFirst("");
        return new StringTokenizer(rest, "[](){},;| \t");
    }

    private static int numbers(StringTokenizer words) {
        int numbers = 0;
        while (words.hasMoreTokens()) {
            numbers += Numbers.isOne(words.nextToken()) ? 1 : 0;
        }
        return numbers;
    }
}
