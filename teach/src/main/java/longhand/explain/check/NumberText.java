package longhand.explain.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One number as people write it: 19, 19.0, +19, −19 (with a hyphen or a minus sign), 1.9e1, .5, the fraction 1/3,
 * and 50%.
 *
 * @param value the number
 * @param rounding half a unit of the last written digit if that is the second decimal or a later one (of 33.3% it is
 *     the third), or if a power of ten above 1 stands behind three digits that count, as in 1.23e4, 12.3e3 or 123e2;
 *     or else 0
 * @param leads whether the numbers beside it that show no decimals were rounded like it: not to 2e-5, nor to 1.23e4
 */
record NumberText(double value, double rounding, boolean leads) {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d{1,400}(?:\\.(\\d{0,400}))?|\\.(\\d{1,400}))(?:[eE]([+-]?\\d{1,4}))?");
    /** What stands in sums, products and powers. */
    private static final Pattern EXPRESSION = Pattern.compile("[+*^\u00D7\u00B7\u22C5\u2219\u2217\u2022\u2299\u00F7]|\\d-");
    private static final int DECIMALS_THAT_ROUND = 2;
    private static final int PERCENT = -2;
    /** Half a unit of the last of three digits is at most this part of a number. */
    private static final double THREE_DIGITS = 0.005;

    /** Reads a number; {@code where} is named in the error. */
    static NumberText parse(String token, String where) {
        String text = token.replace('\u2212', '-').replace('\u2013', '-');
        boolean percent = text.endsWith("%");
        return percent ? parse(text.substring(0, text.length() - 1), where, PERCENT) : parse(text, where, 0);
    }

    /**
     * Reads a number that is to be multiplied by a power of ten.
     *
     * @param power that of ten
     */
    private static NumberText parse(String text, String where, int power) {
        int slash = text.indexOf('/');
        if (slash > 0) {
            return fraction(text, slash, where, power);
        }
        Matcher m = NUMBER.matcher(text);
        if (!m.matches() && EXPRESSION.matcher(text).find()) {
            throw new MatrixFormatException(where + ": '" + Quoted.of(text)
                    + "' is not a number: an expression is not computed here. Write its result, as 6 for 2*3.");
        }
        if (!m.matches()) {
            throw new MatrixFormatException(where + ": '" + Quoted.of(text)
                    + "' is not a number. Write numbers as 19, 19.0, -2.5, "
                    + "1.9e1 or 1/3.");
        }
        double value = power == 0 ? Double.parseDouble(text) : Double.parseDouble(text) / Math.pow(10, -power);
        if (Double.isInfinite(value)) {
            throw new MatrixFormatException(where + ": '" + Quoted.of(text) + "' is too large for a number.");
        }
        String decimals = m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : "";
        int exponent = power + (m.group(3) == null ? 0 : Integer.parseInt(m.group(3)));
        return new NumberText(value, rounding(value, decimals.length(), exponent),
                decimals.length() >= DECIMALS_THAT_ROUND && decimals.length() - exponent >= DECIMALS_THAT_ROUND);
    }

    private static NumberText fraction(String text, int slash, String where, int power) {
        if (text.indexOf('/', slash + 1) >= 0) {
            throw new MatrixFormatException(where + ": '" + Quoted.of(text)
                    + "' divides twice. Write a fraction with one stroke, as 1/3.");
        }
        NumberText over = parse(text.substring(0, slash), where, 0);
        NumberText under = parse(text.substring(slash + 1), where, 0);
        if (under.value == 0) {
            throw new MatrixFormatException(where + ": '" + Quoted.of(text) + "' divides by 0.");
        }
        return new NumberText(over.value / under.value * Math.pow(10, power), 0, false);
    }

    /** As for the same number without a power of ten; a large one may also be rounded to three digits or more. */
    private static double rounding(double value, int decimals, int exponent) {
        int places = decimals - exponent;
        double half = 0.5 * Math.pow(10, -places);
        boolean digits = exponent > 0 && half <= THREE_DIGITS * Math.abs(value);
        return places >= DECIMALS_THAT_ROUND || digits ? half : 0;
    }
}
