package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

class InitialTest {
    private static float[] identityWeights(int inputs, int outputs, int kernel) {
        Generator.manualSeed(5);
        Conv2d layer = new Conv2d(inputs, outputs, kernel);
        float[] bias = layer.bias().orElseThrow().tensor().toArray();
        layer.apply(Initial.identity());
        assertArrayEquals(bias, layer.bias().orElseThrow().tensor().toArray(), "biases stay");
        return layer.weight().tensor().toArray();
    }

    @Test
    void identityOfAsManyChannels() {
        assertArrayEquals(Tensor.eye(4).toArray(), identityWeights(4, 4, 1));
    }

    /** Kaiming's uniform numbers lie in ±√(6 / inputs). */
    @Test
    void identityOfFewerOrMoreChannels() {
        checkChosen(6, 2, 0, 3);
        checkChosen(6, 4, 0, 1, 3, 4);
        checkChosen(2, 5, 0, 1, 0, 1, 0);
    }

    private static void checkChosen(int inputs, int outputs, int... chosen) {
        float[] weights = identityWeights(inputs, outputs, 1);
        double bound = 0.3 * Math.sqrt(6.0 / inputs);
        double largest = 0;
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                double rest = weights[o * inputs + i] - (i == chosen[o] ? 1 : 0);
                assertTrue(Math.abs(rest) <= bound + 1e-6, "output " + o + ", input " + i + ": " + rest);
                largest = Math.max(largest, Math.abs(rest));
            }
        }
        assertTrue(largest > 0.3 * bound, "random numbers tell outputs with the same input apart");
    }

    @Test
    void largerKernelsAreKaimings() {
        float[] identity = identityWeights(3, 3, 3);
        Generator.manualSeed(5);
        Conv2d kaiming = new Conv2d(3, 3, 3);
        kaiming.apply(Initial.kaimingUniform());
        assertArrayEquals(kaiming.weight().tensor().toArray(), identity);
        assertEquals(27 * 3, identity.length);
    }
}
