package longhand.nn.training;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import longhand.names.Given;

/**
 * Which epoch of a training was best, and when to stop because none is better any more. Both follow from the epochs
 * that are done and nothing else, so a run that is resumed stops where it would have stopped.
 */
public final class EarlyStopping {
    /** The highest test accuracy; of equal ones, or if nobody counts, the lowest test loss; of equal ones the first. */
    private static final Comparator<EpochResult> BETTER = Comparator
            .<EpochResult>comparingDouble(epoch -> orLowest(epoch.testAccuracy()))
            .thenComparingDouble(epoch -> orLowest(-epoch.testLoss()))
            .thenComparing(Comparator.comparingInt(EpochResult::epoch).reversed());

    private EarlyStopping() {}

    private static double orLowest(double number) {
        return Double.isNaN(number) ? Double.NEGATIVE_INFINITY : number;
    }

    /** The best of these epochs; empty if none was tested. */
    public static Optional<EpochResult> best(List<EpochResult> epochs) {
        return Given.required(epochs, "EarlyStopping", "the list of epochs", "pass List.of() before the first").stream()
                .filter(EarlyStopping::isTested).max(BETTER);
    }

    private static boolean isTested(EpochResult epoch) {
        return !Double.isNaN(epoch.testAccuracy()) || !Double.isNaN(epoch.testLoss());
    }

    /**
     * Whether the last {@code patience} epochs brought nothing better than those before.
     *
     * @param patience 0: never
     */
    public static boolean isDue(List<EpochResult> epochs, int patience) {
        Optional<EpochResult> best = best(epochs);
        return patience > 0 && best
                .map(of -> epochs.getLast().epoch() - of.epoch() >= patience).orElse(false);
    }
}
