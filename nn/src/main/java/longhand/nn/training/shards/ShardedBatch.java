package longhand.nn.training.shards;

import java.util.Arrays;
import longhand.data.Batch;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.nn.training.GradientSource;
import longhand.random.Generator;

/** The shards of a batch one after another in this process: the numbers that a cluster computes. */
public final class ShardedBatch implements GradientSource {
    private final Layer net;
    private final Loss loss;
    private final Shards shards;
    private final int batchSize;
    private final GradientTree tree = new GradientTree();

    /**
     * @param net the network
     * @param loss its loss
     * @param shards how batches are split
     * @param batchSize images of a batch that is not the last one
     * @throws IllegalArgumentException if there are more shards than images
     */
    public ShardedBatch(Layer net, Loss loss, Shards shards, int batchSize) {
        if (shards.count() > batchSize) {
            throw new IllegalArgumentException("shards: a batch of " + batchSize + " images cannot be split into "
                    + shards.count() + ". Rule: at least one image each. Fix: fewer shards or larger batches.");
        }
        this.net = net;
        this.loss = loss;
        this.shards = shards;
        this.batchSize = batchSize;
    }

    @Override
    public Result compute(Batch batch, long step) {
        Generator chance = Generator.defaultGenerator();
        byte[] before = chance.state();
        try {
            return compute(batch, step, shards.used(batch.size(), batchSize));
        } finally {
            chance.state(before);
            tree.clear();
        }
    }

    private Result compute(Batch batch, long step, int used) {
        float[] buffers = FlatNumbers.buffers(net);
        ShardSum sum = new ShardSum();
        for (int s = 0; s < used; s++) {
            FlatNumbers.setBuffers(net, buffers);
            int from = Shards.firstImage(s, used, batch.size());
            int to = Shards.firstImage(s + 1, used, batch.size());
            ShardResult shard = ShardResult.compute(net, loss, batch.images().narrow(0, from, to - from),
                    Arrays.copyOfRange(batch.labels(), from, to), batch.size(), shards.streamSeed(step, s), tree);
            tree.add(new GradientTree.Node(s, s + 1, shard.gradient()));
            sum.add(shard.rest());
        }
        float[] total = tree.total();
        Result result = sum.applyTo(net, total);
        tree.give(total);
        return result;
    }
}
