package longhand.cli.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import longhand.io.checks.ValueException;
import longhand.nn.optim.Schedule;
import longhand.nn.training.DivergedException;
import longhand.nn.training.StepResult;
import longhand.nn.training.TrainingListener;

/**
 * The range test for learning rates (L. N. Smith, Cyclical Learning Rates for Training Neural Networks, 2017): the rate
 * grows by the same factor from step to step. A tenth of the rate with the lowest loss is usual, for there the loss
 * still falls (J. Howard and S. Gugger, fastai, 2020).
 */
public final class LrFinder {
    private static final double FIRST = 1e-6;
    private static final double LAST = 10;
    private static final int FEWEST_STEPS = 10;
    private static final int MOST_STEPS = 10_000;
    /** Weight of the past in the running mean of the loss. */
    private static final double SMOOTHING = 0.9;
    /** The search ends when the loss is so many times the lowest. */
    private static final double EXPLODED = 4;

    private LrFinder() {}

    /**
     * One step.
     *
     * @param smoothedLoss running mean of the loss, corrected for its start from 0 as in Adam
     */
    public record Tried(double lr, double smoothedLoss) {}

    /**
     * What was found.
     *
     * @param best the rate to try; empty if the loss never fell
     */
    public record Found(List<Tried> tried, Optional<Double> best) {
        /** One line for a person. */
        public String advice() {
            return best.map(lr -> String.format(Locale.ROOT,
                    "the loss is lowest at lr %.1e; a tenth of it is usual: try --lr %.1e", 10 * lr, lr))
                    .orElse("the loss never fell. Fix: more --steps, or a larger --batch-size");
        }
    }

    /**
     * Trains a new network for a moment; its numbers are dropped.
     *
     * @param config of the run that is to come; its learning rate and schedule are not used
     * @param steps at most
     */
    public static Found search(RunConfig config, int steps, Consumer<String> messages) {
        if (steps < FEWEST_STEPS || steps > MOST_STEPS) {
            throw new ValueException("--steps", steps, "at least " + FEWEST_STEPS + " and at most " + MOST_STEPS);
        }
        List<Tried> tried = new ArrayList<>();
        try (Session session = Session.begin(config, Computation.HERE, messages)) {
            config.transfer().load(session.net(), session.card(), messages);
            double factor = Math.pow(LAST / FIRST, 1.0 / (steps - 1));
            Schedule rates = (base, step) -> FIRST * Math.pow(factor, step);
            session.trainer().epochs(Integer.MAX_VALUE).scheduleBySteps(rates).listen(new TrainingListener() {
                private double mean;
                private double lowest = Double.POSITIVE_INFINITY;

                @Override
                public void stepDone(StepResult r) {
                    mean = SMOOTHING * mean + (1 - SMOOTHING) * r.loss();
                    double smoothed = mean / (1 - Math.pow(SMOOTHING, r.step()));
                    lowest = Math.min(lowest, smoothed);
                    tried.add(new Tried(r.lr(), smoothed));
                    if (r.step() >= steps || smoothed > EXPLODED * lowest) {
                        session.trainer().requestStop();
                    }
                }
            });
            session.trainer().run();
        } catch (DivergedException e) {
            messages.accept("the loss is no number any more after " + tried.size() + " steps");
        }
        return new Found(tried, tenthOfTheLowest(tried));
    }

    /** A tenth of the rate with the lowest loss, if that is lower than at first. */
    static Optional<Double> tenthOfTheLowest(List<Tried> tried) {
        return tried.stream().min(Comparator.comparingDouble(Tried::smoothedLoss))
                .filter(lowest -> lowest.smoothedLoss() < tried.getFirst().smoothedLoss())
                .map(lowest -> lowest.lr() / 10);
    }
}
