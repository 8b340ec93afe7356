package longhand.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import longhand.random.Fan.Mode;
import org.junit.jupiter.api.Test;

/** Initial weights [2, 3, 2, 2] that PyTorch 1.13 drew after seed 7. */
class InitTest {
    private static final int[] DIMS = {2, 3, 2, 2};
    private static final float TOLERANCE = 1e-6f;

    private final Generator generator = new Generator(7);
    private final float[] weight = new float[25]; // one more than needed

    private void assertFirst(double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], weight[i], TOLERANCE);
        }
        assertEquals(0, weight[24]);
    }

    /** As {@code dirac_} of a weight [2, 3, 2, 2] does; an odd window has a middle. */
    @Test
    void dirac() {
        Init.dirac(weight, DIMS);
        float[] expected = new float[25];
        expected[3] = 1;
        expected[12 + 4 + 3] = 1;
        assertArrayEquals(expected, weight);
        float[] odd = new float[9];
        Init.dirac(odd, 1, 1, 3, 3);
        assertArrayEquals(new float[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, odd);
    }

    @Test
    void xavier() {
        Init.xavierUniform(generator, weight, 2, DIMS);
        assertFirst(0.0765114575624466, -0.6598891615867615, 0.34881535172462463, 0.3437293767929077);
        Init.xavierNormal(generator.seed(7), weight, 2, DIMS);
        assertFirst(-0.5186986327171326, 0.25021910667419434, 0.568519651889801, -0.8781037330627441);
    }

    @Test
    void kaiming() {
        Init.kaimingUniform(generator, weight, Gain.LEAKY_RELU.value(0.3), Mode.FAN_OUT, DIMS);
        assertFirst(0.05793662369251251, -0.4996866285800934, 0.2641327977180481, 0.2602815628051758);
        Init.kaimingNormal(generator.seed(7), weight, Gain.RELU.value(), Mode.FAN_IN, DIMS);
        assertFirst(-0.3348185420036316, 0.1615157574415207, 0.36697787046432495, -0.5668135285377502);
    }

    @Test
    void layers() {
        Init.layerWeight(generator, weight, DIMS);
        assertFirst(0.020162537693977356, -0.17389605939388275, 0.09192091226577759, 0.09058064222335815);
        float[] bias = new float[2];
        Init.layerBias(generator, bias, DIMS);
        assertArrayEquals(new float[] {0.012083970941603184f, 0.053827058523893356f}, bias, TOLERANCE);
        Init.layerBias(generator, bias, 2, 0);
        assertArrayEquals(new float[2], bias);
    }

    @Test
    void plainOnes() {
        Init.uniform(generator, weight, 5, 6, DIMS);
        float[] expected = new Generator(7).rand(24);
        for (int i = 0; i < 24; i++) {
            assertEquals(5 + expected[i], weight[i], TOLERANCE);
        }
        Init.normal(generator.seed(7), weight, 1, 2, DIMS);
        expected = new Generator(7).randn(24);
        for (int i = 0; i < 24; i++) {
            assertEquals(1 + 2 * expected[i], weight[i], TOLERANCE);
        }
        Init.constant(weight, 0.5, DIMS);
        float[] half = new float[25];
        Arrays.fill(half, 0, 24, 0.5f);
        assertArrayEquals(half, weight);
    }

    /** {@code torch.nn.init.calculate_gain}. */
    @Test
    void gains() {
        assertEquals(1, Gain.LINEAR.value());
        assertEquals(1, Gain.SIGMOID.value());
        assertEquals(1.6666666666666667, Gain.TANH.value());
        assertEquals(1.4142135623730951, Gain.RELU.value());
        assertEquals(1.4141428569978354, Gain.LEAKY_RELU.value());
        assertEquals(1.3545709229571927, Gain.LEAKY_RELU.value(0.3));
        assertEquals(0.75, Gain.SELU.value());
    }

    @Test
    void fans() {
        assertEquals(new Fan(12, 8), Fan.of(DIMS));
        assertEquals(new Fan(3, 2), Fan.of(2, 3));
        assertEquals(12, Fan.of(DIMS).get(Mode.FAN_IN));
        assertEquals(8, Fan.of(DIMS).get(Mode.FAN_OUT));
        assertEquals("fan: a weight [4] must have at least 2 dimensions [out, in, kernel…]",
                assertThrows(IllegalArgumentException.class, () -> Fan.of(4)).getMessage());
    }
}
