package longhand.nn;

import longhand.ops.Matmul;
import longhand.tensor.Tensor;

/** y = x · wᵀ + b: [batch, …, in] → [batch, …, out]. PyTorch: {@code nn.Linear}, {@code nn.LazyLinear}. */
public final class Linear extends WeightedLayer {
    private final int outFeatures;

    /** A layer with bias. */
    public Linear(int inFeatures, int outFeatures) {
        this(inFeatures, outFeatures, true);
    }

    /** @param bias whether a number per output is added */
    public Linear(int inFeatures, int outFeatures, boolean bias) {
        this(outFeatures, bias);
        Settings.requirePositive("Linear", "inFeatures", inFeatures);
        initialize(outFeatures, inFeatures);
    }

    private Linear(int outFeatures, boolean bias) {
        Settings.requirePositive("Linear", "outFeatures", outFeatures);
        super(bias, outFeatures, outFeatures, UNKNOWN);
        this.outFeatures = outFeatures;
    }

    /** A layer with bias that learns its number of inputs from the first input. */
    public static Linear lazy(int outFeatures) {
        return new Linear(outFeatures, true);
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (!isInitialized()) {
            int inputs = x.rank() == 0 ? 0 : x.size(-1);
            Settings.requirePositive("Linear", "inFeatures", inputs);
            initialize(outFeatures, inputs);
        }
        Tensor w = weight().tensor();
        return bias().isPresent() ? Matmul.linear(x, w, bias().get().tensor()) : Matmul.linear(x, w);
    }

    @Override
    protected String details() {
        return "in_features=" + weightInputs() + ", out_features=" + outFeatures + ", bias="
                + PythonText.of(bias().isPresent());
    }
}
