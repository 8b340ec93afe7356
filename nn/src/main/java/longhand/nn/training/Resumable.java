package longhand.nn.training;

import longhand.nn.optim.Optimizer;

/** Which checkpoints a training goes on from. */
final class Resumable {
    private Resumable() {}

    /**
     * The state in a checkpoint; changes nothing.
     *
     * @throws IllegalArgumentException if there is none, or a training with these settings cannot have come there
     */
    static TrainingState state(Checkpoint checkpoint, TrainingSettings settings) {
        TrainingState state = checkpoint.state().orElseThrow(() -> new IllegalArgumentException(
                "resume: the checkpoint holds weights only. Fix: resume from the last checkpoint of a run."));
        settings.net.requireStateDict(checkpoint.weights());
        state.requireFits(settings);
        requireUnused(checkpoint, settings.optimizer);
        return state;
    }

    /** An error if the optimiser remembers steps, and that of the run remembered none. */
    private static void requireUnused(Checkpoint checkpoint, Optimizer optimizer) {
        if (checkpoint.optimizer().isEmpty() && !optimizer.stateDict().isEmpty()) {
            throw new IllegalArgumentException("resume: the checkpoint was written before the optimizer of the run had "
                    + "made a step, and " + optimizer.getClass().getSimpleName() + " here has made some. Rule: it goes "
                    + "on with what the run's remembered, which is nothing. Fix: make a new optimizer for the network, "
                    + "and with it a new Trainer.");
        }
    }
}
