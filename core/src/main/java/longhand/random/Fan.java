package longhand.random;

import java.util.Arrays;
import longhand.names.Given;

/**
 * How many values a weight connects: the widths by which initialisation scales.
 *
 * @param in inputs that one output element sums over
 * @param out output elements that one input element reaches
 */
public record Fan(long in, long out) {

    /** Which of the two widths Kaiming initialisation keeps the variance over. */
    public enum Mode {
        /** The forward pass keeps its variance. */
        FAN_IN,
        /** The backward pass keeps its variance. */
        FAN_OUT
    }

    /**
     * The fans of a weight [out, in, kernel…] ({@code torch.nn.init._calculate_fan_in_and_fan_out}): each channel count
     * times the number of kernel elements.
     *
     * @throws IllegalArgumentException if the weight has fewer than 2 dimensions
     */
    public static Fan of(int... dims) {
        if (Given.required(dims, "fan", "the array of sizes", "pass the shape of a weight").length < 2) {
            throw new IllegalArgumentException(
                    "fan: a weight " + Arrays.toString(dims) + " must have at least 2 dimensions [out, in, kernel…]");
        }
        long window = 1;
        for (int i = 2; i < dims.length; i++) {
            window *= dims[i];
        }
        return new Fan(dims[1] * window, dims[0] * window);
    }

    /** The fan that {@code mode} asks for. */
    public long get(Mode mode) {
        return Given.required(mode, "fan", "the mode", "pass Fan.Mode.FAN_IN, or FAN_OUT") == Mode.FAN_IN ? in : out;
    }
}
