package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import longhand.autograd.Edge;
import longhand.autograd.NoGrad;
import longhand.backend.Backends;
import longhand.random.Probability;
import longhand.shape.ChannelShape;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): per channel, y = w · (x − mean) / √(var + eps) + b. PyTorch: {@code
 * F.batch_norm}.
 *
 * <p>In training, mean and (biased) variance are those of the batch, and the running statistics move towards them;
 * in evaluation the running statistics are used.
 *
 * <p>All sums are taken around the mean, so a mean that is large against the spread costs no digits. With x̂ = (x −
 * mean)·inverse and inverse = 1/√(var + eps), the gradients in training are
 *
 * <pre>
 *   db = Σ g      dw = Σ g·x̂      dx = w·inverse · (g − mean(g) − x̂ · mean(g·x̂))
 * </pre>
 *
 * <p>They are computed by kernels. If they are to be differentiated again, they are composed of operations that have
 * gradients themselves ({@link #standardized}), in more passes.
 */
public final class Normalization {
    private Normalization() {}

    /**
     * @param x [batch, channels, …]
     * @param w scale per channel, [channels]
     * @param b shift per channel, [channels]
     * @param runningMean [channels], updated in training: (1 − momentum) · old + momentum · batch mean
     * @param runningVar [channels], updated likewise with the unbiased batch variance
     * @param momentum share of the batch in the running statistics, from 0 to 1
     * @param eps added to the variance, 0 or more and finite
     * @return the shape of x
     * @throws ShapeException if a shape does not fit, or if each channel has one value in training, which has no
     *     variance; without any values the result is empty and nothing is updated
     */
    public static Tensor batchNorm(Tensor x, Tensor w, Tensor b, Tensor runningMean, Tensor runningVar,
            boolean training, double momentum, double eps) {
        ChannelShape s = shape(x, w, b, runningMean, runningVar);
        Probability.require("batchNorm", "momentum", momentum);
        requireEps("batchNorm", eps);
        Statistics statistics = training ? ofBatch(x, s, eps) : ofRunning(runningMean, runningVar, s, eps);
        double count = statistics.count();
        if (training && count > 0) {
            move(runningMean, momentum, c -> statistics.mean[c]);
            move(runningVar, momentum, c -> statistics.variance[c] * count / (count - 1));
        }
        float[] scale = perChannel(s, c -> values(w)[c] * statistics.inverse[c]);
        Tensor y = result(x.shape());
        float[] shift = perChannel(s,
                c -> values(b)[c] - statistics.correction(c, values(w)[c] * statistics.inverse[c]));
        Backends.current().channelAffine(values(x), statistics.center, scale, shift, values(y), s);
        Map<String, ?> settings = training ? Map.of("eps", eps) : Map.of("eps", eps, "mean", statistics.mean,
                "variance", statistics.variance);
        return recorded("batchNorm", settings, y,
                Edge.to(x, g -> training ? inputGradient(x, w, g, scale, statistics)
                        : g.mul(broadcast(w, x).mul(statistics.inverse(x)))).reads(x, w),
                Edge.to(w, g -> weightGradient(x, w, g, training, statistics)).reads(x),
                Edge.to(b, g -> g.sum(allButChannels(x))));
    }

    /** @throws IllegalArgumentException if it is negative, infinite or NaN */
    static void requireEps(String operation, double eps) {
        if (!(eps >= 0 && eps < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(operation + ": eps = " + eps
                    + ". Rule: it is added to a variance before the square root, so it is 0 or more and finite. Fix: pass such a number.");
        }
    }

    /**
     * Per channel, what x is normalised with.
     *
     * @param center the mean as float: x is near it, so x − center is nearly exact; {@link #rest} is what rounding took
     *     from the mean
     */
    private record Statistics(ChannelShape s, double eps, double[] mean, double[] variance, float[] center,
            double[] inverse) {
        Statistics(ChannelShape s, double eps, double[] mean, double[] variance) {
            this(s, eps, mean, variance, perChannel(s, c -> mean[c]), new double[s.channels()]);
            for (int c = 0; c < inverse.length; c++) {
                inverse[c] = 1 / Math.sqrt(variance[c] + eps);
            }
        }

        double count() {
            return (double) s.batch() * s.plane();
        }

        double rest(int c) {
            return Normalization.rest(mean[c], center[c]);
        }

        double correction(int c, double factors) {
            return Normalization.correction(mean[c], center[c], factors);
        }

        Tensor mean(Tensor x) {
            return broadcast(Tensor.of(center, center.length), x);
        }

        Tensor inverse(Tensor x) {
            return broadcast(Tensor.of(perChannel(s, c -> inverse[c]), inverse.length), x);
        }
    }

    /** What rounding to float took from a mean. */
    static double rest(double mean, float center) {
        return mean == center ? 0 : mean - center; // ∞ − ∞ is not 0
    }

    /** What is to be subtracted from a sum around the center, if its factors have that sum: nothing from ∞. */
    static double correction(double mean, float center, double factors) {
        return Double.isFinite(factors) ? rest(mean, center) * factors : 0;
    }

    private static Statistics ofBatch(Tensor x, ChannelShape s, double eps) {
        if (x.numel() == s.channels()) {
            throw new ShapeException("batchNorm", "input " + x.shape() + " has one value per channel",
                    "training needs at least 2 values per channel to have a variance", "use a larger batch, or eval()");
        }
        double[] mean = new double[s.channels()];
        double[] variance = new double[s.channels()];
        if (x.numel() > 0) {
            Backends.current().channelMoments(values(x), mean, variance, s);
        }
        return new Statistics(s, eps, mean, variance);
    }

    private static Statistics ofRunning(Tensor mean, Tensor variance, ChannelShape s, double eps) {
        return new Statistics(s, eps, IntStream.range(0, s.channels()).mapToDouble(c -> values(mean)[c]).toArray(),
                IntStream.range(0, s.channels()).mapToDouble(c -> values(variance)[c]).toArray());
    }

    /** x̂ in training, where it depends on x also through mean and variance, as operations on tensors. */
    static Tensor standardized(Tensor x, double eps) {
        Tensor distance = x.sub(x.mean(allButChannels(x), true));
        return distance.mul(inverse(distance, eps));
    }

    /** 1/√(var + eps) as operations on tensors. */
    private static Tensor inverse(Tensor distance, double eps) {
        return distance.square().mean(allButChannels(distance), true).add(eps).sqrt().reciprocal();
    }

    private static Tensor weightGradient(Tensor x, Tensor w, Tensor g, boolean training, Statistics statistics) {
        if (NoGrad.gradEnabled()) {
            Tensor standardized = training ? standardized(x, statistics.eps)
                    : x.sub(statistics.mean(x)).mul(statistics.inverse(x));
            return g.mul(standardized).sum(allButChannels(x));
        }
        Sums sums = Sums.of(g, x, statistics);
        return Tensor.of(perChannel(statistics.s, c -> sums.product[c] * statistics.inverse[c]), w.shape());
    }

    /** dx in training, as g·p + (x − center)·q + r per channel. */
    private static Tensor inputGradient(Tensor x, Tensor w, Tensor g, float[] scale, Statistics statistics) {
        if (NoGrad.gradEnabled()) {
            return composedInputGradient(x, w, g, statistics.eps);
        }
        double count = statistics.count();
        Sums sums = Sums.of(g, x, statistics);
        double[] inverse = statistics.inverse;
        float[] q = perChannel(statistics.s, c -> -scale[c] * inverse[c] * inverse[c] * sums.product[c] / count);
        float[] r = perChannel(statistics.s, c -> -scale[c] * sums.plain[c] / count - statistics.rest(c) * q[c]);
        Tensor dx = result(x.shape());
        Backends.current().channelCombination(values(g), scale, values(x), statistics.center, q, r, values(dx),
                statistics.s);
        return dx;
    }

    /** dx in training as operations on tensors, which have gradients themselves. */
    static Tensor composedInputGradient(Tensor x, Tensor w, Tensor g, double eps) {
        int[] dims = allButChannels(x);
        Tensor distance = x.sub(x.mean(dims, true));
        Tensor inverse = inverse(distance, eps);
        Tensor standardized = distance.mul(inverse);
        Tensor inner = g.sub(g.mean(dims, true)).sub(standardized.mul(g.mul(standardized).mean(dims, true)));
        return broadcast(w, x).mul(inverse).mul(inner);
    }

    /** Σ g and Σ g·(x − mean), per channel. */
    private record Sums(double[] plain, double[] product) {
        static Sums of(Tensor g, Tensor x, Statistics statistics) {
            ChannelShape s = statistics.s;
            Sums sums = new Sums(new double[s.channels()], new double[s.channels()]);
            Backends.current().channelSums(values(g), values(x), statistics.center, sums.plain, sums.product, s);
            for (int c = 0; c < s.channels(); c++) {
                sums.product[c] -= statistics.correction(c, sums.plain[c]);
            }
            return sums;
        }
    }

    private static void move(Tensor running, double momentum, IntToDoubleFunction towards) {
        float[] values = valuesToChange(running);
        for (int c = 0; c < values.length; c++) {
            values[c] = (float) ((1 - momentum) * values[c] + momentum * towards.applyAsDouble(c));
        }
    }

    private static float[] perChannel(ChannelShape s, IntToDoubleFunction value) {
        float[] values = new float[s.channels()];
        for (int c = 0; c < values.length; c++) {
            values[c] = (float) value.applyAsDouble(c);
        }
        return values;
    }

    /** A tensor [channels] as [channels, 1, …, 1], which goes with x. */
    static Tensor broadcast(Tensor perChannel, Tensor x) {
        int[] dims = new int[x.rank() - 1];
        Arrays.fill(dims, 1);
        dims[0] = perChannel.numel();
        return perChannel.reshape(dims);
    }

    static int[] allButChannels(Tensor x) {
        return IntStream.range(0, x.rank()).filter(d -> d != 1).toArray();
    }

    private static ChannelShape shape(Tensor x, Tensor... perChannel) {
        if (Inputs.tensor("batchNorm", x).rank() < 2 || x.size(1) == 0) {
            throw new ShapeException("batchNorm", "input " + x.shape() + " has no channels",
                    "the input is [batch, channels, …]", "add missing dimensions with unsqueeze");
        }
        for (Tensor t : perChannel) {
            if (!Inputs.tensor("batchNorm", "a per-channel tensor", t).shape().equals(Shape.of(x.size(1)))) {
                throw new ShapeException("batchNorm",
                        "a per-channel tensor of shape " + t.shape() + " does not fit input " + x.shape(),
                        "weight, bias and running statistics are [" + x.size(1) + "]",
                        "use as many features as channels");
            }
        }
        return new ChannelShape(x.size(0), x.size(1), x.shape().product(2, x.rank()));
    }
}
