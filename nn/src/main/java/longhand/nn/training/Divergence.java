package longhand.nn.training;

import longhand.nn.Parameter;

/** Ends a training whose numbers are no longer finite, before anybody trains on with them, tests or saves them. */
final class Divergence {
    private final TrainingSettings settings;

    Divergence(TrainingSettings settings) {
        this.settings = settings;
    }

    /**
     * After the gradients of a step.
     *
     * @param epoch epochs that are done
     * @param batch steps that are done in the running one
     * @param lr learning rate of the last step
     */
    void requireFiniteLoss(double loss, int epoch, int batch, double lr) {
        require(Double.isFinite(loss), "the loss is " + loss + " in", epoch, batch + 1, lr);
    }

    /** Between two steps. */
    void requireFiniteWeights(int epoch, int batch, double lr) {
        String when = batch == 0 ? " before" : " after";
        int step = Math.max(1, batch);
        require(Checkpoint.areAll(settings.net.parameters().stream().map(Parameter::tensor), Double::isFinite),
                "a weight is no finite number" + when, epoch, step, lr);
        // A buffer may hold infinite numbers on purpose, as a mask does.
        require(Checkpoint.areAll(settings.net.namedBuffers().values().stream(), number -> !Double.isNaN(number)),
                "a buffer, such as a running mean, is NaN" + when, epoch, step, lr);
    }

    private void require(boolean finite, String what, int epoch, int step, double lr) {
        if (!finite) {
            throw new DivergedException("training: " + what + " epoch " + (epoch + 1) + ", step " + step
                    + " (learning rate " + lr + "). The steps before were too large, or the input holds NaN. Fix: use a "
                    + "smaller learning rate, clip gradients, or other initial weights."
                    + settings.saving.map(to -> " The last good checkpoint stays: " + to.file().path() + ".")
                    .orElse(""));
        }
    }
}
