package longhand.nn.training;

import java.util.concurrent.CancellationException;
import longhand.data.Batch;
import longhand.nn.Layer;
import longhand.nn.Loss;

/** Where a {@link Trainer} takes the gradients of a batch from: this process at once, shard after shard, or others. */
@FunctionalInterface
public interface GradientSource {
    /** The batch as a whole in this process, as in PyTorch; dropout draws from the default generator. */
    static GradientSource ofBatch(Layer net, Loss loss) {
        return new WholeBatch(net, loss);
    }

    /**
     * Computes the gradients of the mean loss of a batch with the weights as they are now, leaves them in the
     * parameters, which had none, and moves running statistics.
     *
     * @param step steps done before this one
     * @throws CancellationException if it was given up because the process ends; then nothing has been changed
     */
    Result compute(Batch batch, long step);

    /**
     * What the network made of the batch.
     *
     * @param loss mean loss; if it is not finite, there need not be gradients
     * @param correct images classified right, or {@link Metric#NOT_COUNTED}
     */
    record Result(double loss, int correct) {}
}
