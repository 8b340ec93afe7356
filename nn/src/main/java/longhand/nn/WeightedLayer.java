package longhand.nn;

import static longhand.tensor.Internals.valuesToChange;

import java.util.Optional;
import longhand.random.Generator;
import longhand.random.Init;
import longhand.tensor.Tensor;

/**
 * What linear and convolution layers share: a weight [outputs, inputs, …], maybe a bias [outputs], and their initial
 * numbers, drawn from the default generator in PyTorch's order: first the weight, then the bias.
 *
 * <p>If the number of inputs is left open, the parameters come into being in the first forward pass, or when saved ones
 * are loaded.
 */
public abstract class WeightedLayer extends Layer {
    /** The number of inputs of a layer that finds it out in its first forward pass. */
    static final int UNKNOWN = Parameter.OPEN;

    private final Parameter weight;
    private final Optional<Parameter> bias;
    private final int outputs;

    /**
     * @param hasBias whether there is a bias
     * @param outputs number of biases
     * @param weightDims shape of the weight; {@link #UNKNOWN} where it depends on the first input
     */
    WeightedLayer(boolean hasBias, int outputs, int... weightDims) {
        this.outputs = outputs;
        this.weight = parameter("weight", Parameter.unknown(weightDims));
        this.bias = hasBias ? Optional.of(parameter("bias", Parameter.unknown(outputs))) : Optional.empty();
    }

    /** Draws the initial parameters for a weight of this shape. */
    final void initialize(int... dims) {
        Generator generator = Generator.defaultGenerator();
        Tensor w = Tensor.zeros(dims);
        Init.layerWeight(generator, valuesToChange(w), dims);
        weight.initialize(w);
        if (bias.isPresent()) {
            Tensor b = Tensor.zeros(outputs);
            Init.layerBias(generator, valuesToChange(b), dims);
            bias.get().initialize(b);
        }
    }

    /** Whether the parameters exist. */
    final boolean isInitialized() {
        return weight.isInitialized();
    }

    /** The weight. */
    public final Parameter weight() {
        return weight;
    }

    /** The bias, if the layer has one. */
    public final Optional<Parameter> bias() {
        return bias;
    }

    /** Size of the weight's dimension 1, or {@link #UNKNOWN}. */
    final int weightInputs() {
        return isInitialized() ? weight.shape().dim(1) : UNKNOWN;
    }

    @Override
    protected String typeName() {
        return (isInitialized() ? "" : "Lazy") + super.typeName();
    }
}
