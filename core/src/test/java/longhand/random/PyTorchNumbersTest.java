package longhand.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Numbers that PyTorch 1.13 printed for seed 42, and states as it saves them. */
class PyTorchNumbersTest {
    /** PyTorch computes logarithm, sine and cosine in single precision. */
    private static final float NORMAL_TOLERANCE = 1e-6f;

    private final Generator g = new Generator(42);

    @Test
    void uniform() {
        assertArrayEquals(new float[] {0.88226926f, 0.91500396f, 0.38286376f, 0.95930564f}, g.rand(4));
        assertEquals(0.3904482f, g.nextFloat());
        float[] out = new float[3];
        g.seed(42).uniform(out, 3, -2, 5);
        assertArrayEquals(new float[] {4.1758847f, 4.405028f, 0.6800463f}, out);
    }

    @Test
    void wideDraws() {
        assertEquals(6909045637428952499L, g.nextLong());
        assertEquals(6909045637428952499L, g.seed(42).random64());
        g.seed(42);
        assertEquals(0.05815448596142969, g.nextDouble());
        assertEquals(0.06291016742457756, g.nextDouble());
        assertEquals(0.12358607277440903, g.nextDouble());
    }

    @Test
    void normalNumbersOneByOne() {
        assertArrayEquals(new float[] {0.33669037f, 0.1288094f, 0.23446237f, 0.23033303f,
            -1.1228564f}, g.randn(5), NORMAL_TOLERANCE);
        float[] out = new float[3];
        g.seed(42).normal(out, 3, 2, 0.5);
        assertArrayEquals(new float[] {2.1683452f, 2.0644047f, 2.1172311f}, out, NORMAL_TOLERANCE);
    }

    @Test
    void normalNumbersInBlocks() {
        float[] out = new float[16];
        g.normal(out, 16, 2, 0.5);
        assertArrayEquals(new float[] {2.9634576f, 1.1976665f, 1.6239324f, 2.3812227f},
                new float[] {out[0], out[7], out[8], out[15]}, NORMAL_TOLERANCE);
        assertArrayEquals(new float[] {1.9269153f, 1.4872841f, 0.9007172f, -2.105521f,
            -0.75813115f, 1.0783176f, 0.80080056f, 1.6806206f, 0.3558599f,
            -0.686623f, -0.49335635f, 0.24148779f, -0.23162432f, 0.04175949f,
            -0.2515753f, 0.8598585f, -0.30972677f, -0.3957105f, 0.80340934f,
            -0.6215954f}, g.seed(42).randn(20), NORMAL_TOLERANCE);
    }

    @Test
    void withoutSpreadThereIsOnlyTheMean() {
        float[] out = new float[16];
        g.normal(out, 16, 3, 0);
        for (float x : out) {
            assertEquals(3, x);
        }
    }

    @Test
    void integers() {
        assertArrayEquals(new int[] {1, 6, -1, 5, 1, 6}, g.randint(-5, 7, 6));
        g.seed(42);
        assertEquals(2297357419978309043L, g.nextBetween(-(1L << 40), 1L << 62));
        assertEquals(3702521140065178894L, g.nextBetween(-(1L << 40), 1L << 62));
        assertEquals(1608637542, g.seed(42).nextBetween(0, (1L << 32) - 1));
        assertEquals(3421126067L, g.seed(42).nextBetween(0, 1L << 32));
    }

    @Test
    void permutationsDrawOnceForEachElementButTheLast() {
        assertArrayEquals(new int[] {1, 6, 3, 5, 4, 0, 2}, g.randperm(7));
        Generator other = new Generator(42);
        other.randint(0, 2, 6);
        assertEquals(other.nextInt(), g.nextInt());
    }

    @Test
    void coins() {
        float[] out = new float[10];
        g.bernoulli(out, 10, 0.3);
        assertArrayEquals(new float[] {1, 1, 1, 1, 0, 0, 0, 0, 1, 1}, out);
        g.seed(42).bernoulli(out, 1, 0.05815448596142969); // the number that is drawn: it is not below itself
        assertEquals(0, out[0]);
        g.bernoulli(out, 10, 0);
        assertArrayEquals(new float[10], out);
        g.bernoulli(out, 9, 1);
        assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 0}, out);
    }

    /** A fresh state says index 0 in PyTorch and 624 here; both mean a refill at the next draw. */
    @Test
    void takesAFreshStateOfPyTorch() {
        float[] expected = g.rand(3);
        byte[] fresh = g.seed(42).state();
        assertEquals(624, number(fresh).getLong(16));
        number(fresh).putLong(16, 0);
        assertArrayEquals(expected, new Generator().state(fresh).rand(3));
        g.nextInt();
        assertEquals(g.state().length, Generator.STATE_BYTES);
        assertEquals(624, number(g.state()).getInt(8));
        assertEquals(expected[1], new Generator().state(g.state()).nextFloat());
    }

    @Test
    void refusesDamagedStates() {
        g.nextInt();
        assertDamaged(8, 625);
        assertDamaged(8, 623);
        assertDamaged(8, 0);
        assertDamaged(8, -1);
        assertDamaged(12, 0);
        assertDamaged(16, 2);
        assertDamaged(20, -1);
    }

    private void assertDamaged(int offset, int value) {
        byte[] state = g.state();
        number(state).putInt(offset, value);
        assertThrows(IllegalArgumentException.class, () -> new Generator().state(state), () -> value + " at " + offset);
    }

    private static ByteBuffer number(byte[] state) {
        return ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void eachDrawRefusesAnArrayThatIsTooShort() {
        float[] room = new float[3];
        assertThrows(IllegalArgumentException.class, () -> g.normal(room, 4, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> g.bernoulli(room, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> g.rand(-1));
        assertThrows(IllegalArgumentException.class, () -> g.randn(-1));
        assertThrows(IllegalArgumentException.class, () -> g.randint(0, 1, -1));
        g.uniform(room, 3, 0, 1);
    }
}
