package longhand.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import longhand.shape.ShapeException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.random.MersenneTwister;
import org.junit.jupiter.api.Test;

/** The generator without PyTorch at hand: the bits of another Mersenne Twister, saved states, refused arguments. */
class GeneratorTest {

    @Property(tries = 50)
    void drawsTheBitsOfCommonsMath(@ForAll @IntRange(min = 0) int seed) {
        MersenneTwister theirs = new MersenneTwister(seed);
        Generator ours = new Generator(seed);
        for (int i = 0; i < 1500; i++) {
            assertEquals(theirs.nextInt(), ours.nextInt());
        }
    }

    @Property(tries = 100)
    void goesOnBitForBitFromASavedState(@ForAll long seed, @ForAll @IntRange(max = 1300) int drawn,
            @ForAll @IntRange(max = 3) int normals) {
        Generator first = new Generator(seed);
        first.rand(drawn);
        first.randn(normals);
        Generator second = new Generator().state(first.state());
        assertEquals(first.initialSeed(), second.initialSeed());
        assertArrayEquals(first.randn(5), second.randn(5));
        assertArrayEquals(first.randperm(700), second.randperm(700));
        assertArrayEquals(first.state(), second.state());
    }

    @Test
    void seedingForgetsTheSpareNormalNumber() {
        Generator generator = new Generator(1);
        float[] expected = generator.randn(2);
        generator.seed(1).randn(1);
        assertArrayEquals(expected, generator.seed(1).randn(2));
    }

    @Test
    void theDefaultGeneratorIsOneAndSeeded() {
        float[] own = new Generator(5).rand(4);
        assertArrayEquals(own, Generator.manualSeed(5).rand(4));
        Generator.manualSeed(5);
        assertArrayEquals(own, Generator.defaultGenerator().rand(4));
        assertEquals(67280421310721L, new Generator().initialSeed());
    }

    @Test
    void fillsOnlyTheFirstElements() {
        float[] out = new float[40];
        Arrays.fill(out, 9);
        new Generator(0).normal(out, 20, 0, 1);
        assertNotEquals(9, out[19]);
        assertEquals(9, out[20]);
    }

    @Test
    void extremeRangesStayInside() {
        Generator generator = new Generator(0);
        for (int i = 0; i < 100; i++) {
            assertEquals(7, generator.nextBetween(7, 8));
            assertTrue(generator.nextBetween(Long.MIN_VALUE, Long.MAX_VALUE) < Long.MAX_VALUE);
            assertTrue(generator.random64() >= 0);
        }
    }

    @Test
    void refusesBadArguments() {
        Generator g = new Generator(0);
        float[] room = new float[3];
        assertMessage("uniform: an array of 3 numbers has no room for 4 elements. "
                + "Rule: it has 4 or more. Fix: pass a larger array.", () -> g.uniform(room, 4, 0, 1));
        assertThrows(ShapeException.class, () -> Init.uniform(g, room, 0, 1, -1, -3));
        assertThrows(ShapeException.class, () -> Init.uniform(g, room, 0, 1, 65536, 65536));
        Init.uniform(g, room, 0, 1, 65536, 65536, 0);
        assertMessage("normal: standard deviation -1.0 must be 0 or more", () -> g.normal(room, 3, 0, -1));
        assertMessage("bernoulli: p = 1.5 is no probability. Rule: 0 ≤ p ≤ 1. Fix: pass such a number.",
                () -> g.bernoulli(room, 3, 1.5));
        assertMessage("bernoulli: p = NaN is no probability. Rule: 0 ≤ p ≤ 1. Fix: pass such a number.",
                () -> g.bernoulli(room, 3, Double.NaN));
        assertMessage("randint: high 2 must be greater than low 2", () -> g.randint(2, 2, 1));
        assertMessage("randperm: the number of elements, -1, must be 0 or more", () -> g.randperm(-1));
        assertMessage("generator state: 3 bytes, expected the 5056 of Generator.state() or torch.get_rng_state()",
                () -> g.state(new byte[3]));
        assertMessage("generator state: the bytes are damaged (left 0, next 0)", () -> g.state(new byte[5056]));
    }

    private static void assertMessage(String message, Runnable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }
}
