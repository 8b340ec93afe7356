package longhand.cluster;

import java.util.Locale;
import java.util.Optional;

/** How long the steps took, and how much of that the slowest worker computed: the rest is Spark and the network. */
final class StepTimes {
    /** The first steps are about compilers, not about the cluster. */
    private static final int FIRST = 5;

    private int steps;
    private double lastComputed;
    private double computed;
    private double total;

    /** The slowest worker of the running step took that long. */
    void computed(double seconds) {
        lastComputed = seconds;
    }

    /** The step took that long, without the optimiser. */
    void stepDone(double seconds) {
        steps++;
        if (steps > FIRST) {
            computed += lastComputed;
            total += seconds;
        }
    }

    /** One line about the mean step; nothing if there were only a few. */
    Optional<String> text() {
        int counted = steps - FIRST;
        return counted < 1 ? Optional.empty() : Optional.of(String.format(Locale.ROOT,
                "cluster: a step took %.3f s, of which the slowest worker computed %.3f s", total / counted,
                computed / counted));
    }
}
