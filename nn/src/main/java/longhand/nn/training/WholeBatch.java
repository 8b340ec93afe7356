package longhand.nn.training;

import longhand.data.Batch;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * The batch as one, as in PyTorch. Dropout draws from the default generator.
 *
 * @param net the network
 * @param loss its loss
 * @param metric which examples it got right
 */
record WholeBatch(Layer net, BatchLoss loss, Metric metric) implements GradientSource {
    /** Of a classifier. */
    WholeBatch(Layer net, Loss loss) {
        this(net, BatchLoss.ofLabels(loss), Metric.CORRECT);
    }

    @Override
    public Result compute(Batch batch, long step) {
        try (Memory.Scope _ = Memory.scope()) {
            Tensor logits = net.forward(batch.images());
            Tensor mean = loss.checked(logits, batch);
            double value = mean.item();
            if (Double.isFinite(value)) {
                mean.backward();
            }
            return new Result(value, metric.right(logits, batch));
        }
    }
}
