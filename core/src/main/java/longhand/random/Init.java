package longhand.random;

import java.util.Arrays;
import longhand.names.Counted;
import longhand.names.Given;

/**
 * Initial weights, the same as PyTorch's: every formula of {@code torch.nn.init} that the engine uses, once.
 *
 * <p>Each method fills the first elements of {@code weight}, as many as {@code dims} has, drawing from the given
 * generator.
 */
public final class Init {

    private Init() {
    }

    /** Uniform in [low, high). */
    public static void uniform(Generator from, float[] weight, double low, double high, int... dims) {
        generator(from, "uniform").uniform(weight, Room.require("uniform", weight, dims), low, high);
    }

    /** Normal. */
    public static void normal(Generator from, float[] weight, double mean, double std, int... dims) {
        generator(from, "normal").normal(weight, Room.require("normal", weight, dims), mean, std);
    }

    /** The same value everywhere. */
    public static void constant(float[] weight, double value, int... dims) {
        Arrays.fill(weight, 0, Room.require("constant", weight, dims), (float) value);
    }

    /**
     * Uniform in ±gain·√(6 / (fanIn + fanOut)): keeps the variance of both passes about the same (X. Glorot and Y.
     * Bengio, 2010).
     */
    public static void xavierUniform(Generator from, float[] weight, double gain, int... dims) {
        double bound = Math.sqrt(3) * xavierStd(gain, dims);
        uniform(from, weight, -bound, bound, dims);
    }

    /** Normal with standard deviation gain·√(2 / (fanIn + fanOut)). */
    public static void xavierNormal(Generator from, float[] weight, double gain, int... dims) {
        normal(from, weight, 0, xavierStd(gain, dims), dims);
    }

    /** Uniform in ±√3·gain/√fan: for networks of rectifiers (K. He et al., 2015). */
    public static void kaimingUniform(Generator from, float[] weight, double gain, Fan.Mode mode, int... dims) {
        double bound = Math.sqrt(3) * kaimingStd(gain, mode, dims);
        uniform(from, weight, -bound, bound, dims);
    }

    /** Normal with standard deviation gain/√fan. */
    public static void kaimingNormal(Generator from, float[] weight, double gain, Fan.Mode mode, int... dims) {
        normal(from, weight, 0, kaimingStd(gain, mode, dims), dims);
    }

    /**
     * What a PyTorch convolution or linear layer starts with: Kaiming-uniform as if before a leaky ReLU of slope √5,
     * which comes to uniform in ±1/√fanIn.
     */
    public static void layerWeight(Generator from, float[] weight, int... dims) {
        kaimingUniform(from, weight, Gain.LEAKY_RELU.value(Math.sqrt(5)), Fan.Mode.FAN_IN, dims);
    }

    /** The bias of such a layer, all of the array: uniform in ±1/√fanIn of the weight {@code dims}. */
    public static void layerBias(Generator from, float[] bias, int... weightDims) {
        Room.require("layerBias", bias, 0);
        long fanIn = Fan.of(weightDims).in();
        double bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
        uniform(from, bias, -bound, bound, bias.length);
    }

    /**
     * A convolution that passes its input on: 1 in the middle of the window from each channel to the channel of the
     * same number, 0 elsewhere ({@code dirac_}).
     */
    public static void dirac(float[] weight, int... dims) {
        Room.require("dirac", weight, dims);
        if (dims.length != 4) {
            throw new IllegalArgumentException("dirac: " + Counted.of(dims.length, "size")
                    + ". Rule: a weight is [out, in, height, width]. Fix: pass four sizes.");
        }
        constant(weight, 0, dims);
        int window = dims[2] * dims[3];
        int middle = dims[2] / 2 * dims[3] + dims[3] / 2;
        for (int c = 0; c < Math.min(dims[0], dims[1]); c++) {
            weight[(c * dims[1] + c) * window + middle] = 1;
        }
    }

    private static double xavierStd(double gain, int... dims) {
        Fan fan = Fan.of(dims);
        return gain * Math.sqrt(2.0 / (fan.in() + fan.out()));
    }

    private static double kaimingStd(double gain, Fan.Mode mode, int... dims) {
        return gain / Math.sqrt(Fan.of(dims).get(mode));
    }

    private static Generator generator(Generator from, String operation) {
        return Given.required(from, operation, "the generator", "pass Generator.defaultGenerator()");
    }
}
