package longhand.explain.check;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines above, between and below the numbers that say what is still to be done with them: a factor, a sum, a name that
 * stands for something else. Without them other numbers than the meant ones would be read.
 */
final class Unfinished {
    private static final int LONGEST_LINE = 400;
    private static final String TIMES = "[*\u00D7\u00B7\u22C5\u2219\u2217\u00F7]";
    private static final String NUMBER = Numbers.LOOSE + "(?:\\^\\S{1,8})?";
    private static final String SHORT = "\\(? ?(?:[A-Za-z]{1,2}|d[A-Za-z]{1,2})(?:\\d{0,2}|_\\w{1,3})(?:\\[[\\d, ]{0,9}\\])? ?\\)?";
    private static final String NAME = "(?:[A-Za-z]\\w{0,20}(?:\\[[\\d, ]{0,9}\\])?|\\))";
    private static final String EXPONENT_T = "\\^ ?\\{? ?\\\\?(?:T|top) ?\\}?";
    private static final String EQUALS = " ?(?::?=|\u2248)\\s*";

    /** {@code / 9}, {@code + b}, {@code * 2 = 8}: goes on with what stands above; but no word with a star before it. */
    private static final Pattern CONTINUED = Pattern.compile("(?!\\s*([*:]).*\\1\\s*$)\\s*(?:[+/^:]|" + TIMES + "|\\\\div)(?=[^=]{0,80}[\\dA-Za-z])"
            + "(?:[\\d.,()\\[\\]{}*+/^\u00D7\u00B7\u22C5\u00F7\\s-]|(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z])){1,80}+(?:=.*)?");
    /** {@code Y = X *}: goes on below; so does {@code Y = X -}, but behind a name alone that is a dash. */
    private static final Pattern OPEN = Pattern.compile("(?!\\s*\\*).*(?:[\\d)\\]}] ?|\\w )(?:[/+]|" + TIMES + ")\\s*|[^=]*=.*[\\w)\\]}] ?-\\s*");
    /** {@code Y^T:} and {@code Y':} before numbers, or above them. */
    private static final Pattern TRANSPOSED_NAME =
            Pattern.compile("\\s*[A-Za-z]\\w{0,20}(?:(?:" + EXPONENT_T + "|\\.T)" + EQUALS + "|(?:" + EXPONENT_T + "|\\.T|(?<!\\d)') ?:|(?<=^\\s{0,20}[A-Z])'" + EQUALS + ")\\s*(?:$|[-+.\\d\\[({].*)");
    /** {@code Y*10 =}, {@code 2Y =}, {@code -Y =}, {@code Y^T =}: what has these numbers is not the answer. */
    private static final Pattern OTHER_NAME = Pattern.compile(
            "(?:(?:.*[\\s,:])?(?:" + NAME + " ?(?:[/^]|" + TIMES + ") ?\\(?" + NUMBER + "[)\\d./]{0,9}"
            + "|" + NUMBER + " ?" + TIMES + " ?" + NAME + "))" + EQUALS
            + "|\\s*(?:" + NUMBER + " ?" + NAME + "|- ?" + NAME + "|" + NAME + " ?[-+] ?" + NUMBER + "|" + NAME + "(?:" + EXPONENT_T + "|\\.T))"
            + EQUALS + "|\\s*(?:[A-Za-z]\\w{0,5} ?" + TIMES + " ?" + NUMBER + "|" + NUMBER + " ?" + TIMES + " ?[A-Za-z]\\w{0,5}) ?:\\s*");
    /** {@code Y / 9} alone, or behind an equals sign. */
    private static final Pattern SCALED = Pattern.compile("\\s*=?\\s*(?:" + SHORT + " ?(?:[-+/]|" + TIMES + ") ?" + NUMBER
            + "|" + NUMBER + " ?" + TIMES + " ?" + SHORT + ")\\s*[.:]?\\s*");
    /** {@code Y *= 2}. */
    private static final Pattern IN_PLACE = Pattern.compile("\\s*[A-Za-z]\\w{0,20}(?:\\[[^\\]\\n]{0,20}\\])?\\s*(?:[-+/^@]|" + TIMES + "){1,2}=[^=A-Za-z]*\\d[^=A-Za-z]*");
    private static final Pattern ASSIGNED = Pattern.compile("\\s*([A-Za-z]\\w{0,20})\\s*(?::=|=|<-)\\s*([^=]{1,80})");
    private static final Pattern WORD = Pattern.compile("(?<![A-Za-z_])[A-Za-z_]\\w*(\\s*\\()?");
    private static final Pattern LABEL = Pattern.compile("\\s*([A-Za-z]\\w{0,20})\\s*(?::=|=|<-|:).*");
    private static final Set<String> TRANSPOSED = Set.of("t", "transpose");

