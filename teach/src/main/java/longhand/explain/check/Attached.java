package longhand.explain.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Signs that belong to the number before them and may stand apart from it: a power of ten, a percent sign, the stroke
 * of a fraction. Behind the last of several numbers that have none, with blanks between them, such a sign can as well
 * mean the whole row: {@code 3 4 / 9}. Then it stays apart, and {@link #require} refuses it.
 */
final class Attached {
    private static final String SIGN_OF_PRODUCT = "[xX*\u00D7\u00B7\u22C5\u2219\u2217]";
    /** {@code · 10^(-2)}, but not behind a fraction. */
    private static final Pattern POWER = Pattern.compile("(?<=[\\d.] {0,3})(?<!/ ?[\\d.,]{1,20} {0,3})" + SIGN_OF_PRODUCT
            + " {0,3}10 ?\\^ ?[{(]?([+-]?\\d{1,3})[)}]?");
    private static final String EXPONENT = Numbers.EXPONENT + "(?![\\d.])";
    private static final String STROKE = "/ {0,3}[-+]?" + Numbers.DIGITS;
    private static final String NUMBER = "[-+]?" + Numbers.DIGITS + "(?:/" + Numbers.DIGITS + "|" + EXPONENT + ")?";
    /** A number (group 1) and what belongs to it: the blanks before the sign (group 2), and the sign (group 3). */
    private static final Pattern ELEMENT = Pattern.compile("(?<![\\w.,/^])(" + NUMBER + ")(?:( {0,9})(%|" + EXPONENT + "|" + STROKE + "))?");
    private static final Pattern ONE_WITH_THOUSANDS = Pattern.compile("[-+]?[1-9]\\d{0,2}(?: \\d{3}){1,6} %");
    /** The blanks between the only number of a cell and its sign. */
    private static final Pattern IN_CELL =
            Pattern.compile("((?:^|\\t) *[-+]?" + Numbers.DIGITS + ") {1,9}(?=%|/|\u00F7|" + SIGN_OF_PRODUCT + ")");

    private Attached() {}

    /** The text with blanks for tabs; what stands between two tabs is one number with its sign. */
    static String cells(String text) {
        return text.indexOf('\t') < 0 ? text : text.lines().map(line -> line.indexOf('\t') < 0 ? line
                : IN_CELL.matcher(line).replaceAll("$1").replace("\t", "  ")).collect(Collectors.joining("\n"));
    }

    /** The text with {@code 3e-2} for 3 · 10^-2, {@code 3/9} for 3 / 9 and {@code 3%} for 3 %. */
    static String join(String text) {
        String powers = POWER.matcher(text).replaceAll("e$1");
        Set<Character> habits = habits(powers);
        return powers.lines().map(line -> joined(line, habits)).collect(Collectors.joining("\n"));
    }

    /**
     * Refuses signs that can mean a row or its last number.
     *
     * @param joined what {@link #join} made of a text
     * @throws MatrixFormatException if there is one; quotes the row
     */
    static void require(String joined) {
        Set<Character> habits = habits(joined);
        joined.lines().flatMap(line -> runs(line).stream().filter(run -> run.meansRow(habits))
                .map(run -> line.substring(run.start(), run.end()))).findFirst().ifPresent(row -> {
                    throw new MatrixFormatException("in '" + Quoted.of(row) + "' the sign at the end can mean all numbers or the last "
                            + "one, and nothing is computed here. Write each number in full, as 0.03 0.04.");
                });
    }

    /**
     * Numbers with nothing but blanks between them.
     *
     * @param line where they stand
     */
    private record Run(String line, List<MatchResult> elements) {
        int start() {
            return elements.getFirst().start();
        }

        int end() {
            return elements.getLast().end();
        }

        boolean meansRow(Set<Character> habits) {
            MatchResult last = elements.getLast();
            return elements.size() > 1 && isApart(last) && !habits.contains(kind(last))
                    && !ONE_WITH_THOUSANDS.matcher(line.substring(start(), end())).matches();
        }
    }

    private static List<Run> runs(String line) {
        List<Run> runs = new ArrayList<>();
        for (MatchResult element : ELEMENT.matcher(line).results().toList()) {
            boolean goesOn = !runs.isEmpty() && line.substring(runs.getLast().end(), element.start()).isBlank();
            if (!goesOn) {
                runs.add(new Run(line, new ArrayList<>()));
            }
            runs.getLast().elements.add(element);
        }
        return runs;
    }

    private static boolean isApart(MatchResult element) {
        return element.group(3) != null && !element.group(2).isEmpty();
    }

    private static char kind(MatchResult element) {
        return Character.toLowerCase(element.group(3).charAt(0));
    }

    /** The signs that numbers have which are not the last of their row: each number has its own. */
    private static Set<Character> habits(String text) {
        Set<Character> habits = new HashSet<>();
        text.lines().flatMap(line -> runs(line).stream()).forEach(run -> run.elements.stream()
                .limit(run.elements.size() - 1L).forEach(element -> {
                    if (element.group(3) != null) {
                        habits.add(kind(element));
                    }
                    if (element.group(1).matches(".*[eE].*")) {
                        habits.add('e');
                    }
                }));
        return habits;
    }

    private static String joined(String line, Set<Character> habits) {
        StringBuilder joined = new StringBuilder();
        int from = 0;
        for (Run run : runs(line)) {
            for (MatchResult element : run.meansRow(habits) ? List.<MatchResult>of() : run.elements) {
                String sign = element.group(3) == null ? "" : element.group(3).replace(" ", "");
                joined.append(line, from, element.start()).append(element.group(1)).append(sign);
                from = element.end();
            }
        }
        return joined.append(line.substring(from)).toString();
    }
}
