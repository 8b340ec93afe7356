package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.autograd.GradCheck;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** Batch normalisation of channels whose mean is large against their spread, against sums in double. */
class NormalizationTest {
    private static final double[] MEANS = {0, 1, -100, 1_000, 10_000, -100_000, 1e7};
    private static final double EPS = 1e-5;
    /** Four roundings of the result, and of each input of the last addition, 2⁻²⁴ each. */
    private static final double FOUR_ROUNDINGS = 4 * Math.pow(2, -24);
    /** The sums of g and g·x̂ add at most 2,048 numbers in float, and 128 in one lane of a vector. */
    private static final double FLOAT_SUM = 128 * Math.pow(2, -24);

    private static final int BATCH = 3;
    private static final int PLANE = 45 * 47;
    private static final int COUNT = BATCH * PLANE;

    private final Random random = new Random(4);
    private final Tensor x = channels(c -> MEANS[c], 1);
    private final Tensor g = channels(c -> 0.5, 1);

    private interface PerChannel {
        double of(int channel);
    }

    private Tensor channels(PerChannel mean, double spread) {
        float[] values = new float[BATCH * MEANS.length * PLANE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean.of(i / PLANE % MEANS.length) + spread * random.nextGaussian());
        }
        return Tensor.of(values, BATCH, MEANS.length, 45, 47);
    }

    /** Σ over one channel. */
    private static double sum(int channel, java.util.function.IntToDoubleFunction term) {
        double sum = 0;
        for (int n = 0; n < BATCH; n++) {
            int start = (n * MEANS.length + channel) * PLANE;
            for (int i = start; i < start + PLANE; i++) {
                sum += term.applyAsDouble(i);
            }
        }
        return sum;
    }

    @OnEveryBackend
    void aLargeMeanCostsNoDigits() {
        int channels = MEANS.length;
        Tensor w = Tensor.full(1.5, channels).requiresGrad(true);
        Tensor b = Tensor.full(0.25, channels).requiresGrad(true);
        Tensor input = Tensor.of(x.toArray(), x.shape()).requiresGrad(true);
        Tensor runningMean = Tensor.zeros(channels);
        Tensor runningVar = Tensor.zeros(channels);
        Tensor y = Normalization.batchNorm(input, w, b, runningMean, runningVar, true, 1, EPS);
        y.backward(g);
        for (int c = 0; c < channels; c++) {
            double mean = sum(c, i -> x.data()[i]) / COUNT;
            double squares = sum(c, i -> Math.pow(x.data()[i] - mean, 2));
            double inverse = 1 / Math.sqrt(squares / COUNT + EPS);
            double sumG = sum(c, i -> g.data()[i]);
            double sumGX = sum(c, i -> g.data()[i] * (x.data()[i] - mean) * inverse);
            String channel = "channel of mean " + MEANS[c];
            assertClose(channel + ": running mean", mean, runningMean.data()[c],
                    FOUR_ROUNDINGS * Math.abs(mean) + FLOAT_SUM);
            assertClose(channel + ": running variance", squares / (COUNT - 1), runningVar.data()[c],
                    FLOAT_SUM * squares / COUNT);
            assertClose(channel + ": bias gradient", sumG, b.grad().data()[c], FLOAT_SUM * COUNT);
            assertClose(channel + ": weight gradient", sumGX, w.grad().data()[c], FLOAT_SUM * COUNT);
            sum(c, i -> {
                double expected = 1.5 * (x.data()[i] - mean) * inverse + 0.25;
                assertClose(channel, expected, y.data()[i], FOUR_ROUNDINGS * (1 + Math.abs(expected)));
                double xHat = (x.data()[i] - mean) * inverse;
                double gradient = 1.5 * inverse * (g.data()[i] - sumG / COUNT - xHat * sumGX / COUNT);
                assertClose(channel + ": input gradient", gradient, input.grad().data()[i],
                        FLOAT_SUM * inverse * (1 + Math.abs(xHat)));
                return 0;
            });
        }
    }

    /** Here each channel of each image is a group; w and b are those of a channel. */
    @OnEveryBackend
    void aLargeMeanCostsGroupsNoDigits() {
        int channels = MEANS.length;
        Tensor w = Tensor.linspace(0.5, 2, channels).requiresGrad(true);
        Tensor input = Tensor.of(x.toArray(), x.shape()).requiresGrad(true);
        Tensor y = LayerNormalization.groupNorm(input, channels, w, Tensor.full(0.25, channels), EPS);
        y.backward(g);
        double[] weightGradient = new double[channels];
        for (int part = 0; part < BATCH * channels; part++) {
            int from = part * PLANE;
            double scale = w.data()[part % channels];
            double mean = range(from).mapToDouble(i -> x.data()[i]).sum() / PLANE;
            double squares = range(from).mapToDouble(i -> Math.pow(x.data()[i] - mean, 2)).sum();
            double inverse = 1 / Math.sqrt(squares / PLANE + EPS);
            double sumG = range(from).mapToDouble(i -> g.data()[i]).sum();
            double sumGX = range(from).mapToDouble(i -> g.data()[i] * (x.data()[i] - mean) * inverse).sum();
            weightGradient[part % channels] += sumGX;
            range(from).forEach(i -> {
                double xHat = (x.data()[i] - mean) * inverse;
                assertClose("group", scale * xHat + 0.25, y.data()[i],
                        FOUR_ROUNDINGS * (1 + scale) * (1 + Math.abs(xHat)));
                double gradient = scale * inverse * (g.data()[i] - sumG / PLANE - xHat * sumGX / PLANE);
                assertClose("input gradient", gradient, input.grad().data()[i],
                        scale * FLOAT_SUM * inverse * (1 + Math.abs(xHat)));
            });
        }
        for (int c = 0; c < channels; c++) {
            assertClose("weight gradient", weightGradient[c], w.grad().data()[c], FLOAT_SUM * COUNT);
        }
    }

    /** Here each channel of each image is a row. */
    @OnEveryBackend
    void aLargeMeanCostsRowsNoDigits() {
        int rows = BATCH * MEANS.length;
        Tensor input = x.reshape(rows, PLANE).requiresGrad(true);
        Tensor upstream = g.reshape(rows, PLANE);
        Tensor w = Tensor.linspace(0.5, 2, PLANE).requiresGrad(true);
        Tensor b = Tensor.linspace(-1, 1, PLANE).requiresGrad(true);
        Tensor y = LayerNormalization.layerNorm(input, w, b, EPS);
        y.backward(upstream);
        double[] weightGradient = new double[PLANE];
        double[] biasGradient = new double[PLANE];
        for (int row = 0; row < rows; row++) {
            int from = row * PLANE;
            double mean = range(from).mapToDouble(i -> x.data()[i]).sum() / PLANE;
            double squares = range(from).mapToDouble(i -> Math.pow(x.data()[i] - mean, 2)).sum();
            double inverse = 1 / Math.sqrt(squares / PLANE + EPS);
            double[] xHat = range(from).mapToDouble(i -> (x.data()[i] - mean) * inverse).toArray();
            double[] weighted = range(from).mapToDouble(i -> (double) g.data()[i] * w.data()[i - from]).toArray();
            double meanG = Arrays.stream(weighted).sum() / PLANE;
            double meanGX = IntStream.range(0, PLANE).mapToDouble(j -> weighted[j] * xHat[j]).sum() / PLANE;
            for (int j = 0; j < PLANE; j++) {
                weightGradient[j] += g.data()[from + j] * xHat[j];
                biasGradient[j] += g.data()[from + j];
                assertClose("layer norm", w.data()[j] * xHat[j] + b.data()[j], y.data()[from + j],
                        FOUR_ROUNDINGS * (2 + w.data()[j]) * (1 + Math.abs(xHat[j])));
                assertClose("input gradient", inverse * (weighted[j] - meanG - xHat[j] * meanGX),
                        input.grad().data()[from + j], 2 * FLOAT_SUM * inverse * (1 + Math.abs(xHat[j])));
            }
        }
        for (int j = 0; j < PLANE; j++) {
            assertClose("weight gradient", weightGradient[j], w.grad().data()[j], FLOAT_SUM * rows);
            assertClose("bias gradient", biasGradient[j], b.grad().data()[j], FLOAT_SUM * rows);
        }
    }

    private static IntStream range(int from) {
        return IntStream.range(from, from + PLANE);
    }

    @OnEveryBackend
    void evaluationHasGradientsOfGradientsToo() {
        Tensor mean = Tensor.vector(0.5, -1);
        Tensor variance = Tensor.vector(2, 0.25);
        GradCheck.checkGradientOfGradient(in -> Normalization.batchNorm(in.get(0), in.get(1), in.get(2), mean, variance,
                false, 0.1, EPS), Samples.normal(3, 2, 2), Samples.normal(2), Samples.normal(2));
    }

    /** PyTorch 1.13: the result is empty, nothing is updated, all gradients are 0. */
    @OnEveryBackend
    void aBatchOfNothingChangesNothing() {
        Tensor w = Tensor.ones(3).requiresGrad(true);
        Tensor b = Tensor.ones(3).requiresGrad(true);
        Tensor input = Tensor.zeros(0, 3, 2, 2).requiresGrad(true);
        Tensor runningMean = Tensor.full(0.5, 3);
        Tensor runningVar = Tensor.full(2, 3);
        Tensor y = Normalization.batchNorm(input, w, b, runningMean, runningVar, true, 0.1, EPS);
        y.sum().backward();
        assertEquals(input.shape(), y.shape());
        assertEquals(input.shape(), input.grad().shape());
        assertArrayEquals(new float[3], w.grad().data());
        assertArrayEquals(new float[3], b.grad().data());
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f}, runningMean.data());
        assertArrayEquals(new float[] {2, 2, 2}, runningVar.data());
    }

    /** PyTorch 1.13: the running mean is infinite too, the running variance is NaN. */
    @OnEveryBackend
    void anInfiniteNumberHasAnInfiniteMean() {
        float[][] numbers = {{Float.POSITIVE_INFINITY}, {Float.NEGATIVE_INFINITY},
            {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}, {Float.NaN}, {Float.MAX_VALUE, Float.MAX_VALUE}};
        float[] means = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, Float.NaN,
            (float) (2.0 / COUNT * Float.MAX_VALUE)};
        for (int place : new int[] {0, 1, PLANE - 1, 2 * PLANE + 5}) {
            for (int k = 0; k < numbers.length; k++) {
                Tensor input = Tensor.zeros(BATCH, 1, 45, 47);
                for (int i = 0; i < numbers[k].length; i++) {
                    input.data()[place + i * (PLANE - 1) / 2] = numbers[k][i];
                }
                Tensor runningMean = Tensor.zeros(1);
                Tensor runningVar = Tensor.zeros(1);
                Normalization.batchNorm(input, Tensor.ones(1), Tensor.zeros(1), runningMean, runningVar, true, 1, EPS);
                assertEquals(means[k], runningMean.data()[0], 1e-6 * Math.abs(means[4]));
                assertEquals(k == 4 ? Float.POSITIVE_INFINITY : Float.NaN, runningVar.data()[0]);
            }
        }
    }

    private static void assertClose(String what, double expected, double actual, double tolerance) {
        assertEquals(expected, actual, tolerance, what);
    }
}