    /** A factor or a sign on a line of its own, and sums not yet done: no text, and no numbers either. */
    private static final Pattern FORMULA = Pattern.compile("(?=.*\\d\\s*[_^]\\s*\\{?\\d)\\P{L}*|\\s*[-+'\u2019]\\s*|\\s*[-+]\\s*[(\\[{].*|\\s*T\\s*|.*\\\\(?:begin|end)\\b.*|\\s*\\^.*"
            + "|(?=.*\\d)\\s*[-+]?[\\d.,/]*(?:e-?\\d+|\\^-?\\d+)?\\s*[x\u00D7*\u00B7\u22C5]\\s*[\\d.,/]*(?:e-?\\d+|\\^\\S+)?\\s*|(?=.*\\d\\s*[*\u00B7\u22C5\u00D7+^]|(?=\\s*+\\S++\\s++\\S)(?=[^?]*+\\?))[-+*\u00B7\u22C5\u00D7^?\\d.,eE/()\\s]+");

    private static final Pattern CLASS = Pattern.compile("\\s{0,9}(\\p{L}{3,20}): ?" + Numbers.SIMPLE + "\\s{0,9}");
    private static final Pattern SEVERAL_NUMBERS = Pattern.compile("\\d[\\d.%]{0,40}[\\s,;\\[\\]]{1,9}[-+]?\\.?\\d");
    private static final String BESIDE =
            "' changes the numbers beside it, and nothing is computed here. Write the final numbers, and take off ";

    private Unfinished() {}

    /** Whether a line without a label is no text, and no numbers either. */
    static boolean isFormula(String line) {
        return FORMULA.matcher(line).matches();
    }

    /**
     * Refuses lines that change the numbers beside them.
     *
     * @param lines those that are no rows of numbers
     * @param all these lines and the rows between them
     * @throws MatrixFormatException if there is one; names it
     */
    static void refuse(Set<String> lines, List<String> all) {
        Set<String> names = all.stream().filter(line -> !lines.contains(line)).map(LABEL::matcher)
                .filter(Matcher::matches).map(label -> label.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
        lines.stream().map(LABEL::matcher).filter(label -> label.matches() && label.group().strip().endsWith("="))
                .forEach(label -> names.add(label.group(1).toLowerCase(Locale.ROOT)));
        if (areClasses(all)) {
            return;
        }
        for (String line : all) {
            if (lines.contains(line) ? changes(line) || assigns(line, names) : isChangedByLabel(line)) {
                throw changing(line, all);
            }
        }
    }

    /** Whether each line has a word and one number, as {@code negative: 0.2} has: the words tell the numbers apart. */
    private static boolean areClasses(List<String> all) {
        List<Matcher> lines = all.stream().filter(line -> !line.isBlank()).map(CLASS::matcher).toList();
        return lines.size() > 1
                && lines.stream().allMatch(line -> line.matches() && !SeveralArrays.isArray(line.group(1)))
                && lines.stream().map(line -> line.group(1).toLowerCase(Locale.ROOT)).distinct().count()
                == lines.size();
    }

    /**
     * Refuses comments that change the numbers beside them.
     *
     * @throws MatrixFormatException if there is one; names it
     */
    static void refuseComments(List<String> comments) {
        comments.stream().filter(Operations::areSaidByComment).findFirst().ifPresent(comment -> {
            throw new MatrixFormatException("the comment '" + Quoted.of(comment) + BESIDE + "that comment.");
        });
    }

    /** The line is to be taken off only if the numbers stand on others. */
    private static MatrixFormatException changing(String line, List<String> all) {
        boolean own = SEVERAL_NUMBERS.matcher(line).find()
                || all.stream().filter(other -> !other.equals(line)).flatMapToInt(String::chars)
                .noneMatch(Character::isDigit);
        return new MatrixFormatException("the line '" + Quoted.of(line) + (own
                ? "' changes its numbers, and nothing is computed here. Carry it out and write only the result."
                : BESIDE + "that line."));
    }

    /** The end of a long line with one blank for several: there a formula goes on below. */
    private static String end(String line) {
        String single = line.replaceAll("\\s++", " ");
        return single.substring(Math.max(0, single.length() - LONGEST_LINE));
    }

    private static boolean isChangedByLabel(String line) {
        return Operations.areSaidByLabel(line) || TRANSPOSED_NAME.matcher(line).matches()
                || line.strip().endsWith(":") && Operations.areSaid(line);
    }

    private static boolean changes(String whole) {
        String line = end(whole);
        return CONTINUED.matcher(line).matches() || OTHER_NAME.matcher(line).matches()
                || SCALED.matcher(line).matches() || Operations.areSaid(line) || Operations.isUnit(line)
                || isChangedByLabel(line) || IN_PLACE.matcher(line).matches()
                || OPEN.matcher(line).matches() && !FreeText.isHeading(line);
    }

    /** Whether a line computes something of the numbers alone: {@code Y = Y * 2}, {@code Z = relu(Y)}. */
    private static boolean assigns(String line, Set<String> names) {
        Matcher assigned = ASSIGNED.matcher(line);
        if (!assigned.matches()) {
            return false;
        }
        Set<String> own = new HashSet<>(names);
        own.add(assigned.group(1).toLowerCase(Locale.ROOT));
        List<String> words = WORD.matcher(assigned.group(2)).results().filter(w -> w.group(1) == null)
                .map(MatchResult::group).map(w -> w.toLowerCase(Locale.ROOT)).filter(w -> !TRANSPOSED.contains(w))
                .toList();
        return !words.isEmpty() && own.containsAll(words) && !assigned.group(2).strip().matches("\\w+");
    }
}
