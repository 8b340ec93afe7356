package longhand.nn;

import longhand.random.Gain;
import longhand.tensor.Tensor;

/** x if x &gt; 0, else slope · x, element by element. PyTorch: {@code nn.LeakyReLU}. */
public final class LeakyReLU extends Layer {
    private final double slope;

    /** Slope 0.01. */
    public LeakyReLU() {
        this(Gain.DEFAULT_SLOPE);
    }

    /** @param slope factor of negative inputs */
    public LeakyReLU(double slope) {
        this.slope = slope;
    }

    /** The factor of negative numbers. */
    public double slope() {
        return slope;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.leakyRelu(slope);
    }

    @Override
    protected String details() {
        return "negative_slope=" + PythonText.of(slope);
    }
}
