package longhand.nn.training;

import java.util.Arrays;
import longhand.data.Batch;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.random.Generator;

/**
 * The shards of a batch one after another in this process: the numbers that a cluster computes.
 *
 * @param net the network
 * @param loss its loss
 * @param shards how batches are split
 * @param batchSize images of a batch that is not the last one
 */
public record ShardedBatch(Layer net, Loss loss, Shards shards, int batchSize) implements GradientSource {
    /** @throws IllegalArgumentException if there are more shards than images */
    public ShardedBatch {
        if (shards.count() > batchSize) {
            throw new IllegalArgumentException("shards: a batch of " + batchSize + " images cannot be split into "
                    + shards.count() + ". Rule: at least one image each. Fix: fewer shards or larger batches.");
        }
    }

    @Override
    public Result compute(Batch batch, long step) {
        Generator chance = Generator.defaultGenerator();
        byte[] before = chance.state();
        float[] buffers = Buffers.of(net);
        GradientTree tree = new GradientTree();
        ShardSum sum = new ShardSum();
        int used = shards.used(batch.size(), batchSize);
        try {
            for (int s = 0; s < used; s++) {
                Buffers.set(net, buffers);
                int from = Shards.firstImage(s, used, batch.size());
                int to = Shards.firstImage(s + 1, used, batch.size());
                ShardResult shard = ShardResult.compute(net, loss, batch.images().narrow(0, from, to - from),
                        Arrays.copyOfRange(batch.labels(), from, to), batch.size(), shards.streamSeed(step, s));
                tree.add(new GradientTree.Node(s, s + 1, shard.gradient()));
                sum.add(shard.rest());
            }
        } finally {
            chance.state(before);
        }
        return sum.applyTo(net, tree.total());
    }
}
