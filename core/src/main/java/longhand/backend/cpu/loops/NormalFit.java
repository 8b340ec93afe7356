package longhand.backend.cpu.loops;

/**
 * How the error function is approximated, and the normal distribution with it.
 *
 * <p>For x ≥ 0, 1 − erf x = e^(−x²) · w · F(w) with w = 1 / (1 + x/2). For |x| &lt; 1, where that would leave erf x few
 * digits, erf x = x · N(x²). The coefficients of both polynomials are minimax fits, of relative error 10⁻⁸ and 2·10⁻⁹;
 * the rest is in the float arithmetic.
 */
final class NormalFit {
    static final float NEAR_0 = 1.12837917f;
    static final float NEAR_1 = -0.376126258f;
    static final float NEAR_2 = 0.112835851f;
    static final float NEAR_3 = -0.0268538106f;
    static final float NEAR_4 = 0.005188325f;
    static final float NEAR_5 = -0.000801016856f;
    static final float NEAR_6 = 7.85377318e-05f;
    static final float SCALE = 0.5f;
    static final float FAR_0 = 0.2820948f;
    static final float FAR_1 = 0.28209385f;
    static final float FAR_2 = 0.24688077f;
    static final float FAR_3 = 0.17537484f;
    static final float FAR_4 = 0.09301271f;
    static final float FAR_5 = -0.057276435f;
    static final float FAR_6 = 0.12718828f;
    static final float FAR_7 = -0.4471165f;
    static final float FAR_8 = 0.48629788f;
    static final float FAR_9 = -0.23091428f;
    static final float FAR_10 = 0.04236407f;

    private static final float SQRT_HALF = (float) Math.sqrt(0.5);
    private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

    private NormalFit() {}

    /** erf x. */
    static float erf(float x) {
        float size = Math.abs(x);
        float y = size < 1 ? size * quotient(size * size)
                : (float) (1 - complement(size, Math.exp(-(double) size * size)));
        return Math.copySign(y, x);
    }

    /** x · Φ(x). */
    static float gelu(float x) {
        return (float) (x * distribution(x, Math.exp(-0.5 * x * x)));
    }

    /** Φ(x) + x · Φ′(x). */
    static float geluDerivative(float x) {
        double bell = Math.exp(-0.5 * x * x);
        return (float) (distribution(x, bell) + x * (bell * DENSITY_AT_0));
    }

    private static double distribution(float x, double bell) {
        double tail = 0.5 * complement(Math.abs(x) * SQRT_HALF, bell);
        return x < 0 ? tail : 1 - tail;
    }

    private static float quotient(float z) {
        return NEAR_0 + z * (NEAR_1 + z * (NEAR_2 + z * (NEAR_3 + z * (NEAR_4 + z * (NEAR_5 + z * NEAR_6)))));
    }

    private static double complement(float t, double bell) {
        float w = 1 / (1 + SCALE * t);
        float upper = FAR_4 + w * (FAR_5 + w * (FAR_6 + w * (FAR_7 + w * (FAR_8 + w * (FAR_9 + w * FAR_10)))));
        return w * (FAR_0 + w * (FAR_1 + w * (FAR_2 + w * (FAR_3 + w * upper)))) * bell;
    }
}
