package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A text without what people write beside its numbers: comments as programs have them, points, the mark of an item
 * before a name.
 *
 * @param text what is left, with as many lines
 * @param leftOut the comments and points
 */
record Beside(String text, List<String> leftOut) {
    private static final Pattern STRUCK_OUT = Pattern.compile(
            "~~(?=[^\\s~])[^~]{0,200}(?<=\\S)~~|(?i)<(s|del|strike)>[^<>]{0,200}</\\1>");
    /** A hash sign; a percent sign or two strokes before words, which therefore are neither part nor remainder. */
    private static final Pattern COMMENT = Pattern.compile("<!--[^<>]{0,200}-->|/\\*[^*]{0,200}\\*/|(?m:^[ \\t]*(?:#|//|%(?!\\d)).*$)"
            + "|(?<=[\\s\\])};,])#(?![\\d#]| *\\|).*|(?<=;)[ \\t]*//.*|(?<=[\\d.\\]},] {0,9})//(?=\\s*\\p{L}{2}).*|(?<=[\\]};,]|\\\\\\\\)[ \\t]*%(?=\\s*\\p{L}{2}).*");
    /** The only percent sign of a line, with words behind it and two numbers or more before it. */
    private static final Pattern BEHIND_ROW = Pattern.compile("(?<=[ \\t])%[ \\t]*\\p{L}{2}[^%]*$");
    private static final Pattern ROW = Pattern.compile("[\\[({ ]*[-+\\d./]+[ ,;]+[-+\\d][-+\\d.,;/ ]*");
    private static final Pattern POINTS = Pattern.compile(
            "(?i)[(\\[] *\\d{1,3}(?:[.,]\\d{1,2})?(?: */ *\\d{1,3})? *(?:points?|pts?\\.?|punkte?|marks?|p\\.?) *[)\\]]");
    /** 1) or 1. before a name, and 1) before LaTeX. */
    private static final Pattern MARK = Pattern.compile("(?m)^[ \\t]*(?:(?:\\d{1,2}[a-z]?|[a-z])\\)[ \\t]*(?=\\$|\\\\[a-zA-Z(\\[]|[A-Za-z\u2202])"
            + "|\\d{1,2}[a-z]?\\.\\)?[ \\t]+(?=\\$*\\\\begin|[A-Za-z\u2202\\\\$][^=\\n]{0,60}=))");

    /** Settings of a window on a line of their own, and a bias of 0: above rows they are none. */
    private static final Pattern SETTING = Pattern.compile("(?mi)^[ \\t]{0,9}(?:(?:(?:stride|padding|dilation|groups) ?[:=] ?\\d{1,2}|s ?[:=] ?1|(?:p|bias) ?[:=] ?0)[ \\t]?[,;]?[ \\t]?){1,5}+$");
    private static final Pattern ROWS = Pattern.compile("(?m)^" + ROW.pattern() + "$");

    private static final String TIMES = "\\s*(?:[xX\u00D7]|\\\\times)\\s*";
    private static final String SIZE = "\\d{1,4}(?:" + TIMES + "\\d{1,4}){1,3}";
    private static final String WORD = "(?:(?:the )?(?:output|result|y)[ _.]?)?(?:shape|size|dim(?:ension)?s?)[ :=]*";
    /** What Python prints as the shape of an array, below it. */
    private static final String TUPLE = "\\((\\d{1,4}, ?(?:\\d{1,4}(?:, ?\\d{1,4}){0,2})?)\\)\\s{0,9}";
    /** The size of a matrix on its own line, or in parentheses behind a row. */
    private static final Pattern SIZE_NOTE = Pattern.compile("(?mi)^[ \\t]*(?:(?:" + WORD + "|[a-z]\\w{0,10} ?= ?)?[(\\[]?(" + SIZE
            + ")[)\\]]?|(?:" + WORD + "|torch\\.Size\\()[(\\[] *(\\d{1,4}(?: *, *\\d{1,4}){1,3}) *[)\\]]\\)?)[ \\t]*+(?::[ \\t]*+)?$"
            + "|(?<=[\\d.\\])}])[ \\t]*\\((" + SIZE + ")\\)[ \\t]*$|(?<=\\]\\n)" + TUPLE + "(?![\\s\\S])");
    private static final Pattern ANY_SIZE = Pattern.compile(SIZE);

    /**
     * Takes that off.
     *
     * @throws MatrixFormatException if something is struck out
     */
    static Beside of(String text) {
        Matcher struck = STRUCK_OUT.matcher(text);
        while (struck.find()) {
            if (struck.group().matches("(?s).*\\d.*")) {
                throw new MatrixFormatException("'" + Quoted.of(struck.group())
                        + "' is struck out. Only what counts can be read. Take off what is struck out.");
            }
        }
        List<String> leftOut = new ArrayList<>();
        String rest = without(COMMENT, text, leftOut);
        rest = rest.indexOf('%') < 0 ? rest : rest.lines().map(line -> behindRow(line, leftOut))
                .collect(Collectors.joining("\n"));
        rest = ROWS.matcher(rest).find() ? without(SETTING, rest, leftOut) : rest;
        rest = MARK.matcher(without(POINTS, rest, leftOut)).replaceAll("");
        return rest.chars().anyMatch(Character::isDigit) ? new Beside(rest, leftOut) : new Beside(text, List.of());
    }

    private static String behindRow(String line, List<String> leftOut) {
        int percent = line.indexOf('%');
        boolean row = percent > 0 && ROW.matcher(line.substring(0, percent)).matches();
        return row ? without(BEHIND_ROW, line, leftOut) : line;
    }

    private static String without(Pattern pattern, String text, List<String> leftOut) {
        return pattern.matcher(text).replaceAll(m -> {
            leftOut.add(m.group().strip());
            return " ";
        });
    }

    /**
     * A text and the size of the matrix that stands beside it.
     *
     * @param rest the text without it
     * @param note how the size is written
     */
    record Sized(String rest, String note) {
        /** Whether an array has this size; 1s do not count. */
        boolean fits(int... dims) {
            return Arrays.equals(Arrays.stream(note.split("\\D+")).mapToInt(Integer::parseInt).filter(d -> d != 1)
                    .toArray(), Arrays.stream(dims).filter(d -> d != 1).toArray());
        }
    }

    /** What the first group holds that took part in a match. */
    static String group(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount()).mapToObj(match::group).filter(Objects::nonNull).findFirst()
                .orElse("");
    }

    /** The only size in the text, if it may be said of the numbers beside it. */
    Optional<Sized> sized() {
        List<MatchResult> notes = SIZE_NOTE.matcher(text).results().toList();
        if (notes.size() != 1) {
            return Optional.empty();
        }
        MatchResult note = notes.getFirst();
        String rest = text.substring(0, note.start()) + text.substring(note.end());
        String size = group(note);
        return ANY_SIZE.matcher(rest).find() ? Optional.empty() : Optional.of(new Sized(rest, size));
    }
}
