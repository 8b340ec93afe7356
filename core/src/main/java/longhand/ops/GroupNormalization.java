package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.values;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import longhand.autograd.Edge;
import longhand.autograd.NoGrad;
import longhand.backend.Backends;
import longhand.shape.ChannelShape;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Group normalisation ({@link LayerNormalization#groupNorm}) of groups that have more than one number, in as many
 * passes as batch normalisation: for the kernels, each group of each image is a channel when mean and variance are
 * computed, and each channel of each image (a "plane") when they are used.
 *
 * <p>With x̂ = (x − mean)·inverse and inverse = 1/√(var + eps), both of the group, and means over the group, the
 * gradients are
 *
 * <pre>
 *   db = Σ g      dw = Σ g·x̂      dx = inverse · (w·g − mean(w·g) − x̂ · mean(w·g·x̂))
 * </pre>
 *
 * <p>Where they are to be differentiated again, they are composed of operations, as those of {@link Normalization}.
 */
final class GroupNormalization {
    private final Tensor x;
    private final int groups;
    private final Tensor w;
    private final double eps;
    private final int channelsOfGroup;
    private final ChannelShape planes;
    /** Of each group of each image. */
    private final double[] mean;
    private final double[] inverse;
    /** Of each plane: the mean as float, which x is near to; {@link #rest} is what rounding took from it. */
    private final float[] center;

    GroupNormalization(Tensor x, int groups, Tensor w, double eps) {
        this.x = x;
        this.groups = groups;
        this.w = w;
        this.eps = eps;
        channelsOfGroup = x.size(1) / groups;
        planes = new ChannelShape(1, x.size(0) * x.size(1), x.shape().product(2, x.rank()));
        int parts = x.size(0) * groups;
        mean = new double[parts];
        double[] variance = new double[parts];
        Backends.current().channelMoments(values(x), mean, variance,
                new ChannelShape(1, parts, channelsOfGroup * planes.plane()));
        inverse = Arrays.stream(variance).map(v -> 1 / Math.sqrt(v + eps)).toArray();
        center = perPlane(i -> mean[part(i)]);
    }

    Tensor result(Tensor b) {
        Tensor y = Internals.result(x.shape());
        float[] shift = perPlane(i -> values(b)[channel(i)] - correction(i, factor(i)));
        Backends.current().channelAffine(values(x), center, perPlane(this::factor), shift, values(y), planes);
        return recorded("groupNorm", Map.of("groups", groups, "eps", eps), y,
                Edge.to(x, this::inputGradient).reads(x, w), Edge.to(w, this::weightGradient).reads(x),
                Edge.to(b, g -> g.sum(Normalization.allButChannels(x))));
    }

    private int part(int plane) {
        return plane / channelsOfGroup;
    }

    private int channel(int plane) {
        return plane % x.size(1);
    }

    private double factor(int plane) {
        return values(w)[channel(plane)] * inverse[part(plane)];
    }

    private double rest(int plane) {
        return Normalization.rest(mean[part(plane)], center[plane]);
    }

    private double correction(int plane, double factors) {
        return Normalization.correction(mean[part(plane)], center[plane], factors);
    }

    private Tensor inputGradient(Tensor g) {
        if (NoGrad.gradEnabled()) {
            Tensor weighted = g.mul(Normalization.broadcast(w, x));
            return ShapeOps.reshape(Normalization.composedInputGradient(parts(x), Tensor.ones(mean.length),
                    parts(weighted), eps), x.shape().dims());
        }
        Sums sums = sums(g);
        double[] plain = new double[mean.length];
        double[] product = new double[mean.length];
        for (int i = 0; i < planes.channels(); i++) {
            plain[part(i)] += sums.plain[i] * values(w)[channel(i)];
            product[part(i)] += sums.product[i] * values(w)[channel(i)];
        }
        double count = (double) channelsOfGroup * planes.plane();
        float[] q = perPlane(i -> -Math.pow(inverse[part(i)], 3) * product[part(i)] / count);
        float[] r = perPlane(i -> -inverse[part(i)] * plain[part(i)] / count - rest(i) * q[i]);
        Tensor dx = Internals.result(x.shape());
        Backends.current().channelCombination(values(g), perPlane(this::factor), values(x), center, q, r, values(dx),
                planes);
        return dx;
    }

    private Tensor weightGradient(Tensor g) {
        if (NoGrad.gradEnabled()) {
            Tensor standardized = ShapeOps.reshape(Normalization.standardized(parts(x), eps), x.shape().dims());
            return g.mul(standardized).sum(Normalization.allButChannels(x));
        }
        Sums sums = sums(g);
        double[] dw = new double[x.size(1)];
        for (int i = 0; i < planes.channels(); i++) {
            dw[channel(i)] += sums.product[i] * inverse[part(i)];
        }
        float[] rounded = new float[dw.length];
        for (int c = 0; c < dw.length; c++) {
            rounded[c] = (float) dw[c];
        }
        return Tensor.of(rounded, w.shape());
    }

    /** [1, images · groups, numbers of a group]. */
    private Tensor parts(Tensor t) {
        return ShapeOps.reshape(t, 1, mean.length, t.numel() / mean.length);
    }

    /** Σ g and Σ g·(x − mean), per plane. */
    private record Sums(double[] plain, double[] product) {}

    private Sums sums(Tensor g) {
        Sums sums = new Sums(new double[planes.channels()], new double[planes.channels()]);
        Backends.current().channelSums(values(g), values(x), center, sums.plain, sums.product, planes);
        for (int i = 0; i < planes.channels(); i++) {
            sums.product[i] -= correction(i, sums.plain[i]);
        }
        return sums;
    }

    private float[] perPlane(IntToDoubleFunction value) {
        float[] values = new float[planes.channels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(i);
        }
        return values;
    }
}
