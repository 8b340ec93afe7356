package longhand.datasets.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import longhand.data.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ranges that random transforms draw from; each strength changes what it is called after, and nothing else. */
class RandomTransformsTest {
    private static final int DRAWS = 2000;
    private static final ImageShape COLOUR = new ImageShape(3, 4, 5);
    /** The place of a channel's values of the first pixel. */
    private static final int[] FIRST = {0, 20, 40};

    private static int[] apply(PixelTransform transform, ImageShape shape, IntUnaryOperator pixels,
            RandomGenerator random) {
        byte[] in = new byte[shape.numel()];
        for (int i = 0; i < in.length; i++) {
            in[i] = (byte) pixels.applyAsInt(i);
        }
        PixelTransform.Step step = transform.prepare(shape);
        byte[] out = new byte[step.outputShape().numel()];
        step.apply(in, out, random);
        return IntStream.range(0, out.length).map(i -> out[i] & 0xff).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.7, 1})
    void flipsHappenAsOftenAsAsked(double probability) {
        for (PixelTransform flip : List.of(new RandomHorizontalFlip(probability),
                new RandomVerticalFlip(probability))) {
            SplittableRandom random = new SplittableRandom(1);
            int flipped = 0;
            for (int i = 0; i < DRAWS; i++) {
                flipped += apply(flip, new ImageShape(1, 2, 2), k -> k, random)[0] == 0 ? 0 : 1;
            }
            assertEquals(probability, (double) flipped / DRAWS, probability * (1 - probability) / 4, flip.toString());
        }
    }

    /** From 1 − strength, but no less than 0, to 1 + strength. */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.9, 1.5})
    void theFactorOfBrightnessLiesEvenlyAroundOne(double strength) {
        SplittableRandom random = new SplittableRandom(2);
        double least = Math.max(0, 1 - strength);
        double sum = 0;
        int[] bounds = {255, 0};
        for (int i = 0; i < DRAWS; i++) {
            int value = apply(new ColorJitter(strength, 0, 0, 0), new ImageShape(1, 1, 1), _ -> 100, random)[0];
            bounds[0] = Math.min(bounds[0], value);
            bounds[1] = Math.max(bounds[1], value);
            sum += value;
        }
        assertEquals(100 * least, bounds[0], 3);
        assertEquals(100 * (1 + strength), bounds[1], 3);
        assertEquals(50 * (least + 1 + strength), sum / DRAWS, 4);
    }

    private static int colours(int i) {
        return (i * 37 + 60) % 150 + 50;
    }

    /** Which of the four are on shows in what stays: nothing but the ratio, the mean, the gray, or the extremes. */
    @Test
    void eachStrengthOfJitterChangesWhatItIsCalledAfter() {
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            int[] before = IntStream.range(0, COLOUR.numel()).map(RandomTransformsTest::colours).toArray();
            int[] bright = jittered(new ColorJitter(0.2, 0, 0, 0), seed, seen);
            int[] contrast = jittered(new ColorJitter(0, 0.2, 0, 0), seed, seen);
            int[] saturated = jittered(new ColorJitter(0, 0, 0.2, 0), seed, seen);
            int[] turned = jittered(new ColorJitter(0, 0, 0, 0.5), seed, seen);
            assertArrayEquals(before, jittered(new ColorJitter(0, 0, 0, 0), seed, seen));
            double factor = (double) bright[0] / before[0];
            for (int i = 0; i < before.length; i++) {
                assertEquals(factor * before[i], bright[i], 3);
            }
            assertEquals(meanGray(before), meanGray(contrast), 2);
            for (int i = 0; i < 20; i++) {
                assertEquals(gray(before, i), gray(saturated, i), 2);
                assertEquals(extremes(before, i)[0], extremes(turned, i)[0], 3);
                assertEquals(extremes(before, i)[1], extremes(turned, i)[1], 3);
            }
        }
        assertTrue(seen.size() > 150, seen.size() + " images of 4 · 50");
    }

    private static int[] jittered(ColorJitter jitter, long seed, Set<String> seen) {
        int[] pixels = apply(jitter, COLOUR, RandomTransformsTest::colours, new SplittableRandom(seed));
        seen.add(Arrays.toString(pixels));
        return pixels;
    }

    private static double gray(int[] pixels, int i) {
        return 0.299 * pixels[i] + 0.587 * pixels[i + FIRST[1]] + 0.114 * pixels[i + FIRST[2]]; // ITU-R BT.601
    }

    private static double meanGray(int... pixels) {
        return IntStream.range(0, 20).mapToDouble(i -> gray(pixels, i)).average().orElseThrow();
    }

    private static int[] extremes(int[] pixels, int i) {
        int[] three = {pixels[i], pixels[i + FIRST[1]], pixels[i + FIRST[2]]};
        Arrays.sort(three);
        return new int[] {three[0], three[2]};
    }

    /** Draws the numbers of a plan: 0.9 of every range, and the digits of a number for whole ones. */
    private static final class Planned implements RandomGenerator {
        private int plan;

        Planned(int plan) {
            this.plan = plan;
        }

        @Override
        public int nextInt(int bound) {
            int digit = plan % bound;
            plan /= bound;
            return digit;
        }

        @Override
        public double nextDouble() {
            return 0.9;
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("drawn by other methods");
        }
    }

    /** As a shuffle has it: also that in which brightness is first and hue is last. */
    @Test
    void jitterHasEveryOrder() {
        ColorJitter jitter = new ColorJitter(0.5, 0.9, 0.8, 0.3);
        Set<String> results = new HashSet<>();
        for (int plan = 0; plan < 24; plan++) {
            results.add(Arrays.toString(apply(jitter, COLOUR, RandomTransformsTest::colours, new Planned(plan))));
        }
        byte[] inTurn = new byte[COLOUR.numel()];
        for (int i = 0; i < inTurn.length; i++) {
            inTurn[i] = (byte) colours(i);
        }
        ColourChange.brightness(inTurn, inTurn.length, 0.5 + 0.9);
        ColourChange.contrast(inTurn, inTurn.length, 3, 0.1 + 0.9 * 1.8);
        ColourChange.saturation(inTurn, inTurn.length, 3, 0.2 + 0.9 * 1.6);
        ColourChange.hue(inTurn, inTurn.length, -0.3 + 0.9 * 0.6);
        assertTrue(results.contains(Arrays.toString(IntStream.range(0, inTurn.length).map(i -> inTurn[i] & 0xff)
                .toArray())));
        assertTrue(results.size() > 12, results.size() + " of 24 orders");
    }

    @Test
    void partsLieAnywhereAndAreAsOftenWideAsHigh() {
        SplittableRandom random = new SplittableRandom(3);
        int wide = 0;
        int[] farthest = {0, 0, 100, 100};
        for (int i = 0; i < DRAWS; i++) {
            RandomPart part = RandomPart.draw(50, 60, 0.05, 0.1, 2, random).orElseThrow();
            wide += part.width() > part.height() ? 1 : 0;
            farthest[0] = Math.max(farthest[0], part.top() + part.height());
            farthest[1] = Math.max(farthest[1], part.left() + part.width());
            farthest[2] = Math.min(farthest[2], part.top());
            farthest[3] = Math.min(farthest[3], part.left());
        }
        assertEquals(DRAWS / 2.0, wide, DRAWS / 10.0);
        assertArrayEquals(new int[] {50, 60, 0, 0}, farthest);
        assertEquals(new RandomPart(0, 0, 9, 9), RandomPart.draw(9, 9, 1, 1, 1, random).orElseThrow());
    }

    /**
     * One try fits with 0.18: the ratio is even in its logarithm, ±0.288, and may not pass the share, ±0.05 in the
     * mean.
     */
    @Test
    void tenTriesAreMade() {
        SplittableRandom random = new SplittableRandom(4);
        long found = IntStream.range(0, DRAWS)
                .filter(_ -> RandomPart.draw(1000, 1000, 0.9, 1, 4.0 / 3, random).isPresent()).count();
        assertEquals(1 - Math.pow(1 - 0.18, 10), (double) found / DRAWS, 0.06);
    }

    @Test
    void cropsAreFromTheLeastShareToAll() {
        SplittableRandom random = new SplittableRandom(5);
        double least = 0.3;
        int[] widths = {100, 0};
        for (int i = 0; i < DRAWS; i++) {
            int[] row = apply(new RandomResizedCrop(16, least), new ImageShape(1, 80, 80), k -> k % 80, random);
            int width = row[15] - row[0];
            widths[0] = Math.min(widths[0], width);
            widths[1] = Math.max(widths[1], width);
        }
        assertTrue(widths[0] < 80 * Math.sqrt(least), Arrays.toString(widths));
        assertTrue(widths[1] > 70, Arrays.toString(widths));
        int[] middle = apply(new RandomResizedCrop(2, 0.9), new ImageShape(1, 1, 51), k -> k, random);
        assertArrayEquals(new int[] {25, 25, 25, 25}, middle, "what fits nowhere is the square in the middle");
        middle = apply(new RandomResizedCrop(2, 0.9), new ImageShape(1, 51, 1), k -> k, random);
        assertArrayEquals(new int[] {25, 25, 25, 25}, middle);
    }

    /** A point to the right of the middle goes up (counter-clockwise) as often as down, and no farther than asked. */
    @Test
    void rotationsGoBothWays() {
        int side = 41;
        int radius = 18;
        SplittableRandom random = new SplittableRandom(6);
        int up = 0;
        double farthest = 0;
        for (int i = 0; i < 500; i++) {
            int[] turned = apply(new RandomRotation(30), new ImageShape(1, side, side),
                    k -> k / side == side / 2 && k % side == side / 2 + radius ? 200 : 0, random);
            for (int k = 0; k < turned.length; k++) {
                int dy = side / 2 - k / side;
                up += turned[k] > 0 && dy > 0 ? 1 : 0;
                up -= turned[k] > 0 && dy < 0 ? 1 : 0;
                farthest = turned[k] > 0 ? Math.max(farthest, Math.abs(dy)) : farthest;
            }
        }
        assertEquals(0, up, 100);
        assertEquals(radius * Math.sin(Math.toRadians(30)), farthest, 1.5);
    }
}
