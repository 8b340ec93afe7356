package longhand.ops;

import java.util.function.IntToDoubleFunction;
import longhand.autograd.Edge;
import longhand.backend.Backends;
import longhand.shape.ChannelShape;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): per channel, y = w · (x − mean) / √(var + eps) + b. PyTorch: {@code F.batch_norm}.
 *
 * <p>In training, mean and (biased) variance are those of the batch, and the running statistics move towards them; in evaluation the
 * running statistics are used. Its gradient is not differentiable again.
 */
public final class Normalization {
    private Normalization() {}

    /**
     * @param x [batch, channels, …]
     * @param w scale per channel, [channels]
     * @param b shift per channel, [channels]
     * @param runningMean [channels], updated in training: (1 − momentum) · old + momentum · batch mean
     * @param runningVar [channels], updated likewise with the unbiased batch variance
     * @return the shape of x
     */
    public static Tensor batchNorm(Tensor x, Tensor w, Tensor b, Tensor runningMean, Tensor runningVar, boolean training,
            double momentum, double eps) {
        ChannelShape s = shape(x, w, b, runningMean, runningVar);
        int count = s.batch() * s.plane();
        double[] mean = new double[s.channels()];
        double[] variance = new double[s.channels()];
        if (training) {
            moments(x, s, mean, variance);
            move(runningMean, momentum, c -> mean[c]);
            move(runningVar, momentum, c -> variance[c] * count / (count - 1.0));
        } else {
            for (int c = 0; c < s.channels(); c++) {
                mean[c] = runningMean.data()[c];
                variance[c] = runningVar.data()[c];
            }
        }
        double[] inverse = new double[s.channels()];
        for (int c = 0; c < inverse.length; c++) {
            inverse[c] = 1 / Math.sqrt(variance[c] + eps);
        }
        float[] scale = perChannel(s, c -> w.data()[c] * inverse[c]);
        Tensor y = affine(x, scale, x, new float[s.channels()], perChannel(s, c -> b.data()[c] - mean[c] * w.data()[c] * inverse[c]), s);
        return y.producedBy("batchNorm",
                Edge.to(x, g -> training ? inputGradient(x, g, scale, mean, inverse, s)
                        : affine(g, scale, g, new float[s.channels()], new float[s.channels()], s)),
                Edge.to(w, g -> {
                    Sums sums = sums(g, x, s);
                    return Tensor.of(perChannel(s, c -> (sums.product[c] - mean[c] * sums.plain[c]) * inverse[c]), w.shape());
                }),
                Edge.to(b, g -> Tensor.of(perChannel(s, c -> sums(g, x, s).plain[c]), b.shape())));
    }

    /**
     * With x̂ = (x − mean)·inverse: dx = w·inverse · (g − mean(g) − x̂ · mean(g·x̂)), where the means run over batch and plane. Written
     * as g·p + x·q + r per channel.
     */
    private static Tensor inputGradient(Tensor x, Tensor g, float[] scale, double[] mean, double[] inverse, ChannelShape s) {
        double count = (double) s.batch() * s.plane();
        Sums sums = sums(g, x, s);
        IntToDoubleFunction slope = c -> -scale[c] * inverse[c] * inverse[c] * (sums.product[c] - mean[c] * sums.plain[c]) / count;
        return affine(g, scale, x, perChannel(s, slope),
                perChannel(s, c -> -scale[c] * sums.plain[c] / count - mean[c] * slope.applyAsDouble(c)), s);
    }

    private record Sums(double[] plain, double[] product) {}

    private static Sums sums(Tensor a, Tensor b, ChannelShape s) {
        Sums sums = new Sums(new double[s.channels()], new double[s.channels()]);
        Backends.current().channelSums(a.data(), b.data(), sums.plain, sums.product, s);
        return sums;
    }

    private static void moments(Tensor x, ChannelShape s, double[] mean, double[] variance) {
        int count = s.batch() * s.plane();
        if (count < 2) {
            throw new ShapeException("batchNorm", "input " + x.shape() + " has one value per channel",
                    "training needs at least 2 values per channel to have a variance", "use a larger batch, or eval()");
        }
        Sums sums = sums(x, x, s);
        for (int c = 0; c < s.channels(); c++) {
            mean[c] = sums.plain[c] / count;
            variance[c] = Math.max(0, sums.product[c] / count - mean[c] * mean[c]);
        }
    }

    private static void move(Tensor running, double momentum, IntToDoubleFunction towards) {
        float[] values = running.data();
        for (int c = 0; c < values.length; c++) {
            values[c] = (float) ((1 - momentum) * values[c] + momentum * towards.applyAsDouble(c));
        }
    }

    private static Tensor affine(Tensor a, float[] p, Tensor b, float[] q, float[] r, ChannelShape s) {
        Tensor y = Tensor.result(a.shape());
        Backends.current().channelAffine(a.data(), p, b.data(), q, r, y.data(), s);
        return y;
    }

    private static float[] perChannel(ChannelShape s, IntToDoubleFunction value) {
        float[] values = new float[s.channels()];
        for (int c = 0; c < values.length; c++) {
            values[c] = (float) value.applyAsDouble(c);
        }
        return values;
    }

    private static ChannelShape shape(Tensor x, Tensor... perChannel) {
        if (x.rank() < 2) {
            throw new ShapeException("batchNorm", "input " + x.shape() + " has no channels", "the input is [batch, channels, …]",
                    "add missing dimensions with unsqueeze");
        }
        for (Tensor t : perChannel) {
            if (!t.shape().equals(Shape.of(x.size(1)))) {
                throw new ShapeException("batchNorm", "a per-channel tensor of shape " + t.shape() + " does not fit input " + x.shape(),
                        "weight, bias and running statistics are [" + x.size(1) + "]", "use as many features as channels");
            }
        }
        return new ChannelShape(x.size(0), x.size(1), x.shape().product(2, x.rank()));
    }
}
