package longhand.nn.optim;

import static longhand.tensor.Internals.gradient;
import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.util.List;
import longhand.names.Given;
import longhand.nn.Parameter;

/**
 * Keeps gradients small, between {@code backward()} and {@code step()}. PyTorch: {@code nn.utils.clip_grad_norm_} and
 * {@code …_value_}.
 */
public final class GradientClip {
    private static final double EPS = 1e-6;

    private GradientClip() {}

    /**
     * Scales all gradients by one factor so that the root of the sum of their squares is at most {@code maxNorm}.
     *
     * @return that norm before scaling; NaN or infinite if a gradient is, and then nothing is scaled
     */
    public static double norm(List<Parameter> parameters, double maxNorm) {
        requireNorm(maxNorm);
        double norm = norm(parameters);
        double factor = maxNorm / (norm + EPS);
        if (factor < 1 && norm < Double.POSITIVE_INFINITY) {
            for (Parameter parameter : withGradient(parameters)) {
                float[] g = valuesToChange(gradient(parameter.tensor()));
                for (int i = 0; i < parameter.numel(); i++) {
                    g[i] *= (float) factor;
                }
            }
        }
        return norm;
    }

    /** The largest norm, if it can be one: 0 or more, infinity included. */
    public static double requireNorm(double maxNorm) {
        if (!(maxNorm >= 0)) {
            throw new IllegalArgumentException("GradientClip: maxNorm = " + maxNorm
                    + ". Rule: it is 0 or more. Fix: pass such a number.");
        }
        return maxNorm;
    }

    /** The root of the sum of squares of all gradients. */
    public static double norm(List<Parameter> parameters) {
        double sum = 0;
        for (Parameter parameter : withGradient(parameters)) {
            float[] g = values(gradient(parameter.tensor()));
            for (int i = 0; i < parameter.numel(); i++) {
                sum += (double) g[i] * g[i];
            }
        }
        return Math.sqrt(sum);
    }

    /** Moves every element of every gradient into ±limit. */
    public static void value(List<Parameter> parameters, double limit) {
        float bound = (float) Optimizer.requireAtLeastZero("limit", limit);
        for (Parameter parameter : withGradient(parameters)) {
            float[] g = valuesToChange(gradient(parameter.tensor()));
            for (int i = 0; i < parameter.numel(); i++) {
                g[i] = Math.min(bound, Math.max(-bound, g[i]));
            }
        }
    }

    private static List<Parameter> withGradient(List<Parameter> parameters) {
        return Given.required(parameters, "GradientClip", "the list of parameters", "pass net.parameters()").stream()
                .filter(Parameter::hasGrad).toList();
    }
}
