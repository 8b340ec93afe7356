package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Values;

/**
 * Labels before rows that count them: {@code row 1}, {@code 1st row}, {@code zweite Zeile}, {@code i=0:}, {@code a)},
 * {@code ii)}, {@code (1)}, and the first column of a Markdown table. Each becomes {@code row 1:}, which
 * {@link RowOrder} checks. Labels that name columns are refused, since rows are read.
 */
final class RowLabels {
    /** Counted for the last row, which ends every order. */
    static final int LAST = 99;
    private static final int MOST_OF_A_LINE = 200;
    private static final Map<String, Integer> WORDS = words("one|first|eins|erste|erster|ersten|top|upper|oben|obere|oberste", "two|second|zwei|zweite|zweiten|middle|mittlere",
            "three|third|drei|dritte|dritten", "four|fourth|vier|vierte", "five|fifth|f\u00FCnf|f\u00FCnfte", "six|sixth|sechs|sechste", "seven|seventh|sieben|siebte",
            "eight|eighth|acht|achte", "nine|ninth|neun|neunte", "ten|tenth|zehn|zehnte");
    private static final Set<String> LAST_WORDS = Set.of("last", "bottom", "lower", "unten", "untere", "unterste", "letzte");
    private static final List<String> ROMAN = List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x");

    /** Words that count. */
    static final String WORD = String.join("|", WORDS.keySet()) + "|"
            + String.join("|", LAST_WORDS);
    private static final String ROW = "(?<noun>row|line|zeile|reihe|channel|kanal|plane|ebene)";
    private static final String COLUMN = "(?:col(?:umna?|onne|una)?|spalte)";
    private static final String SIDE = "|left|right|linke|rechte";
    private static final String ORDINAL = "(?:the |die )?(?<ordinal>\\d{1,2}(?:st|nd|rd|th|\\.)|" + WORD + ")[ -]{1,3}";
    private static final String NUMBER = "[ .]{0,2}(?:no\\.? ?|nr\\.? ?|number )?[#(]?(?<count>\\d{1,3}|" + WORD + ")\\)?";
    private static final String BEHIND = "(?:(?<!\\w) ?| ?[:=|.] ?| (?:is|ist):? | (?= *[+.\\d\\[(|]))(?= *(?:[-+.\\d\\[({|]|$))";
    /** {@code row 1} and {@code first row} before numbers, or alone on a line. */
    private static final Pattern COUNTED =
            Pattern.compile("(?i) {0,20}(?:" + ROW + NUMBER + "|" + ORDINAL + ROW.replace("noun", "name") + ")(?:" + BEHIND + "| ?[:.=]? *$)");
    private static final Pattern PLACE = Pattern.compile("(?i) {0,20}(?<count>\\d{1,2}(?:st|nd|rd|th)|" + WORD + ") ?: ?(?= *(?:[-+.\\d\\[({]|$))");
    /** {@code i=0:}. */
    private static final Pattern INDEX = Pattern.compile(" {0,20}(?<noun>[irnm]|row|zeile) ?= ?(?<count>\\d{1,3}) ?: ?");
    /** {@code 1)}, {@code a)}, {@code A:} and {@code ii)}; {@code 1.} as well, which can be a number. */
    private static final Pattern MARK = Pattern.compile(" {0,20}(?<count>\\d{1,2}|[a-hA-H]|[ivxIVX]{1,4}) ?(?<sign>[):])(?= +[-+.\\d\\[({]| *$) ?");
    private static final Pattern IN_PARENTHESES = Pattern.compile(" {0,20}(?<sign>\\()(?<count>\\d{1,2}|[a-h]|[ivx]{1,4})\\) ?(?= *[-+.\\d\\[])");
    private static final Pattern WITH_POINT = Pattern.compile(" {0,20}(?<count>\\d{1,2})(?<sign>\\.) +(?=[-+.\\d])");
    private static final Pattern POINT_OF_NUMBER = Pattern.compile("\\d\\.(?!\\d)");
    private static final Pattern COLUMN_LABEL =
            Pattern.compile("(?i)[ |]{0,20}(?:" + COLUMN + NUMBER + "|" + ORDINAL.replace(")[ -]", SIDE + ")[ -]") + COLUMN
            + "|(?:(?:as|in|by|the) )?(?:columns|spalten|column-?wise|spaltenweise) ?(?=:|$)|(?:left|right|linke|rechte) ?(?=:))(?: *[:=].*| *\\|? *(?<= )[-+.\\d].*| *)");
    private static final Pattern CHANNEL_LABEL = Pattern.compile("(?i) {0,20}c_?\\d{1,2} ?[:=].*");
    /** Between rows in a line that have labels. */
    private static final Pattern NEXT_ROW = Pattern.compile("(?i)(?<=[\\d.)\\]%]) ?[;,] ?(?=(?:row|zeile) ?\\d{1,3} ?[:=])");

