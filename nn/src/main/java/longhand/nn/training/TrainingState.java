package longhand.nn.training;

import java.util.List;
import longhand.data.LoaderState;
import longhand.io.checks.Range;
import longhand.io.checks.ValueException;
import longhand.random.Generator;

/**
 * Where training stands, between two steps: with the numbers of network and optimiser, all that is needed to go on as
 * if it had never stopped.
 *
 * @param epoch number of the running epoch, from 0; the number of epochs once all are done
 * @param batch steps done in it; all of them if only the test is still to come
 * @param step steps done since training began
 * @param sums sums over the running epoch
 * @param loader where the training images' loader stands
 * @param generator state of the default generator, from which orders and dropout are drawn
 * @param history the epochs that are done
 */
public record TrainingState(
        @Range(min = 0) int epoch,
        @Range(min = 0) int batch,
        @Range(min = 0) long step,
        EpochSums sums,
        LoaderState loader,
        @Range(min = Generator.STATE_BYTES, max = Generator.STATE_BYTES) byte[] generator,
        @Range List<EpochResult> history) {

    /** @throws ValueException if the history is not that of the epochs which are done */
    public TrainingState {
        history = List.copyOf(history);
        if (history.size() != epoch) {
            throw new ValueException("history", "that of " + history.size() + " epochs",
                    "as long as epoch = " + epoch + " says");
        }
    }
    /** @throws IllegalArgumentException if epochs, batches and steps do not agree where an epoch has so many batches */
    void requireBatches(int batches) {
        long steps = (long) epoch * batches + batch;
        if (batch > batches || step != steps || loader.batch() % batches != batch % batches) {
            throw new IllegalArgumentException("resume: the checkpoint was written after " + step
                    + " steps, at epoch = " + epoch + ", batch = " + batch + ", loader.epoch = " + loader.epoch()
                    + ", loader.batch = " + loader.batch() + ". Rule: with the " + batches
                    + " batches of an epoch here, these are the same number of steps. Fix: resume "
                    + "with the images and the batch size of the run.");
        }
    }
}
