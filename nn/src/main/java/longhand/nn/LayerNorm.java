package longhand.nn;

import java.util.Arrays;
import java.util.stream.Collectors;
import longhand.names.Given;
import longhand.ops.LayerNormalization;
import longhand.tensor.Tensor;

/**
 * Normalisation over the last dimensions, the same in training and evaluation: [..., the sizes given here] → the same
 * shape. PyTorch: {@code nn.LayerNorm}; Ba, Kiros and Hinton 2016.
 */
public final class LayerNorm extends Layer {
    /** Added to the variance. */
    public static final double EPS = 1e-5;

    private final int[] sizes;
    private final Parameter weight;
    private final Parameter bias;

    /** @param sizes of the last dimensions of the input, at least one */
    public LayerNorm(int... sizes) {
        if (Given.required(sizes, "LayerNorm", "the array of sizes", "pass the last sizes of the input").length == 0) {
            throw new IllegalArgumentException(
                    "LayerNorm: there are no sizes. Rule: at least one. Fix: pass the last sizes of the input.");
        }
        for (int size : sizes) {
            Settings.requirePositive("LayerNorm", "a size", size);
        }
        this.sizes = sizes.clone();
        this.weight = parameter("weight", Parameter.of(Tensor.ones(sizes)));
        this.bias = parameter("bias", Parameter.of(Tensor.zeros(sizes)));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return LayerNormalization.layerNorm(x, weight.tensor(), bias.tensor(), EPS);
    }

    @Override
    protected String details() {
        String list = Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "(" + list + (sizes.length == 1 ? ",)" : ")") + ", eps=" + PythonText.of(EPS)
                + ", elementwise_affine=True";
    }
}
