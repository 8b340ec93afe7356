package longhand.backend;

import org.apache.commons.math3.special.Gamma;

/** The error function, for GELU; Commons Math has it through the incomplete gamma function. */
final class Erf {
    private Erf() {}

    static double of(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double p = Gamma.regularizedGammaP(0.5, x * x, 1e-15, 10_000);
        return x < 0 ? -p : p;
    }
}
