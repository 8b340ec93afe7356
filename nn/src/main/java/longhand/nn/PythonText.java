package longhand.nn;

import java.math.BigDecimal;
import longhand.shape.Size2d;

/** Values as Python prints them, for the printed form of layers and optimisers. */
public final class PythonText {
    private PythonText() {}

    /** {@code True} or {@code False}. */
    public static String of(boolean value) {
        return value ? "True" : "False";
    }

    /** A float: {@code 0.5}, {@code 1e-05}. */
    public static String of(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e16)) {
            String[] parts = Double.toString(value).split("E");
            String digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
            int exponent = Integer.parseInt(parts[1]);
            return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String plain = new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    /** A number that Python has as an integer if nobody set it: {@code 0}, {@code 0.01}. */
    public static String number(double value) {
        return value == 0 ? "0" : of(value);
    }

    /** A size that the user gave as one number if both are equal: {@code 3} or {@code (2, 4)}. */
    static String of(Size2d size) {
        return size.h() == size.w() ? Integer.toString(size.h()) : size.toString();
    }
}