    private static final Pattern FIRST_CELL = Pattern.compile("(?<start> {0,20}\\|? *)(?<cell>[^|]{0,40}?) *\\|(?<rest>.*)");
    private static final Pattern OF_ROWS = Pattern.compile("(?i)#|rows?|lines?|zeilen?|reihen?|no\\.?|nr\\.?|index|idx|[irn]");
    private static final Pattern COUNT_IN_CELL = Pattern.compile("(?i)[*_(]*(?:" + ROW + "|[ry]_?)? ?(?<count>\\d{1,3}|[a-h]|" + WORD + ")[*_).:]*");
    private static final Pattern SIMPLE_NUMBER = Pattern.compile(Numbers.SIMPLE);

    private RowLabels() {}

    private static Map<String, Integer> words(String... counted) {
        Map<String, Integer> words = new HashMap<>();
        for (int i = 0; i < counted.length; i++) {
            for (String word : counted[i].split("\\|")) {
                words.put(word, i + 1);
            }
        }
        return words;
    }

    /**
     * The text with {@code row 1:} for every label that counts rows.
     *
     * @param plain the {@link FreeText#plain} text
     * @param truth the right answer
     * @throws MatrixFormatException if labels name columns
     */
    static String plain(String plain, Values truth) {
        List<String> lines = new ArrayList<>(NEXT_ROW.matcher(plain).replaceAll("\n").lines().toList());
        requireNoColumns(lines, truth);
        table(lines);
        for (Pattern pattern : List.of(COUNTED, INDEX)) {
            lines.replaceAll(line -> of(pattern, line).map(Label::counted).orElse(line));
        }
        for (Pattern pattern : List.of(PLACE, MARK, IN_PARENTHESES)) {
            family(pattern, lines).forEach((at, label) -> lines.set(at, label.counted()));
        }
        Map<Integer, Label> points = family(WITH_POINT, lines);
        if (!points.isEmpty() && points.values().stream().noneMatch(l -> POINT_OF_NUMBER.matcher(l.rest).find())) {
            RowOrder.require(points.values().stream().map(Label::counted).collect(Collectors.joining("\n")));
        }
        return String.join("\n", lines);
    }

    /**
     * Refuses a line beside the numbers that ends with as many numbers as a row has: a row whose label is not known.
     *
     * @param lengths how many numbers the rows have
     * @throws MatrixFormatException if it does
     */
    static void requireNoRow(String line, Set<Integer> lengths) {
        String[] words = line.strip().replaceFirst("\\.$", "").split("[\\s,;|\\[\\](){}]+");
        int numbers = 0;
        while (numbers < words.length && SIMPLE_NUMBER.matcher(words[words.length - 1 - numbers]).matches()) {
            numbers++;
        }
        if (numbers > 1 && numbers < words.length && lengths.contains(numbers)) {
            throw new MatrixFormatException("the line '" + Quoted.of(line) + "' ends with as many numbers as a row has, and its label "
                    + "is not known. If it is a row, write it without the label; if not, take it off.");
        }
    }

    /**
     * A label that was read.
     *
     * @param kind what tells its family from others
     * @param rest what stands behind it
     */
    private record Label(String noun, int count, String kind, String rest) {
        /** The line with the label that {@link RowOrder} knows. */
        String counted() {
            return (noun.length() == 1 ? "row" : noun.toLowerCase(Locale.ROOT)) + " " + count + ": " + rest;
        }
    }

