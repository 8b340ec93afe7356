package longhand.explain;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The only place that decides how a number looks: 19 not 19.0, six significant digits, negative factors in parentheses.
 */
public final class Numbers {
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Numbers() {}

    /** A number as a person writes it: 19, 0.333333, -2.5, 1.5e-7. */
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -5 && exponent < 15) {
            return rounded.toPlainString();
        }
        BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + exponent;
    }

    /** Whether {@link #format} shows the number without loss, as far as a float can tell. */
    public static boolean isShownExactly(double value) {
        return !Double.isFinite(value) || (float) Double.parseDouble(format(value)) == (float) value;
    }

    /** {@code =}, or {@code ≈} before a number that is shown rounded. */
    public static String equalsSign(double value) {
        return isShownExactly(value) ? "=" : "≈";
    }

    /** The number as a factor or a later summand: in parentheses if negative. */
    public static String inParenthesesIfNegative(double value) {
        String text = format(value);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }
}
