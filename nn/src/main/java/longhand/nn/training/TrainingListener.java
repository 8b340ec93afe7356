package longhand.nn.training;

import java.nio.file.Path;
import longhand.data.Batch;
import longhand.tensor.Tensor;

/** Is told what a {@link Trainer} does, in the training thread. */
public interface TrainingListener {
    /** Training begins, or goes on, at this state. */
    default void started(TrainingState state) {}

    /**
     * The gradients of a step are computed, and no parameter has been changed by them yet. They are as backward left
     * them: clipping comes later.
     *
     * @param step number of the step since training began, from 1
     */
    default void gradientsReady(long step) {}

    /** A step is done. */
    default void stepDone(StepResult result) {}

    /**
     * A batch of the test after an epoch is done.
     *
     * @param data its images; only valid during the call
     * @param logits what the network made of them, [batch, classes]; only valid during the call
     * @param done how many batches are done, this one included
     * @param batches how many there are
     */
    default void tested(Batch data, Tensor logits, int done, int batches) {}

    /** An epoch and its test are done, and a checkpoint of that is written. */
    default void epochDone(EpochResult result) {}

    /** A checkpoint has been written. */
    default void saved(Path file) {}
}
