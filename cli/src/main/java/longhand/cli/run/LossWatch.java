package longhand.cli.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import longhand.models.Models;
import longhand.models.Recipe;
import longhand.nn.training.EpochResult;
import longhand.nn.training.StepResult;
import longhand.nn.training.TrainingListener;
import longhand.nn.training.TrainingState;

/**
 * Notices that training explodes while all numbers are still finite, and says so, once. A loss that is NaN or infinite
 * ends the training by itself.
 *
 * <p>The measure is the loss before the first step, or that of guessing among all classes (its natural logarithm of
 * their number) if that is larger: a network that learns stays below, one that learns nothing stays near.
 */
final class LossWatch implements TrainingListener {
    /** One batch, or a test after much overfitting, may be so many times worse than guessing; */
    private static final double FAR = 10;
    /** with fewer images even more, for one of them may be far off. */
    private static final double ENOUGH_IMAGES = 16;
    /** The mean over an epoch of training may not … */
    private static final double FAR_FOR_AN_EPOCH = 2;
    /** … if it is one of so many images; an epoch of fewer is like a batch, which a few bad images lift. */
    private static final int MANY_IMAGES = 1000;

    private final RunConfig config;
    private final Counts counts;
    private final List<StepRecord> steps;
    private final double guessing;
    private final boolean testTells;
    private final Consumer<String> warnings;
    private Optional<Peak> peak = Optional.empty();
    private boolean said;

    /** The highest loss that is too high. */
    private record Peak(double loss, String where) {}

    /** How many classes there are, and images in an epoch of training and in a test. */
    record Counts(int classes, int training, int test) {}

    /**
     * @param testTells whether a finite loss of a test tells something: not with batch normalisation, whose running
     *     statistics follow the weights so slowly that the first tests may be far off while the network learns well
     * @param steps the steps that are done, to which others add
     * @param warnings is told, once
     */
    LossWatch(RunConfig config, Counts counts, boolean testTells, List<StepRecord> steps, Consumer<String> warnings) {
        this.config = config;
        this.steps = steps;
        this.counts = counts;
        this.guessing = Math.log(counts.classes);
        this.testTells = testTells;
        this.warnings = warnings;
    }

    /** What happened before a resumption is known already, and is said again at the end. */
    @Override
    public void started(TrainingState state) {
        steps.forEach(step -> look(step.loss(), far(imagesOf(step.step())), "step " + step.step(), false));
        state.history().forEach(result -> look(result, false));
    }

    @Override
    public void stepDone(StepResult r) {
        look(r.loss(), far(imagesOf(r.step())), "step " + r.step(), true);
    }

    @Override
    public void epochDone(EpochResult r) {
        look(r, true);
    }

    /** The last batch of an epoch may have fewer images than the others. */
    private int imagesOf(long step) {
        int batches = Math.ceilDiv(counts.training, config.batchSize());
        boolean last = step % batches == 0;
        return last ? counts.training - (batches - 1) * config.batchSize() : config.batchSize();
    }

    private static double far(int images) {
        return FAR * Math.max(1, ENOUGH_IMAGES / images);
    }

    private void look(EpochResult r, boolean say) {
        double farForAnEpoch = counts.training < MANY_IMAGES ? far(counts.training) : FAR_FOR_AN_EPOCH;
        look(r.trainLoss(), farForAnEpoch, "the mean of epoch " + r.epoch(), say);
        if (testTells || !Double.isFinite(r.testLoss())) {
            look(r.testLoss(), far(counts.test), "the test of epoch " + r.epoch(), say);
        }
    }

    private void look(double loss, double factor, String where, boolean say) {
        boolean fits = loss <= factor * Math.max(guessing, firstLoss()); // false for NaN
        if (!fits && (peak.isEmpty() || !(loss <= peak.get().loss))) {
            boolean first = peak.isEmpty();
            peak = Optional.of(new Peak(loss, where));
            if (first && say) {
                said = true;
                warnings.accept(finding().orElseThrow());
            }
        }
    }

    private double firstLoss() {
        return steps.isEmpty() ? guessing : steps.getFirst().loss();
    }

    /** What is to be said about this training, with a fix; empty if nothing is. */
    Optional<String> finding() {
        return peak.map(p -> "warning: training explodes: the loss was " + Figures.loss(firstLoss())
                + " at first and is " + Figures.loss(p.loss) + " in " + p.where
                + ". The steps are too large. Fix: start again with a smaller learning rate than " + config.lr()
                + ", for example --lr " + smallerLr());
    }

    /** What is to be said at the end: what was found before a resumption, and so has not been said yet. */
    Optional<String> unsaid() {
        return said ? Optional.empty() : finding();
    }

    private String smallerLr() {
        Recipe recipe = Models.get(config.model()).recipe(config.recipe());
        boolean recipeHelps = recipe.optimizer().equals(config.optimizer()) && recipe.lr() < config.lr();
        return recipeHelps ? recipe.lr() + " as in the recipe " + config.recipe()
                : String.format(Locale.ROOT, "%.1g", config.lr() / 10);
    }
}
