package longhand.nn.training;

/** Does something after one step of a training. */
record AtStep(long step, Runnable action) implements TrainingListener {
    /** The same under the name that tests read best. */
    static TrainingListener at(long step, Runnable action) {
        return new AtStep(step, action);
    }

    @Override
    public void stepDone(StepResult result) {
        if (result.step() == step) {
            action.run();
        }
    }
}
