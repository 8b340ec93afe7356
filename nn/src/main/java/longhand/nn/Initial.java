package longhand.nn;

import static longhand.tensor.Internals.valuesToChange;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import longhand.names.Given;
import longhand.random.Fan;
import longhand.random.Gain;
import longhand.random.Generator;
import longhand.random.Init;

/**
 * Other initial weights than the default ones, for {@link Layer#apply}:
 *
 * <pre>{@code net.apply(Initial.xavierUniform());}</pre>
 *
 * Each redraws the weights of linear and convolution layers from the default generator and leaves biases as they are,
 * as the notes do (S0). The formulas are in {@link Init}.
 */
public final class Initial {
    /** The name that keeps what the layers drew themselves. */
    public static final String DEFAULT = "default";
    /** The name of {@link #identity}. */
    public static final String IDENTITY = "identity";

    private static final float NOISE = 0.3f;
    private static final Map<String, Consumer<Layer>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put(DEFAULT, layer -> { });
        BY_NAME.put("xavier-uniform", xavierUniform());
        BY_NAME.put("xavier-normal", xavierNormal());
        BY_NAME.put("kaiming-uniform", kaimingUniform());
        BY_NAME.put("kaiming-normal", kaimingNormal());
        BY_NAME.put(IDENTITY, identity());
    }

    private Initial() {}

    /** The initialisation of that name, if there is one; {@code default} keeps what the layers drew themselves. */
    public static Optional<Consumer<Layer>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(Given.required(name, "Initial.named", "the name", "pass one of names()")));
    }

    /** The names that {@link #named} knows. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    /** Uniform in ±√(6 / (fanIn + fanOut)): {@code nn.init.xavier_uniform_}. */
    public static Consumer<Layer> xavierUniform() {
        return weights((weight, dims) -> Init.xavierUniform(Generator.defaultGenerator(), weight, 1, dims));
    }

    /** Normal with standard deviation √(2 / (fanIn + fanOut)): {@code nn.init.xavier_normal_}. */
    public static Consumer<Layer> xavierNormal() {
        return weights((weight, dims) -> Init.xavierNormal(Generator.defaultGenerator(), weight, 1, dims));
    }

    /** Uniform in ±√(6 / fanIn), for ReLU: {@code nn.init.kaiming_uniform_}. */
    public static Consumer<Layer> kaimingUniform() {
        double gain = Gain.RELU.value();
        return weights((weight, dims) -> Init.kaimingUniform(Generator.defaultGenerator(), weight, gain,
                Fan.Mode.FAN_IN, dims));
    }

    /** Normal with standard deviation √(2 / fanIn), for ReLU: {@code nn.init.kaiming_normal_}. */
    public static Consumer<Layer> kaimingNormal() {
        double gain = Gain.RELU.value();
        return weights((weight, dims) -> Init.kaimingNormal(Generator.defaultGenerator(), weight, gain,
                Fan.Mode.FAN_IN, dims));
    }

    /**
     * 1×1 convolutions begin as the identity: those that keep the number of channels exactly ({@code nn.init.dirac_}),
     * of the others each output as one input, plus {@value #NOISE} times the weights of {@link #kaimingUniform}, since
     * outputs that begin the same would stay the same. All other layers begin like {@link #kaimingUniform}. A block of
     * NiN then begins as its first convolution alone, and a deep network with the gradients of one that is a third as
     * deep.
     */
    public static Consumer<Layer> identity() {
        double gain = Gain.RELU.value();
        return weights((weight, dims) -> {
            boolean pointwise = isPointwise(dims);
            if (pointwise && dims[0] == dims[1]) {
                Init.dirac(weight, dims);
                return;
            }
            Init.kaimingUniform(Generator.defaultGenerator(), weight, gain, Fan.Mode.FAN_IN, dims);
            if (pointwise) {
                addOneInputEach(weight, dims[0], dims[1]);
            }
        });
    }

    /** Whether a network has 1×1 convolutions, without which {@link #identity} is {@link #kaimingUniform}. */
    public static boolean hasPointwise(Layer net) {
        Given.required(net, "Initial", "the network", "pass a layer");
        return net.parameters().stream().anyMatch(parameter -> isPointwise(parameter.tensor().shape().dims()));
    }

    private static boolean isPointwise(int... dims) {
        return dims.length == 4 && dims[2] == 1 && dims[3] == 1;
    }

    /** The inputs are spread evenly over the outputs; if there are more outputs, inputs come again. */
    private static void addOneInputEach(float[] weight, int outputs, int inputs) {
        for (int i = 0; i < weight.length; i++) {
            weight[i] *= NOISE;
        }
        for (int o = 0; o < outputs; o++) {
            int input = outputs < inputs ? (int) ((long) o * inputs / outputs) : o % inputs;
            weight[o * inputs + input] += 1;
        }
    }

    /** Normal with mean 0: {@code nn.init.normal_(weight, std=std)}. */
    public static Consumer<Layer> normal(double std) {
        return weights((weight, dims) -> Init.normal(Generator.defaultGenerator(), weight, 0, std, dims));
    }

    /** All weights and biases 0: what goes wrong when every unit starts the same. */
    public static Consumer<Layer> zeros() {
        return layer -> layer.ownParameters().forEach(parameter -> Arrays.fill(valuesToChange(parameter.tensor()), 0));
    }

    private interface Fill {
        void fill(float[] weight, int... dims);
    }

    private static Consumer<Layer> weights(Fill fill) {
        return layer -> {
            if (layer instanceof WeightedLayer weighted) {
                fill.fill(valuesToChange(weighted.weight().tensor()), weighted.weight().shape().dims());
            }
        };
    }
}
