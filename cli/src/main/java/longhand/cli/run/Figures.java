package longhand.cli.run;

import java.util.Locale;

/** Numbers as they are printed. */
public final class Figures {
    private static final double LONG = 1e5;

    private Figures() {}

    /** A loss with four decimals, or, where that would be a row of digits, as {@code 8.25e+29}. */
    public static String loss(double loss) {
        return String.format(Locale.ROOT, Math.abs(loss) < LONG || !Double.isFinite(loss) ? "%.4f" : "%.3g", loss);
    }
}
