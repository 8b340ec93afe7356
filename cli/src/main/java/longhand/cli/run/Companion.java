package longhand.cli.run;

import longhand.nn.training.TrainingListener;

/** Follows a run beside the files that every run writes: a live page, event files for TensorBoard. */
@FunctionalInterface
public interface Companion {
    /** Is called once, before the first step. */
    TrainingListener join(RunView run);
}
