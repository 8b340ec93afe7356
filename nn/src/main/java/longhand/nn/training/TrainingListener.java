package longhand.nn.training;

import java.nio.file.Path;

/** Is told what a {@link Trainer} does, in the training thread. */
public interface TrainingListener {
    /** Training begins, or goes on, at this state. */
    default void started(TrainingState state) {}

    /** A step is done. */
    default void stepDone(StepResult result) {}

    /** The test is going on: so many of its batches are done. */
    default void testing(int batch, int batches) {}

    /** An epoch and its test are done. */
    default void epochDone(EpochResult result) {}

    /** A checkpoint has been written. */
    default void saved(Path file) {}
}
