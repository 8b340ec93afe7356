package longhand.explain.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import longhand.explain.Values;

/**
 * What stands in the lines of numbers and does not change them: {@code and} before the last one, {@code (rounded)}, a
 * unit that has no size, the mark of a quotation, a label of several words before the only numbers, and the T behind a
 * row that means a column.
 */
final class Remarks {
    private static final int MOST_OF_A_LINE = 1000;
    private static final String NUMBERS = "[-+\\d.,;:/%eE\u00D7|\\s\\[\\](){}]";
    private static final Pattern AND = Pattern.compile("(?<=[\\d.%]),? (?:and|und) (?=[-+.\\d])");
    private static final String LABEL = "(?:[A-Za-z][\\w ]{0,30}[:=])?";
    private static final Pattern ENUMERATION = Pattern.compile(LABEL + NUMBERS + "*+");
    private static final String UNIT = "(?:nats?|pixels?|px|parameters?|params?|weights?)";
    private static final String PLACES = "(?:decimals?|digits?|places?|decimal places?|significant (?:digits|figures))";
    private static final String ROUNDED = "(?:(?:rounded|gerundet|approx\\.?|approximately|ca\\.?|exact|exactly|" + UNIT + "|natural log(?:arithm)?)(?: to [\\w]{1,9} " + PLACES + ")?|to [\\w]{1,9} " + PLACES + ")";
    /** Behind the last number of a line (group 1). */
    private static final Pattern BEHIND = Pattern.compile("(" + LABEL + NUMBERS + "*\\d[\\d.%\\])}]{0,9})(?: *,? *(?:" + UNIT + "|\\( ?" + ROUNDED + " ?\\)|rounded|gerundet)){1,2}\\.?\\s*");
    /** A label of several words. */
    private static final Pattern WORDS = Pattern.compile("\\s*([A-Za-z]{1,20}(?:[ -][A-Za-z]{1,20}){1,8}(?: ?\\([A-Za-z]{1,20}\\))?) ?[:=]\\s*(?=[-+.\\d\\[(])");
    private static final Pattern DENIAL = Pattern.compile("(?i)\\b(?:not|no|never|wrong|or|nicht|kein|falsch|old|alt)\\b");
    private static final Pattern QUOTED = Pattern.compile("(?m)^ {0,3}>[> ]{0,9}");
    private static final Pattern SEVERAL = Pattern.compile("(?s).*\\d[\\s,;]+[-+.\\d].*");
    private static final Pattern COLUMN = Pattern.compile("\\s*" + LABEL + "\\s*([\\[(][-+\\d.,/%eE\\s]*[\\])]) ?(?:\\^ ?[{(]? ?(?:T|\\\\?top|\u22A4|\\\\intercal) ?[})]?|'|\\.T|T)[.;]?\\s*");

    /** Signs and words that say nothing else than that this is the number (group 1). */
    private static final Pattern ONLY = Pattern.compile("(?i)\\s*(?:(?:ca\\.|circa|approx\\.?|approximately|about|etwa|\u2248|=>|-+>|\u2192|\u21D2|\u2234) ?)?([-+]?(?:\\d[\\d.,]{0,40}|[.,]\\d{1,40})(?:e[-+]?\\d{1,3}|/\\d{1,9})?%?)"
            + "\\s*(?:\u2713|\u2714|:-?\\)|\\((?:final|ca\\.|approx\\.?)\\)|(!))?\\s*");

    private Remarks() {}

    /** The text without the marks of a quotation, if all of it is one; a single {@code > 5} is none. */
    static String unquoted(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        boolean quoted = lines.stream().allMatch(line -> QUOTED.matcher(line).lookingAt())
                && (lines.size() > 1 || SEVERAL.matcher(text).matches());
        return quoted ? QUOTED.matcher(text).replaceAll("") : text;
    }

    /**
     * The text without that.
     *
     * @param plain the {@link FreeText#plain} text
     */
    static String without(String plain, Values truth) {
        boolean single = plain.lines().filter(line -> line.chars().anyMatch(Character::isDigit)).count() == 1;
        String lines = numbersAlone(plain).lines()
                .map(line -> line.length() > MOST_OF_A_LINE ? line : withoutWords(line, single))
                .collect(Collectors.joining("\n"));
        Matcher column = COLUMN.matcher(lines);
        int[] dims = truth.dims();
        boolean vector = dims.length == 1 || dims.length > 1 && dims[dims.length - 1] == 1;
        return vector && lines.length() < MOST_OF_A_LINE && column.matches() ? column(column.group(1), dims.length > 1)
                : lines;
    }

    /** The numbers without such signs, where each line with digits holds one; a sign of factorials only once. */
    private static String numbersAlone(String plain) {
        List<String> numbered = plain.lines().filter(line -> line.chars().anyMatch(Character::isDigit)).toList();
        boolean all = numbered.stream().allMatch(line -> {
            Matcher only = ONLY.matcher(line);
            return line.length() < MOST_OF_A_LINE && only.matches() && (only.group(2) == null || numbered.size() == 1);
        });
        return all ? plain.lines().map(line -> {
            Matcher only = ONLY.matcher(line);
            return only.matches() ? only.group(1) : line;
        }).collect(Collectors.joining("\n")) : plain;
    }

    private static String withoutWords(String line, boolean single) {
        Matcher words = WORDS.matcher(line);
        boolean labelled = single && words.lookingAt() && Operations.areNotIn(words.group(1))
                && !DENIAL.matcher(words.group(1)).find();
        String numbers = labelled ? line.substring(words.end()) : line;
        String listed = AND.matcher(numbers).replaceAll(", ");
        boolean several = ENUMERATION.matcher(Labels.LABEL.matcher(listed).replaceFirst("")).matches();
        String together = several ? listed : numbers;
        Matcher behind = BEHIND.matcher(together);
        return behind.matches() ? behind.group(1) : together;
    }

    /** The numbers between brackets, below each other or as a row. */
    private static String column(String row, boolean below) {
        String numbers = row.substring(1, row.length() - 1).strip();
        String separator = numbers.matches("\\S+") ? "," : ",?\\s+";
        return String.join(below ? "\n" : " ", numbers.split(separator));
    }
}
