package longhand.explain.check;

import java.util.regex.Pattern;

/**
 * How numbers look in a text, as parts of patterns; none has a group. {@link NumberText} says what they are worth.
 */
final class Numbers {
    /** Behind a number in the notation of programs. */
    static final String EXPONENT = "[eE][-+]?\\d{1,3}";
    /** Digits with points and commas anywhere but for a comma at the end, which separates two numbers. */
    static final String DIGITS = "(?:\\d[\\d.,]{0,40}(?<!,)|[.,]\\d{1,40})";
    /** A number with one point or comma at most: no sign between thousands, no list. */
    static final String SIMPLE = "[-+]?(?:\\d{1,40}(?:\\.\\d{0,40}|,\\d{1,40})?|[.,]\\d{1,40})(?:" + EXPONENT + "|/\\d{1,9})?%?";
    /** Anything in a sentence that begins like a number and holds its signs. */
    static final String LOOSE = "[-+]?(?:\\d[\\d.,/]{0,60}|[.,]\\d{1,60})(?:" + EXPONENT + ")?%?";
    /** A word that is a number, also with signs between thousands. */
    private static final Pattern WORD = Pattern.compile(
            "[+-]?(?:\\d+(?:[.,]\\d*)?|\\d{1,3}([.,'\u2019_])\\d{3}(?:\\1\\d{3})*(?:[.,]\\d*)?|[.,]\\d+)(?:[eE][+-]?\\d+)?(?:/[+-]?\\d+(?:[.,]\\d+)?)?%?");
    private static final int LONGEST = 100;

    private Numbers() {}

    /** Whether a word is a number. */
    static boolean isOne(String word) {
        return word.length() <= LONGEST && WORD.matcher(word).matches();
    }
}
