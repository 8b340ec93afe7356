package longhand.nn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixingTest {
    private static final int[] LABELS = {4, 5, 6};

    /** Image n is n + 1 everywhere, so that every value tells what is mixed. */
    private static Tensor images() {
        Tensor images = Tensor.zeros(3, 2, 8, 10);
        for (int i = 0; i < images.numel(); i++) {
            images.data()[i] = i / 160 + 1;
        }
        return images;
    }

    @Test
    void mixupAddsPixelsAsTheLossIsAdded() {
        for (int seed = 0; seed < 20; seed++) {
            Mixing.Mixed mixed = new Mixing("mixup", 0.4).apply(images(), LABELS, new Generator(seed));
            for (int n = 0; n < 3; n++) {
                double other = mixed.partners()[n] - 3;
                assertEquals(mixed.share() * (n + 1) + (1 - mixed.share()) * other, mixed.images().get(n, 1, 7, 9),
                        1e-5);
            }
        }
    }

    @Test
    void cutmixSetsARectangleWhoseAreaIsTheShareOfTheLoss() {
        double most = 0;
        for (int seed = 0; seed < 50; seed++) {
            Mixing.Mixed mixed = new Mixing("cutmix", 1).apply(images(), LABELS, new Generator(seed));
            for (int n = 0; n < 3; n++) {
                int other = mixed.partners()[n] - 3;
                int pasted = 0;
                for (int y = 0; y < 8; y++) {
                    for (int x = 0; x < 10; x++) {
                        float value = mixed.images().get(n, 0, y, x);
                        assertEquals(value, mixed.images().get(n, 1, y, x), "all channels alike");
                        assertTrue(value == n + 1 || value == other);
                        pasted += value == n + 1 ? 0 : 1;
                    }
                }
                if (other != n + 1) {
                    assertEquals(1 - mixed.share(), pasted / 80.0, 1e-9);
                    most = Math.max(most, pasted / 80.0);
                }
            }
        }
        assertTrue(most > 0.3);
    }

    /** The share of the rectangle is 1 − λ where it is not cut off; mixup draws the same λ from the same seed. */
    @Test
    void cutmixDrawsTheAreaOfTheRectangle() {
        int side = 101;
        Tensor images = Tensor.zeros(2, 1, side, side);
        int whole = 0;
        for (int seed = 0; seed < 200; seed++) {
            double drawn = new Mixing("mixup", 1).apply(images, new int[2], new Generator(seed)).share();
            double used = new Mixing("cutmix", 1).apply(images, new int[2], new Generator(seed)).share();
            assertTrue(used >= drawn - 1e-9, drawn + " became " + used);
            whole += used - drawn < 4.0 / side ? 1 : 0; // each side loses less than 2 pixels by rounding
        }
        assertTrue(whole > 20, whole + " of 200 were not cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixup", "cutmix"})
    void theLossIsMixedAsTheImagesAre(String kind) {
        Mixing mixing = new Mixing(kind, 1);
        Generator.manualSeed(5);
        Layer net = new Sequential(new Flatten(), new Linear(64, 2));
        CrossEntropyLoss loss = new CrossEntropyLoss();
        Batch batch = new DataLoader(new Stripes(8), LoaderOptions.batches(8)).epoch().next();
        for (int seed = 0; seed < 10; seed++) {
            Mixing.Mixed mixed = mixing.apply(batch.images(), batch.labels(), new Generator(seed));
            Tensor logits = net.forward(mixed.images());
            double expected = mixed.share() * loss.forward(logits, batch.labels()).item()
                    + (1 - mixed.share()) * loss.forward(logits, mixed.partners()).item();
            net.zeroGrad();
            loss.forward(logits, batch.labels()).backward(Tensor.scalar((float) mixed.share()), true, false);
            loss.forward(logits, mixed.partners()).backward(Tensor.scalar((float) (1 - mixed.share())));
            float[] gradient = net.parameters().getFirst().grad().toArray();
            net.zeroGrad();
            Generator.manualSeed(seed);
            GradientSource.Result result = mixing.gradients(net, loss).compute(batch, 0);
            assertEquals(expected, result.loss(), 1e-6);
            assertEquals(ConfusionMatrix.correct(logits, batch.labels()), result.correct());
            assertArrayEquals(gradient, net.parameters().getFirst().grad().toArray(), 1e-6f);
        }
    }

    /** Mean 1/2, variance 1 / (4 (2α + 1)). */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 3})
    void sharesAreDrawnFromBeta(double alpha) {
        Generator generator = new Generator(1);
        Tensor one = Tensor.zeros(1, 1, 1, 1);
        double sum = 0;
        double squares = 0;
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            double share = new Mixing("mixup", alpha).apply(one, new int[1], generator).share();
            sum += share;
            squares += share * share;
        }
        assertEquals(0.5, sum / n, 0.01);
        assertEquals(1 / (4 * (2 * alpha + 1)), squares / n - 0.25, 0.005);
    }

    @Test
    void otherKindsAndStrengthsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Mixing("mix", 1));
        assertThrows(IllegalArgumentException.class, () -> new Mixing("mixup", 0));
        assertThrows(IllegalArgumentException.class, () -> new Mixing("cutmix", Double.NaN));
    }
}
