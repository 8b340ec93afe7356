package longhand.explain.computation;

import java.util.function.DoubleUnaryOperator;
import longhand.explain.LayerSpec;
import longhand.shape.Window2d;

/**
 * The output size of a window: rounding((n + paddings·p − reach) / s) + plus.
 *
 * @param paddings how often the padding is counted
 * @param reach how many rows a window reaches over
 * @param rounding what is done with the quotient
 * @param plus what is added at the end
 */
public record SizeRule(double paddings, Reach reach, Division division, DoubleUnaryOperator rounding, double plus)
        implements LayerCount.Rule {
    /** ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1. */
    public static final SizeRule RIGHT = new SizeRule(2, (k, d) -> d * (k - 1) + 1, (slack, s) -> slack / s,
            Math::floor, 1);

    /** How many rows a window reaches over. */
    @FunctionalInterface
    public interface Reach {
        double of(double kernel, double dilation);
    }

    /** How the stride divides. */
    @FunctionalInterface
    public interface Division {
        double of(double slack, double stride);
    }

    public SizeRule paddings(double other) {
        return new SizeRule(other, reach, division, rounding, plus);
    }

    public SizeRule reach(Reach other) {
        return new SizeRule(paddings, other, division, rounding, plus);
    }

    public SizeRule division(Division other) {
        return new SizeRule(paddings, reach, other, rounding, plus);
    }

    public SizeRule rounding(DoubleUnaryOperator other) {
        return new SizeRule(paddings, reach, division, other, plus);
    }

    public SizeRule plus(double other) {
        return new SizeRule(paddings, reach, division, rounding, other);
    }

    @Override
    public double[] through(double[] before, LayerSpec layer, boolean columns) {
        Window2d w = layer.window();
        double k = columns ? w.kernel().w() : w.kernel().h();
        double s = columns ? w.stride().w() : w.stride().h();
        double p = columns ? w.padding().w() : w.padding().h();
        double d = columns ? w.dilation().w() : w.dilation().h();
        double slack = before[0] + paddings * p - reach.of(k, d);
        return new double[] {rounding.applyAsDouble(division.of(slack, s)) + plus};
    }
}
