package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.autograd.GradCheck;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;
import org.junit.jupiter.api.Test;

/** Cross-entropy with rows to ignore, class weights and label smoothing, against PyTorch's numbers. */
class LossesTest {
    private static final float TOLERANCE = 1e-6f;
    private static final List<Case> CASES = read();

    /** A line of cross_entropy.json, which make_cross_entropy.py writes. */
    record Case(float[][] logits, int[] targets, float[] weight, int ignore, double smoothing, float loss,
            float[][] gradient) {}

    private static List<Case> read() {
        try (InputStream in = LossesTest.class.getResourceAsStream("cross_entropy.json")) {
            JsonMapper json = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
            return List.of(json.readValue(in, Case[].class));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @OnEveryBackend
    void crossEntropyIsThatOfPyTorch() {
        assertTrue(CASES.size() > 200);
        for (Case c : CASES) {
            Tensor x = Tensor.of(c.logits).requiresGrad(true);
            Optional<Tensor> weight = c.weight.length == 0 ? Optional.empty() : Optional.of(Tensor.of(c.weight));
            Tensor loss = Losses.crossEntropy(x, c.targets, weight, c.ignore, c.smoothing);
            loss.backward();
            String what = Arrays.deepToString(c.logits) + Arrays.toString(c.targets) + Arrays.toString(c.weight)
                    + c.smoothing;
            assertEquals(c.loss, loss.item(), Float.isFinite(c.loss) ? TOLERANCE * Math.max(1, Math.abs(c.loss)) : 0,
                    what);
            for (int row = 0; row < c.targets.length; row++) {
                // PyTorch gives NaN to ignored rows that are not finite; here they have no part in the gradient either
                float[] expected = c.targets[row] == c.ignore ? new float[c.logits[row].length] : c.gradient[row];
                assertArrayEquals(expected, x.grad().select(0, row).data(), TOLERANCE, what + ", row " + row);
            }
        }
    }

    @OnEveryBackend
    void ignoredRowsHaveNoPartInNllLoss() {
        Tensor x = Tensor.of(new float[][] {{Float.NaN, 1}, {1, 2}, {Float.NEGATIVE_INFINITY, 0}}).requiresGrad(true);
        Tensor loss = Losses.nllLoss(x, -100, 0, -100);
        loss.backward();
        assertEquals(-1, loss.item());
        assertArrayEquals(new float[] {0, 0, -1, 0, 0, 0}, x.grad().data());
    }

    /** As PyTorch 1.13: the mean over nothing is NaN, and nothing has a gradient of 0. */
    @OnEveryBackend
    void withoutRowsTheLossIsNotANumberAndTheGradientZero() {
        for (double smoothing : new double[] {0, 0.1}) {
            Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}}).requiresGrad(true);
            Tensor loss = Losses.crossEntropy(x, new int[] {-100, -100}, Optional.empty(), -100, smoothing);
            loss.backward();
            assertEquals(Float.NaN, loss.item());
            assertArrayEquals(new float[4], x.grad().data());

            Tensor none = Tensor.zeros(0, 3).requiresGrad(true);
            Tensor ofNothing = Losses.crossEntropy(none, new int[0], Optional.empty(), -100, smoothing);
            ofNothing.backward();
            assertEquals(Float.NaN, ofNothing.item());
            assertEquals(none.shape(), none.grad().shape());
        }
    }

    /** PyTorch 1.13: the gradient is 2/n · (x − target), and 2 · (x − target) would overflow here. */
    @OnEveryBackend
    void lossWithoutErrorIsZeroAndNeverMinusZero() {
        Tensor certain = Tensor.of(new float[][] {{1000, -1000}, {1000, -1000}});
        Tensor weights = Tensor.vector(0.5f, 2);
        Tensor one = Tensor.vector(1, 1);
        Tensor minusZero = Tensor.vector(-0f, -0f);
        Tensor zero = Tensor.vector(0, 0);
        Map<String, Tensor> losses = Map.ofEntries(
                Map.entry("crossEntropy", Losses.crossEntropy(certain, 0, 0)),
                Map.entry("weighted", Losses.crossEntropy(certain, new int[] {0, 0}, Optional.of(weights), -100, 0)),
                Map.entry("ignored", Losses.crossEntropy(certain, new int[] {0, 7}, Optional.empty(), 7, 0)),
                Map.entry("smooth", Losses.crossEntropy(Tensor.of(new float[][] {{3}}), new int[] {0},
                        Optional.empty(), -100, 1)),
                Map.entry("nllLoss", Losses.nllLoss(certain.logSoftmax(1), 0, 0)),
                Map.entry("nllLoss of −0", Losses.nllLoss(Tensor.of(new float[][] {{-0f, -9}}), 0)),
                Map.entry("mseLoss", Losses.mseLoss(minusZero, zero)),
                Map.entry("l1Loss", Losses.l1Loss(minusZero, zero)),
                Map.entry("huberLoss", Losses.huberLoss(minusZero, zero, 1)),
                Map.entry("bceLoss of 1", Losses.bceLoss(one, one)),
                Map.entry("bceLoss of 0", Losses.bceLoss(zero, minusZero)),
                Map.entry("bceWithLogits of 1", Losses.bceWithLogits(one.mul(200), one)),
                Map.entry("bceWithLogits of 0", Losses.bceWithLogits(one.mul(-200), zero)));
        losses.forEach((name, loss) -> assertEquals(0, Float.compare(0f, loss.item()), name + ": " + loss));
    }

    @OnEveryBackend
    void gradientsOfTheSquaredErrorReachTheEndsOfTheRange() {
        Tensor x = Tensor.vector(3e38f, -3e38f, 1, -2e38f).requiresGrad(true);
        Tensor target = Tensor.vector(0, -3e38f, 3, 1e38f).requiresGrad(true);
        Losses.mseLoss(x, target).backward();
        float[] expected = {1.5e38f, 0, -1, -1.5e38f};
        assertArrayEquals(expected, x.grad().data(), 1e32f);
        assertArrayEquals(expected, target.grad().neg().data(), 1e32f);
    }

    /** Values by hand; 500 of each, for the vectors. */
    @OnEveryBackend
    void huberTakesInfiniteDistancesAndNaN() {
        float[] distances = {0, -0.5f, 2, -3, Float.NEGATIVE_INFINITY, Float.NaN};
        float[] losses = {0, 0.125f, 1.5f, 2.5f, Float.POSITIVE_INFINITY, Float.NaN};
        float[] slopes = {0, -0.5f, 1, -1, -1, Float.NaN};
        for (int k = 0; k < distances.length; k++) {
            Tensor x = Tensor.full(distances[k], 500).requiresGrad(true);
            Tensor target = Tensor.zeros(500).requiresGrad(true);
            Tensor loss = Losses.huberLoss(x, target, 1);
            assertEquals(losses[k], loss.item());
            loss.backward(Tensor.scalar(2));
            for (int i = 0; i < 500; i++) {
                assertEquals(2 * slopes[k] / 500, x.grad().data()[i], "" + distances[k]);
                assertEquals(-x.grad().data()[i], target.grad().data()[i], 0);
            }
        }
    }

    @OnEveryBackend
    void huberHasGradientsOfGradients() {
        GradCheck.checkGradientOfGradient(in -> Losses.huberLoss(in.get(0), in.get(1), 0.8), Samples.normal(3, 2),
                Samples.normal(3, 2));
    }

    @OnEveryBackend
    void squaredErrorsHaveGradientsOfGradients() {
        GradCheck.check(in -> Losses.mseLoss(in.get(0), in.get(1)), Samples.normal(3, 2), Samples.normal(3, 2));
        GradCheck.checkGradientOfGradient(in -> Losses.mseLoss(in.get(0), in.get(1)), Samples.normal(3, 2),
                Samples.normal(3, 2));
    }

    /** The sum of the weighted rows is divided by the sum of the weights, whose reciprocal float may not hold. */
    @OnEveryBackend
    void tinyWeightsOfClassesLeaveTheMean() {
        Tensor x = Tensor.of(new float[][] {{0, 50}, {0, 50}}).requiresGrad(true);
        for (double smoothing : new double[] {0, 1}) {
            Tensor loss = Losses.crossEntropy(x, new int[] {0, 0}, Optional.of(Tensor.vector(1e-39f, 1e-39f)), -100,
                    smoothing);
            assertEquals(smoothing == 0 ? 50 : 25, loss.item(), 1e-3);
        }
    }

    @Test
    void labelSmoothingIsAShare() {
        Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}});
        for (double smoothing : new double[] {-0.1, -Double.MIN_VALUE, Math.nextUp(1.0), 2, Double.NaN,
            Double.POSITIVE_INFINITY}) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> Losses.crossEntropy(x, new int[] {0, 1}, Optional.empty(), -100, smoothing)).getMessage();
            assertEquals("crossEntropy: labelSmoothing = " + smoothing
                    + " is no probability. Rule: 0 ≤ labelSmoothing ≤ 1. Fix: pass such a number.", message);
        }
        for (double smoothing : new double[] {0, -0.0, 1}) {
            Losses.crossEntropy(x, new int[] {0, 1}, Optional.empty(), -100, smoothing);
        }
    }
}
