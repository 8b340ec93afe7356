package longhand.cli.run;

import longhand.data.Dataset;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.nn.training.GradientSource;
import longhand.nn.training.shards.ShardedBatch;
import longhand.nn.training.shards.Shards;

/** Where the gradients of a run are computed. */
@FunctionalInterface
public interface Computation {
    /** In this process. */
    Computation HERE = (config, _, net, loss, _) -> config.shards() == 1 ? GradientSource.ofBatch(net, loss)
            : new ShardedBatch(net, loss, new Shards(config.shards(), config.seed()), config.batchSize());

    /**
     * Makes what computes them.
     *
     * @param card says how to make the network anew
     * @param net the network that is trained
     * @param train the training images
     */
    GradientSource gradients(RunConfig config, ModelCard card, Layer net, Loss loss, Dataset train);

    /**
     * What the batches of training images are read from in this process.
     *
     * @param train the training images
     */
    default Dataset read(Dataset train) {
        return train;
    }
}
