package longhand.backend;

/**
 * What a convolution does to each sum before it stores it: adds the bias of the output channel, then applies ReLU if
 * wanted. Done here, both cost no pass over memory of their own.
 *
 * @param bias one number per output channel, or an empty array for none
 * @param relu replace negative results by 0
 */
public record Epilogue(float[] bias, boolean relu) {
    /** Stores the sums as they are. */
    public static final Epilogue NONE = new Epilogue(new float[0], false);

    /** The bias of an output channel, 0 if there is none. */
    public float bias(int channel) {
        return bias.length == 0 ? 0 : bias[channel];
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return bias.length == 0 && !relu;
    }

    /** What is stored for a sum of an output channel. NaN stays NaN. */
    public float apply(double sum, int channel) {
        float value = (float) (bias.length == 0 ? sum : sum + bias[channel]);
        return relu && value <= 0 ? 0 : value;
    }
}
