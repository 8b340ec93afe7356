package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.values;

import java.util.Map;
import longhand.autograd.Edge;
import longhand.autograd.NoGrad;
import longhand.backend.Backends;
import longhand.backend.StandardizedRows;
import longhand.shape.ChannelShape;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Layer normalisation ({@link LayerNormalization#layerNorm}) of rows that have more than one number. With x̂ = (x −
 * mean) / √(var + eps), and means over the row, the gradients are
 *
 * <pre>
 *   db = Σ g      dw = Σ g·x̂      dx = (w·g − mean(w·g) − x̂ · mean(w·g·x̂)) / √(var + eps)
 * </pre>
 *
 * <p>Where they are to be differentiated again, they are composed of operations, as those of {@link Normalization}.
 */
final class RowNormalization {
    private final Tensor x;
    private final Tensor w;
    private final double eps;
    private final StandardizedRows rows;

    RowNormalization(Tensor x, Tensor w, double eps) {
        this.x = x;
        this.w = w;
        this.eps = eps;
        int n = w.numel();
        int count = x.numel() / n;
        double[] mean = new double[count];
        double[] variance = new double[count];
        Backends.current().channelMoments(values(x), mean, variance, new ChannelShape(1, count, n));
        rows = new StandardizedRows(n, new float[count], new float[count], new float[count]);
        for (int i = 0; i < count; i++) {
            double scale = 1 / Math.sqrt(variance[i] + eps);
            rows.center()[i] = (float) mean[i];
            rows.scale()[i] = (float) scale;
            rows.shift()[i] = (float) -Normalization.correction(mean[i], rows.center()[i], scale);
        }
    }

    Tensor result(Tensor b) {
        Tensor y = Internals.result(x.shape());
        Backends.current().layerNorm(values(x), rows, values(w), values(b), values(y));
        return recorded("layerNorm", Map.of("eps", eps), y,
                Edge.to(x, this::inputGradient).reads(x, w), Edge.to(w, this::weightGradient).reads(x),
                Edge.to(b, g -> Elementwise.sumTo(g, b.shape())));
    }

    private Tensor inputGradient(Tensor g) {
        if (NoGrad.gradEnabled()) {
            return ShapeOps.reshape(Normalization.composedInputGradient(asChannels(x), Tensor.ones(rows.count()),
                    asChannels(g.mul(w)), eps), x.shape().dims());
        }
        Tensor dx = Internals.result(x.shape());
        Backends.current().layerNormGradient(values(g), values(x), rows, values(w), values(dx));
        return dx;
    }

    private Tensor weightGradient(Tensor g) {
        if (NoGrad.gradEnabled()) {
            Tensor standardized = ShapeOps.reshape(Normalization.standardized(asChannels(x), eps), x.shape().dims());
            return Elementwise.sumTo(g.mul(standardized), w.shape());
        }
        Tensor dw = Internals.result(w.shape());
        Backends.current().layerNormWeightGradient(values(g), values(x), rows, values(dw));
        return dw;
    }

    /** [1, rows, numbers of a row]. */
    private Tensor asChannels(Tensor t) {
        return ShapeOps.reshape(t, 1, rows.count(), rows.n());
    }
}
