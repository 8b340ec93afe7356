package longhand.conformance.fuzz;

import static longhand.conformance.fuzz.ErrorBounds.FUNCTION_ULPS;
import static longhand.conformance.fuzz.SumBounds.U;
import static longhand.conformance.fuzz.SumBounds.finite;
import static longhand.conformance.fuzz.SumBounds.roundings;

import longhand.backend.Backend;

/** How far softmax and its gradient may be off. */
final class SoftmaxBounds {
    private SoftmaxBounds() {}

    /**
     * With d = x − max rounded to a float, e^d is off by |d|·u and the function's own error, and so is the sum of them,
     * which has its additions' too; the logarithm turns the relative error of the sum into an absolute one, and both
     * backends round the result.
     */
    static void ofSoftmax(Backend reference, float[] x, float[] y, boolean log, int outer, int n, int inner) {
        float[] logarithms = new float[outer * n * inner];
        reference.softmax(x, logarithms, true, outer, n, inner);
        reference.softmax(x, y, log, outer, n, inner);
        for (int i = 0; i < outer * n * inner; i++) {
            double size = Math.abs(logarithms[i]); // |d| to within log n
            double relative = (3 * size + Math.log(Math.max(1, n)) + roundings(n) + 2 * FUNCTION_ULPS) * U;
            if (!Float.isFinite(logarithms[i])) {
                y[i] = log || Float.isNaN(logarithms[i]) ? 0 : Float.MIN_NORMAL;
            } else {
                y[i] = (float) (log ? relative : relative * y[i] + Float.MIN_NORMAL);
            }
        }
    }

    /**
     * The sum is off by its roundings, e^y by the function's error and by y's own; two more roundings, and those of the
     * reference.
     */
    static void ofGradient(float[] g, float[] y, float[] dx, boolean log, int outer, int n, int inner) {
        float[] magnitudes = SumBounds.magnitudes(g);
        double relative = (roundings(n) + 2 * FUNCTION_ULPS) * U;
        for (int o = 0; o < outer; o++) {
            for (int start = o * n * inner; start < (o * n + 1) * inner; start++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    int i = start + j * inner;
                    sum += magnitudes[i] * (log ? 1 : finite(y[i]));
                }
                for (int j = 0; j < n; j++) {
                    int i = start + j * inner;
                    double factor = log ? Math.exp(finite(y[i])) : finite(y[i]);
                    double size = log ? magnitudes[i] + factor * sum : factor * (magnitudes[i] + sum);
                    dx[i] = SumBounds.orEverything(relative * size + n * Float.MIN_NORMAL, Math.max(sum, size));
                }
            }
        }
    }
}
