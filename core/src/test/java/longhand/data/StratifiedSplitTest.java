package longhand.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.random.Generator;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
    /** Images of which only the labels matter. */
    private record Labels(int classes, int... labels) implements Dataset {
        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public ImageShape imageShape() {
            return new ImageShape(1, 1, 1);
        }

        @Override
        public List<String> classNames() {
            return Collections.nCopies(classes, "class");
        }

        @Override
        public int label(int index) {
            return labels[index];
        }

        @Override
        public void read(int index, long epochSeed, float[] out, int offset) {
            out[offset] = index;
        }
    }

    /** Whatever the classes and the share: every image is in one part, and each class differs by less than an image. */
    @Test
    void everyClassGivesItsShare() {
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            int classes = 1 + random.nextInt(6);
            int[] labels = random.ints(2 + random.nextInt(200), 0, classes).map(k -> k * k / classes).toArray();
            double share = 0.01 + 0.98 * random.nextDouble();
            int wanted = (int) Math.round(share * labels.length);
            if (wanted == 0 || wanted == labels.length) {
                continue;
            }
            StratifiedSplit split = StratifiedSplit.of(new Labels(classes, labels), share, i);
            assertEquals(wanted, split.heldBack().length);
            assertArrayEquals(IntStream.range(0, labels.length).toArray(),
                    IntStream.concat(Arrays.stream(split.kept()), Arrays.stream(split.heldBack())).sorted().toArray());
            for (int k = 0; k < classes; k++) {
                int label = k;
                long all = Arrays.stream(labels).filter(l -> l == label).count();
                long held = Arrays.stream(split.heldBack()).filter(image -> labels[image] == label).count();
                assertTrue(Math.abs(held - (double) all * wanted / labels.length) < 1, all + " images, " + held);
            }
        }
    }

    @Test
    void theSeedChoosesAndNothingElseIsTouched() {
        Labels images = new Labels(2, IntStream.range(0, 100).map(i -> i % 2).toArray());
        byte[] before = Generator.defaultGenerator().state();
        int[] first = StratifiedSplit.of(images, 0.2, 7).heldBack();
        assertArrayEquals(before, Generator.defaultGenerator().state());
        assertArrayEquals(first, StratifiedSplit.of(images, 0.2, 7).heldBack());
        assertFalse(Arrays.equals(first, StratifiedSplit.of(images, 0.2, 8).heldBack()));
        assertFalse(Arrays.equals(first, IntStream.range(0, 20).toArray()), "chosen at random");
    }

    @Test
    void anEmptyPartIsRefused() {
        Labels images = new Labels(2, 0, 1, 0, 1);
        for (double share : new double[] {0.1, 0.9}) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> StratifiedSplit.of(images, share, 0)).getMessage();
            assertTrue(message.contains("Rule: at least one image on each side. Fix: "), message);
        }
    }
}
