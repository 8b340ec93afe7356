package longhand.explain.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Working with numbers alone before the last sign of equality of a line, as in {@code 28/4 = 7} or {@code ReLU(1) = 1}.
 * It is taken off where each line with numbers has such; the result counts.
 */
final class Working {
    private static final int LONGEST_LINE = 400;
    private static final String FUNCTION = "(?:(?i:relu|max|min|exp|ln|log|sqrt|tanh|abs|sigmoid)\\b|e(?=\\^))";
    private static final Pattern RESULT = Pattern.compile("[^=]{1,300}(?:=[^=]{1,300}){0,4}= *([-+]?[\\d.,]{1,40}(?:e[-+]?\\d{1,3}|/\\d{1,9})?%?)\\.?\\s*");
    /** What is computed of numbers, with an operation in it. */
    private static final Pattern COMPUTED = Pattern.compile("(?=.*(?:[-+*/^\u00D7\u00B7\u22C5\u221A!(]))(?=.*\\d)(?:[\\d.,+*/^()\\[\\]{}\u00D7\u00B7\u22C5\u221A!|=\\s-]|" + FUNCTION + "){1,400}+");

    /** Two numbers with nothing but blanks between them. */
    private static final Pattern APART = Pattern.compile("[\\d)\\]]\\s{1,20}[\\d.(\\[]");

    private Working() {}

    /** The text with results alone, if all lines with numbers have working; or the text. */
    static String without(String plain) {
        List<String> numbered = plain.lines().filter(line -> line.chars().anyMatch(Character::isDigit)).toList();
        boolean all = !numbered.isEmpty() && numbered.stream().allMatch(Working::isComputed);
        return all ? plain.lines().map(Working::result).collect(Collectors.joining("\n")) : plain;
    }

    private static boolean isComputed(String line) {
        if (line.length() > LONGEST_LINE || !RESULT.matcher(line).matches()) {
            return false;
        }
        String working = line.substring(name(line).length(), line.lastIndexOf('='));
        boolean several = working.indexOf('=') >= 0 && working.indexOf(',') >= 0;
        return !several && !APART.matcher(working).find() && COMPUTED.matcher(working).matches();
    }

    /** {@code w1 =} before working; empty if there is no name. */
    private static String name(String line) {
        int first = line.indexOf('=') + 1;
        return first <= line.lastIndexOf('=') && Labels.isName(line.substring(0, first))
                ? line.substring(0, first) : "";
    }

    private static String result(String line) {
        Matcher result = RESULT.matcher(line);
        return result.matches() ? name(line) + " " + result.group(1) : line;
    }
}
