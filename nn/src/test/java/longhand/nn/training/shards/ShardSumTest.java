package longhand.nn.training.shards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.training.GradientSource;
import longhand.random.Generator;
import org.junit.jupiter.api.Test;

/** What shards give together: sums over the images, whichever shard they are in. */
class ShardSumTest {
    private static final float[] NONE = {};

    private static ShardResult.Rest shard(int images, double loss, int correct, boolean... reached) {
        return new ShardResult.Rest(images, loss, correct, reached, NONE);
    }

    @Test
    void imagesCountAndNotShards() {
        Layer net = new Linear(1, 1);
        ShardSum sum = new ShardSum();
        sum.add(shard(3, 1, 3, true, true));
        sum.add(shard(1, 5, 0, true, true));
        GradientSource.Result result = sum.applyTo(net, new float[2]);
        assertEquals(2, result.loss());
        assertEquals(3, result.correct());
    }

    /** A parameter that one shard has used has a gradient, whichever shard that is; one that none has used has none. */
    @Test
    void aParameterIsReachedIfAnyShardReachesIt() {
        Generator.manualSeed(1);
        boolean[][] patterns = {{true, false, false}, {false, true, false}, {false, false, true}, {true, false, true}};
        for (boolean[] pattern : patterns) {
            Layer net = new Sequential(new Linear(2, 1), new Linear(1, 1));
            ShardSum sum = new ShardSum();
            for (boolean reached : pattern) {
                sum.add(shard(1, 1, 0, true, reached, false, true));
            }
            sum.applyTo(net, new float[] {1, 2, 3, 4, 5});
            assertEquals(List.of(true, true, false, true),
                    net.parameters().stream().map(parameter -> parameter.hasGrad()).toList());
            assertArrayEquals(new float[] {1, 2}, net.parameters().get(0).grad().toArray());
            assertArrayEquals(new float[] {3}, net.parameters().get(1).grad().toArray());
            assertArrayEquals(new float[] {5}, net.parameters().get(3).grad().toArray());
        }
        ShardSum unreached = new ShardSum();
        unreached.add(shard(1, 1, 0, false, false));
        Layer net = new Linear(1, 1);
        unreached.applyTo(net, new float[2]);
        assertFalse(net.parameters().getFirst().hasGrad());
    }
}
