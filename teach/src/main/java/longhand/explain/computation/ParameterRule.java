package longhand.explain.computation;

import longhand.explain.LayerSpec;
import longhand.shape.Size2d;

/**
 * The number of parameters.
 *
 * @param weights how many numbers the kernels of a layer have
 * @param biases how many biases a layer has
 * @param join what becomes of the parameters so far and those of the layer
 */
public record ParameterRule(Count weights, Count biases, Join join) implements LayerCount.Rule {

    /** A number of parameters from the channels and the kernel. */
    @FunctionalInterface
    public interface Count {
        double of(double in, double out, double rows, double columns);
    }

    /** What becomes of the parameters so far and those of a layer. */
    @FunctionalInterface
    public interface Join {
        double of(double before, double layer);
    }

    /**
     * Output channels · input channels · rows · columns, plus one bias for each output channel.
     *
     * @param each whether the result of each layer is asked for, or else their sum
     */
    public static ParameterRule right(boolean each) {
        return new ParameterRule((in, out, h, w) -> in * out * h * w, (in, out, h, w) -> out,
                each ? (before, layer) -> layer : Double::sum);
    }

    @Override
    public double[] through(double[] before, LayerSpec layer, boolean columns) {
        Size2d k = layer.window().kernel();
        double own = layer.kind() == LayerSpec.Kind.POOL ? 0 : weights.of(layer.in(), layer.out(), k.h(), k.w())
                + (layer.bias() ? biases.of(layer.in(), layer.out(), k.h(), k.w()) : 0);
        return new double[] {join.of(before[0], own)};
    }
}