    private static Optional<Label> of(Pattern pattern, String line) {
        Matcher m = pattern.matcher(line);
        if (!m.lookingAt()) {
            return Optional.empty();
        }
        Map<String, Integer> groups = pattern.namedGroups();
        String noun = groups.containsKey("noun") && m.group("noun") != null ? m.group("noun")
                : groups.containsKey("name") && m.group("name") != null ? m.group("name") : "row";
        String count = m.group("count") != null ? m.group("count") : m.group("ordinal");
        String sign = groups.containsKey("sign") ? m.group("sign") : "";
        String kind = count.matches("\\d+") ? "number" : count.matches("(?i)[ivx]+") ? "roman"
                : count.length() == 1 ? "letter" : "word";
        return Optional.of(new Label(noun, count(count), kind + sign, line.substring(m.end())));
    }

    /** What a number, a word, a letter or a Roman number counts. */
    static int count(String text) {
        String small = text.toLowerCase(Locale.ROOT).replaceFirst("(?<=\\d)(?:st|nd|rd|th|\\.)$", "");
        return small.matches("\\d+") ? Integer.parseInt(small) : WORDS.containsKey(small) ? WORDS.get(small)
                : LAST_WORDS.contains(small) ? LAST : ROMAN.contains(small) ? ROMAN.indexOf(small) + 1
                : small.charAt(0) - 'a' + 1;
    }

    /** The labels of a kind by line: two or more, and letters only where they begin with a or have no gap. */
    private static Map<Integer, Label> family(Pattern pattern, List<String> lines) {
        Map<Integer, Label> labels = new TreeMap<>();
        IntStream.range(0, lines.size())
                .forEach(i -> of(pattern, lines.get(i)).ifPresent(label -> labels.put(i, label)));
        long kinds = labels.values().stream().map(label -> label.kind).distinct().count();
        int[] counts = labels.values().stream().mapToInt(label -> label.count).distinct().sorted().toArray();
        boolean counting = labels.values().stream().noneMatch(label -> label.kind.startsWith("letter"))
                || counts[0] == 1 || counts[counts.length - 1] - counts[0] == counts.length - 1;
        return labels.size() > 1 && kinds == 1 && counting ? labels : Map.of();
    }

    private static void requireNoColumns(List<String> lines, Values truth) {
        int[] dims = truth.dims();
        boolean matrix = dims.length > 1 && dims[dims.length - 1] > 1 && dims[dims.length - 2] > 1
                && (dims.length == 2 || dims[dims.length - 3] == 1);
        for (String line : lines) {
            boolean column = line.length() < MOST_OF_A_LINE && (COLUMN_LABEL.matcher(line).matches()
                    || matrix && CHANNEL_LABEL.matcher(line).matches());
            if (column) {
                throw new MatrixFormatException("the line '" + Quoted.of(line) + "' names a column. Rows are read, from above to below. "
                        + "Write the rows, each on a line.");
            }
        }
    }

    /** Makes labels of the first cells of a Markdown table, if they count its rows. */
    private static void table(List<String> lines) {
        int rule = IntStream.range(1, lines.size()).filter(i -> FreeText.RULE.matcher(lines.get(i)).matches())
                .findFirst().orElse(0);
        Matcher header = FIRST_CELL.matcher(rule == 0 ? "" : lines.get(rule - 1));
        if (!header.matches()) {
            return;
        }
        int end = rule + 1;
        while (end < lines.size() && lines.get(end).indexOf('|') >= 0) {
            end++;
        }
        String name = header.group("cell").replaceAll("[*_` ]", "");
        boolean names = Arrays.stream(header.group("rest").split("\\|"))
                .allMatch(cell -> cell.chars().anyMatch(Character::isLetter));
        List<String> rows = lines.subList(rule + 1, end);
        boolean counts = (name.isEmpty() && names || OF_ROWS.matcher(name).matches())
                && rows.stream().map(FIRST_CELL::matcher).allMatch(row -> row.matches()
                && COUNT_IN_CELL.matcher(row.group("cell")).matches());
        if (counts) {
            rows.replaceAll(line -> {
                Matcher row = FIRST_CELL.matcher(line);
                Matcher count = COUNT_IN_CELL.matcher(row.matches() ? row.group("cell") : "");
                return count.matches() ? "row " + count(count.group("count")) + ": " + row.group("rest") : line;
            });
        }
    }
}
