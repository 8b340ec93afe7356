package longhand.explain;

import java.util.Map;

/** The names of views: one vocabulary for explanations, checks and exercises. */
public final class ViewNames {
    public static final String FORWARD = "forward";
    public static final String LOSS = "loss";
    public static final String INPUT_GRADIENT = "input-gradient";
    public static final String WEIGHT_GRADIENT = "weight-gradient";
    public static final String BIAS_GRADIENT = "bias-gradient";
    /** The velocity after a step of gradient descent with momentum. */
    public static final String VELOCITY = "velocity";
    /** The running mean of the gradients after a step of Adam. */
    public static final String FIRST_MOMENT = "first-moment";
    /** The running mean of their squares. */
    public static final String SECOND_MOMENT = "second-moment";
    /** The running mean of batch normalisation after a batch. */
    public static final String RUNNING_MEAN = "running-mean";
    /** The running variance of batch normalisation after a batch. */
    public static final String RUNNING_VARIANCE = "running-variance";
    /** One result for each layer of a list of layers. */
    public static final String LAYERS = "layers";
    private static final Map<String, String> ALIASES = Map.of(
            "kernel-gradient", WEIGHT_GRADIENT, "dw", WEIGHT_GRADIENT, "dk", WEIGHT_GRADIENT,
            "dx", INPUT_GRADIENT, "dz", INPUT_GRADIENT, "db", BIAS_GRADIENT, "output", FORWARD, "y", FORWARD,
            "v'", VELOCITY, "m'", FIRST_MOMENT);

    private ViewNames() {}

    /** The name that stands for what was written: {@code weight-gradient} for {@code dW} or {@code kernel-gradient}. */
    public static String of(String written) {
        return ALIASES.getOrDefault(written.toLowerCase(java.util.Locale.ROOT), written);
    }

    /** Whether a view shows a gradient. */
    public static boolean isGradient(String name) {
        return name.endsWith("-gradient");
    }
}
