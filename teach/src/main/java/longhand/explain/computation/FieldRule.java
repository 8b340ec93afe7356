package longhand.explain.computation;

import longhand.explain.LayerSpec;
import longhand.shape.Window2d;

/**
 * The receptive field: numbers are the field r and the distance j of neighbours.
 *
 * @param wider the field behind a layer
 * @param apart the distance behind a layer
 */
public record FieldRule(Wider wider, Apart apart) implements LayerCount.Rule {
    /** r + (k − 1)·d·j, and j·s. */
    public static final FieldRule RIGHT = new FieldRule((r, j, k, d, s) -> r + (k - 1) * d * j, (j, s) -> j * s);

    /** The field behind a layer. */
    @FunctionalInterface
    public interface Wider {
        double of(double field, double distance, double kernel, double dilation, double stride);
    }

    /** The distance of neighbours behind a layer. */
    @FunctionalInterface
    public interface Apart {
        double of(double distance, double stride);
    }

    @Override
    public double[] through(double[] before, LayerSpec layer, boolean columns) {
        Window2d w = layer.window();
        double k = columns ? w.kernel().w() : w.kernel().h();
        double s = columns ? w.stride().w() : w.stride().h();
        double d = columns ? w.dilation().w() : w.dilation().h();
        return new double[] {wider.of(before[0], before[1], k, d, s), apart.of(before[1], s)};
    }
}
