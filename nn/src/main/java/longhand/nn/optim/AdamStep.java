package longhand.nn.optim;

import java.util.List;
import java.util.Map;
import longhand.nn.PythonText;

/**
 * The step that {@link Adam} and {@link AdamW} share. Powers come from {@link StrictMath}: whether a loop has been
 * compiled or not must not show in the numbers, or a resumed run would differ from one that was never stopped.
 */
record AdamStep(double beta1, double beta2, double eps) {
    static final AdamStep DEFAULT = new AdamStep(0.9, 0.999, 1e-8);

    private static final String MEAN = "exp_avg";
    private static final String SQUARE = "exp_avg_sq";
    static final List<String> SLOTS = List.of(MEAN, SQUARE);

    Map<String, String> settings() {
        return Map.of("amsgrad", PythonText.of(false), "betas", "(" + PythonText.of(beta1) + ", " + PythonText.of(beta2)
                + ")", "capturable", PythonText.of(false), "eps", PythonText.of(eps), "foreach", "None", "maximize",
                PythonText.of(false));
    }

    void apply(float[] w, float[] g, int n, double lr, double weightDecay, ParameterState state) {
        float[] m = state.array(MEAN, n);
        float[] v = state.array(SQUARE, n);
        float rate = (float) (lr / (1 - StrictMath.pow(beta1, state.steps())));
        float root = (float) Math.sqrt(1 - StrictMath.pow(beta2, state.steps()));
        float keepMean = (float) beta1;
        float newMean = (float) (1 - beta1);
        float keepSquare = (float) beta2;
        float newSquare = (float) (1 - beta2);
        float decay = (float) weightDecay;
        float small = (float) eps;
        for (int i = 0; i < n; i++) {
            float slope = g[i] + decay * w[i];
            m[i] = keepMean * m[i] + newMean * slope;
            v[i] = keepSquare * v[i] + newSquare * slope * slope;
            w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) / root + small);
        }
    }
}
