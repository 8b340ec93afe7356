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
 */
record WholeBatch(Layer net, Loss loss) implements GradientSource {
    @Override
    public Result compute(Batch batch, long step) {
        try (Memory.Scope _ = Memory.scope()) {
            Tensor logits = net.forward(batch.images());
            Tensor mean = loss.forward(logits, batch.labels());
            double value = mean.item();
            if (Double.isFinite(value)) {
                mean.backward();
            }
            return new Result(value, ConfusionMatrix.correct(logits, batch.labels()));
        }
    }
}
