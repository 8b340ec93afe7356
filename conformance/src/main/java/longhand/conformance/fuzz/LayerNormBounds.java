package longhand.conformance.fuzz;

import static longhand.conformance.fuzz.SumBounds.U;
import static longhand.conformance.fuzz.SumBounds.finite;
import static longhand.conformance.fuzz.SumBounds.orEverything;
import static longhand.conformance.fuzz.SumBounds.roundings;

import longhand.backend.StandardizedRows;

/**
 * How far layer normalisation and its gradients may be off: as sums of the magnitudes of all that is added. What leaves
 * the range of floats on the way may come out as anything; each product that is too small for a float loses up to
 * {@link Float#MIN_VALUE}, which later factors enlarge.
 */
final class LayerNormBounds {
    /** Of x − center, times scale, plus shift, and two products, in floats; as many in the reference. */
    private static final int FEW = 8;

    private LayerNormBounds() {}

    /** The magnitude of x̂; ∞ if x − center overflows. */
    private static double standardized(float x, StandardizedRows rows, int i) {
        return ChannelBounds.finiteProduct(rows.scale()[i], x, rows.center()[i]) + finite(rows.shift()[i]);
    }

    static void ofForward(float[] x, StandardizedRows rows, float[] w, float[] b, float[] y) {
        for (int at = 0; at < rows.count() * rows.n(); at++) {
            int j = at % rows.n();
            double standardized = standardized(x[at], rows, at / rows.n());
            double size = standardized * finite(w[j]) + finite(b[j]);
            double lost = FEW * Float.MIN_VALUE * (1 + finite(w[j]));
            y[at] = orEverything(FEW * U * size + lost, Math.max(standardized, size));
        }
    }

    static void ofGradient(float[] g, float[] x, StandardizedRows rows, float[] w, float[] dx) {
        int n = rows.n();
        for (int i = 0; i < rows.count(); i++) {
            double plain = 0;
            double products = 0;
            double sizes = 0;
            for (int j = 0; j < n; j++) {
                double weighted = finite((double) g[i * n + j] * w[j]);
                double standardized = standardized(x[i * n + j], rows, i);
                plain += weighted / n;
                products += weighted * standardized / n;
                sizes += standardized / n;
            }
            double scale = finite(rows.scale()[i]);
            double lostInSums = Float.MIN_VALUE * (FEW + sizes + scale + finite(rows.shift()[i]));
            for (int j = 0; j < n; j++) {
                double weighted = finite((double) g[i * n + j] * w[j]);
                double standardized = standardized(x[i * n + j], rows, i);
                double inner = weighted + plain + standardized * products;
                double largest = Math.max(Math.max(inner, scale * inner), Math.max(standardized, products));
                double lost = scale * (1 + standardized) * lostInSums
                        + FEW * Float.MIN_VALUE * (1 + products) * (1 + scale);
                dx[i * n + j] = orEverything((roundings(n) + FEW) * U * scale * inner + lost, largest);
            }
        }
    }

    static void ofWeightGradient(float[] g, float[] x, StandardizedRows rows, float[] dw) {
        for (int j = 0; j < rows.n(); j++) {
            double sum = 0;
            double largest = 0;
            double lost = 0;
            for (int at = j; at < rows.count() * rows.n(); at += rows.n()) {
                double standardized = standardized(x[at], rows, at / rows.n());
                sum += finite(g[at]) * standardized;
                largest = Math.max(largest, standardized);
                lost += Float.MIN_VALUE * (1 + finite(g[at]));
            }
            dw[j] = orEverything((roundings(rows.count()) + FEW) * U * sum + lost, Math.max(largest, sum));
        }
    }
}
