package longhand.random;

/**
 * The factor by which weights must be larger because the activation after them shrinks the signal
 * ({@code torch.nn.init.calculate_gain}).
 */
public enum Gain {
    /** No activation. */
    LINEAR,
    SIGMOID,
    TANH,
    RELU,
    /** Has a parameter: the slope for negative inputs. */
    LEAKY_RELU,
    SELU;

    /** PyTorch's default slope of a leaky ReLU. */
    public static final double DEFAULT_SLOPE = 0.01;

    /** The gain with PyTorch's default parameter. */
    public double value() {
        return value(DEFAULT_SLOPE);
    }

    /** The gain; {@code slope} (PyTorch's {@code a}) counts for {@link #LEAKY_RELU} only. */
    public double value(double slope) {
        return switch (this) {
            case LINEAR, SIGMOID -> 1;
            case TANH -> 5.0 / 3;
            case RELU -> Math.sqrt(2);
            case LEAKY_RELU -> Math.sqrt(2 / (1 + slope * slope));
            case SELU -> 0.75;
        };
    }
}
