package longhand.ops;

import static longhand.tensor.Internals.values;

import java.util.function.DoubleUnaryOperator;
import longhand.backend.Backends;
import longhand.shape.ChannelShape;
import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Sums of squares over dimensions, which keep size 1: in one pass, and in double until a function was taken of them.
 * Values only: no gradients here.
 */
final class Squares {
    private Squares() {}

    /** Whether the numbers that are added are neighbours in memory: those of the last dimensions. */
    static boolean areOfRows(Tensor x, int... axes) {
        return axes.length > 0 && axes[0] == x.rank() - axes.length;
    }

    /** f(Σ x²) over the last dimensions. */
    static Tensor sum(Tensor x, int[] axes, DoubleUnaryOperator f) {
        Shape kept = Reductions.keptShape(x.shape(), axes);
        ChannelShape rows = new ChannelShape(1, kept.numel(), x.shape().product(axes[0], x.rank()));
        double[] squares = new double[rows.channels()];
        Backends.current().channelSums(values(x), values(x), new float[rows.channels()], new double[rows.channels()],
                squares, rows);
        return rounded(squares, f, kept);
    }

    /** f(Σ (x − mean)² / divisor) over one dimension. */
    static Tensor variance(Tensor x, int axis, double divisor, DoubleUnaryOperator f) {
        Tensor rows = x.detach().transpose(axis, -1); // each as one channel of its own
        ChannelShape s = new ChannelShape(1, x.shape().with(axis, 1).numel(), x.size(axis));
        double[] variance = new double[s.channels()];
        Backends.current().channelMoments(values(rows), new double[s.channels()], variance, s);
        return rounded(variance, v -> f.applyAsDouble(v * x.size(axis) / divisor), rows.shape().with(-1, 1))
                .transpose(axis, -1);
    }

    private static Tensor rounded(double[] values, DoubleUnaryOperator f, Shape shape) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) f.applyAsDouble(values[i]);
        }
        return Internals.owning(rounded, shape);
    }
}
