package longhand.nn.training.shards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientTreeTest {
    @Test
    void sumsFollowTheTree() {
        float[] g = {1e8f, 1, -1e8f, 3, 1e-3f, 5, 7e7f, -7e7f};
        GradientTree tree = new GradientTree();
        for (int s = 0; s < g.length; s++) {
            tree.add(new GradientTree.Node(s, s + 1, new float[] {g[s]}));
        }
        float right = ((g[0] + g[1]) + (g[2] + g[3])) + ((g[4] + g[5]) + (g[6] + g[7]));
        assertArrayEquals(new float[] {right}, tree.total());
        assertFalse(right == g[0] + g[1] + g[2] + g[3] + g[4] + g[5] + g[6] + g[7], "another order shows");
    }

    /** Also for batches with fewer shards, and whatever way neighbouring shards are shared out to several computers. */
    @Test
    void whoAddsWhatDoesNotShow() {
        Random random = new Random();
        for (int trial = 0; trial < 300; trial++) {
            int used = 1 + random.nextInt(16);
            float[] g = new float[used];
            for (int s = 0; s < used; s++) {
                g[s] = (float) (random.nextGaussian() * Math.exp(8 * random.nextGaussian()));
            }
            float[] expected = {recursive(g, 0, 16)};
            GradientTree all = new GradientTree();
            GradientTree some = new GradientTree();
            for (int s = 0; s < used; s++) {
                some.add(new GradientTree.Node(s, s + 1, new float[] {g[s]}));
                if (random.nextInt(3) == 0 || s == used - 1) {
                    some.nodes().forEach(all::add);
                    some = new GradientTree();
                }
            }
            assertArrayEquals(expected, all.total(), () -> Arrays.toString(g));
        }
    }

    /** The definition: a node is the sum of its two halves; what is missing adds nothing. */
    private static float recursive(float[] g, int from, int to) {
        if (to - from == 1) {
            return g[from];
        }
        int middle = (from + to) / 2;
        float left = recursive(g, from, middle);
        return middle < g.length ? left + recursive(g, middle, to) : left;
    }
}
